"""The schema of a database, read into frozen facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.schema.facts import (
    Column,
    ForeignKey,
    ForeignKeyProblem,
    Generated,
    Index,
    IndexColumn,
    Schema,
    SchemaProblem,
    Table,
    TableKind,
    Trigger,
    View,
)
from pipeline_browser.model.schema.reader import SchemaReader

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema.known_tables import KnownTables

__all__ = [
    "Column",
    "ForeignKey",
    "ForeignKeyProblem",
    "Generated",
    "Index",
    "IndexColumn",
    "Schema",
    "SchemaProblem",
    "Table",
    "TableKind",
    "Trigger",
    "View",
    "count_rows",
    "read_schema",
]


def read_schema(
    database: Database, *, cancellation: Cancellation | None = None, known: KnownTables | None = None
) -> Schema:
    """Return the schema as one moment shows it; what cannot be read is told in ``Schema.problems``.

    Args:
        known: what was read of the same database before, where it is read again and again.

    Raises:
        DatabaseDamaged, DatabaseBusy, DatabaseOperationFailed: nothing at all can be read.
        Cancelled: on request.
    """
    return SchemaReader(database, cancellation, known).read()


def count_rows(database: Database, table: str, *, cancellation: Cancellation | None = None) -> int:
    """Return how many rows a table or view has, however long that takes; cancel it from another thread.

    Raises:
        DatabaseDamaged, DatabaseBusy, DatabaseOperationFailed: it cannot be read.
        Cancelled: on request.
    """
    sql = f"SELECT count(*) FROM main.{quote_identifier(table)}"
    return int(database.query(sql, cancellation=cancellation)[0][0])
