"""Writing a file so that an older one stays whole until the new one is, and never over a database."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline_browser.model.errors import ExportFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.location import Location

_SIDES = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database


def refuse_database(target: Path, location: Location) -> None:
    """Refuse to write over the database that is open, or over a file that SQLite keeps beside it.

    Raises:
        ExportFailed: the target is one of them.
    """
    if location.path is None:
        return
    wanted, database = target.resolve(), location.path.resolve()
    is_database = wanted == database or _is_same_file(target, database)
    if is_database or wanted in [database.with_name(database.name + side) for side in _SIDES]:
        cause = "This is the database itself." if is_database else "SQLite keeps this file for the database."
        raise _unwritten(target, cause, "Name another file.")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def write_file(target: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file with the rights of the one that it replaces, else with the usual ones.

    Args:
        private: only its owner may read it, whatever there was before.

    Raises:
        ExportFailed: it cannot be written; an older one is as it was.
    """
    with exported_file(target, private=private) as file:
        file.write(content)


@contextmanager
def exported_file(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to be written to, which takes the target's place when the block ends without an error.

    Args:
        private: only its owner may read it, whatever there was before.

    Raises:
        ExportFailed: it cannot be written; an older one is as it was.
    """
    try:
        with _opened(target, private=private) as file:
            yield file
    except IsADirectoryError as error:
        raise _unwritten(target, "A folder has this name.", "Name a file.", str(error)) from error
    except OSError as error:
        raise _unwritten(
            target, f"{error.strerror or error}.", _REMEDIES.get(type(error), ""), str(error)
        ) from error


_REMEDIES = {
    FileNotFoundError: "Make the folder first, or choose another.",
    NotADirectoryError: "Choose another folder.",
    PermissionError: "Choose a folder that can be written.",
}


@contextmanager
def _opened(target: Path, *, private: bool) -> Iterator[BinaryIO]:
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file  # a device or a pipe, which cannot be replaced; a folder refuses
        return
    beside = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{beside.name[:60]}.", dir=beside.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if not private:  # as which the temporary file was made
            Path(name).chmod(beside.stat().st_mode & 0o777 if beside.exists() else 0o666 & ~_umask())
        Path(name).replace(beside)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unwritten(target: Path, cause: str, remedy: str, details: str = "") -> ExportFailed:
    return ExportFailed(f"{target} was not written", path=target, cause=cause, remedy=remedy, details=details)
