"""Reading the ledger again under the lock, so that several migrators apply each migration exactly once.

BEGIN IMMEDIATE alone is not enough: another program may have migrated between the plan and our lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import PlanOutdated
from pipeline_browser.model.migrations.ledger import Ledger, read_ledger
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.planner import dirty_error, modified_error

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan, PlanStep


class LedgerWatch:
    """Knows which versions must be in the ledger at each moment of a run.

    Reading all rows before each of a thousand migrations would take quadratic time, so they are read again
    only when ``data_version`` tells of another connection's commit.
    """

    def __init__(self, database: Database, plan: Plan) -> None:
        self._database = database
        self._plan = plan
        self._expected = {row.version for row in plan.ledger.rows}
        self._seen_version: int | None = None
        self._recorded: dict[int, bytes] = {}

    def done_elsewhere(self, step: PlanStep) -> bool:
        """Return whether another program has done the step already; call it inside the transaction.

        Raises:
            MigrationDirty, MigrationModified: what the other program recorded stops this run.
            PlanOutdated: the ledger is not what the plan was made from, in a way that matters.
        """
        if self._changed():
            ledger = read_ledger(self._database, self._plan.table)
            self._check(ledger)
            self._recorded = {row.version: row.checksum for row in ledger.rows}
        checksum = self._recorded.get(step.migration.version)
        if self._plan.direction is Direction.REVERT:
            return checksum is None
        if checksum is not None and not step.migration.matches(checksum):
            raise modified_error(step.migration)
        return checksum is not None

    def note(self, step: PlanStep) -> None:
        """Remember that this run has done the step."""
        version = step.migration.version
        if self._plan.direction is Direction.RUN:
            self._recorded[version] = step.migration.checksum
            self._expected.add(version)
        else:
            self._recorded.pop(version, None)
            self._expected.discard(version)

    def _changed(self) -> bool:
        version = int(self._database.connection.execute("PRAGMA data_version").fetchone()[0])
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def _check(self, ledger: Ledger) -> None:
        dirty = next((row for row in ledger.rows if not row.success), None)
        if dirty is not None:
            raise dirty_error(dirty.version, self._plan.table)
        found = {row.version for row in ledger.rows}
        planned = {step.migration.version for step in self._plan.steps}
        gone = self._expected - found - planned
        strange = found - self._expected - planned - {each.version for each in self._plan.source.migrations}
        if gone or strange:
            raise _outdated(gone, strange)
        self._expected |= found


def _outdated(gone: set[int], strange: set[int]) -> PlanOutdated:
    changes = [f"{version} is no longer recorded" for version in sorted(gone)]
    changes += [f"{version} was added and is not in the source" for version in sorted(strange)]
    return PlanOutdated(
        "Another program changed the migrations of this database after the plan was made",
        version=min(gone | strange),
        cause="In the ledger, " + "; ".join(changes) + ".",
        remedy="Look at the new plan, then run it.",
    )
