"""What the progress dialog knows of a run: one frozen state, moved on by each event; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.progress import (
    BackedUp,
    BackingUp,
    MigrationFinished,
    MigrationSkipped,
    MigrationStarted,
    PlanCommitted,
    RunEvent,
    StatementStarted,
    WaitingForLock,
)
from pipeline_browser.ui.formats import counted, file_size
from pipeline_browser.ui.migrations.formats import duration, first_line

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

SLOW_STATEMENT = 1.0  # seconds from which on the log tells how long a statement took


@dataclass(frozen=True, slots=True)
class RunState:
    """A run at one moment.

    Attributes:
        migrations: how many are to be run.
        done: how many ran or were skipped.
        index: of the current migration, from 0.
        statement_index: of the current statement, from 0.
        waiting: seconds waited for another program's lock; None while not waiting.
        backup: pages copied and pages in all, while the backup is being made.
        statement_since: the clock's reading when the current statement began, in seconds.
        open_transaction: what ran is not committed yet.
    """

    direction: Direction
    migrations: int
    done: int = 0
    index: int = 0
    migration: Migration | None = None
    statement: Statement | None = None
    statement_index: int = 0
    statements: int = 0
    waiting: float | None = None
    backup: tuple[int, int] | None = None
    statement_since: float = 0.0
    open_transaction: bool = False

    @property
    def fraction(self) -> float:
        """How much of the whole is done, 0 to 1; a running migration counts by its statements."""
        if not self.migrations:
            return 1.0
        return min(1.0, (self.done + (self.migration_fraction if self.migration else 0.0)) / self.migrations)

    @property
    def migration_fraction(self) -> float:
        """How much of the current migration is done, 0 to 1; the running statement is not."""
        return self.statement_index / self.statements if self.statements else 0.0


def begin(plan: Plan) -> RunState:
    """Return the state before anything happened."""
    return RunState(plan.direction, len(plan.to_apply))


def advance(state: RunState, event: RunEvent, clock: float) -> tuple[RunState, tuple[str, ...]]:
    """Return the state after ``event`` and the lines that the log gains.

    Args:
        clock: seconds of any steady clock.
    """
    lines = _slow_statement(state, event, clock)
    state, more = _moved_on(state, event, clock)
    return state, (*lines, *more)


def _moved_on(state: RunState, event: RunEvent, clock: float) -> tuple[RunState, tuple[str, ...]]:
    match event:
        case WaitingForLock(seconds):
            waited = () if state.waiting is not None else ("Waiting: another program holds the lock",)
            return replace(state, waiting=seconds), waited
        case BackingUp(done, total):
            begun = () if state.backup else (f"Backing up {counted(total, 'page')}",)
            return replace(state, backup=(done, total), waiting=None), begun
        case BackedUp(copy):
            line = f"Backed up to {copy.path} ({file_size(copy.size)}, SHA-256 {copy.sha256})"
            return replace(state, backup=None, waiting=None), (line,)
        case StatementStarted(statement, index, total):
            now = replace(state, statement=statement, statement_index=index, statements=total, waiting=None)
            return replace(now, statement_since=clock), ()
        case _:
            return _migration_event(replace(state, waiting=None), event)


def _migration_event(state: RunState, event: RunEvent) -> tuple[RunState, tuple[str, ...]]:
    reverting = state.direction is Direction.REVERT
    match event:
        case MigrationStarted(migration, index, _, statements):
            doing = "Reverting" if reverting else "Applying"
            now = replace(
                state,
                migration=migration,
                index=index,
                statement=None,
                statement_index=0,
                statements=statements,
                backup=None,
            )
            return now, (f"{doing} {named(migration)}, {counted(statements, 'statement')}",)
        case MigrationSkipped(migration, _, _, True):
            line = f"Skipped {named(migration)}: another program did it meanwhile"
            return _ended(state, open_=state.open_transaction), (line,)
        case MigrationSkipped(migration):  # past the target, so it was never counted
            return state, (f"Skipped {named(migration)}: past the target version",)
        case MigrationFinished(migration, _, _, elapsed, committed):
            did = ("Reverted" if reverting else "Applied") if committed else "Ran"
            still = "" if committed else ", not committed yet"
            return _ended(state, open_=not committed), (
                f"{did} {named(migration)} in {duration(elapsed)}{still}",
            )
        case PlanCommitted(migrations):
            line = f"Committed {counted(migrations, 'migration')} in one transaction"
            return replace(state, open_transaction=False), (line,)
    return state, ()


def _ended(state: RunState, *, open_: bool) -> RunState:
    return replace(state, done=state.done + 1, migration=None, statement=None, open_transaction=open_)


def _slow_statement(state: RunState, event: RunEvent, clock: float) -> tuple[str, ...]:
    taken = clock - state.statement_since
    if (
        state.statement is None
        or taken < SLOW_STATEMENT
        or not isinstance(event, StatementStarted | MigrationFinished)
    ):
        return ()
    return (
        f"  line {state.statement.line} took {duration(taken * 1e9)}: {first_line(state.statement.text)}",
    )


def named(migration: Migration) -> str:
    """Return version and description as one name."""
    return f"{migration.version} {migration.description}".rstrip()
