"""In what the real run may differ from its rehearsal, as sentences."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.database import Database


def notes_on(original: Database, place: Path | None) -> tuple[str, ...]:
    """Return what of time, locks and state is not the same on the copy."""
    return tuple(_notes(original, place))


def _notes(original: Database, place: Path | None) -> Iterator[str]:
    if place is None:
        yield "The copy was in memory, as the database is."
        return
    yield "What is committed on the copy goes to the disk, as on the database."
    yield "The copy was fresh in the system's cache; a database that was not read for a while takes longer."
    if original.path is not None and not _on_one_disk(original.path.parent, place):
        yield f"The copy was on another disk ({place}); writing to the database's own may take another time."
    if original.facts().journal_mode != "wal":
        yield "The copy's journal stays open from one commit to the next, so many small ones take less there."
    yield "Nobody else uses the copy; on the database the run waits for other programs' locks."
    if original.path is not None and not _writable(original.path):
        yield "The database or its folder may not be written, so the plan cannot run on it as it is."


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _on_one_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return True
