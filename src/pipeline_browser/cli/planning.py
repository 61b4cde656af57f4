"""The plan that the words of a command line ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.planner import plan_revert, plan_run

if TYPE_CHECKING:
    from pipeline_browser.cli.each_database import Job
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan


def asked_plan(job: Job, database: Database) -> Plan:
    """Plan a run, or a revert where ``--revert`` is given.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    return planned_revert(job, database) if job.arguments.revert else planned_run(job, database)


def planned_run(job: Job, database: Database) -> Plan:
    """Plan a run; see plan_run()."""
    return plan_run(
        database,
        job.source,
        target=job.arguments.target_version,
        ignore_missing=job.arguments.ignore_missing,
        atomic=job.arguments.atomic,
        allow_unversioned=job.arguments.allow_unversioned,
        cancellation=job.cancellation,
    )


def planned_revert(job: Job, database: Database) -> Plan:
    """Plan a revert; see plan_revert()."""
    return plan_revert(
        database,
        job.source,
        target=job.arguments.target_version,
        ignore_missing=job.arguments.ignore_missing,
        atomic=job.arguments.atomic,
        cancellation=job.cancellation,
    )
