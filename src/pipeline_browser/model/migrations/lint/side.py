"""Small questions to SQLite that need a database of their own: what a statement would make, or meet."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema.difference import SchemaDifference

_COLUMNS = "SELECT name, upper(type) FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0"
_REFUSALS = ("cannot add", "Cannot add")  # SQLite says so whatever the row holds


def difference(wanted: Iterable[str], there: Iterable[str]) -> SchemaDifference | None:
    """Return how what the second ones make differs from what the first ones do; None if unknown."""
    with scratch() as first, scratch() as second:
        for database, statements in ((first.database, wanted), (second.database, there)):
            refusals = (_refusal(database.connection, sql) for sql in statements)
            # A virtual table brings its shadow tables along.
            if any(words and "already exists" not in words for words in refusals):
                return None
        return schema_diff(first.schema(), second.schema())


def refusal_with_a_row(table: str, ddl: str, alteration: str) -> str:
    """Return why a table with a row refuses what an empty one accepts; empty if it does not."""
    with _table(ddl) as empty:
        if empty is None or _refusal(empty, alteration):
            return ""
    with _table(ddl) as filled:
        if filled is None:
            return ""
        valid = _fill(filled, table)
        if valid is None:
            return ""
        words = _refusal(filled, alteration)
    return words if valid or words.startswith(_REFUSALS) else ""


@contextmanager
def _table(ddl: str) -> Iterator[sqlite3.Connection | None]:
    with scratch() as side:
        connection = side.database.connection
        yield None if _refusal(connection, ddl) else connection


def _refusal(connection: sqlite3.Connection, sql: str) -> str:
    try:
        connection.execute(sql).close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        return str(error)
    return ""


def _fill(connection: sqlite3.Connection, table: str) -> bool | None:
    """Insert a row; return whether it keeps to the table's rules, None if none can be inserted."""
    columns = connection.execute(_COLUMNS, (table,)).fetchall()
    names = ", ".join(quote_identifier(name) for name, _ in columns)
    values = ", ".join(_value(declared) for _, declared in columns)
    sql = f"INSERT INTO {quote_identifier(table)} ({names}) VALUES ({values})"
    connection.execute("PRAGMA foreign_keys = OFF")  # the parents are not here
    try:
        if not _refusal(connection, sql):
            return True
        connection.execute("PRAGMA ignore_check_constraints = ON")
        return None if _refusal(connection, sql) else False
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _value(declared: str) -> str:
    if any(word in declared for word in ("CHAR", "TEXT", "CLOB")):
        return "'x'"
    return "x'00'" if declared == "BLOB" else "1"
