"""``migrate info``: every migration of the source and whether it is installed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.ledger import read_ledger

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
    from pipeline_browser.model.migrations.source import Migration


def run(arguments: argparse.Namespace, console: Console) -> int:
    """List the migrations of every database."""
    return each_database(arguments, console, _info, as_sqlx=True)


def _info(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        ledger = read_ledger(database, job.source.config.table_name)
    rows = {row.version: row for row in ledger.rows}
    for migration in job.source.ups:
        for line in _lines(migration, rows.get(migration.version)):
            job.console.say(line)
    _note_missing(job, ledger)
    return Result(facts=_facts(job, ledger) if job.console.as_json else {})


def _facts(job: Job, ledger: Ledger) -> dict[str, object]:
    from pipeline_browser.cli.history_facts import history_facts  # noqa: PLC0415 - for JSON alone
    from pipeline_browser.model.migrations.history import history  # noqa: PLC0415

    return {"migrations": history_facts(history(job.source, ledger))}


def _lines(migration: Migration, row: LedgerRow | None) -> Iterator[str]:
    if row is None:
        yield f"{migration.version}/pending {migration.description}"
    elif migration.matches(row.checksum):
        yield f"{migration.version}/installed {migration.description}"
    else:
        yield f"{migration.version}/installed (different checksum) {migration.description}"
        yield f"applied migration had checksum {row.checksum.hex()}"
        yield f"local migration has checksum {migration.checksum.hex()}"


def _note_missing(job: Job, ledger: Ledger) -> None:
    # sqlx lists the source alone; that something was applied from elsewhere is worth a word.
    known = {migration.version for migration in job.source.migrations}
    missing = [str(row.version) for row in ledger.rows if row.version not in known]
    if missing:
        job.console.note(f"note: applied but not in the source: {', '.join(missing)}")
