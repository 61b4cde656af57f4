"""A schema made again in an empty database, from its stored texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.schema.facts import TableKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema.facts import Schema

_REFUSED = (sqlite3.Error, sqlite3.Warning, UnicodeError)


def recreate(schema: Schema, database: Database) -> tuple[str, ...]:
    """Create everything of ``schema``, without rows; return what SQLite refused, as sentences.

    An unknown module, collation or function may be missing here.
    """
    refused = []
    for what, ddl in _texts(schema):
        try:
            database.connection.execute(ddl)
        except _REFUSED as error:
            refused.append(f"{what} cannot be made here: {error}")
    return tuple(refused)


def _texts(schema: Schema) -> Iterator[tuple[str, str]]:
    # Virtual tables come first: they make their shadow tables themselves.
    tables = sorted(schema.user_tables, key=lambda table: table.kind is not TableKind.VIRTUAL)
    for table in tables:
        yield f"{table.kind.value} {table.name}", table.ddl
    for table in tables:
        for index in table.indexes:
            if index.ddl:
                yield f"index {index.name}", index.ddl
    for view in schema.views:
        yield f"view {view.name}", view.ddl
    for trigger in schema.triggers:
        yield f"trigger {trigger.name}", trigger.ddl
