"""``migrate rehearse``: what a run or a revert would do, found out on a copy."""

from __future__ import annotations

from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.planning import asked_plan
from pipeline_browser.cli.rehearsal_facts import rehearsal_facts
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.rehearsal.facts import Verdict
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from pipeline_browser.model.migrations.rehearsal.report import report_lines
from pipeline_browser.model.migrations.rehearsal.words import Figures
from pipeline_browser.model.rust_text import debug_duration

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent, RehearsalProgress

CODES = {Verdict.SUCCEEDS: 0, Verdict.NOTHING: 0, Verdict.FAILS: 1, Verdict.LOSES: 4}


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Rehearse on a copy of every database."""
    return each_database(arguments, console, _rehearse, as_sqlx=False)


def _rehearse(job: Job) -> Result:
    folder = Path(job.arguments.folder).absolute() if job.arguments.folder else None
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        plan = asked_plan(job, database)
        with _progress(job, plan) as tell:
            rehearsal = rehearse(
                database,
                plan,
                allow_cascade=job.arguments.allow_cascade,
                folder=folder,
                quick=job.arguments.quick,
                progress=tell,
                cancellation=job.cancellation,
            )
    for line in report_lines(rehearsal, _FIGURES):
        job.console.say(line)
    return Result(CODES[rehearsal.verdict], rehearsal_facts(rehearsal))


def _progress(job: Job, plan: Plan) -> AbstractContextManager[RehearsalProgress]:
    if not job.console.bar_possible or not plan.to_apply or plan.refusal is not None:
        return nullcontext(_ignore)
    from pipeline_browser.cli.progress_bar import progress_bar  # noqa: PLC0415 - rich takes 60 ms to import

    return progress_bar(job.console, "Rehearsing", len(plan.to_apply))


def _ignore(event: RehearsalEvent) -> None:
    """Nobody watches."""


def _size(number: int) -> str:
    value, units = float(number), ["bytes", "KiB", "MiB", "GiB", "TiB"]
    while value >= 1023.95 and len(units) > 1:
        value, units = value / 1024, units[1:]
    return f"{number:,} bytes" if units[0] == "bytes" else f"{value:.1f} {units[0]}"


def _duration(nanoseconds: int) -> str:
    """Return it as sqlx's lines do, to three digits or so."""
    digits = max(0, len(str(nanoseconds)) - 3)
    return debug_duration(round(nanoseconds, -digits))


_FIGURES = Figures(lambda number: f"{number:,}", _size, _duration)
