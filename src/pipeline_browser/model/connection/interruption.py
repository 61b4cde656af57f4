"""Stopping the statements of a connection: interrupt() from another thread, and a progress handler."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import AUTH, SQLITE_FAULTS, code, is_interrupted
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.engine import sqlite3

_STEPS = 20_000  # of SQLite's virtual machine between two looks, under a millisecond


class Interruption:
    """Who may stop the statements of one connection now."""

    def __init__(self) -> None:
        self._cancellations: tuple[Cancellation, ...] = ()

    def stopped(self) -> bool:
        """Whether any of them asked for it."""
        return any(cancellation.asked for cancellation in self._cancellations)

    @contextmanager
    def during(self, connection: sqlite3.Connection, cancellation: Cancellation) -> Iterator[None]:
        """Let ``cancellation`` stop the statements of the block; they raise Cancelled then."""
        cancellation.check()
        before = self._cancellations
        self._cancellations = (*before, cancellation)
        connection.set_progress_handler(self.stopped, _STEPS)
        try:
            with cancellation.interrupting(connection.interrupt):
                yield
        except SQLITE_FAULTS as error:
            if cancellation.asked and (is_interrupted(error) or _was_denied(error)):
                raise Cancelled from error
            raise
        except PipelineBrowserError as error:
            if cancellation.asked and error.__cause__ is not None and _was_denied(error.__cause__):
                raise Cancelled from error
            raise
        finally:
            self._cancellations = before
            connection.set_progress_handler(self.stopped if before else None, _STEPS)


def _was_denied(error: BaseException) -> bool:
    # For a function SQLite says SQLITE_ERROR, and only the message tells.
    return code(error) == AUTH or str(error).startswith("not authorized")
