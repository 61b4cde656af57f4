"""``migrate repair``: the ledger made to agree with the source, where that is proven, after a backup."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.explanation_facts import repair_facts
from pipeline_browser.cli.targets import open_for_reading, open_for_writing
from pipeline_browser.model.migrations.detective.explaining import explain_all
from pipeline_browser.model.migrations.detective.repair.repairing import repair
from pipeline_browser.model.migrations.detective.repair.words import (
    change_line,
    done_line,
    reasons,
    unproven,
    untouched_line,
    why_withheld,
)
from pipeline_browser.model.migrations.detective.restoring import restorable, restore_files, restored_name
from pipeline_browser.model.migrations.detective.words import nothing_amiss, verdict
from pipeline_browser.model.migrations.source import read_source

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan, RepairReport
    from pipeline_browser.model.migrations.source import MigrationSource

MENDED, LEFT = 0, 2


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Repair the ledger of every database."""
    return each_database(arguments, console, _repair, as_sqlx=False)


def _repair(job: Job) -> Result:
    dry = job.arguments.dry_run
    opened = open_for_reading if dry else open_for_writing
    with closing(opened(job.location, job.arguments, job.cancellation)) as database:
        source = _with_files_back(job, database) if job.arguments.bring_back else job.source
        report = repair(
            database,
            source,
            versions=job.arguments.migration or None,
            force=job.arguments.force,
            forget_missing=job.arguments.forget_missing,
            dry_run=dry,
            cancellation=job.cancellation,
        )
    _tell(job.console, report)
    plan = report.plan
    return Result(LEFT if plan.withheld or plan.left else MENDED, repair_facts(report))


def _with_files_back(job: Job, database: Database) -> MigrationSource:
    """Write missing files back, or say which would be, and read the source again."""
    findings = explain_all(
        database, job.source, versions=job.arguments.migration or None, cancellation=job.cancellation
    )
    found = restorable(findings)
    if job.arguments.dry_run:
        for explanation in found:
            job.console.say(f"Can bring back {restored_name(explanation)}")
        return job.source
    for path in restore_files(job.source, found):
        job.console.say(f"Brought back {path}")
    return read_source(job.source.folder, job.source.config) if found else job.source


def _tell(console: Console, report: RepairReport) -> None:
    plan = report.plan
    if not (plan.changes or plan.withheld or plan.left):
        console.say(f"Nothing to repair: {nothing_amiss(plan.findings)}")
    for line in unproven(plan):
        console.note(line)
    for change in plan.changes:
        told = f"Repaired {done_line(change)}" if report.done else f"Can repair {change_line(change)}"
        console.say(told)
        for line in reasons(change, plan):
            console.say(f"  {line}")
    if plan.changes and plan.proven:
        console.say(verdict(plan.proof))
    _tell_left(console, plan)
    _tell_ways_back(console, report)


def _tell_left(console: Console, plan: RepairPlan) -> None:
    for untouched in plan.left:
        console.say(untouched_line(untouched))
    for change in plan.withheld:
        console.say(f"Not repaired without --force: {change_line(change)}")
    if plan.withheld:
        for line in why_withheld(plan):
            console.say(f"  {line}")
        if not plan.proof.versions:  # nothing of the ledger is left: they were made into one of a new version
            console.say("  If the source makes this schema under another version: --force, then baseline.")


def _tell_ways_back(console: Console, report: RepairReport) -> None:
    if report.backup is not None:
        console.note(f"Backup: {report.backup.path} (SHA-256 {report.backup.sha256})")
    if report.note is not None:
        console.note(f"Note, with the SQL that undoes it: {report.note}")
    elif report.done:
        console.note("To undo it:")
        for line in report.undo_sql.splitlines():
            console.note(f"  {line}")
