"""Noticing what other programs do to an open database."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.connected_files import file_id
from pipeline_browser.model.sqlite_errors import SQLITE_FAULTS, is_busy
from pipeline_browser.model.waiting import SLICE

if TYPE_CHECKING:
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.file_check import FileCheck


class OutsideChange(Enum):
    """What happened to the file since the last look, by other hands than this connection's."""

    NONE = "none"
    CONTENT = "content"
    REPLACED = "replaced"
    GONE = "gone"


class OutsideWatch:
    """Compares the database with what it was at the last look."""

    def __init__(self, connection: sqlite3.Connection, check: FileCheck | None) -> None:
        self._connection = connection
        self._check = check
        self._version: int | None = None
        self._stamp: tuple[object, ...] = ()

    def start(self) -> None:
        """Remember how things are now."""
        self._version = self._data_version()
        self._stamp = self._file_stamp()

    def look(self) -> OutsideChange:
        """Return what changed since the last look; takes no longer than a stat and a pragma."""
        place = self.place()
        if place is not OutsideChange.NONE or self._connection.in_transaction:
            return place
        version, stamp = self._data_version(), self._version
        if version is None:
            return OutsideChange.NONE
        changed = version != stamp
        self._version = version
        return OutsideChange.CONTENT if changed else OutsideChange.NONE

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

    def _data_version(self) -> int | None:
        """Return SQLite's counter of others' commits; None while a lock hides it."""
        connection = self._connection
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            return int(connection.execute("PRAGMA data_version").fetchone()[0])
        except SQLITE_FAULTS as error:
            if is_busy(error):
                return None
            raise
        finally:
            connection.execute(f"PRAGMA busy_timeout = {round(SLICE * 1000)}")

    def _file_stamp(self) -> tuple[object, ...]:
        return ()
