"""Complete copies of an open database, through SQLite's backup API."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import BackupFailed, DatabaseExists, PipelineBrowserError
from pipeline_browser.model.file_check import parent_missing
from pipeline_browser.model.sqlite_errors import SQLITE_FAULTS, translate
from pipeline_browser.model.waiting import LockWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

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
        DatabaseExists: ``target`` is there and ``overwrite`` is false.
        BackupFailed: not enough space, not writable, or the copy's integrity check failed.
        Cancelled: nothing was left behind.
    """
    _check_target(database, target, overwrite=overwrite)
    with _temporary_beside(target) as temporary:
        try:
            with database.reading():
                _check_space(database, target)
                _copy(database, temporary, progress, cancellation)
            _verify(database, temporary, cancellation)
            saved = _digested(temporary, target)
            _put_in_place(temporary, target, overwrite=overwrite)
        except SQLITE_FAULTS as error:
            raise _failed(target, translate(error, temporary)) from error
        except OSError as error:
            raise _failed(target, error) from error
    return saved


def back_up(
    database: Database, *, progress: CopyProgress | None = None, cancellation: Cancellation | None = None
) -> SavedCopy:
    """Save a copy beside the database, ``NAME.backup-YYYYMMDDTHHMMSSZ.db``, with a ``.sha256`` file.

    Raises:
        BackupFailed: see save_copy.
    """
    if database.location.path is None:
        raise BackupFailed("A database in memory has no place for a backup beside it")
    target = _free_name(database.location.path)
    saved = save_copy(database, target, progress=progress, cancellation=cancellation)
    try:
        _write_digest(saved)
    except OSError as error:
        raise _failed(target, error) from error
    return saved


def _check_target(database: Database, target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise parent_missing(target)
    if not os.path.lexists(target):
        return
    itself = (
        database.location.path is not None and target.exists() and target.samefile(database.location.path)
    )
    if overwrite and not itself and target.is_file():
        return
    raise DatabaseExists(
        f"A copy cannot take this name: {target}",
        path=target,
        cause="It is the open database itself." if itself else "Something is there already.",
        remedy="Choose another name.",
    )


@contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    """Yield a name in the same folder; whatever is there under it at the end is removed."""
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        yield temporary
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                temporary.with_name(temporary.name + suffix).unlink()


def _check_space(database: Database, target: Path) -> None:
    pages = int(database.query("PRAGMA page_count")[0][0])
    needed = pages * int(database.query("PRAGMA page_size")[0][0]) + _SPARE
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise BackupFailed(
            f"There is not enough space for a copy: {target}",
            path=target,
            cause=f"It needs {needed:,} bytes; {free:,} are free.",
            remedy="Free some space there, or choose another disk.",
        )


def _copy(
    database: Database, temporary: Path, progress: CopyProgress | None, cancellation: Cancellation | None
) -> None:
    """Copy page by page, within the one view that the caller's read transaction holds."""
    page_size = int(database.query("PRAGMA page_size")[0][0])

    def report(_status: int, remaining: int, total: int) -> None:
        if cancellation is not None:
            cancellation.check()
        if progress is not None:
            progress(total - remaining, total)

    # The name exists before SQLite opens it: nobody can have put a link there.
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    copy = sqlite3.connect(temporary.as_uri() + "?mode=rw", uri=True, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = OFF")  # one fsync of the whole follows before the rename
        database.connection.backup(
            copy, pages=max(1, _BYTES_A_STEP // page_size), progress=report, sleep=0.05
        )
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _verify(database: Database, temporary: Path, cancellation: Cancellation | None) -> None:
    copy = sqlite3.connect(temporary.as_uri() + "?mode=ro", uri=True, isolation_level=None)
    try:
        verdict = LockWait(temporary, 0.0).attempt(copy.execute("PRAGMA quick_check(1)").fetchone)
    finally:
        copy.close()
    if verdict != ("ok",):
        raise BackupFailed(
            "The copy did not pass its check",
            path=temporary,
            cause=f"SQLite's quick check says: {verdict[0] if verdict else 'nothing'}.",
            remedy="The database itself may be damaged: check its health before anything else.",
        )


def _digested(temporary: Path, target: Path) -> SavedCopy:
    """Bring the copy to the disk and return its facts."""
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return SavedCopy(target, file.tell(), digest)


def _put_in_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(target)
    else:
        os.link(temporary, target)  # unlike a rename, never replaces what appeared meanwhile
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free_name(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (path.with_name(f"{path.name}.backup-{stamp}{again}.db") for again in ("", "-2", "-3", "-4"))
    return next((name for name in names if not os.path.lexists(name)), path.with_name(f"{path.name}.backup"))


def _write_digest(saved: SavedCopy) -> None:
    """Write what ``sha256sum --check`` reads."""
    note = saved.path.with_name(saved.path.name + ".sha256")
    note.write_bytes(saved.sha256.encode() + b"  " + os.fsencode(saved.path.name) + b"\n")


def _failed(target: Path, error: OSError | PipelineBrowserError) -> BackupFailed:
    why = (error.strerror or str(error)) if isinstance(error, OSError) else error.cause
    return BackupFailed(
        f"The copy could not be written: {target}",
        path=target,
        cause=f"{why.rstrip('.')}. Nothing was left under that name.",
        remedy="Choose another place with enough space where you may write.",
        details=str(error),
    )
