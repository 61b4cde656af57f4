"""What a person sees about an open file, and how to say that it cannot be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseReadOnly, DatabaseReplaced
from pipeline_browser.model.files.outside_change import OutsideChange

if TYPE_CHECKING:
    from pipeline_browser.model.location import Location


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What a person sees about the open file.

    Attributes:
        size: bytes of the main file; 0 in memory.
        wal_size: bytes of the ``-wal`` file; 0 without one.
        journal_mode: ``wal``, ``delete``, ``memory``, …
        page_size: bytes.
        read_only: whether writes are refused.
        read_only_reason: why, in words; empty if it is writable.
        snapshot: the main file alone is shown (immutable), which may be stale.
    """

    size: int
    wal_size: int
    journal_mode: str
    page_size: int
    encoding: str
    user_version: int
    application_id: int
    read_only: bool
    read_only_reason: str
    snapshot: bool


def open_for_reading_only(location: Location, reason: str) -> DatabaseReadOnly:
    """Return the error for a write to a database that was not opened for it."""
    return DatabaseReadOnly(
        f"The database is open for reading only: {location.path or location.name}",
        path=location.path,
        cause=f"Nothing can be written, since {reason}.",
        remedy="Open it for writing, or work on a copy.",
    )


def no_longer_there(location: Location, change: OutsideChange) -> DatabaseReplaced:
    """Return the error for a path that leads to another file than the open one, or to none."""
    gone = change is OutsideChange.GONE
    return DatabaseReplaced(
        f"The file {'is gone' if gone else 'was replaced by another one'}: {location.path}",
        path=location.path,
        cause="It was deleted, moved or unmounted by another program."
        if gone
        else "Another program put a different file in its place; what is open here is the old one.",
        remedy="Save a copy of what is open here elsewhere, then open the file again.",
    )
