"""Where the copy of a rehearsal is put: a folder with enough room, for its owner alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from pipeline_browser.model.errors import RehearsalFailed

SPARE = 4 << 20  # bytes that must stay free beyond the copy's own
_ROOMY = 2  # times the database: a rebuild of its largest table fits then


def choose_place(size: int, original: Path | None, wanted: Path | None = None) -> Path:
    """Return the folder to copy ``size`` bytes to: the wanted one, a temporary one, one beside the original.

    Raises:
        RehearsalFailed: nowhere is enough room.
    """
    candidates = [wanted] if wanted is not None else _usual(original)
    free = {folder: _free(folder) for folder in candidates}
    for needed in (_ROOMY * size + SPARE, size + SPARE):
        for folder in candidates:
            if free[folder] >= needed:
                return folder
    raise _no_room(size + SPARE, free)


def no_space_left(place: Path | None, size: int, details: str) -> RehearsalFailed:
    """Return the error for a copy, or a run on it, that found no room any more."""
    where = f" in {place}" if place is not None else ""
    free = f" {max(0, _free(place)):,} bytes are free there now." if place is not None else ""
    return RehearsalFailed(
        f"The rehearsal ran out of space{where}",
        for_room=True,
        path=place,
        cause=f"The copy of {size:,} bytes, and what the plan adds to it, did not fit.{free} The database"
        " itself was only read, and the copy is gone.",
        remedy=_REMEDY,
        details=details,
    )


_REMEDY = "Free some space there, or name a folder on another disk."


def _usual(original: Path | None) -> list[Path]:
    folders = [Path(tempfile.gettempdir())]
    if original is not None:
        folders.append(original.parent)
    return folders


def _free(folder: Path) -> int:
    """Return the bytes that are free there; less than nothing where nobody may write."""
    try:
        return shutil.disk_usage(folder).free if folder.is_dir() and os.access(folder, os.W_OK) else -1
    except OSError:
        return -1


def _no_room(needed: int, free: dict[Path, int]) -> RehearsalFailed:
    found = "; ".join(
        f"in {folder} {room:,} are free" if room >= 0 else f"{folder} cannot be written to"
        for folder, room in free.items()
    )
    return RehearsalFailed(
        "There is no room for the copy that a rehearsal needs",
        for_room=True,
        path=next(iter(free)),
        cause=f"It needs {needed:,} bytes; {found}.",
        remedy=_REMEDY,
    )
