"""``migrate run``: apply what is pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.execution import execute
from pipeline_browser.model.migrations.planner import plan_run

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Migrate every database."""
    return each_database(arguments, console, _run, as_sqlx=True, target=arguments.target_version)


def _run(job: Job) -> Result:
    return execute(job, _plan)


def _plan(job: Job, database: Database) -> Plan:
    return plan_run(
        database,
        job.source,
        target=job.arguments.target_version,
        ignore_missing=job.arguments.ignore_missing,
        atomic=job.arguments.atomic,
        allow_unversioned=job.arguments.allow_unversioned,
        cancellation=job.cancellation,
    )
