"""SQLite's errors, told as ours: the one place where codes become words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import (
    AccessDenied,
    Cancelled,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseOperationFailed,
    DatabaseReadOnly,
    NewerSqliteNeeded,
    NotADatabase,
    PipelineBrowserError,
    RecoveryNeeded,
)
from pipeline_browser.model.files.lock_holders import lock_holders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The codes of sqlite3.h; the names in the sqlite3 module are not there in every build.
PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR = 3, 5, 6, 7, 8, 9, 10
CORRUPT, FULL, CANTOPEN, NOTADB = 11, 13, 14, 26
AUTH = 23

_ROOM = 1 << 16  # bytes; the index of a WAL takes half of that

OWN_FAULTS = (sqlite3.Error, sqlite3.Warning)
"""What only SQLite raises, also from a block of other code."""

SQLITE_FAULTS = (*OWN_FAULTS, ValueError, OverflowError, MemoryError)
"""What a single call can raise: UnicodeDecodeError for a name or message that is not UTF-8 (sqlite3.Error
misses it), UnicodeEncodeError and ValueError for SQL that cannot be handed over, OverflowError for numbers.
"""

_DAMAGED_REMEDY = (
    "Restore it from a backup, or try “sqlite3 FILE .recover” on a copy. What is readable still shows."
)


def code(error: BaseException) -> int:
    """Return SQLite's primary result code, 0 where there is none; pysqlite3 tells no extended ones."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_busy(error: BaseException) -> bool:
    """Whether another connection's lock stood in the way."""
    return isinstance(error, sqlite3.OperationalError) and code(error) in {BUSY, LOCKED}


def is_interrupted(error: BaseException) -> bool:
    """Whether interrupt() or a progress handler ended the statement."""
    return isinstance(error, sqlite3.OperationalError) and code(error) == INTERRUPT


def busy_error(path: Path | None, seconds: float, error: BaseException | None = None) -> DatabaseBusy:
    """Return the error for a lock that was not released in time; names who holds it where that is known."""
    who = (lock_holders(path) if path is not None else "") or "Another program (or another window)"
    return DatabaseBusy(
        f"The database is locked by another program: {_shown(path)}",
        path=path,
        cause=f"{who[:1].upper()}{who[1:]} holds a lock on it; waited {seconds:.1f} seconds.",
        remedy="Finish or close what else uses the database, then try again; or raise the busy timeout.",
        details=_details(error),
    )


@contextmanager
def translated(path: Path | None, faults: tuple[type[Exception], ...] = SQLITE_FAULTS) -> Iterator[None]:
    """Raise SQLite's errors of the block as errors of ours."""
    try:
        yield
    except faults as error:
        raise translate(error, path) from error


def translate(error: BaseException, path: Path | None) -> PipelineBrowserError:
    """Return our error for one of SQLite's."""
    if isinstance(error, MemoryError) or code(error) == NOMEM:
        return _out_of_memory(error, path)
    if isinstance(error, UnicodeError):
        return _not_utf8(error, path)
    primary = code(error)
    if primary in {BUSY, LOCKED}:
        return busy_error(path, 0.0, error)
    if primary == INTERRUPT:
        return Cancelled(details=_details(error))
    if primary in {CORRUPT, NOTADB, CANTOPEN, READONLY, PERM, FULL, IOERR}:
        return _file_error(error, path)
    return DatabaseOperationFailed(
        f"SQLite refused: {_message(error)}", path=path, cause=_message(error), details=_details(error)
    )


def _file_error(error: BaseException, path: Path | None) -> PipelineBrowserError:
    primary = code(error)
    if primary == CORRUPT:
        return _corrupt(error, path)
    if primary == NOTADB:
        return _not_a_database(error, path)
    if primary == READONLY:
        return DatabaseReadOnly(
            f"The database cannot be written: {_shown(path)}",
            path=path,
            cause=f"SQLite says: {_message(error)}.",
            remedy="Open it for writing, check the permissions of file and folder, or work on a copy.",
            details=_details(error),
        )
    if primary == FULL:
        return _full(error, path)
    if primary == IOERR:
        return _input_output(error, path)
    return AccessDenied(
        f"The file cannot be opened: {_shown(path)}",
        path=path,
        cause=f"SQLite says: {_message(error)}.",
        remedy="Check the permissions of the file and of its folder.",
        details=_details(error),
    )


def recovery_needed(path: Path | None, error: BaseException | None = None) -> RecoveryNeeded:
    """Return the error for a hot journal met by a read-only opening."""
    return RecoveryNeeded(
        f"A program died in the middle of writing this database: {_shown(path)}",
        path=path,
        cause="A rollback journal lies beside it. Its last transaction must be undone before anyone "
        "reads it, and undoing writes to the file.",
        remedy="Open it for writing: SQLite then restores the last consistent state. "
        "Keep file and journal together until then.",
        details=_details(error),
    )


def _corrupt(error: BaseException, path: Path | None) -> PipelineBrowserError:
    if "unsupported file format" in _message(error):
        return NewerSqliteNeeded(
            f"The file needs a newer SQLite: {_shown(path)}",
            path=path,
            cause="Its schema format is later than any that this SQLite knows, or its header is damaged.",
            remedy="Open it with the program that wrote it, or restore it from a backup.",
            details=_details(error),
        )
    return _damaged(error, path, f"SQLite says: {_message(error)}.")


def _not_utf8(error: UnicodeError, path: Path | None) -> PipelineBrowserError:
    words = error.object if isinstance(error, UnicodeDecodeError) else b""
    if words.startswith(b"malformed"):
        return _damaged(error, path, f"SQLite says: {words.decode(errors='replace')}.")
    return DatabaseOperationFailed(
        "A name in the database is not UTF-8, so it cannot be asked for",
        path=path,
        cause="Its bytes are no text in the encoding that SQLite requires of names.",
        remedy="Rename it with the program that made it. Everything else in the database is usable.",
        details=_details(error),
    )


def _damaged(error: BaseException, path: Path | None, cause: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The database is damaged: {_shown(path)}",
        path=path,
        cause=cause,
        remedy=_DAMAGED_REMEDY,
        details=_details(error),
    )


def _not_a_database(error: BaseException, path: Path | None) -> NotADatabase:
    return NotADatabase(
        f"This is not a SQLite database: {_shown(path)}",
        path=path,
        cause="It is not SQLite, or encrypted, or its header is damaged.",
        remedy="Choose another file, or open it with the program that wrote it.",
        details=_details(error),
    )


def _full(error: BaseException, path: Path | None) -> DatabaseFull:
    return DatabaseFull(
        f"There is no space left for the database: {_shown(path)}",
        path=path,
        cause=f"SQLite says: {_message(error)}. The transaction was rolled back; nothing of it was kept.",
        remedy="Free some space on its disk (or raise the quota), then do it again.",
        details=_details(error),
    )


def _input_output(error: BaseException, path: Path | None) -> PipelineBrowserError:
    if path is not None and _disk_is_full(path):
        return _full(error, path)  # the index of a WAL that finds no room is told as a failing disk
    return DatabaseOperationFailed(
        f"The disk failed under the database: {_shown(path)}",
        path=path,
        cause=f"SQLite says: {_message(error)}. The file may have been cut short, moved or unmounted.",
        remedy="Check the disk or the network drive, close the database, and open it again.",
        details=_details(error),
    )


def _disk_is_full(path: Path) -> bool:
    import shutil  # noqa: PLC0415 - with its compressors it takes 3 ms of every start

    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _out_of_memory(error: BaseException, path: Path | None) -> DatabaseOperationFailed:
    return DatabaseOperationFailed(
        "There is not enough memory for this",
        path=path,
        cause="SQLite or Python could not get the memory that a value or a sort needs.",
        remedy="Close other programs, or ask for less at once.",
        details=_details(error),
    )


def _shown(path: Path | None) -> str:
    return "in memory" if path is None else str(path)


def _message(error: BaseException) -> str:
    return str(error)


def _details(error: BaseException | None) -> str:
    if error is None:
        return ""
    name = getattr(error, "sqlite_errorname", "") or type(error).__name__
    return f"{name}: {error}"
