"""Databases in memory that scripts are run on, and what is compared before and after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.meaning import type_meaning
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema import Column, Schema, Table


def opened(statements: Iterable[str]) -> Database:
    """Return a database in memory that the statements made."""
    database = Database.open(Location(None, "memory"))
    for statement in statements:
        database.execute(statement)
    return database


def run(database: Database, sql: str) -> None:
    """Run a script as sqlx does: in one transaction, with foreign keys on."""
    connection = database.connection
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    connection.execute("BEGIN")
    try:
        for statement in split_statements(sql):
            connection.execute(statement.text).fetchall()
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def schema_of(database: Database) -> Schema:
    return read_schema(database)


def violations(database: Database) -> Counter[object]:
    rows = database.query("PRAGMA foreign_key_check")
    return Counter((fold(table), fold(parent)) for table, _row, parent, _key in rows)


def shared_rows(database: Database, here: Schema, there: Schema) -> dict[str, Counter[object]]:
    """Return the rows of the tables that both have, with the values of columns that are alike in both."""
    return {
        fold(table.name): _rows(database, table, other)
        for table in here.user_tables
        if (other := there.table(table.name)) is not None
    }


def _rows(database: Database, table: Table, other: Table) -> Counter[object]:
    names = [quote_identifier(column.name) for column in _alike(table, other)]
    # A column that becomes the row's number takes its place.
    renumbered = _number(other) is not None and _number(table) != _number(other)
    if not (table.without_rowid or other.without_rowid or renumbered):
        names.append(_rowid(table, other))
    if not names:
        return Counter()  # nothing is left that rows could be told by
    return Counter(database.query(f"SELECT {', '.join(names)} FROM {quote_identifier(table.name)}"))


def _number(table: Table) -> str | None:
    """Return the column that is another name of the row's number."""
    keyed = [column for column in table.columns if column.primary_key]
    return fold(keyed[0].name) if len(keyed) == 1 and fold(keyed[0].type) == "integer" else None


def _rowid(table: Table, other: Table) -> str:
    columns = {fold(column.name) for each in (table, other) for column in each.columns}
    return next(name for name in ("rowid", "_rowid_", "oid") if name not in columns)


def _alike(table: Table, other: Table) -> Iterator[Column]:
    # By name, so that both sides come in one order.
    for column in sorted(table.columns, key=lambda column: fold(column.name)):
        twin = other.column(column.name)
        if twin is None or column.generated or twin.generated:
            continue
        if type_meaning(column.type) == type_meaning(twin.type) and table.strict == other.strict:
            yield column
