"""Where a copy is written: never over what is needed, and under its final name only when it is whole."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseExists
from pipeline_browser.model.files.file_check import beside, parent_missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_NAME = 180  # bytes, so that the temporary name stays below the 255 that file systems allow


def check_target(target: Path, source: Path | None, *, overwrite: bool) -> None:
    """Refuse a place where a copy would destroy something, or be destroyed.

    Raises:
        ParentFolderMissing, DatabaseExists: see save_copy.
    """
    if not target.parent.is_dir():
        raise parent_missing(target)
    for suffix in ("-wal", "-journal"):
        left = beside(target, suffix)
        # SQLite would apply it to the copy, which it was not written for.
        if left.exists() and left.stat().st_size:
            raise _taken(target, f"{left.name} lies there: a database of that name is in use, or was.")
    if not os.path.lexists(target):
        return
    if source is not None and source.exists() and target.exists() and target.samefile(source):
        raise _taken(target, "It is the open database itself.")
    if not overwrite or not target.is_file():
        raise _taken(target, "Something is there already.")


@contextmanager
def temporary_beside(target: Path, *, like: Path | None) -> Iterator[Path]:
    """Create a file in the same folder, as readable as ``like``; what is left of it at the end is removed."""
    short = os.fsdecode(os.fsencode(target.name)[:_LONGEST_NAME])
    temporary = target.with_name(f".{short}.{secrets.token_hex(6)}.part")
    try:
        # The name is ours before SQLite opens it: nobody can have put a link there.
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _permissions(like)))
        yield temporary
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                beside(temporary, suffix).unlink()


def put_in_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name, in one step, and see to it that the name survives a power cut.

    Raises:
        DatabaseExists: something took the name meanwhile, and ``overwrite`` is false.
    """
    if overwrite:
        temporary.replace(target)
    else:
        _link(temporary, target)
    _sync_folder(target.parent)


def _link(temporary: Path, target: Path) -> None:
    """A link never replaces what appeared meanwhile, as a rename would."""
    try:
        os.link(temporary, target)
    except FileExistsError as error:
        raise _taken(target, "Something took that name meanwhile.") from error
    except OSError as error:  # a file system without links
        if os.path.lexists(target):
            raise _taken(target, "Something took that name meanwhile.") from error
        temporary.rename(target)


def _permissions(like: Path | None) -> int:
    with suppress(OSError):
        if like is not None:
            return stat.S_IMODE(like.stat().st_mode) & 0o666 | stat.S_IWUSR
    return 0o644


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _taken(target: Path, cause: str) -> DatabaseExists:
    return DatabaseExists(
        f"A copy cannot take this name: {target}", path=target, cause=cause, remedy="Choose another name."
    )
