"""Complete copies of an open database, through SQLite's backup API."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import OWN_FAULTS, translate
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import (
    BackupFailed,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseExists,
    DatabaseFull,
    DatabaseOperationFailed,
    NotADatabase,
    PipelineBrowserError,
)
from pipeline_browser.model.files.new_copy import check_target, put_in_place, temporary_beside
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation

_BYTES_A_STEP = 1 << 20  # a few milliseconds, so that cancelling and progress are prompt
_SPARE = 1 << 20  # bytes that must stay free beyond the copy's own


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A finished and verified copy.

    Attributes:
        size: bytes.
        sha256: hexadecimal digest of the finished file.
    """

    path: Path
    size: int
    sha256: str


CopyProgress = Callable[[int, int], None]
"""Called with pages copied and pages in all."""


def save_copy(
    database: Database,
    target: Path,
    *,
    overwrite: bool = False,
    progress: CopyProgress | None = None,
    cancellation: Cancellation | None = None,
) -> SavedCopy:
    """Copy everything, the WAL's pages too, to a temporary name beside ``target``, verify it, rename it.

    Raises:
        DatabaseExists: ``target`` is there and ``overwrite`` is false, or it is the database itself.
        ParentFolderMissing: the folder to copy to does not exist.
        BackupFailed: not enough space, not writable, or the copy did not pass its checks.
        DatabaseBusy, Cancelled: nothing was left behind.
    """
    try:
        check_target(target, database.path, overwrite=overwrite)
        with temporary_beside(target, like=database.path) as temporary:
            _copy_and_verify(database, temporary, progress, cancellation)
            saved = _digested(temporary, target)
            put_in_place(temporary, target, overwrite=overwrite)
            return saved
    except OWN_FAULTS as error:
        raise _failed(target, translate(error, target)) from error
    except (OSError, DatabaseDamaged, DatabaseFull, DatabaseOperationFailed, NotADatabase) as error:
        raise _failed(target, error) from error


def back_up(
    database: Database, *, progress: CopyProgress | None = None, cancellation: Cancellation | None = None
) -> SavedCopy:
    """Save a copy beside the database, ``NAME.backup-YYYYMMDDTHHMMSSZ.db``, with a ``.sha256`` file.

    Raises:
        BackupFailed, DatabaseBusy, Cancelled: see save_copy.
    """
    if database.path is None:
        raise BackupFailed(
            "A database in memory cannot be backed up beside itself",
            cause="It is in no folder.",
            remedy="Save a copy of it to a file.",
        )
    saved = _save_under_free_name(database, database.path, progress, cancellation)
    try:
        _write_digest(saved)
    except OSError as error:
        saved.path.unlink(missing_ok=True)
        raise _failed(saved.path, error) from error
    return saved


def _save_under_free_name(
    database: Database, path: Path, progress: CopyProgress | None, cancellation: Cancellation | None
) -> SavedCopy:
    """Copy again where another program's backup took the name in the meantime: nobody chose that name."""
    while True:
        target = _free_name(path)
        try:
            return save_copy(database, target, progress=progress, cancellation=cancellation)
        except DatabaseExists:
            if not os.path.lexists(target):
                raise


def digest_path(copy: Path) -> Path:
    """Return where the SHA-256 of a backup is written down, as ``sha256sum --check`` reads it."""
    return copy.with_name(copy.name + ".sha256")


def _copy_and_verify(
    database: Database, temporary: Path, progress: CopyProgress | None, cancellation: Cancellation | None
) -> None:
    # One read transaction for all of it: else each commit of another program starts the copy anew.
    with database.reading(cancellation=cancellation):
        pages = int(database.query("PRAGMA page_count")[0][0])
        page_size = int(database.query("PRAGMA page_size")[0][0])
        _check_space(temporary, pages * page_size)
        _copy(database.connection, temporary, _BYTES_A_STEP // page_size, progress, cancellation)
        schema = _schema(database)
    _verify(temporary, pages, schema, cancellation)


def _check_space(temporary: Path, size: int) -> None:
    free = shutil.disk_usage(temporary.parent).free
    if free < size + _SPARE:
        raise BackupFailed(
            f"There is not enough space for a copy in {temporary.parent}",
            path=temporary.parent,
            cause=f"It needs {size + _SPARE:,} bytes; {free:,} are free.",
            remedy="Free some space there, or choose another disk.",
        )


def _copy(
    source: sqlite3.Connection,
    temporary: Path,
    pages_a_step: int,
    progress: CopyProgress | None,
    cancellation: Cancellation | None,
) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        if cancellation is not None:
            cancellation.check()
        if progress is not None:
            progress(total - remaining, total)

    uri = Location(temporary).uri()
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # one fsync of the whole follows before the rename
        source.backup(copy, pages=max(1, pages_a_step), progress=report, sleep=0.05)


def _schema(database: Database) -> object:
    return database.query("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY rowid")


def _verify(temporary: Path, pages: int, schema: object, cancellation: Cancellation | None) -> None:
    """Refuse a copy that differs from its source in pages or schema, or whose contents do not hang together.

    It is opened as immutable, so that a copy of a WAL database gets no files beside it.
    """
    with Database.open(Location(temporary, immutable=True), read_only=True) as copy:
        if pages != copy.query("PRAGMA page_count")[0][0] or schema != _schema(copy):
            raise _unsound(temporary, "It does not hold the same pages as the database.")
        try:
            ((verdict,),) = copy.query("PRAGMA quick_check(1)", cancellation=cancellation)
        except DatabaseOperationFailed:
            # A collation or function that only its own program knows: there the check cannot run.
            return
        if verdict != "ok":
            raise _unsound(temporary, f"SQLite's quick check says: {verdict}.")


def _unsound(temporary: Path, cause: str) -> BackupFailed:
    return BackupFailed(
        "The copy did not pass its check, so it was not kept",
        path=temporary,
        cause=cause,
        remedy="The database itself may be damaged: check it before anything else is done to it.",
    )


def _digested(temporary: Path, target: Path) -> SavedCopy:
    """Bring the copy to the disk and return its facts."""
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return SavedCopy(target, file.tell(), digest)


def _free_name(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    numbers = ("" if number == 1 else f"-{number}" for number in count(1))
    names = (path.with_name(f"{path.name}.backup-{stamp}{number}.db") for number in numbers)
    return next(name for name in names if not os.path.lexists(name))


def _write_digest(saved: SavedCopy) -> None:
    name = os.fsencode(saved.path.name)
    # sha256sum escapes backslashes and newlines, and says so by a backslash in front.
    escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    mark = b"" if escaped == name else b"\\"
    try:
        digest_path(saved.path).write_bytes(mark + saved.sha256.encode() + b"  " + escaped + b"\n")
    except OSError:
        with suppress(OSError):
            digest_path(saved.path).unlink()
        raise


def _failed(target: Path, error: OSError | PipelineBrowserError) -> PipelineBrowserError:
    if isinstance(error, DatabaseBusy):
        return error
    why = (error.strerror or str(error)) if isinstance(error, OSError) else error.cause
    return BackupFailed(
        f"The copy could not be written: {target}",
        path=target,
        cause=f"{why.rstrip('.')}. Nothing was left under that name.",
        remedy="Choose another place with enough space where you may write.",
        details=str(error),
    )
