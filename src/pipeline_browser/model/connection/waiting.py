"""Waiting for another program's lock, in slices that heed a cancellation."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pipeline_browser.model.connection.sqlite_errors import busy_error, is_busy, is_interrupted
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation

SLICE = 0.08  # seconds; interrupt() does not end SQLite's own wait, so it must be short

Waiting = Callable[[float], None]
"""Called with the seconds waited so far, on the thread that waits."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class LockWait:
    """How long to try again while the database is locked.

    Attributes:
        timeout: seconds, counted anew for each attempt().
        waiting: called with the seconds waited so far after each slice.
    """

    path: Path | None
    timeout: float
    cancellation: Cancellation | None = None
    waiting: Waiting | None = None

    def attempt(self, operation: Callable[[], _Result]) -> _Result:
        """Return what ``operation`` returns, once no lock stands in its way.

        Raises:
            DatabaseBusy: the lock outlasted the timeout.
            Cancelled: somebody asked for it meanwhile.
        """
        started = time.monotonic()
        while True:
            self._check()
            slice_end = time.monotonic() + SLICE
            try:
                return operation()
            except sqlite3.OperationalError as error:
                self._bear(error, started)
            self._pause(slice_end)

    def _bear(self, error: sqlite3.OperationalError, started: float) -> None:
        """Raise unless trying again can help."""
        if is_interrupted(error):
            self._check()
        if not is_busy(error):
            raise error
        waited = time.monotonic() - started
        if waited >= self.timeout:
            raise busy_error(self.path, waited, error) from error
        if self.waiting is not None:
            self.waiting(waited)

    def _check(self) -> None:
        if self.cancellation is not None and self.cancellation.asked:
            raise Cancelled("Cancelled while waiting for the database", cause="Nothing was changed.")

    def _pause(self, until: float) -> None:
        """Wait out the slice: SQLite reports some locks at once, without its own busy wait."""
        rest = until - time.monotonic()
        if rest <= 0:
            return
        if self.cancellation is None:
            threading.Event().wait(rest)
        else:
            self.cancellation.wait(rest)
