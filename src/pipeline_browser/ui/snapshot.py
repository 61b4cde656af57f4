"""One look at the open database, made off the window's thread; the window shows nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.database import OutsideChange
from pipeline_browser.model.errors import Cancelled, DatabaseBusy, PipelineBrowserError
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.history import HistoryEntry, MigrationState, history
from pipeline_browser.model.migrations.ledger import Ledger, read_ledger
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.source import MigrationSource, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database, DatabaseFacts
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.plan import Plan

_PENDING = (MigrationState.PENDING, MigrationState.OUT_OF_ORDER)


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What is known about the open database since the last look.

    Attributes:
        source: the migrations; None if the folder could not be read (``problem`` says why).
        source_folder: the folder chosen for this database; None for the bundled migrations.
        entries: source and ledger side by side, by version.
        plan: what a run to the newest version would do; None where none could be made.
        problem: why migrations cannot be run or read as they are: the plan's refusal or first stop, an
            unreadable source, an unusable ledger.
        taken_at: when the look was taken, UTC.
        changed_outside: when another program's change was last noticed, UTC.
        outside: REPLACED or GONE while the path no longer names the open file.
    """

    location: Location
    facts: DatabaseFacts
    source: MigrationSource | None
    source_folder: Path | None
    ledger: Ledger | None
    entries: tuple[HistoryEntry, ...]
    plan: Plan | None
    problem: PipelineBrowserError | None
    taken_at: datetime
    changed_outside: datetime | None = None
    outside: OutsideChange = OutsideChange.NONE

    @property
    def pending(self) -> int:
        """How many migrations of the source are not applied."""
        return sum(entry.state in _PENDING for entry in self.entries)

    def count(self, state: MigrationState) -> int:
        """Return how many migrations are in a state."""
        return sum(entry.state is state for entry in self.entries)

    @property
    def up_to_date(self) -> bool:
        """Whether all migrations are applied and nothing is wrong."""
        return self.pending == 0 and self.problem is None

    @property
    def writable(self) -> bool:
        """Whether a migration may be run in it now."""
        return not self.facts.read_only and self.outside is OutsideChange.NONE

    def noticed(self, outside: OutsideChange, at: datetime) -> DatabaseState:
        """Return the same state after an outside change was seen; ``outside`` is NONE, REPLACED or GONE."""
        return replace(self, outside=outside, changed_outside=at)


def look(
    database: Database, source_folder: Path | None, cancellation: Cancellation | None = None
) -> DatabaseState:
    """Read everything the window shows, without writing.

    Raises:
        DatabaseBusy, Cancelled: somebody holds the lock for too long, or the look was called off.
    """
    source, problem = _read_source(source_folder)
    ledger: Ledger | None = None
    plan: Plan | None = None
    try:
        ledger = read_ledger(database, source.config.table_name) if source else read_ledger(database)
        plan = plan_run(database, source, cancellation=cancellation) if source else None
    except (Cancelled, DatabaseBusy):
        raise
    except PipelineBrowserError as error:  # the rest of a damaged database may still be readable
        problem = problem or error
    return DatabaseState(
        location=database.location,
        facts=database.facts(),
        source=source,
        source_folder=source_folder,
        ledger=ledger,
        entries=history(source, ledger) if source and ledger else (),
        plan=plan,
        problem=problem or (plan.problem if plan else None),
        taken_at=datetime.now(UTC),
    )


def _read_source(folder: Path | None) -> tuple[MigrationSource | None, PipelineBrowserError | None]:
    try:
        return (bundled_source() if folder is None else read_source(folder)), None
    except PipelineBrowserError as error:
        return None, error
