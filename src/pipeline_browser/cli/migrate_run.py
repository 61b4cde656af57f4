"""``migrate run``: apply what is pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.execution import execute
from pipeline_browser.cli.planning import planned_run

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Migrate every database."""
    return each_database(arguments, console, _run, as_sqlx=True, target=arguments.target_version)


def _run(job: Job) -> Result:
    return execute(job, planned_run)
