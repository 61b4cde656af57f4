"""Making the file that a new database goes into, without ever touching one that is there."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.opening import Approach, connect
from pipeline_browser.model.connection.sqlite_errors import translated
from pipeline_browser.model.errors import AccessDenied, DatabaseExists
from pipeline_browser.model.files.file_check import parent_missing
from pipeline_browser.model.files.new_copy import put_in_place, temporary_beside

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.location import Location


def make_new_file(location: Location, path: Path, *, make_parents: bool) -> None:
    """Create an empty database in WAL mode, which gets its name only when it is whole.

    Others that wait for the file to appear thus never meet it while it is empty or in another mode.

    Raises:
        DatabaseExists: something is there, or the journal or WAL of a database that was there.
        ParentFolderMissing: and ``make_parents`` is false.
        AccessDenied: the system refuses.
        DatabaseFull, LocationError: nothing was left behind.
    """
    try:
        if make_parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_what_is_there(path)
        with temporary_beside(path, like=None) as temporary:
            _write_empty(replace(location, path=temporary), path)
            put_in_place(temporary, path, overwrite=False)
    except (FileExistsError, DatabaseExists) as error:
        raise _exists(path, getattr(error, "summary", f"Something is there already: {path}")) from error
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


def _write_empty(temporary: Location, path: Path) -> None:
    with translated(path), closing(connect(Approach(temporary.uri(mode="rw")), temporary)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        # Makes WAL and index, so that a disk without room for them is found out now.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()


def _refuse_what_is_there(path: Path) -> None:
    """SQLite deletes a WAL or journal that it finds beside an empty file; they may be all that is left."""
    if os.path.lexists(path):
        raise _exists(path, f"Something is there already: {path}")
    for suffix in ("-wal", "-journal"):
        left = path.with_name(path.name + suffix)
        if left.exists() and left.stat().st_size:
            raise _exists(path, f"A file of an earlier database lies there: {left}")


def _exists(path: Path, summary: str) -> DatabaseExists:
    return DatabaseExists(
        summary,
        path=path,
        cause="A new database must not replace anything.",
        remedy="Choose another name, or open what is there; move it away if it is not needed.",
    )
