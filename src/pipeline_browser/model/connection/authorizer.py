"""What statements may do: rules that SQLite asks about while it compiles them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.engine import sqlite3

# The codes of sqlite3.h.
OK, DENY, IGNORE = 0, 1, 2
PRAGMA, FUNCTION = 19, 31

Rule = Callable[[int, str | None, str | None, str | None, str | None], int]
"""Action code, two arguments that depend on it, database name, trigger or view name; returns a verdict."""

# One loads machine code; the other takes addresses, and a wrong one crashes the process.
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer"})
# They act on the whole process: a file that sets them must not starve the window or another database.
_IGNORED_PRAGMAS = frozenset(
    {"hard_heap_limit", "soft_heap_limit", "temp_store_directory", "data_store_directory"}
)


class Authorizer:
    """The one authorizer of a connection, to which others add rules for a while."""

    def __init__(self, connection: sqlite3.Connection, stop: Callable[[], bool]) -> None:
        self._rules: tuple[Rule, ...] = ()
        self._stop = stop
        self._connection: sqlite3.Connection | None = connection
        connection.set_authorizer(self._verdict)

    def forget_connection(self) -> None:
        """Let go of a connection that is closed: no garbage collector sees that both keep each other."""
        self._connection = None

    @contextmanager
    def rule(self, rule: Rule) -> Iterator[None]:
        """Ask ``rule`` too during the block; the first verdict other than OK stands."""
        before = self._rules
        self._rules = (*before, rule)
        # SQLite asks only while it compiles. Installing the authorizer anew makes it compile again what the
        # module keeps compiled; else a COMMIT that ran before would run unasked.
        if self._connection is not None:
            self._connection.set_authorizer(self._verdict)
        try:
            yield
        finally:
            self._rules = before

    def _verdict(
        self, action: int, first: str | None, second: str | None, database: str | None, within: str | None
    ) -> int:
        if action == FUNCTION and second is not None and second.lower() in _FORBIDDEN_FUNCTIONS:
            return DENY
        if (
            action == PRAGMA
            and second is not None
            and first is not None
            and first.lower() in _IGNORED_PRAGMAS
        ):
            return IGNORE
        # Older SQLite compiles a bomb of nested views without looking at interrupts or progress handlers.
        if self._stop():
            return DENY
        for rule in self._rules:
            verdict = rule(action, first, second, database, within)
            if verdict != OK:
                return verdict
        return OK
