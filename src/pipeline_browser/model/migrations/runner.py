"""Executing a plan: exactly once, all or nothing as promised, interruptible."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.backup import back_up
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.connection.transactions import roll_back
from pipeline_browser.model.connection.waiting import LockWait
from pipeline_browser.model.errors import DatabaseReadOnly, ForeignKeysViolated
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.execution import restore_connection, touches_connection
from pipeline_browser.model.migrations.ledger import create_ledger
from pipeline_browser.model.migrations.ledger_watch import LedgerWatch
from pipeline_browser.model.migrations.migration_run import MigrationRun
from pipeline_browser.model.migrations.one_at_a_time import one_at_a_time
from pipeline_browser.model.migrations.outcome import tell_outcome
from pipeline_browser.model.migrations.plan import StepAction
from pipeline_browser.model.migrations.run_failures import violated_at_commit
from pipeline_browser.model.migrations.transaction_guard import TransactionGuard
from pipeline_browser.model.migrations.transaction_use import TransactionUse, has_outside

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
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
        applied_elsewhere: found applied (or reverted) by another program when their turn came.
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
            plan is atomic), PlanOutdated, CascadeRefused, MigrationFailed. ``outcome`` says what stays.
        Cancelled: ``outcome`` says what was kept and what was undone.
        DatabaseBusy, DatabaseReadOnly, DatabaseFull, BackupFailed: nothing of the current migration stays.
    """
    if plan.refusal is not None:
        raise plan.refusal
    if plan.to_apply:
        _require_writable(database)
    run = _Run(
        database, plan, progress or _ignore, cancellation or Cancellation(), allow_cascade=allow_cascade
    )
    return run.execute(backup=backup)


class _Run:
    """One run of one plan."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        tell: RunProgress,
        cancellation: Cancellation,
        *,
        allow_cascade: bool,
    ) -> None:
        self._database = database
        self._connection = database.connection
        self._plan = plan
        self._tell = tell
        self._cancellation = cancellation
        self._allow_cascade = allow_cascade
        self._guard = TransactionGuard()
        self._watch = LedgerWatch(database, plan)
        self._finished: list[FinishedMigration] = []
        self._elsewhere: list[Migration] = []
        self._statements_done = 0
        self._started = time.perf_counter_ns()

    def execute(self, *, backup: bool) -> RunReport:
        copy = self._back_up() if backup and self._plan.to_apply else None
        with (
            self._database.authorizer.rule(self._guard.rule),
            tell_outcome(self._plan, self._finished_versions, lambda: self._statements_done),
        ):
            if self._plan.atomic and not self._alone_with_pragmas():
                self._all_in_one()
            else:
                self._one_by_one()
        elapsed = time.perf_counter_ns() - self._started
        return RunReport(tuple(self._finished), tuple(self._elsewhere), copy, elapsed)

    def _finished_versions(self) -> list[int]:
        return [each.migration.version for each in self._finished]

    def _back_up(self) -> SavedCopy | None:
        if self._database.location.in_memory:
            return None
        copy = back_up(
            self._database,
            progress=lambda done, total: self._tell(events.BackingUp(done, total)),
            cancellation=self._cancellation,
        )
        self._tell(events.BackedUp(copy))
        return copy

    # --- the two ways ---

    def _one_by_one(self) -> None:
        self._ensure_ledger()
        for index, step in enumerate(self._plan.steps):
            if step.action is StepAction.STOP and step.error is not None:
                raise step.error
            if step.action is StepAction.SKIP:
                self._skip(step, index, elsewhere=False)
            elif step.transaction is TransactionUse.NONE:
                with self._alone():
                    self._without_transaction(step, index)
            elif step.transaction is TransactionUse.LEAVES:
                with self._alone():
                    self._in_a_transaction(step, index)
            else:
                self._in_a_transaction(step, index)

    def _ensure_ledger(self) -> None:
        # As sqlx: the ledger comes in a commit of its own, so it is there even if the first file fails.
        if self._plan.ledger.exists or self._plan.atomic or self._database.read_only:
            return
        with self._transaction():
            create_ledger(self._connection, self._plan.table)

    def _in_a_transaction(self, step: PlanStep, index: int) -> None:
        run = self._migration_run(step, index)
        try:
            run.prelude()
            elapsed = self._committed(step, index, run)
            run.postlude()
        finally:
            if touches_connection(step.statements):
                restore_connection(self._connection)
        if elapsed is not None:
            self._finish(step, index, elapsed)

    def _committed(self, step: PlanStep, index: int, run: MigrationRun) -> int | None:
        """Run the step in a transaction; return its nanoseconds, None if another program has done it."""
        try:
            with self._transaction():
                if self._plan.atomic:
                    create_ledger(self._connection, self._plan.table)
                if self._watch.done_elsewhere(step):
                    self._skip(step, index, elsewhere=True)
                    return None
                elapsed = run.inside()
                self._cancellation.check()
                return elapsed
        except ForeignKeysViolated as error:
            raise violated_at_commit(step.migration, error) from error

    def _without_transaction(self, step: PlanStep, index: int) -> None:
        with self._transaction():
            elsewhere = self._watch.done_elsewhere(step)
        if elsewhere:
            self._skip(step, index, elsewhere=True)
            return
        try:
            with self._database.interruptible(self._cancellation):
                elapsed = self._migration_run(step, index).inside()
        finally:
            roll_back(self._connection)
            restore_connection(self._connection)
        self._finish(step, index, elapsed)

    def _alone_with_pragmas(self) -> bool:
        """Whether the only file is atomic by itself, with pragmas around its own transaction."""
        steps = self._plan.to_apply
        return len(steps) == 1 and has_outside(steps[0].statements)

    def _all_in_one(self) -> None:
        if not self._plan.to_apply:
            return
        applied: list[FinishedMigration] = []
        try:
            with self._transaction():
                create_ledger(self._connection, self._plan.table)
                for index, step in enumerate(self._plan.steps):
                    applied += self._one_of_all(step, index)
                self._cancellation.check()
        except ForeignKeysViolated as error:
            raise violated_at_commit(self._plan.to_apply[-1].migration, error) from error
        finally:
            restore_connection(self._connection)
        self._finished += applied
        self._tell(events.PlanCommitted(len(applied)))

    def _one_of_all(self, step: PlanStep, index: int) -> list[FinishedMigration]:
        elsewhere = step.action is StepAction.APPLY and self._watch.done_elsewhere(step)
        if elsewhere or step.action is StepAction.SKIP:
            self._skip(step, index, elsewhere=elsewhere)
            return []
        elapsed = self._migration_run(step, index).inside()
        self._tell(self._finished_event(step, index, elapsed, committed=False))
        return [FinishedMigration(step.migration, elapsed)]

    # --- their parts ---

    def _transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction(cancellation=self._cancellation, waiting=self._tell_waiting)

    def _alone(self) -> AbstractContextManager[None]:
        database = self._database
        return one_at_a_time(database.path, database.busy_timeout, self._cancellation, self._tell_waiting)

    def _tell_waiting(self, seconds: float) -> None:
        self._tell(events.WaitingForLock(seconds))

    def _tell_and_count(self, event: events.RunEvent) -> None:
        if isinstance(event, events.StatementStarted):
            self._statements_done = event.index  # those before it
        self._tell(event)

    def _migration_run(self, step: PlanStep, index: int) -> MigrationRun:
        return MigrationRun(
            self._database,
            self._plan,
            step,
            index,
            guard=self._guard,
            tell=self._tell_and_count,
            wait=LockWait(
                self._database.path, self._database.busy_timeout, self._cancellation, self._tell_waiting
            ),
            cancellation=self._cancellation,
            allow_cascade=self._allow_cascade,
        )

    def _skip(self, step: PlanStep, index: int, *, elsewhere: bool) -> None:
        if elsewhere:
            self._elsewhere.append(step.migration)
        total = len(self._plan.steps)
        self._tell(events.MigrationSkipped(step.migration, index, total, applied_elsewhere=elsewhere))

    def _finish(self, step: PlanStep, index: int, elapsed: int) -> None:
        self._watch.note(step)
        self._statements_done = 0
        self._finished.append(FinishedMigration(step.migration, elapsed))
        self._tell(self._finished_event(step, index, elapsed, committed=True))

    def _finished_event(
        self, step: PlanStep, index: int, elapsed: int, *, committed: bool
    ) -> events.RunEvent:
        total = len(self._plan.steps)
        return events.MigrationFinished(step.migration, index, total, elapsed, committed=committed)


def _require_writable(database: Database) -> None:
    if database.read_only:
        raise DatabaseReadOnly(
            f"{database.location.name} is open for reading only",
            path=database.location.path,
            cause=database.read_only_reason,
            remedy="Open it for writing to migrate it.",
        )


def _ignore(event: events.RunEvent) -> None:
    """Nobody watches."""
