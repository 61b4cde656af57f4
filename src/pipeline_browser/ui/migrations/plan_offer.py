"""What the plan dialog is shown: the plan in both ways of running it, and the file that it would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.plan import Direction, Plan
from pipeline_browser.model.migrations.planner import plan_revert, plan_run
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.row_count import RowCount, count_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What somebody wants planned.

    Attributes:
        target: the version to go to; None for all pending ones, or for the newest one to be reverted.
        ignore_missing: accept applied migrations that the source lacks.
        allow_unversioned: run over tables without a ledger that are not what the migrations promise.
    """

    source: MigrationSource
    direction: Direction = Direction.RUN
    target: int | None = None
    ignore_missing: bool = False
    allow_unversioned: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The database that a plan is for.

    Attributes:
        size: bytes, with what is still in the write-ahead log.
        read_only_reason: why nothing can be written; empty if it can.
        place: GONE or REPLACED where the path does not lead to it any more.
    """

    location: Location
    size: int
    rows: RowCount
    read_only_reason: str = ""
    place: OutsideChange = OutsideChange.NONE

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to lose."""
        return self.rows.rows > 0 or not self.rows.complete


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """One plan, to be run in one transaction (``together``) or one a file (``separate``)."""

    request: PlanRequest
    together: Plan
    separate: Plan
    file: FileFacts

    def plan(self, *, atomic: bool) -> Plan:
        """Return the plan in the way asked for."""
        return self.together if atomic else self.separate


def make_offer(
    request: PlanRequest, database: Database, progress: Progress, cancellation: Cancellation
) -> PlanOffer:
    """Read the migrations anew, plan in both ways and look at the file; nothing is written.

    Raises:
        Cancelled: and every error of reading the database.
    """
    request = replace(request, source=_as_it_is_now(request.source))
    make = _planner(request, database, cancellation)
    together, separate = make(atomic=True), make(atomic=False)
    facts = database.facts()
    rows = count_rows(database, besides=together.table, cancellation=cancellation)
    size = facts.size + facts.wal_size
    reason = (facts.read_only_reason or "it was opened for reading only") if facts.read_only else ""
    return PlanOffer(
        request, together, separate, FileFacts(database.location, size, rows, reason, database.place())
    )


def _as_it_is_now(source: MigrationSource) -> MigrationSource:
    """Return the source as its files are: one may have been edited since the window last looked."""
    return bundled_source() if source.bundled else read_source(source.folder)


def _planner(request: PlanRequest, database: Database, cancellation: Cancellation) -> Callable[..., Plan]:
    if request.direction is Direction.REVERT:
        make: Callable[..., Plan] = plan_revert
    else:
        make = partial(plan_run, allow_unversioned=request.allow_unversioned)
    return partial(
        make,
        database,
        request.source,
        target=request.target,
        ignore_missing=request.ignore_missing,
        cancellation=cancellation,
    )
