"""``migrate revert``: take back the newest migration that has a down file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.execution import execute
from pipeline_browser.model.migrations.planner import plan_revert

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Revert in every database."""
    target = arguments.target_version or None  # 0 is no migration, but the state before all of them
    return each_database(arguments, console, _revert, as_sqlx=True, target=target)


def _revert(job: Job) -> Result:
    result = execute(job, _plan)
    if result.error is None and not result.facts.get("steps"):
        job.console.say("No migrations available to revert")
    return result


def _plan(job: Job, database: Database) -> Plan:
    return plan_revert(
        database,
        job.source,
        target=job.arguments.target_version,
        ignore_missing=job.arguments.ignore_missing,
        atomic=job.arguments.atomic,
        cancellation=job.cancellation,
    )
