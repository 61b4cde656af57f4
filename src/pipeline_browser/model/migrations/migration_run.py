"""Running the statements of one migration and recording it."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import CascadeRefused, MigrationFailed
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.cascade_guard import CascadeGuard
from pipeline_browser.model.migrations.execution import error_text, execute_statement
from pipeline_browser.model.migrations.foresight import cascade_sentence
from pipeline_browser.model.migrations.ledger import forget, record
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.transaction_use import TransactionUse, own_transaction
from pipeline_browser.model.violations import foreign_keys_violated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import ForeignKeysViolated
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
        self._cancellation = cancellation
        self._cascade = None if allow_cascade else CascadeGuard(self._connection)
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
        violations = self._violations_before()
        with self._guarded():
            self._run(self._inner())
        self._refuse_cascade()
        self._refuse_violations(violations)
        return self._record(started)

    def postlude(self) -> None:
        """Run the pragmas after the file's own COMMIT."""
        if self._own:
            self._run(self._step.statements[self._own[1] + 1 :])

    def _guarded(self) -> AbstractContextManager[None]:
        announced = self._step.transaction in (TransactionUse.NONE, TransactionUse.LEAVES)
        return nullcontext() if announced else self._guard.denying()

    def _inner(self) -> Sequence[Statement]:
        return self._step.statements[self._own[0] + 1 : self._own[1]] if self._own else self._step.statements

    def _run(self, statements: Sequence[Statement]) -> None:
        total = len(statements)
        for index, statement in enumerate(statements):
            self._tell(events.StatementStarted(statement, index, total))
            if self._cascade is not None:
                self._cascade.before(statement)
            try:
                execute_statement(self._connection, statement.text, self._cancellation)
            except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
                raise self._failure(statement, error) from error
            if self._cascade is not None:
                self._cascade.after()

    def _record(self, started: int) -> int:
        elapsed = time.perf_counter_ns() - started
        try:
            if self._plan.direction is Direction.RUN:
                record(self._connection, self.migration, elapsed, self._plan.table)
            else:
                forget(self._connection, self.migration.version, self._plan.table)
        except sqlite3.Error as error:
            raise _ledger_failure(self._connection, self.migration, self._plan.table, error) from error
        return elapsed

    def _refuse_cascade(self) -> None:
        losses = self._cascade.losses() if self._cascade is not None else ()
        if losses:
            raise CascadeRefused(
                f"Migration {self.migration.version} would take rows of other tables along",
                losses=losses,
                version=self.migration.version,
                cause=" ".join(cascade_sentence(each) for each in losses)
                + " PRAGMA foreign_keys = OFF has no effect inside a transaction.",
                remedy="Let the file copy those rows and put them back, or allow the loss explicitly.",
            )

    # With foreign keys off around the file's own transaction nothing enforces them: look at both ends.

    def _violations_before(self) -> frozenset[tuple[object, ...]] | None:
        if self._own is None or self._connection.execute("PRAGMA foreign_keys").fetchone()[0]:
            return None
        return frozenset(self._connection.execute("PRAGMA foreign_key_check").fetchall())

    def _refuse_violations(self, before: frozenset[tuple[object, ...]] | None) -> None:
        if before is None:
            return
        rows = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        added = [row for row in rows if row not in before]
        if added:
            error = foreign_keys_violated(self._connection, self._database.path, added)
            raise violated_at_commit(self.migration, error)

    def _failure(self, statement: Statement, error: Exception) -> MigrationFailed:
        text = error_text(self._connection, error) if isinstance(error, sqlite3.Error) else str(error)
        return MigrationFailed(
            f"Migration {self.migration.version} ({self.migration.description}) failed",
            version=self.migration.version,
            statement=statement.text,
            line=statement.line,
            column=statement.column,
            sqlite_message=str(error),
            sqlx_message=f"while executing migration {self.migration.version}: {text}",
            path=self.migration.path,
            remedy=_remedy(error),
        )


def violated_at_commit(migration: Migration, error: ForeignKeysViolated) -> MigrationFailed:
    """Return the error for a COMMIT that foreign keys refused."""
    return MigrationFailed(
        f"Migration {migration.version} ({migration.description}) leaves rows without their parent",
        version=migration.version,
        statement="COMMIT",
        line=migration.sql.count("\n") + 1,
        column=1,
        sqlite_message=error.sqlite_message,
        sqlx_message="while executing migrations: error returned from database:"
        f" (code: 787) {error.sqlite_message}",
        path=migration.path,
        cause=error.cause,
        remedy="Give those rows an existing parent, or delete them, before the end of the file.",
    )


def _ledger_failure(
    connection: sqlite3.Connection, migration: Migration, table: str, error: sqlite3.Error
) -> MigrationFailed:
    return MigrationFailed(
        f"Migration {migration.version} could not be recorded in {table}",
        version=migration.version,
        statement=f"INSERT INTO {table}",
        line=migration.sql.count("\n") + 1,
        column=1,
        sqlite_message=str(error),
        sqlx_message=f"while executing migrations: {error_text(connection, error)}",
        path=migration.path,
        remedy="See whether the file itself changes the ledger, or whether two files have one version.",
    )


def _remedy(error: Exception) -> str:
    text = str(error)
    if "FOREIGN KEY constraint failed" in text:
        return "Insert the parent row first; a parent that still has children cannot go."
    if "full" in text:
        return "Free space on the disk, then run the migration again."
    if "not authorized" in text:
        return "The statement does what the plan did not announce, such as ending the transaction."
    if "locked" in text or "busy" in text:
        return "Another program holds a lock. Let it finish, then run the migration again."
    return "Correct the statement, then run the migration again."
