"""The first 100 bytes of a database file: judged before SQLite reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseDamaged, NewerSqliteNeeded, NotADatabase

if TYPE_CHECKING:
    from pathlib import Path

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


def judge_header(path: Path, start: bytes) -> Header | None:
    """Return the header of a file that begins with ``start``, None for an empty file.

    Raises:
        NotADatabase, NewerSqliteNeeded, DatabaseDamaged: SQLite could not open it.
    """
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
        raise damaged(path, f"Its header names a page size of {header.page_size} bytes, which cannot be.")
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


def damaged(path: Path, cause: str) -> DatabaseDamaged:
    """Return the error for a file whose header contradicts itself or the file."""
    return DatabaseDamaged(
        f"The database is damaged: {path}",
        path=path,
        cause=cause,
        remedy="Restore it from a backup, or try “sqlite3 FILE .recover” on a copy.",
    )
