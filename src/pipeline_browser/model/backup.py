"""Complete copies of an open database, through SQLite's backup API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database


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
    raise NotImplementedError


def back_up(
    database: Database, *, progress: CopyProgress | None = None, cancellation: Cancellation | None = None
) -> SavedCopy:
    """Save a copy beside the database, ``NAME.backup-YYYYMMDDTHHMMSSZ.db``, with a ``.sha256`` file.

    Raises:
        BackupFailed: see save_copy.
    """
    raise NotImplementedError
