"""How to connect to a file that was looked at: for writing, for reading, or as a snapshot."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import recovery_needed
from pipeline_browser.model.connection.waiting import SLICE
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import AccessDenied, DatabaseReadOnly, LocationError, SnapshotOnly
from pipeline_browser.model.files.connected_files import CONNECTED_FILES
from pipeline_browser.model.files.journal_check import JournalState, foreign_journal

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.errors import RecoveryNeeded
    from pipeline_browser.model.files.file_check import FileCheck
    from pipeline_browser.model.location import Location

_WAL_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Approach:
    """A way to open a file.

    Attributes:
        uri: what SQLite is given.
        read_only_reason: why it is for reading only; empty if it is not.
        snapshot: the main file alone is read, without locks and without noticing other programs.
    """

    uri: str
    read_only_reason: str = ""
    snapshot: bool = False


def choose_approach(
    location: Location, check: FileCheck, *, read_only: bool, snapshot: bool, trust_journal: bool
) -> Approach:
    """Return how to open the file as asked for, or as far as that is possible.

    Raises:
        ForeignJournal: and ``trust_journal`` is false.
        SnapshotOnly: its newest content lies in a WAL that cannot be read without writing beside it.
    """
    if snapshot or location.immutable:
        reason = "only a snapshot of the main file is shown, which may be stale"
        return _frozen(location, reason)
    if check.journal.state is JournalState.FOREIGN and not trust_journal:
        raise foreign_journal(check.path, check.journal)
    reason = _read_only_reason(location, check, read_only=read_only)
    if not reason:
        return Approach(location.uri(mode="rw"))
    shared_memory = _uses_wal(check) and check.size_beside("-shm") is not None
    if _uses_wal(check) and not shared_memory and not _writable(check.real_path.parent):
        if check.size_beside("-wal"):
            raise snapshot_only(check.path)
        return _frozen(location, reason)
    uri = location.uri(mode="ro")
    if shared_memory and not CONNECTED_FILES.others(check.file):
        # SQLite would write to it even for reading, to rebuild the index of the WAL.
        CONNECTED_FILES.fix_index(check.file)
        uri += "&readonly_shm=1"
    return Approach(uri, read_only_reason=reason)


def connect(approach: Approach, location: Location) -> sqlite3.Connection:
    """Return a connection that nothing was read through yet."""
    try:
        connection = sqlite3.connect(
            approach.uri, uri=True, timeout=SLICE, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        if "no such vfs" not in str(error):
            raise
        raise LocationError(
            f"SQLite has no file system (vfs) of this name: {location.vfs}",
            cause=f"The URL asks for it: vfs={location.vfs}.",
            remedy="Leave the parameter out.",
            sqlx_message=f"error returned from database: (code: 1) no such vfs: {location.vfs}",
        ) from error
    connection.text_factory = functools.partial(bytes.decode, encoding="utf-8", errors="surrogateescape")
    return connection


def explain_refusal(
    check: FileCheck, error: AccessDenied | DatabaseReadOnly
) -> AccessDenied | DatabaseReadOnly | RecoveryNeeded | SnapshotOnly:
    """Return what SQLite means by refusing to open a file for reading that it could read."""
    if isinstance(error, DatabaseReadOnly) and check.size_beside("-journal"):
        return recovery_needed(check.path, error)
    if isinstance(error, AccessDenied) and _uses_wal(check):
        return snapshot_only(check.path)
    return error


def snapshot_only(path: Path) -> SnapshotOnly:
    """Return the error for a WAL that cannot be read where nothing can be written."""
    return SnapshotOnly(
        f"The newest content cannot be read here: {path}",
        path=path,
        cause="It lies in the -wal file beside the database, and SQLite can only read that where it may "
        "write beside it. This place is read-only.",
        remedy="Copy the database together with its -wal file to a place where you may write; or open a "
        "snapshot of the main file alone, which may be stale.",
    )


def _frozen(location: Location, reason: str) -> Approach:
    return Approach(location.uri(mode="ro", immutable=True), read_only_reason=reason, snapshot=True)


def _read_only_reason(location: Location, check: FileCheck, *, read_only: bool) -> str:
    if read_only or location.mode == "ro":
        return "it was opened for reading only"
    if check.header is not None and check.header.write_version > _WAL_FORMAT:
        return f"only a newer SQLite may write its format (version {check.header.write_version})"
    if CONNECTED_FILES.has_fixed_index(check.file):
        return "this program has it open for reading only elsewhere: close it there first"
    if not _writable(check.real_path):
        return "the file may not be written"
    if not _writable(check.real_path.parent):
        return "its folder may not be written, where SQLite needs to keep a journal"
    return ""


def _uses_wal(check: FileCheck) -> bool:
    if check.header is not None and check.header.read_version == _WAL_FORMAT:
        return True
    return check.size_beside("-wal") is not None


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
