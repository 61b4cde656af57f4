"""``migrate baseline``: a database without a ledger marked as migrated up to the version that it is."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.targets import open_for_reading, open_for_writing
from pipeline_browser.model.errors import BaselineRefused
from pipeline_browser.model.migrations.baseline.marking import baseline
from pipeline_browser.model.migrations.baseline.words import differences_words, marked_words, undo_words

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.baseline.facts import BaselineReport

REFUSED = 2


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Mark every database."""
    return each_database(arguments, console, _baseline, as_sqlx=False, target=arguments.target_version)


def _baseline(job: Job) -> Result:
    dry = job.arguments.dry_run
    opened = open_for_reading if dry else open_for_writing
    try:
        with closing(opened(job.location, job.arguments, job.cancellation)) as database:
            report = baseline(
                database,
                job.source,
                job.arguments.target_version,
                allow_extra=job.arguments.allow_extra,
                dry_run=dry,
                cancellation=job.cancellation,
            )
    except BaselineRefused as refusal:
        return Result(REFUSED, {"differences": list(refusal.points), "marked": []}, refusal)
    _tell(job.console, report)
    return Result(0, _facts(report))


def _tell(console: Console, report: BaselineReport) -> None:
    console.say(marked_words(report))
    console.say(differences_words(report.match))
    for extra in report.match.extra if report.offer.allow_extra else ():
        console.say(f"  put up with: {extra.sentence()}")
    if report.backup is not None:
        console.note(f"Backup: {report.backup.path} (SHA-256 {report.backup.sha256})")
    if report.done:
        console.note(f"To undo it: {undo_words(report)}")


def _facts(report: BaselineReport) -> dict[str, object]:
    backup = report.backup
    return {
        "done": report.done,
        "version": report.match.version,
        "marked": [each.version for each in report.marked],
        "differences": [each.sentence() for each in report.match.differences],
        "extra": [each.sentence() for each in report.match.extra],
        "equal_versions": [match.version for match in report.offer.equal],
        "undo_sql": undo_words(report),
        "backup": None
        if backup is None
        else {"path": str(backup.path), "size": backup.size, "sha256": backup.sha256},
    }
