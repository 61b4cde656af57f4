"""Looking at a file before SQLite does: what kind of file it is, its header, what lies beside it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline_browser.model.errors import AccessDenied, DatabaseNotFound, NotAFile, ParentFolderMissing
from pipeline_browser.model.files.connected_files import CONNECTED_FILES, FileId, file_id
from pipeline_browser.model.files.file_header import HEADER_SIZE, Header, damaged, judge_header
from pipeline_browser.model.files.journal_check import (
    LOST_WAL,
    NO_JOURNAL,
    JournalState,
    JournalVerdict,
    judge_journal,
)

_LOOKS = 4  # at a file that contradicts itself, in case somebody is writing to it just now


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found before connecting.

    Attributes:
        path: as asked for.
        real_path: with all links followed; journal and WAL lie beside this one.
        header: None for an empty file, or one that this process has open already.
        journal: whether a rollback journal lies beside it, and is its own.
    """

    path: Path
    real_path: Path
    file: FileId
    header: Header | None
    journal: JournalVerdict = NO_JOURNAL

    def beside(self, suffix: str) -> Path:
        """Return the path of a file that SQLite keeps beside the database, such as ``-wal``."""
        return beside(self.real_path, suffix)

    def size_beside(self, suffix: str) -> int | None:
        """Return the bytes of a file beside the database (of itself for ``""``), None where there is none."""
        return _size(self.beside(suffix))


def beside(path: Path, suffix: str) -> Path:
    """Return the path of a file that SQLite keeps beside the database ``path``."""
    return path.with_name(path.name + suffix)


def check_file(path: Path) -> FileCheck:
    """Look at a file that is about to be connected; count it as connected.

    The caller owes CONNECTED_FILES a ``disconnect``. Where this process has the file open already, its
    contents are not looked at again.

    Raises:
        DatabaseFileError: it cannot be a database, or not be read; nothing is counted then.
    """
    file = file_id(_status(path))
    real_path = Path(os.path.realpath(path))
    contents = CONNECTED_FILES.connect(file, lambda: _look(path, real_path, file))
    if contents is None:
        return FileCheck(path, real_path, file, None)
    return FileCheck(path, real_path, file, contents.header, contents.journal)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What one look inside has found; ``shortage`` says how the file is shorter than its header claims."""

    header: Header | None
    journal: JournalVerdict
    shortage: str

    @property
    def plausible(self) -> bool:
        return not self.shortage and self.journal.state is not JournalState.FOREIGN


def _look(path: Path, real_path: Path, file: FileId) -> _Contents:
    """Look inside until the file makes sense, or makes none twice in the same way."""
    contents = _look_once(path, real_path, file)
    for _ in range(_LOOKS):
        if contents.plausible:
            return contents
        before, contents = contents, _look_once(path, real_path, file)
        if before == contents:
            break
    if contents.shortage:
        raise damaged(path, contents.shortage)
    return contents


def _look_once(path: Path, real_path: Path, file: FileId) -> _Contents:
    header, size = _read_header(path, file)
    try:
        journal = judge_journal(beside(real_path, "-journal"), size, header)
    except OSError as error:
        raise _denied(path, error) from error
    wal_size = _size(beside(real_path, "-wal"))
    if size == 0 and wal_size:
        journal = LOST_WAL
    explained = journal is not NO_JOURNAL or wal_size
    return _Contents(header, journal, "" if explained or header is None else _shortage(header, size))


def _shortage(header: Header, size: int) -> str:
    """Say how the file is shorter than its header claims; empty if it is not."""
    pages = size // header.page_size
    if header.page_count is None or pages >= header.page_count:
        return ""
    return (
        f"It was cut short, or its header is wrong: the header promises {header.page_count:,} pages of "
        f"{header.page_size:,} bytes, the file holds {pages:,} whole ones."
    )


def _status(path: Path) -> os.stat_result:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise _missing(path) from error
    except PermissionError as error:
        raise _denied(path, error) from error
    except OSError as error:
        raise _no_file(path, f"The system says: {error.strerror}.") from error
    kind = _kind(status.st_mode)
    if kind:
        raise _no_file(path, f"It is {kind}.")
    return status


def _kind(mode: int) -> str:
    """Return what it is, in words, if it is not a regular file."""
    if stat.S_ISREG(mode):
        return ""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe (FIFO)"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((words for is_it, words in kinds if is_it(mode)), "no regular file")


def _read_header(path: Path, expected: FileId) -> tuple[Header | None, int]:
    """Read and judge the first bytes; never waits, whatever was put there since the stat."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _denied(path, error) from error
    try:
        start = os.read(descriptor, HEADER_SIZE)
        status = os.fstat(descriptor)
    except OSError as error:
        raise _denied(path, error) from error
    finally:
        os.close(descriptor)
    if not stat.S_ISREG(status.st_mode) or file_id(status) != expected:
        raise _no_file(path, "It was replaced while it was being opened.")
    return judge_header(path, start), status.st_size


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _missing(path: Path) -> DatabaseNotFound | ParentFolderMissing | NotAFile:
    with suppress(OSError):
        if path.is_symlink():
            return _no_file(path, "It is a link that leads nowhere.")
    if path.parent.exists():
        return DatabaseNotFound(
            f"There is no such file: {path}",
            path=path,
            cause="Nothing is there under that name.",
            remedy="Check the name, or create a new database there.",
        )
    return parent_missing(path)


def parent_missing(path: Path) -> ParentFolderMissing:
    """Return the error for a file whose folder does not exist."""
    return ParentFolderMissing(
        f"The folder does not exist: {path.parent}",
        path=path,
        cause=f"The database {path.name} would have to be in it.",
        remedy="Create the folder first, or choose another place.",
    )


def _denied(path: Path, error: OSError) -> AccessDenied:
    return AccessDenied(
        f"The file may not be read: {path}",
        path=path,
        cause=f"The system says: {error.strerror}.",
        remedy="Ask for permission to read it, or choose another file.",
        details=str(error),
    )


def _no_file(path: Path, cause: str) -> NotAFile:
    return NotAFile(
        f"This is not a database file: {path}", path=path, cause=cause, remedy="Choose a regular file."
    )
