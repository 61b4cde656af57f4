"""``migrate revert``: take back the newest migration that has a down file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.execution import execute
from pipeline_browser.cli.planning import planned_revert

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Revert in every database."""
    target = arguments.target_version or None  # 0 is no migration, but the state before all of them
    return each_database(arguments, console, _revert, as_sqlx=True, target=target)


def _revert(job: Job) -> Result:
    result = execute(job, planned_revert)
    if result.error is None and not result.facts.get("steps"):
        job.console.say("No migrations available to revert")
    return result
