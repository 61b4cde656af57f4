"""Letting one migrator at a time run a file that no transaction of SQLite's can hold together.

Between the statements of a file without a transaction nobody holds SQLite's lock, so two migrators at once
would both run it. They take turns by an advisory lock on the database's folder: a lock on the database file
itself would end SQLite's own locks when it is closed, and a lock file would be left behind.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import busy_error

try:
    import fcntl
except ImportError:  # Windows has no such lock; there the ledger, read again, is all that keeps two apart
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation

_SLICE = 0.05  # seconds


@contextmanager
def one_at_a_time(
    database: Path | None, timeout: float, cancellation: Cancellation, waiting: Callable[[float], None]
) -> Iterator[None]:
    """Run the block while no other migrator of ours is in one for a database of the same folder.

    Raises:
        DatabaseBusy: another one was for longer than ``timeout`` seconds.
        Cancelled: while waiting.
    """
    folder = None if database is None else _open_folder(database.parent)
    if folder is None:
        yield
        return
    try:
        _wait_for_turn(folder, database, timeout, cancellation, waiting)
        yield
    finally:
        os.close(folder)  # which ends the lock


def _open_folder(folder: Path) -> int | None:
    if fcntl is None:
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None  # a folder that may be searched but not read: SQLite needs no more


def _wait_for_turn(
    folder: int,
    database: Path | None,
    timeout: float,
    cancellation: Cancellation,
    waiting: Callable[[float], None],
) -> None:
    started = time.monotonic()
    while not _locked(folder):
        waited = time.monotonic() - started
        if waited >= timeout:
            raise busy_error(database, waited)
        waiting(waited)
        cancellation.wait(_SLICE)
        cancellation.check()


def _locked(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without such locks
    return True
