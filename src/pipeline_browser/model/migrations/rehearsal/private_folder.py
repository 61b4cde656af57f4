"""A folder that only its owner may look into, and tidying away those of processes that are gone."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows refuses to delete what others have open
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "pipeline-browser-rehearsal-"
_YOUNG = 60.0  # seconds in which a folder may not have its lock yet


@contextmanager
def private_folder(place: Path) -> Iterator[Path]:
    """Make a folder for the block; it and all in it are gone afterwards."""
    sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))  # 0700
    lock = _locked(folder)
    try:
        yield folder
    finally:
        if lock is not None:
            os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove what processes left behind that were killed while such a folder was there."""
    with suppress(OSError):
        for folder in place.glob(f"{PREFIX}*"):
            with suppress(OSError):
                _remove_if_abandoned(folder)


def _remove_if_abandoned(folder: Path) -> None:
    status = folder.lstat()
    if time.time() - status.st_mtime < _YOUNG or status.st_uid != _user():
        return
    lock = _locked(folder)
    if lock is not None or fcntl is None:
        shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Return a descriptor that holds the folder's lock; None where another process does."""
    if fcntl is None:
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
