"""Carrying out a plan, or only listing it, with sqlx's lines."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import INTERRUPTED
from pipeline_browser.cli.each_database import Job, Result
from pipeline_browser.cli.plan_facts import step_facts, tell_warnings
from pipeline_browser.cli.run_lines import RunLines
from pipeline_browser.cli.targets import open_for_reading, open_for_writing
from pipeline_browser.model.errors import (
    Cancelled,
    DatabaseBusy,
    DatabaseFull,
    DatabaseReadOnly,
    PipelineBrowserError,
)
from pipeline_browser.model.migrations.plan import Direction, StepAction
from pipeline_browser.model.migrations.runner import run_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.progress import RunProgress

_OUTSIDE_CAUSES = (DatabaseBusy, DatabaseFull, DatabaseReadOnly)


def execute(job: Job, make_plan: Callable[[Job, Database], Plan]) -> Result:
    """Make the plan and do it, or with ``--dry-run`` list it without writing a byte."""
    if job.arguments.dry_run:
        with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
            return _listed(job, make_plan(job, database))
    with closing(open_for_writing(job.location, job.arguments, job.cancellation)) as database:
        return _done(job, database, make_plan(job, database))


def _listed(job: Job, plan: Plan) -> Result:
    tell_warnings(job.console, plan)
    lines = RunLines(job.console)
    if plan.refusal is None:
        for step in plan.steps:
            if step.action is StepAction.STOP:
                break
            lines.listed(step)
    steps = [step_facts(step) for step in plan.steps]
    facts = {"dry_run": True, "steps": steps, "applied": [], "backup": None}
    return Result(job.arguments.failure if plan.problem else 0, facts, plan.problem)


def _done(job: Job, database: Database, plan: Plan) -> Result:
    tell_warnings(job.console, plan)
    lines = RunLines(job.console)
    steps = [step_facts(step) for step in plan.steps]
    facts: dict[str, object] = {"dry_run": False, "steps": steps}
    error: PipelineBrowserError | None = None
    try:
        with _bar(job, plan) as bar:
            run_plan(
                database,
                plan,
                backup=job.arguments.backup,
                allow_cascade=job.arguments.allow_cascade,
                progress=_both(lines.tell, bar),
                cancellation=job.cancellation,
            )
    except PipelineBrowserError as stopped:
        error = stopped
    facts["applied"] = lines.facts
    facts["backup"] = lines.backup_facts
    return Result(_code(job, error), facts, error, _stopped_at(plan, lines, error))


def _stopped_at(plan: Plan, lines: RunLines, error: PipelineBrowserError | None) -> int | None:
    # Without a ledger sqlx stops before the first migration; on the way back it names none.
    if not isinstance(error, _OUTSIDE_CAUSES) or plan.direction is Direction.REVERT:
        return None
    left = plan.to_apply[len(lines.facts) :]
    return left[0].migration.version if left and (plan.ledger.exists or lines.facts) else None


def _code(job: Job, error: PipelineBrowserError | None) -> int:
    if error is None:
        return 0
    return INTERRUPTED if isinstance(error, Cancelled) else int(job.arguments.failure)


def _bar(job: Job, plan: Plan) -> AbstractContextManager[RunProgress | None]:
    if not (job.console.bar_possible and plan.to_apply) or plan.refusal is not None:
        return nullcontext()
    from pipeline_browser.cli.progress_bar import progress_bar  # noqa: PLC0415 - rich takes 60 ms to import

    verb = {Direction.RUN: "Applying", Direction.REVERT: "Reverting"}[plan.direction]
    return progress_bar(job.console, verb, len(plan.to_apply))


def _both(first: RunProgress, second: RunProgress | None) -> RunProgress:
    if second is None:
        return first
    bar = second

    def tell(event: object) -> None:
        first(event)  # type: ignore[arg-type]
        bar(event)  # type: ignore[arg-type]

    return tell
