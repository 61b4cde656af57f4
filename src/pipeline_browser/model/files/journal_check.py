"""Judging a rollback journal before SQLite believes it: was it written for this file?

SQLite rolls any journal of the right name into the file and deletes it afterwards. One that was left by
another database (copied, renamed, restored beside it) destroys the file without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, BinaryIO

from pipeline_browser.model.errors import ForeignJournal
from pipeline_browser.model.files.file_header import HEADER_SIZE, MAGIC, Header, parse_header

if TYPE_CHECKING:
    from pathlib import Path

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_HEADER = 28
_MOST_RECORDS = 100_000  # looked at; a journal of more is judged by those
_SUPER_NAME = re.compile(r"-mj[0-9A-F]{9}$")  # vdbeCommit() in SQLite's vdbeaux.c


class JournalState(Enum):
    """What a journal beside a database means.

    Attributes:
        NONE: there is none, or it is over and done with.
        FITS: written for this file; hot if no program is at work on it.
        FOREIGN: not written for this file, or no journal at all.
    """

    NONE = "none"
    FITS = "fits"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class JournalVerdict:
    """A state, and for a foreign journal why it is one; ``suffix`` is that of the file concerned."""

    state: JournalState
    why: str = ""
    suffix: str = "-journal"


NO_JOURNAL = JournalVerdict(JournalState.NONE)
# SQLite deletes such a WAL, even when it opens the file for reading only.
LOST_WAL = JournalVerdict(
    JournalState.FOREIGN,
    "it holds pages, but the database is empty, so it would be lost",
    suffix="-wal",
)
_FITS = JournalVerdict(JournalState.FITS)


@dataclass(frozen=True, slots=True)
class _JournalHeader:
    """The start of a journal (https://www.sqlite.org/fileformat2.html, 3)."""

    records: int
    pages_before: int
    sector_size: int
    page_size: int


def judge_journal(journal: Path, database_size: int, header: Header | None) -> JournalVerdict:
    """Return whether the journal belongs to a database of that size (bytes) and header.

    Raises:
        OSError: the journal cannot be read.
    """
    try:
        with journal.open("rb") as file:
            return _judge(file, database_size, header)
    except FileNotFoundError:
        return NO_JOURNAL


def _judge(file: BinaryIO, database_size: int, header: Header | None) -> JournalVerdict:
    start = file.read(_JOURNAL_HEADER)
    # The modes PERSIST and TRUNCATE end a transaction by zeroing or emptying it.
    if not start or start[0] == 0:
        return NO_JOURNAL
    if len(start) < _JOURNAL_HEADER or not start.startswith(_JOURNAL_MAGIC):
        return _foreign("it is no journal of SQLite's")
    journal = _parsed(start)
    if not 32 <= journal.sector_size <= 65536 or journal.sector_size & (journal.sector_size - 1):
        return _foreign("it is no journal of SQLite's")
    super_name = _super_journal(file)
    if super_name and not _SUPER_NAME.search(super_name):
        return _foreign(f"it belongs to a transaction over several files led by {super_name}")
    return _compare(file, journal, database_size, header)


def _compare(file: BinaryIO, journal: _JournalHeader, size: int, header: Header | None) -> JournalVerdict:
    if header is None:
        if journal.pages_before == 0:
            return _FITS
        return _foreign(f"the database is empty; the journal is for one of {journal.pages_before:,} pages")
    if journal.page_size != header.page_size:
        return _foreign(
            f"its pages have {journal.page_size:,} bytes, those of the database {header.page_size:,}"
        )
    pages = -(-size // header.page_size)
    # Until the records count, no page of the database was written yet.
    if journal.records == 0 and journal.pages_before != pages:
        return _foreign(
            f"it is for a database of {journal.pages_before:,} pages; this one has {pages:,} and was not "
            "written to"
        )
    return _compare_records(file, journal, header)


def _compare_records(file: BinaryIO, journal: _JournalHeader, header: Header) -> JournalVerdict:
    """Compare what the journal saved, above all the first page with its change counter."""
    for index in range(min(journal.records, _MOST_RECORDS)):
        file.seek(journal.sector_size + index * (journal.page_size + 8))
        record = file.read(4 + HEADER_SIZE)
        if len(record) < 4 + HEADER_SIZE:
            break
        page = int.from_bytes(record[:4])
        if not 0 < page <= journal.pages_before:
            return _foreign(f"it saved page {page:,} of a database of {journal.pages_before:,} pages")
        if page == 1:
            return _compare_first_page(record[4:], journal, header)
    if header.page_count not in {None, journal.pages_before}:
        return _foreign(
            f"it is for a database of {journal.pages_before:,} pages; this one has {header.page_count:,}"
        )
    return _FITS


def _compare_first_page(saved: bytes, journal: _JournalHeader, header: Header) -> JournalVerdict:
    if not saved.startswith(MAGIC):
        return _foreign("the first page that it saved is not one of a SQLite database")
    before = parse_header(saved)
    if before.page_count not in {None, journal.pages_before}:
        return _foreign("it contradicts itself about the size of its database")
    # A transaction counts up by one, and dies before or after that reaches the file.
    if (header.change_counter - before.change_counter) % 2**32 > 1:
        return _foreign(
            f"it was written when the database had been changed {before.change_counter:,} times; this one "
            f"has been changed {header.change_counter:,} times"
        )
    return _FITS


def _parsed(start: bytes) -> _JournalHeader:
    numbers = [int.from_bytes(start[offset : offset + 4]) for offset in (8, 16, 20, 24)]
    return _JournalHeader(*numbers)


def _super_journal(file: BinaryIO) -> str:
    """Return the name of the journal that leads a transaction over several files, if there is one."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 16))
    tail = file.read(16)
    if len(tail) < 16 or tail[8:] != _JOURNAL_MAGIC:
        return ""
    length = int.from_bytes(tail[:4])
    if not 0 < length <= end - 16 - _JOURNAL_HEADER:
        return ""
    file.seek(end - 16 - length)
    name = file.read(length)
    return name.decode(errors="replace") if sum(name) % 2**32 == int.from_bytes(tail[4:8]) else ""


def foreign_journal(path: Path, verdict: JournalVerdict) -> ForeignJournal:
    """Return the error for a journal that SQLite would roll into a file that it is not for."""
    return ForeignJournal(
        f"A journal of another database lies beside this one: {path}",
        path=path,
        cause=f"Opening the database would apply or delete it. {path.name}{verdict.suffix}: {verdict.why}.",
        remedy="Move the journal away if it does not belong here; or open the database after copying both "
        "aside; or look at a snapshot of the file as it is.",
    )


def _foreign(why: str) -> JournalVerdict:
    return JournalVerdict(JournalState.FOREIGN, why)
