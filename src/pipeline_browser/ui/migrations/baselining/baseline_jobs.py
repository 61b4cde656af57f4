"""What the database's worker does for a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.baseline.marking import mark
from pipeline_browser.model.migrations.baseline.matching import compare_versions, read_candidate
from pipeline_browser.model.migrations.progress import BackingUp, WaitingForLock

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.baseline.facts import (
        BaselineOffer,
        BaselineReport,
        Candidate,
        VersionMatch,
    )
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress


def read(
    source: MigrationSource, database: Database, progress: Progress, cancellation: Cancellation
) -> Candidate:
    """Read ledger and schema; short, on the database's worker."""
    return read_candidate(database, source, cancellation=cancellation)


def compare(
    source: MigrationSource,
    candidate: Candidate,
    allow_extra: bool,  # noqa: FBT001 - bound by partial
    progress: Progress,
    cancellation: Cancellation,
) -> BaselineOffer:
    """Replay every version in memory; long where there are many, on a worker of its own."""
    return compare_versions(source, candidate, allow_extra=allow_extra, cancellation=cancellation)


def write(
    offer: BaselineOffer,
    match: VersionMatch,
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> BaselineReport:
    """Write the ledger; BackingUp and WaitingForLock come as progress."""
    return mark(
        database,
        offer,
        match,
        progress=lambda done, total: progress(BackingUp(done, total)),
        cancellation=cancellation,
        waiting=lambda seconds: progress(WaitingForLock(seconds)),
    )
