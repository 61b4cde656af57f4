"""Running the statements of one migration and recording it."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.violations import Violations, foreign_keys_violated
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.cascade_guard import CascadeGuard
from pipeline_browser.model.migrations.execution import error_text, execute_statement
from pipeline_browser.model.migrations.ledger import forget, is_recorded, record
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.run_failures import (
    cascade_refused,
    left_open,
    not_recorded,
    statement_failed,
    violated_at_commit,
)
from pipeline_browser.model.migrations.transaction_use import TransactionUse, makes_lasting, own_transaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.connection.waiting import LockWait
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
    from pipeline_browser.model.migrations.progress import RunProgress
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.migrations.transaction_guard import TransactionGuard
    from pipeline_browser.model.sql_text import Statement


class MigrationRun:
    """One migration of a plan on one connection; whoever calls it opens and ends the transaction."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        step: PlanStep,
        index: int,
        *,
        guard: TransactionGuard,
        tell: RunProgress,
        wait: LockWait,
        cancellation: Cancellation,
        allow_cascade: bool,
    ) -> None:
        self._database = database
        self._connection = database.connection
        self._plan = plan
        self._step = step
        self._index = index
        self._guard = guard
        self._tell = tell
        self._wait = wait
        self._cancellation = cancellation
        self._cascade = None if allow_cascade else CascadeGuard(self._connection)
        self._violations: Violations | None = None
        # The plan has said that the file ends transactions itself.
        self._announced = step.transaction in (TransactionUse.NONE, TransactionUse.LEAVES)
        self._own = own_transaction(step.statements) if step.transaction is TransactionUse.WRAPPED else None

    @property
    def migration(self) -> Migration:
        """The migration that runs."""
        return self._step.migration

    def prelude(self) -> None:
        """Run the pragmas before the file's own BEGIN."""
        if self._own:
            self._run(self._step.statements[: self._own[0]])

    def inside(self) -> int:
        """Run the statements and record the migration; return the nanoseconds that it took.

        The caller has opened a transaction, unless the file asked for none.
        """
        started = time.perf_counter_ns()
        total = len(self._plan.steps)
        self._tell(events.MigrationStarted(self.migration, self._index, total, len(self._step.statements)))
        self._violations = self._violations_before()
        with self._guarded():
            self._run(self._inner())
        self._refuse_broken_schema()
        if self._step.transaction is TransactionUse.NONE and self._connection.in_transaction:
            raise left_open(self.migration)
        self._refuse_cascade()
        self._refuse_violations()
        return self._record(started)

    def postlude(self) -> None:
        """Run the pragmas after the file's own COMMIT."""
        if self._own:
            self._run(self._step.statements[self._own[1] + 1 :])

    def _guarded(self) -> AbstractContextManager[None]:
        return nullcontext() if self._announced else self._guard.denying()

    def _inner(self) -> Sequence[Statement]:
        return self._step.statements[self._own[0] + 1 : self._own[1]] if self._own else self._step.statements

    def _run(self, statements: Sequence[Statement]) -> None:
        total = len(statements)
        for index, statement in enumerate(statements):
            self._tell(events.StatementStarted(statement, index, total))
            if self._makes_lasting(statement):
                self._refuse_cascade()
                self._refuse_violations()
            if self._cascade is not None:
                self._cascade.before(statement)
            self._execute(statement)
            if self._cascade is not None:
                self._cascade.after()

    def _makes_lasting(self, statement: Statement) -> bool:
        return self._announced and makes_lasting(statement)

    def _execute(self, statement: Statement) -> None:
        try:
            if self._connection.in_transaction and not self._makes_lasting(statement):
                execute_statement(self._connection, statement.text, self._cancellation)
            elif self._cascade is not None and self._cascade.watches:
                self._drop_if_nothing_is_lost(statement)
            else:
                # Without a transaction each statement asks for locks of its own.
                self._attempt(statement.text)
        except (sqlite3.Error, sqlite3.Warning, UnicodeError, MemoryError) as error:
            raise statement_failed(self._connection, self.migration, statement, error) from error

    def _drop_if_nothing_is_lost(self, statement: Statement) -> None:
        """Run a DROP TABLE that would last at once, so that its losses are seen before that."""
        self._attempt("BEGIN IMMEDIATE")
        execute_statement(self._connection, statement.text, self._cancellation)
        if self._cascade is not None:
            self._cascade.after()
        self._refuse_cascade()
        self._attempt("COMMIT")

    def _attempt(self, sql: str) -> None:
        self._wait.attempt(lambda: execute_statement(self._connection, sql, self._cancellation))

    def _record(self, started: int) -> int:
        elapsed = time.perf_counter_ns() - started
        table, version = self._plan.table, self.migration.version
        running = self._plan.direction is Direction.RUN
        try:
            if running:
                self._wait.attempt(lambda: record(self._connection, self.migration, elapsed, table))
            else:
                self._wait.attempt(lambda: forget(self._connection, version, table))
            if is_recorded(self._connection, version, table) is running:
                return elapsed
        except sqlite3.Error as error:
            text = error_text(self._connection, error).replace(f"main.{table}", table)  # sqlx says it bare
            raise not_recorded(self.migration, table, str(error), text) from error
        # A trigger of somebody's can drop the row, or bring it back, without an error.
        raise not_recorded(self.migration, table, "a trigger undid the change of the ledger")

    def _refuse_broken_schema(self) -> None:
        """See whether SQLite can still read a schema whose text the file has written itself."""
        writing = [each for each in self._step.statements if each.begins_with("PRAGMA", "WRITABLE_SCHEMA")]
        if not writing:
            return
        try:
            self._connection.execute("PRAGMA writable_schema = RESET")
            self._connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error as error:
            raise statement_failed(self._connection, self.migration, writing[0], error) from error

    def _refuse_cascade(self) -> None:
        losses = self._cascade.losses() if self._cascade is not None else ()
        if losses:
            raise cascade_refused(self.migration, losses)

    # With foreign keys off around the file's own transaction nothing enforces them: look at both ends.

    def _violations_before(self) -> Violations | None:
        if self._announced:
            switches = any(each.begins_with("PRAGMA", "FOREIGN_KEYS") for each in self._step.statements)
        else:
            switches = self._own is not None and not self._enforced()
        return Violations.found(self._connection) if switches else None

    def _enforced(self) -> bool:
        return bool(self._connection.execute("PRAGMA foreign_keys").fetchone()[0])

    def _refuse_violations(self) -> None:
        # What was done outside of a transaction cannot be undone any more.
        if self._violations is None or not self._connection.in_transaction:
            return
        added = Violations.found(self._connection).beyond(self._violations)
        if added:
            error = foreign_keys_violated(self._connection, self._database.path, added)
            raise violated_at_commit(self.migration, error)
