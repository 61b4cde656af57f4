"""Statements tried on a database in memory, and what SQLite says each of them does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.migrations.execution import restore_connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.connection.authorizer import Rule
    from pipeline_browser.model.migrations.replay import Scratch
    from pipeline_browser.model.sql_text import Statement

# The codes of sqlite3.h that a statement's effects are told by.
CREATE_INDEX, CREATE_TABLE, CREATE_TRIGGER, CREATE_VIEW = 1, 2, 7, 8
DELETE, DROP_TABLE, INSERT, PRAGMA, SELECT, UPDATE = 9, 11, 18, 19, 21, 23
ALTER_TABLE, CREATE_VTABLE, DROP_VTABLE, FUNCTION = 26, 29, 30, 31
READ, RECURSIVE = 20, 33

# They need to be outside of a transaction, or reach for other files: told by rules of their own.
_NEVER_TRIED = frozenset({"VACUUM", "ATTACH", "DETACH"})


class Event(NamedTuple):
    """What SQLite asked leave for while it compiled a statement.

    Attributes:
        within: the trigger or view whose code asks; None for the statement itself.
    """

    action: int
    first: str | None
    second: str | None
    database: str | None
    within: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a statement did.

    Attributes:
        failure: SQLite's words; empty if it ran.
        changed: whether the schema is another one now.
    """

    statement: Statement
    events: tuple[Event, ...] = field(repr=False)
    failure: str = ""
    changed: bool = False

    def own(self, action: int) -> Iterator[Event]:
        """Yield the events of an action that the statement itself asked for, not a trigger or a view."""
        return (each for each in self.events if each.action == action and each.within is None)

    def touches(self, action: int) -> str | None:
        """Return the first table of main that an action concerns; SQLite's own tables do not count."""
        names = (each.first for each in self.own(action) if each.database in (None, "main"))
        return next((name for name in names if name and not name.lower().startswith("sqlite_")), None)


class Trial:
    """Tries statements on a scratch database."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self.database = scratch.database
        self.connection = scratch.database.connection

    def run(self, statement: Statement) -> Effect:
        """Run a statement and tell what it did; what may not be tried does nothing.

        Raises:
            Cancelled: on request.
        """
        if statement.words[:1] and statement.words[0] in _NEVER_TRIED:
            return Effect(statement, ())
        events: list[Event] = []
        before = self.schema_version()
        with self.database.authorizer.rule(_recorder(events)):
            failure = self._scratch.replay([statement])
        changed = self.schema_version() != before
        return Effect(statement, tuple(events), "" if failure is None else failure.message, changed)

    def asked(self, statement: Statement) -> Effect:
        """Return what a statement would do, without running it."""
        events: list[Event] = []
        with self.database.authorizer.rule(_recorder(events)):
            failure = self.compiles(statement.text)
        return Effect(statement, tuple(events), failure)

    def repeat(self, statement: Statement) -> str:
        """Run a statement without telling what it does; return SQLite's words if it fails."""
        if statement.words[:1] and statement.words[0] in _NEVER_TRIED:
            return ""
        failure = self._scratch.replay([statement])
        return "" if failure is None else failure.message

    def compiles(self, sql: str) -> str:
        """Return why SQLite does not accept the statement here and now; empty if it does."""
        return self._words(f"EXPLAIN {sql}")

    def _words(self, sql: str) -> str:
        try:
            self.connection.execute(sql).close()
        except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
            return str(error) or "error"
        return ""

    def begin(self, name: str) -> None:
        """Open a savepoint."""
        self.connection.execute(f"SAVEPOINT {name}")

    def take_back(self, name: str) -> None:
        """Undo what was done since a savepoint; a statement may have done so itself (INSERT OR ROLLBACK)."""
        with suppress(sqlite3.OperationalError):
            self.connection.execute(f"ROLLBACK TO {name}")
            self.connection.execute(f"RELEASE {name}")

    def keep(self, name: str) -> str:
        """End a savepoint and keep what was done since; return SQLite's words if that cannot be."""
        return self._words(f"RELEASE {name}")

    def restore(self) -> None:
        """Undo what pragmas have set for the statements that come; inside of a savepoint later."""
        if not self.connection.in_transaction:
            restore_connection(self.connection)

    def schema_version(self) -> int:
        """Return the number that SQLite changes with every change of the schema."""
        return int(self.connection.execute("PRAGMA schema_version").fetchone()[0])

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where it cannot be read."""
        sql = f"SELECT count(*) FROM main.{quote_identifier(table)}"
        try:
            return int(self.connection.execute(sql).fetchone()[0])
        except sqlite3.Error:
            return 0


def _recorder(events: list[Event]) -> Rule:
    def record(
        action: int, first: str | None, second: str | None, database: str | None, within: str | None
    ) -> int:
        events.append(Event(action, first, second, database, within))
        return 0

    return record
