"""Denying transaction control to files that did not announce any: the second lock on the door.

The first is the plan, which reads it off the keywords of the statements. The rule is there for a whole run:
one that came and went with each file would make SQLite compile every statement of ours anew each time.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator


class TransactionGuard:
    """A rule for the authorizer that is on while a file's own statements run."""

    def __init__(self) -> None:
        self._on = False

    @contextmanager
    def denying(self) -> Iterator[None]:
        """Deny BEGIN, COMMIT and ROLLBACK to the statements of the block."""
        self._on = True
        try:
            yield
        finally:
            self._on = False

    def rule(self, action: int, *details: object) -> int:
        """Answer SQLite's authorizer."""
        if action == sqlite3.SQLITE_PRAGMA and str(details[0]).lower() == "busy_timeout":
            return sqlite3.SQLITE_IGNORE  # waiting is ours: it must heed a cancellation
        denied = self._on and action == sqlite3.SQLITE_TRANSACTION
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK
