"""How a run ended, in words."""

from __future__ import annotations

import pytest

from pipeline_browser.model.errors import BackupFailed, Cancelled, CascadeLoss, DatabaseFull
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.runner import FinishedMigration, RunReport
from pipeline_browser.ui.migrations.outcomes import Ending, allow_words, failure, loss_sentence, success
from tests.ui.migrations.facts import migration

DELETED = CascadeLoss("parent", "child", before=3_000, after=0)
BLANKED = CascadeLoss("parent", "note", before=1, after=0, blanked=True)


def test_a_finished_run_names_number_and_time() -> None:
    finished = tuple(FinishedMigration(migration(at, "x"), at * 1_000_000) for at in (1, 2))
    outcome = success(RunReport(finished, (), None, 28_600_000), Direction.RUN)
    assert outcome.ending is Ending.DONE
    assert outcome.title == "Applied 2 migrations in 28.6 ms"
    assert outcome.durations == (("1 x", "1.00 ms"), ("2 x", "2.00 ms"))
    assert outcome.details == "", "success leaves nothing to report"


def test_a_cancelled_run_is_no_failure() -> None:
    error = Cancelled("The run was cancelled")
    error.outcome = "Migration 1 stays applied."
    outcome = failure(error)
    assert outcome.ending is Ending.CANCELLED
    assert outcome.kept == "Migration 1 stays applied."


@pytest.mark.parametrize("kind", [BackupFailed, DatabaseFull])
def test_any_other_failure_tells_cause_and_remedy(kind: type[DatabaseFull]) -> None:
    outcome = failure(kind("It failed", cause="The disk is full.", remedy="Free space."), log="the log")
    assert outcome.ending is Ending.FAILED
    assert (outcome.title, outcome.happened, outcome.remedy) == (
        "It failed",
        "The disk is full.",
        "Free space.",
    )
    assert outcome.details == "It failed\nThe disk is full.\nFree space.\n\nthe log"


def test_losses_are_told_table_by_table() -> None:
    assert loss_sentence(DELETED) == "child: 3,000 of 3,000 rows would be deleted with parent"
    assert loss_sentence(BLANKED) == "note: 1 row would lose the reference to parent"


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ((DELETED,), "Run again and delete 3,000 rows"),
        ((BLANKED,), "Run again and blank 1 reference"),
        ((DELETED, BLANKED), "Run again and delete 3,000 rows and blank 1 reference"),
    ],
)
def test_the_button_that_allows_the_loss_names_its_extent(
    losses: tuple[CascadeLoss, ...], words: str
) -> None:
    assert allow_words(losses) == words
