"""What the session lets the worker do: functions of a database, a progress callable and a Cancellation.

They import what they need when they run, on the worker's thread: the window shows meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.files.outside_change import OutsideChange
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.runner import RunReport
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.migrations.source_watch import FolderStamp
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.snapshot import DatabaseState


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What was asked to be opened, and how.

    Attributes:
        trust_journal: roll back a journal that does not seem to be this file's; both are copied aside first.
    """

    location: Location
    read_only: bool = False
    snapshot: bool = False
    trust_journal: bool = False
    create: bool = False
    make_parents: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that was opened, and the first look at it."""

    database: Database
    state: DatabaseState


def open_database(
    request: OpenRequest, folder: Path | None, timeout: float, progress: Progress, cancellation: Cancellation
) -> Opened:
    """Open or create what was asked for and look at it; closed again if that fails."""
    from pipeline_browser.ui.snapshot import look

    database = _opened(request, timeout, cancellation)
    try:
        return Opened(database, look(database, folder, cancellation))
    except BaseException:
        database.close()
        raise


def _opened(request: OpenRequest, timeout: float, cancellation: Cancellation) -> Database:
    from pipeline_browser.model.database import Database

    create = request.create
    if request.location.mode == "rwc" and request.location.path is not None:
        create = create or not request.location.path.exists()
    if create:
        return Database.create(request.location, make_parents=request.make_parents, busy_timeout=timeout)
    return Database.open(
        request.location,
        read_only=request.read_only,
        snapshot=request.snapshot,
        trust_journal=request.trust_journal,
        busy_timeout=timeout,
        cancellation=cancellation,
    )


def close_database(database: Database | None, progress: Progress, cancellation: Cancellation) -> None:
    """Close the database, if there is one."""
    if database is not None:
        database.close()


def look_again(
    folder: Path | None, database: Database, progress: Progress, cancellation: Cancellation
) -> DatabaseState:
    """Read again what the window shows."""
    from pipeline_browser.ui.snapshot import look

    return look(database, folder, cancellation)


def outside_change(database: Database, progress: Progress, cancellation: Cancellation) -> OutsideChange:
    """Return what others did to the file since the last call."""
    return database.outside_change()


def source_stamp(
    folder: Path, progress: Progress, cancellation: Cancellation
) -> tuple[Path, FolderStamp | None]:
    """Return the folder of migrations with what is another one after somebody edited it."""
    from pipeline_browser.model.migrations.source_watch import folder_stamp

    return folder, folder_stamp(folder)


def plan_to_run(
    source: MigrationSource,
    target: int | None,
    atomic: bool,  # noqa: FBT001 - bound by the session, by name there
    ignore_missing: bool,  # noqa: FBT001 - bound by the session, by name there
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Plan:
    """Plan to apply what is pending."""
    from pipeline_browser.model.migrations.planner import plan_run

    return plan_run(
        database,
        source,
        target=target,
        atomic=atomic,
        ignore_missing=ignore_missing,
        cancellation=cancellation,
    )


def plan_to_revert(
    source: MigrationSource,
    target: int | None,
    atomic: bool,  # noqa: FBT001 - bound by the session, by name there
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Plan:
    """Plan to revert the newest migration, or all above the target."""
    from pipeline_browser.model.migrations.planner import plan_revert

    return plan_revert(database, source, target=target, atomic=atomic)


def run(
    plan: Plan,
    backup: bool,  # noqa: FBT001 - bound by the session, by name there
    allow_cascade: bool,  # noqa: FBT001 - bound by the session, by name there
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> RunReport:
    """Do what the plan says."""
    from pipeline_browser.model.migrations.runner import run_plan

    return run_plan(
        database,
        plan,
        backup=backup,
        allow_cascade=allow_cascade,
        progress=progress,
        cancellation=cancellation,
    )


def copy_to(
    target: Path,
    overwrite: bool,  # noqa: FBT001 - bound by the session, by name there
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> SavedCopy:
    """Write a complete, verified copy."""
    from pipeline_browser.model.backup import save_copy
    from pipeline_browser.model.migrations.progress import BackingUp

    def copied(done: int, total: int) -> None:
        progress(BackingUp(done, total))

    return save_copy(database, target, overwrite=overwrite, progress=copied, cancellation=cancellation)
