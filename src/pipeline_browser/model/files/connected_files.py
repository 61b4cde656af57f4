"""Which files this process has open as databases: those must not be opened by any other means.

POSIX locks belong to the process, not to the file handle: closing any handle of a file drops all locks that
the process holds on it, SQLite's too, and rows that others commit then can vanish. So this table is the one
thing here that is as wide as the process, as the locks are.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

FileId = tuple[int, int]
"""Device and inode: the file itself, whatever names lead to it."""

_Result = TypeVar("_Result")


def file_id(status: os.stat_result) -> FileId:
    """Return the file's identity."""
    return status.st_dev, status.st_ino


class ConnectedFiles:
    """Counts this process's connections by file."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._counts: Counter[FileId] = Counter()
        self._fixed: set[FileId] = set()

    def connect(self, file: FileId, look: Callable[[], _Result]) -> _Result | None:
        """Count a connection that is about to be made; ``look`` may open the file if there is none yet."""
        with self._lock:
            result = look() if self._counts[file] == 0 else None
            self._counts[file] += 1
            return result

    def disconnect(self, file: FileId, tidy: Callable[[], None] | None = None) -> None:
        """Count a connection as closed; ``tidy`` may open the file if that was the last one."""
        with self._lock:
            self._counts[file] -= 1
            if self._counts[file] <= 0:
                del self._counts[file]
                self._fixed.discard(file)
                if tidy is not None:
                    tidy()

    def unless_connected(self, file: FileId, look: Callable[[], _Result]) -> _Result | None:
        """Return what ``look`` returns, which may open the file; None if the file is connected."""
        with self._lock:
            return None if self._counts[file] else look()

    def others(self, file: FileId) -> bool:
        """Whether this process has more connections to the file than the one that is being made."""
        with self._lock:
            return self._counts[file] > 1

    def fix_index(self, file: FileId) -> None:
        """Note that the WAL's index of a file is open for reading only, which all connections here share."""
        with self._lock:
            self._fixed.add(file)

    def has_fixed_index(self, file: FileId) -> bool:
        """Whether nobody in this process can write to the file, since its WAL's index is read-only here."""
        with self._lock:
            return file in self._fixed


CONNECTED_FILES = ConnectedFiles()
