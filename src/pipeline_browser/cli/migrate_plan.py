"""``migrate plan``: what a run or a revert would do, in order, with warnings."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.failure import failure_facts
from pipeline_browser.cli.plan_facts import step_facts, warning_facts, warning_line
from pipeline_browser.cli.planning import asked_plan
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.plan import StepAction

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.plan import Plan, PlanStep

_WORDS = {StepAction.APPLY: "apply", StepAction.SKIP: "skip", StepAction.STOP: "stop"}


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show the plan of every database."""
    return each_database(arguments, console, _show, as_sqlx=False)


def _show(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        plan = asked_plan(job, database)
    _tell_plan(job.console, plan, sql=job.arguments.sql)
    return Result(
        facts={
            "direction": plan.direction.value,
            "atomic": plan.atomic,
            "steps": [
                step_facts(step) | ({"sql": step.migration.sql} if job.arguments.sql else {})
                for step in plan.steps
            ],
            "warnings": [warning_facts(warning) for warning in plan.warnings],
            "refusal": None if plan.refusal is None else failure_facts(plan.refusal),
        }
    )


def _tell_plan(console: Console, plan: Plan, *, sql: bool) -> None:
    for warning in plan.warnings:
        console.say(warning_line(warning))
    if plan.refusal is not None:
        console.say("refused: nothing would be done")
        for line in plan.refusal.lines():
            console.say(f"  {line}")
    elif plan.is_empty and not plan.steps:
        console.say("Nothing to do")
    for step in plan.steps:
        _tell_step(console, step, sql=sql)


def _tell_step(console: Console, step: PlanStep, *, sql: bool) -> None:
    migration, count = step.migration, len(step.statements)
    console.say(
        f"{_WORDS[step.action]} {migration.version}/{migration.kind.label} {migration.description}: "
        f"{count} statement{'' if count == 1 else 's'}, {step.transaction.value}"
    )
    for line in step.error.lines() if step.error is not None else ():
        console.say(f"  {line}")
    for warning in step.warnings:
        console.say(f"  {warning_line(warning, step)}")
    if sql:
        console.text(step.migration.sql)
