"""Executing a plan: exactly once, all or nothing as promised, interruptible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.progress import RunProgress
    from pipeline_browser.model.migrations.source import Migration


@dataclass(frozen=True, slots=True)
class FinishedMigration:
    """A migration that this run applied or reverted; ``elapsed`` in nanoseconds."""

    migration: Migration
    elapsed: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    Attributes:
        finished: applied or reverted by this run and committed.
        applied_elsewhere: found applied by another program when their turn came.
        elapsed: nanoseconds in all.
    """

    finished: tuple[FinishedMigration, ...]
    applied_elsewhere: tuple[Migration, ...]
    backup: SavedCopy | None
    elapsed: int


def run_plan(
    database: Database,
    plan: Plan,
    *,
    backup: bool = False,
    allow_cascade: bool = False,
    progress: RunProgress | None = None,
    cancellation: Cancellation | None = None,
) -> RunReport:
    """Do what the plan says, with the texts that the plan showed.

    Args:
        backup: save a verified copy beside the database first; if that fails nothing is started.
        allow_cascade: let a table rebuild delete or blank the rows of other tables.

    Raises:
        MigrationError: the plan's refusal, its first STOP (after applying what comes before it, unless the
            plan is atomic), PlanOutdated, CascadeRefused, MigrationFailed. ``cause`` says what was kept.
        Cancelled: ``cause`` says what was kept and what was undone.
        DatabaseBusy, DatabaseReadOnly, DatabaseFull, BackupFailed: nothing of the current migration stays.
    """
    raise NotImplementedError
