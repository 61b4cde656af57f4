"""What workers do for a rehearsal; the database's own only where no other can read it, in memory.

A file is read through a connection of the rehearsal's own, so that the window's stays free for its edits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal
    from pipeline_browser.ui.background import Progress


def hold_copy(database: Database, progress: Progress, cancellation: Cancellation) -> Database:
    """Return a copy in memory of a database in memory; whoever rehearses on it closes it."""
    from pipeline_browser.model.migrations.rehearsal.holding import held_copy

    return held_copy(database, cancellation)


def rehearse_file(
    location: Location,
    snapshot: bool,  # noqa: FBT001 - bound by name
    timeout: float,
    plan: Plan,
    allow_cascade: bool,  # noqa: FBT001 - bound by name
    folder: Path | None,
    progress: Progress,
    cancellation: Cancellation,
) -> Rehearsal:
    """Rehearse on a copy of a file, which is opened for reading only.

    Args:
        timeout: seconds to wait for a lock.
        folder: where the copy goes; else where there is room.
    """
    from pipeline_browser.model.database import Database

    opened = Database.open(
        location, read_only=True, snapshot=snapshot, busy_timeout=timeout, cancellation=cancellation
    )
    return rehearse_and_close(opened, plan, allow_cascade, folder, progress, cancellation)


def rehearse_and_close(
    database: Database,
    plan: Plan,
    allow_cascade: bool,  # noqa: FBT001 - bound by name
    folder: Path | None,
    progress: Progress,
    cancellation: Cancellation,
) -> Rehearsal:
    """Rehearse on a copy of a database that nobody else needs."""
    from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse

    try:
        return rehearse(
            database,
            plan,
            allow_cascade=allow_cascade,
            folder=folder,
            progress=progress,
            cancellation=cancellation,
        )
    finally:
        database.close()
