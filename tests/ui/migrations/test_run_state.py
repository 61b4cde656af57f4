"""What the progress dialog knows of a run, event by event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.backup import SavedCopy
from pipeline_browser.model.migrations.ledger import Ledger
from pipeline_browser.model.migrations.plan import Direction, Plan, PlanStep, StepAction
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
from pipeline_browser.model.migrations.transaction_use import TransactionUse
from pipeline_browser.model.sql_text import Statement
from pipeline_browser.ui.migrations.run_state import RunState, advance, begin
from tests.ui.migrations.facts import migration, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE, TWO = migration(1, "one"), migration(2, "two")
STATEMENT = Statement("CREATE INDEX slow\n  ON t (a)", 7, 1, ("CREATE", "INDEX"))


def plan(direction: Direction = Direction.RUN) -> Plan:
    steps = tuple(
        PlanStep(each, StepAction.APPLY, (STATEMENT,) * 4, TransactionUse.OURS) for each in (ONE, TWO)
    )
    return Plan(direction, source_of(ONE, TWO), Ledger(False, ()), "_sqlx_migrations", None, True, steps)


def follow(events: Iterable[RunEvent], direction: Direction = Direction.RUN) -> tuple[RunState, list[str]]:
    state = begin(plan(direction))
    log: list[str] = []
    for event in events:
        state, lines = advance(state, event, 0.0)
        log += lines
    return state, log


def test_nothing_is_done_at_the_beginning() -> None:
    state = begin(plan())
    assert state.fraction == 0
    assert state.migrations == 2


def test_a_running_migration_counts_by_its_statements() -> None:
    started = MigrationStarted(ONE, 0, 2, 4)
    assert follow([started, StatementStarted(STATEMENT, 2, 4)])[0].fraction == pytest.approx(0.25)
    finished = MigrationFinished(ONE, 0, 2, 1_000_000, committed=True)
    assert follow([started, finished])[0].fraction == pytest.approx(0.5)


def test_everything_done_is_the_whole() -> None:
    finished = [MigrationFinished(each, 0, 2, 1, committed=True) for each in (ONE, TWO)]
    assert follow(finished)[0].fraction == 1


def test_a_migration_past_the_target_is_not_counted() -> None:
    state, log = follow([MigrationSkipped(TWO, 1, 2, applied_elsewhere=False)])
    assert state.fraction == 0
    assert log == ["Skipped 2 two: past the target version"]


def test_a_migration_that_another_program_applied_is_done() -> None:
    state, log = follow([MigrationSkipped(ONE, 0, 2, applied_elsewhere=True)])
    assert state.fraction == pytest.approx(0.5)
    assert log == ["Skipped 1 one: another program did it meanwhile"]


def test_waiting_is_logged_once_and_ends_with_the_next_event() -> None:
    state, log = follow([WaitingForLock(0.1), WaitingForLock(0.2), WaitingForLock(12.0)])
    assert state.waiting == 12
    assert log == ["Waiting: another program holds the lock"]
    assert follow([WaitingForLock(0.1), MigrationStarted(ONE, 0, 2, 4)])[0].waiting is None


def test_the_log_tells_what_is_not_committed_yet() -> None:
    events: list[RunEvent] = [
        MigrationStarted(ONE, 0, 2, 4),
        MigrationFinished(ONE, 0, 2, 1_070_000, committed=False),
        PlanCommitted(1),
    ]
    state, log = follow(events)
    assert log == [
        "Applying 1 one, 4 statements",
        "Ran 1 one in 1.07 ms, not committed yet",
        "Committed 1 migration in one transaction",
    ]
    assert not state.open_transaction


def test_a_revert_is_logged_as_one() -> None:
    events: list[RunEvent] = [
        MigrationStarted(ONE, 0, 2, 1),
        MigrationFinished(ONE, 0, 2, 2_000_000, committed=True),
    ]
    assert follow(events, Direction.REVERT)[1] == [
        "Reverting 1 one, 1 statement",
        "Reverted 1 one in 2.00 ms",
    ]


def test_the_backup_is_logged_with_its_place_and_digest() -> None:
    copy = SavedCopy(Path("/srv/x.backup.db"), 4096, "ab12")
    state, log = follow([BackingUp(1, 3), BackingUp(3, 3), BackedUp(copy)])
    assert log == ["Backing up 3 pages", "Backed up to /srv/x.backup.db (4.0 KiB, SHA-256 ab12)"]
    assert state.backup is None


def test_a_statement_of_more_than_a_second_is_logged_with_its_line() -> None:
    state, _ = advance(begin(plan()), MigrationStarted(ONE, 0, 2, 2), 10.0)
    state, lines = advance(state, StatementStarted(STATEMENT, 0, 2), 10.0)
    assert lines == ()
    state, lines = advance(state, StatementStarted(STATEMENT, 1, 2), 13.2)
    assert lines == ("  line 7 took 3.20 s: CREATE INDEX slow",)
    _, lines = advance(state, MigrationFinished(ONE, 0, 2, 1, committed=True), 13.3)
    assert len(lines) == 1, "the second one was quick"
