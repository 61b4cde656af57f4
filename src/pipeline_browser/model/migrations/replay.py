"""An empty copy of a database's schema in memory, to try statements on."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.execution import execute_statement
from pipeline_browser.model.migrations.transaction_use import is_control

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.sql_text import Statement

_INSTRUCTIONS_BETWEEN_LOOKS = 20_000
_LOOKS_AT_MOST = 2_000  # forty million instructions: about half a second; an endless query ends there


@contextmanager
def scratch(cancellation: Cancellation | None = None) -> Iterator[Database]:
    """Yield an empty database in memory that can touch no file and does not run for ever."""
    looks = 0

    def give_up() -> int:
        nonlocal looks
        looks += 1
        return int(looks > _LOOKS_AT_MOST or (cancellation is not None and cancellation.asked))

    with Database.open(Location(None, mode="memory")) as database, database.authorizer.rule(_forbid_files):
        database.connection.set_progress_handler(give_up, _INSTRUCTIONS_BETWEEN_LOOKS)
        yield database


def copy_schema(database: Database, copy: Database) -> None:
    """Create every table, index, view and trigger of ``database`` in ``copy``, without rows.

    What this SQLite cannot create (an unknown module, collation or function) is left out.
    """
    # Virtual tables come first: they make their shadow tables themselves.
    rows = database.query(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY sql NOT LIKE 'CREATE VIRTUAL%', type <> 'table', type <> 'view', rowid"
    )
    for (sql,) in rows:
        with suppress(sqlite3.Error, sqlite3.Warning):
            copy.connection.execute(sql)


def replay(copy: Database, statements: Iterable[Statement], cancellation: Cancellation | None = None) -> bool:
    """Run the statements one by one, without their transactions; return whether all of them succeeded."""
    for statement in statements:
        if is_control(statement):
            continue
        try:
            execute_statement(copy.connection, statement.text, cancellation)
        except (sqlite3.Error, sqlite3.Warning, MemoryError):
            return False
    return True


def _forbid_files(action: int, *_: object) -> int:
    # VACUUM INTO asks for SQLITE_ATTACH as well.
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
