"""Stepping through the statements of a migration on one connection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.extended_codes import extended_code
from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.sql_text import Statement

_WANTED_BINDINGS = re.compile(r"statement uses (\d+)")


def execute_statement(
    connection: sqlite3.Connection, sql: str, cancellation: Cancellation | None = None
) -> None:
    """Run one statement to its end and drop its rows; parameters are NULL, as sqlx binds none.

    Raises:
        Cancelled: before or during the statement, which then has changed nothing.
        sqlite3.Error: SQLite's own.
    """
    if cancellation is not None:
        cancellation.check()
    try:
        for _ in _started(connection, sql):
            pass
    except sqlite3.OperationalError as error:
        if cancellation is not None and cancellation.asked and was_interrupted(error):
            raise Cancelled from error
        raise


def was_interrupted(error: sqlite3.Error) -> bool:
    """Whether SQLite stopped because it was asked to."""
    return getattr(error, "sqlite_errorcode", None) == 9 or str(error) == "interrupted"


def error_text(connection: sqlite3.Connection, error: sqlite3.Error) -> str:
    """Return what sqlx prints for an error of SQLite's: the extended result code and the message."""
    return f"error returned from database: (code: {extended_code(connection, error)}) {error}"


def touches_connection(statements: Iterable[Statement]) -> bool:
    """Whether any of them may set what outlives a transaction: a pragma, an attached database."""
    return any(each.words[:1] in (("PRAGMA",), ("ATTACH",)) for each in statements)


def restore_connection(connection: sqlite3.Connection) -> None:
    """Undo what a file outside of a transaction may have set for those after it.

    sqlx lets such a setting leak: ``PRAGMA foreign_keys = OFF`` in one file then holds for all later ones.
    """
    for pragma in _KNOWN_STATE:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master")  # lets go of an exclusive lock
    attached = [
        str(row[1]) for row in connection.execute("PRAGMA database_list") if row[1] not in ("main", "temp")
    ]
    for name in attached:
        connection.execute(f"DETACH {quote_identifier(name)}")


_KNOWN_STATE = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "recursive_triggers = OFF",
    "ignore_check_constraints = OFF",
    "legacy_alter_table = OFF",
    "writable_schema = OFF",
    "query_only = OFF",
    "locking_mode = NORMAL",
    "max_page_count = 4294967294",
)


def _started(connection: sqlite3.Connection, sql: str) -> sqlite3.Cursor:
    try:
        return connection.execute(sql)
    except sqlite3.ProgrammingError as error:
        wanted = _WANTED_BINDINGS.search(str(error))
        if wanted is None:
            raise
        return connection.execute(sql, [None] * int(wanted.group(1)))
