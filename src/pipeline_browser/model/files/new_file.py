"""Making the file that a new database goes into, without ever touching one that is there."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import AccessDenied, DatabaseExists
from pipeline_browser.model.files.file_check import parent_missing

if TYPE_CHECKING:
    from pathlib import Path


def claim_new_file(path: Path, *, make_parents: bool) -> None:
    """Create an empty file of this name.

    Raises:
        DatabaseExists: something is there, or the journal or WAL of a database that was there.
        ParentFolderMissing: and ``make_parents`` is false.
        AccessDenied: the system refuses.
    """
    try:
        if make_parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_leftovers(path)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError as error:
        raise _exists(path, f"Something is there already: {path}") from error
    except FileNotFoundError as error:
        raise parent_missing(path) from error
    except OSError as error:
        raise AccessDenied(
            f"The file cannot be created: {path}",
            path=path,
            cause=f"The system says: {error.strerror}.",
            remedy="Choose a folder where you may write.",
            details=str(error),
        ) from error


def discard_new_file(path: Path) -> None:
    """Remove what a creation that failed has left."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _refuse_leftovers(path: Path) -> None:
    """SQLite deletes a WAL or journal that it finds beside an empty file; they may be all that is left."""
    for suffix in ("-wal", "-journal"):
        left = path.with_name(path.name + suffix)
        if not os.path.lexists(path) and left.exists() and left.stat().st_size:
            raise _exists(path, f"A file of an earlier database lies there: {left}")


def _exists(path: Path, summary: str) -> DatabaseExists:
    return DatabaseExists(
        summary,
        path=path,
        cause="A new database must not replace anything.",
        remedy="Choose another name, or open what is there; move it away if it is not needed.",
    )
