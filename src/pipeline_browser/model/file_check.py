"""Looking at a file before SQLite does: what kind of file it is, its header, what lies beside it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline_browser.model.connected_files import CONNECTED_FILES, FileId, file_id
from pipeline_browser.model.errors import (
    AccessDenied,
    DatabaseDamaged,
    DatabaseNotFound,
    NewerSqliteNeeded,
    NotADatabase,
    NotAFile,
    ParentFolderMissing,
)

MAGIC = b"SQLite format 3\0"
HEADER_SIZE = 100
_NEWEST_FORMAT = 2  # of reading and writing: 1 is a rollback journal, 2 is WAL
_NEWEST_SCHEMA_FORMAT = 4

_OTHER_FORMATS = (
    (b"** This file contains an SQLite 2", "It is a database of SQLite 2, which SQLite 3 cannot read."),
    (b"\x89PNG\r\n", "It is a PNG image."),
    (b"\xff\xd8\xff", "It is a JPEG image."),
    (b"%PDF", "It is a PDF document."),
    (b"PK\x03\x04", "It is a ZIP archive; the database may be inside."),
    (b"\x1f\x8b", "It is compressed with gzip; the database may be inside."),
    (b"\x28\xb5\x2f\xfd", "It is compressed with Zstandard; the database may be inside."),
    (b"ADAPIPE", "It is an output file of Adaptive Pipeline."),
)
_SQL_WORDS = (
    b"--",
    b"/*",
    b"BEGIN",
    b"CREATE",
    b"INSERT",
    b"PRAGMA",
    b"DROP",
    b"ALTER",
    b"SELECT",
    b"UPDATE",
)


@dataclass(frozen=True, slots=True)
class Header:
    """The first 100 bytes of a database, as far as they decide whether and how it can be opened.

    Attributes:
        page_count: pages as the header says, or None where SQLite itself would not believe it.
    """

    page_size: int
    write_version: int
    read_version: int
    change_counter: int
    page_count: int | None
    schema_format: int


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found before connecting.

    Attributes:
        path: as asked for.
        real_path: with all links followed; journal and WAL lie beside this one.
        size: bytes of the main file.
        header: None for an empty file.
    """

    path: Path
    real_path: Path
    file: FileId
    size: int
    header: Header | None

    def beside(self, suffix: str) -> Path:
        """Return the path of a file that SQLite keeps beside the database, such as ``-wal``."""
        return self.real_path.with_name(self.real_path.name + suffix)

    def size_beside(self, suffix: str) -> int | None:
        """Return the bytes of a file beside the database, None where there is none."""
        try:
            return self.beside(suffix).stat().st_size
        except OSError:
            return None


def check_file(path: Path) -> FileCheck:
    """Look at a file that is about to be connected; count it as connected.

    The caller owes CONNECTED_FILES a ``disconnect``. Where this process has the file open already, the
    header is not read again.

    Raises:
        DatabaseFileError: it cannot be a database, or not be read; nothing is counted then.
    """
    status = _status(path)
    real_path = Path(os.path.realpath(path))
    file = file_id(status)
    header = CONNECTED_FILES.connect(file, lambda: _read_header(path, file))
    check = FileCheck(path, real_path, file, status.st_size, header)
    try:
        _check_length(check)
    except DatabaseDamaged:
        CONNECTED_FILES.disconnect(file)
        raise
    return check


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


def _read_header(path: Path, expected: FileId) -> Header | None:
    """Read and judge the first bytes; never waits, whatever was put there since the stat."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _denied(path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or file_id(status) != expected:
            raise _no_file(path, "It was replaced while it was being opened.")
        start = os.read(descriptor, HEADER_SIZE)
    except OSError as error:
        raise _denied(path, error) from error
    finally:
        os.close(descriptor)
    return _judged(path, start)


def _judged(path: Path, start: bytes) -> Header | None:
    if not start:
        return None
    if not start.startswith(MAGIC):
        raise _other_format(path, start)
    if len(start) < HEADER_SIZE:
        raise _too_short(path, len(start))
    header = parse_header(start)
    if header.read_version > _NEWEST_FORMAT:
        raise _newer(path, f"It says that only format {header.read_version} or later can read it.")
    if header.schema_format > _NEWEST_SCHEMA_FORMAT:
        raise _newer(path, f"Its schema is stored in format {header.schema_format}.")
    if header.page_size < 512 or header.page_size & (header.page_size - 1):
        raise _damaged(path, f"Its header names a page size of {header.page_size} bytes, which cannot be.")
    return header


def parse_header(start: bytes) -> Header:
    """Return the fields of the first 100 bytes (https://www.sqlite.org/fileformat2.html, 1.3)."""
    page_size = int.from_bytes(start[16:18])
    # SQLite believes the page count only if the same program wrote it that wrote the change counter.
    believed = start[24:28] == start[92:96]
    return Header(
        page_size=65536 if page_size == 1 else page_size,
        write_version=start[18],
        read_version=start[19],
        change_counter=int.from_bytes(start[24:28]),
        page_count=(int.from_bytes(start[28:32]) or None) if believed else None,
        schema_format=int.from_bytes(start[44:48]),
    )


def _check_length(check: FileCheck) -> None:
    """Refuse a file that is shorter than its header says, unless journal or WAL can explain it."""
    header = check.header
    if header is None or header.page_count is None:
        return
    if check.size_beside("-wal") or check.size_beside("-journal"):
        return
    pages = -(-check.size // header.page_size)
    if pages < header.page_count:
        raise _damaged(
            check.path,
            f"It was cut short, or its header is wrong: the header promises {header.page_count:,} pages of "
            f"{header.page_size:,} bytes, the file holds {pages:,}.",
        )


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


def _other_format(path: Path, start: bytes) -> NotADatabase:
    known = next((words for magic, words in _OTHER_FORMATS if start.startswith(magic)), "")
    if not known and start.lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(_SQL_WORDS):
        known = "It looks like SQL text, not like a database made from it."
    if not known and len(start) < HEADER_SIZE:
        return _too_short(path, len(start))
    return NotADatabase(
        f"This is not a SQLite database: {path}",
        path=path,
        cause=known or "It is not SQLite, or encrypted: it does not begin as SQLite files do.",
        remedy="Choose another file, or open it with the program that wrote it.",
    )


def _too_short(path: Path, size: int) -> NotADatabase:
    return NotADatabase(
        f"This is not a SQLite database: {path}",
        path=path,
        cause=f"It has {size} byte{'' if size == 1 else 's'}; a database has at least 512, or none at all.",
        remedy="It may have been cut short by a copy or a full disk: restore it from a backup.",
    )


def _newer(path: Path, cause: str) -> NewerSqliteNeeded:
    return NewerSqliteNeeded(
        f"The file needs a newer SQLite: {path}",
        path=path,
        cause=cause,
        remedy="Open it with the program that wrote it. If no newer SQLite exists, its header is damaged.",
    )


def _damaged(path: Path, cause: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The database is damaged: {path}",
        path=path,
        cause=cause,
        remedy="Restore it from a backup, or try “sqlite3 FILE .recover” on a copy.",
    )
