"""Reading any place of a file that may be of gigabytes, and never one that reading could hang on or harm."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import FileUnreadable
from pipeline_browser.model.files.connected_files import CONNECTED_FILES, FileId, file_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIDES = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database, with locks of its own
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a FIFO blocks otherwise
_KINDS = (
    (stat.S_ISDIR, "It is a folder."),
    (stat.S_ISFIFO, "It is a pipe (FIFO), whose reading never ends."),
    (stat.S_ISSOCK, "It is a socket."),
    (stat.S_ISCHR, "It is a device."),
    (stat.S_ISBLK, "It is a device."),
)


@dataclass(frozen=True, slots=True)
class FileMark:
    """What tells that a file is still the one that was read.

    Attributes:
        size: bytes.
        modified: nanoseconds since 1970.
    """

    file: FileId
    size: int
    modified: int


class PlainFile:
    """An ordinary file that is open for reading.

    Attributes:
        mark: as it was when it was opened.
    """

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle
        self.mark = _mark(os.fstat(handle))

    def read(self, start: int, length: int) -> bytes:
        """Return bytes from ``start`` on; fewer at the file's end.

        Raises:
            FileUnreadable: the system cannot read them.
        """
        try:
            os.lseek(self._handle, start, os.SEEK_SET)
            found = os.read(self._handle, length)
            while len(found) < length and (more := os.read(self._handle, length - len(found))):
                found += more
        except OSError as error:
            raise _refused(self.path, error) from error
        return found

    def check_unchanged(self) -> None:
        """Check that nobody wrote to the file, or put another one in its place, since it was opened.

        Raises:
            FileUnreadable: somebody did.
        """
        if mark_of(self.path) != self.mark or _mark(os.fstat(self._handle)) != self.mark:
            raise FileUnreadable(
                f"{self.path.name} changed while it was read",
                path=self.path,
                cause="It changed while it was read: somebody is writing to it.",
                remedy="Wait until it is complete, then try again.",
            )


@contextmanager
def plain_file(path: Path) -> Iterator[PlainFile]:
    """Open a file for the block.

    Raises:
        FileUnreadable: it is not there, no ordinary file, not to be read by us, or a database that is open
            here, whose locks would be lost with the first handle of it that is closed.
    """
    _check_kind(path, _status(path))
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        _check_kind(path, os.fstat(handle))  # another one may have taken its place
        yield PlainFile(path, handle)
    finally:
        # It may have become a database of ours meanwhile: then the handle stays, and with it the locks.
        _unless_connected(file_id(os.fstat(handle)), handle)


def mark_of(path: Path) -> FileMark:
    """Return the mark of a file without opening it.

    Raises:
        FileUnreadable: it is not there.
    """
    return _mark(_status(path))


def _unless_connected(file: FileId, handle: int) -> None:
    CONNECTED_FILES.unless_connected(file, lambda: os.close(handle))


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def _mark(status: os.stat_result) -> FileMark:
    return FileMark(file_id(status), status.st_size, status.st_mtime_ns)


def _check_kind(path: Path, status: os.stat_result) -> None:
    why = next((words for is_kind, words in _KINDS if is_kind(status.st_mode)), "")
    if not why and _is_connected(path, status):
        why = "It belongs to a database that is open here."
    if why:
        raise FileUnreadable(f"{path.name} cannot be read", path=path, cause=why, remedy="Choose a file.")


def _is_connected(path: Path, status: os.stat_result) -> bool:
    files = [file_id(status)]
    owner = next((path.name.removesuffix(side) for side in _SIDES if path.name.endswith(side)), "")
    if owner:
        with suppress(OSError, ValueError):
            files.append(file_id(path.with_name(owner).stat()))
    return any(CONNECTED_FILES.unless_connected(file, lambda: True) is None for file in files)


def _refused(path: Path, error: OSError | ValueError) -> FileUnreadable:
    if isinstance(error, FileNotFoundError):
        cause = "It is not there."
    elif isinstance(error, PermissionError):
        cause = "The system does not let us read it."
    else:
        cause = f"The system says: {getattr(error, 'strerror', None) or error}."
    return FileUnreadable(f"{path.name} cannot be read", path=path, cause=cause, details=repr(error))
