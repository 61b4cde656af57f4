"""Noticing what other programs do to an open database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import SQLITE_FAULTS, is_busy
from pipeline_browser.model.connection.waiting import SLICE
from pipeline_browser.model.files.connected_files import file_id
from pipeline_browser.model.files.outside_change import OutsideChange

if TYPE_CHECKING:
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.files.file_check import FileCheck


class OutsideWatch:
    """Compares the database with what it was at the last look."""

    def __init__(self, connection: sqlite3.Connection, check: FileCheck | None, *, snapshot: bool) -> None:
        self._connection = connection
        self._check = check
        # SQLite takes an immutable file at its word and sees no change: its size and times must do.
        self._version = self._file_times if snapshot else self._data_version
        self._seen: object = None

    def start(self) -> None:
        """Remember how things are now."""
        if self._counts_own_reads():
            self._version = self._file_times
        self._seen = self._version()

    def version(self) -> object:
        """Return what is equal as long as nobody else commits; None while a lock hides it."""
        return self._version()

    def _counts_own_reads(self) -> bool:
        """Whether SQLite's counter moves by our reading alone.

        It does where a database in WAL mode is open for reading only and nobody else has it open: without a
        ``-shm`` file SQLite takes every transaction to be the first one after a change.
        """
        before, times = self._data_version(), self._file_times()
        self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return self._data_version() != before and self._file_times() == times

    def look(self) -> OutsideChange:
        """Return what changed since the last look; takes no longer than a stat and a pragma."""
        place = self.place()
        # Within a transaction SQLite shows one state and counts no changes.
        if place is not OutsideChange.NONE or self._connection.in_transaction:
            return place
        seen, before = self._version(), self._seen
        if seen is None:
            return OutsideChange.NONE
        self._seen = seen
        return OutsideChange.NONE if seen == before else OutsideChange.CONTENT

    def place(self) -> OutsideChange:
        """Return whether the path still leads to the file that is open."""
        if self._check is None:
            return OutsideChange.NONE
        try:
            status = self._check.path.stat()
        except OSError:
            return OutsideChange.GONE
        same = file_id(status) == self._check.file
        return OutsideChange.NONE if same else OutsideChange.REPLACED

    def _data_version(self) -> int | str | None:
        """Return SQLite's counter of others' commits, or its refusal; None while a lock hides it."""
        connection = self._connection
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            return int(connection.execute("PRAGMA data_version").fetchone()[0])
        except SQLITE_FAULTS as error:
            # Whoever refreshes because of it meets the error where it can be shown.
            return None if is_busy(error) else str(error)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {round(SLICE * 1000)}")

    def _file_times(self) -> tuple[tuple[int, int] | None, ...]:
        return tuple(self._times(suffix) for suffix in ("", "-wal"))

    def _times(self, suffix: str) -> tuple[int, int] | None:
        if self._check is None:
            return None
        try:
            status = self._check.beside(suffix).stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns
