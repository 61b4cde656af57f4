"""Statements tried on a database in memory, where they can touch no file and do not run for ever."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.execution import execute_statement
from pipeline_browser.model.migrations.transaction_use import is_control

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.schema.facts import Schema
    from pipeline_browser.model.schema.known_tables import KnownTables
    from pipeline_browser.model.sql_text import Statement

_INSTRUCTIONS_BETWEEN_LOOKS = 20_000
_LOOKS_AT_MOST = 2_000  # forty million instructions a statement: about half a second; endless ones end there


@dataclass(frozen=True, slots=True)
class ReplayFailure:
    """A statement that failed on the scratch database, and SQLite's words."""

    statement: Statement
    message: str


class Scratch:
    """A database in memory, empty at first; see scratch()."""

    def __init__(self, database: Database, cancellation: Cancellation | None) -> None:
        self.database = database
        self._cancellation = cancellation
        self._looks = 0
        self._known: KnownTables | None = None
        database.connection.set_progress_handler(self._give_up, _INSTRUCTIONS_BETWEEN_LOOKS)

    def copy_schema(self, original: Database) -> None:
        """Create every table, index, view and trigger of ``original``, without rows.

        What this SQLite cannot create (an unknown module, collation or function) is left out.
        """
        # Virtual tables come first: they make their shadow tables themselves.
        rows = original.query(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY sql NOT LIKE 'CREATE VIRTUAL%', type <> 'table', type <> 'view', rowid"
        )
        for (sql,) in rows:
            with suppress(sqlite3.Error, sqlite3.Warning):
                self.database.connection.execute(sql)

    def replay(self, statements: Iterable[Statement]) -> ReplayFailure | None:
        """Run the statements one by one, without their transactions; return the first that failed.

        Raises:
            Cancelled: on request.
        """
        for statement in statements:
            if is_control(statement):
                continue
            self._looks = 0
            try:
                execute_statement(self.database.connection, statement.text, self._cancellation)
            except (sqlite3.Error, sqlite3.Warning, UnicodeError, MemoryError) as error:
                return ReplayFailure(statement, str(error))
        return None

    def schema(self) -> Schema:
        """Return what the statements have made so far."""
        from pipeline_browser.model.schema import read_schema  # noqa: PLC0415 - half of what check imports
        from pipeline_browser.model.schema.known_tables import KnownTables  # noqa: PLC0415

        self._looks = 0
        self._known = KnownTables() if self._known is None else self._known
        return read_schema(self.database, cancellation=self._cancellation, known=self._known)

    def _give_up(self) -> int:
        self._looks += 1
        asked = self._cancellation is not None and self._cancellation.asked
        return int(self._looks > _LOOKS_AT_MOST or asked)


@contextmanager
def scratch(cancellation: Cancellation | None = None) -> Iterator[Scratch]:
    """Yield an empty database in memory that can touch no file, in which no statement runs for ever."""
    with Database.open(Location(None, mode="memory")) as database, database.authorizer.rule(_forbid_files):
        yield Scratch(database, cancellation)


def _forbid_files(action: int, *_: object) -> int:
    # VACUUM INTO asks for SQLITE_ATTACH as well.
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
