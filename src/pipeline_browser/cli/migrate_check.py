"""``migrate check``: one verdict about a database, for scripts."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.history import history
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.verdict import judge

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.verdict import Verdict


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Give a verdict about every database."""
    return each_database(arguments, console, _check, as_sqlx=False)


def _check(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        ledger = read_ledger(database, job.source.config.table_name)
        entries = history(job.source, ledger)
        drift = None if job.arguments.no_drift else _drift(job, database, ledger)
    verdict = judge(entries, drift, ignore_missing=job.arguments.ignore_missing)
    if not job.arguments.quiet:
        _tell(job.console, verdict)
    facts = _facts(verdict, entries, drift) if job.console.as_json else {}
    return Result(verdict.standing.value, facts)


def _drift(job: Job, database: Database, ledger: Ledger) -> Drift | None:
    """Return how the schema differs; None where a glance shows that it does not."""
    # Every start of a program may wait for this: what few need is imported late.
    from pipeline_browser.model.migrations.drift.glance import is_word_for_word  # noqa: PLC0415

    if not job.console.as_json and is_word_for_word(database, job.source, ledger, job.cancellation):
        return None
    from pipeline_browser.model.migrations.drift.finding import find_drift  # noqa: PLC0415

    # A migration that the source lacks may have made anything: accepted, it leaves no telling.
    return find_drift(database, job.source, ignore=job.arguments.ignore, cancellation=job.cancellation)


def _tell(console: Console, verdict: Verdict) -> None:
    console.say(verdict.line)
    for reason in verdict.reasons:
        console.say(f"  {reason.sentence}")
    for note in verdict.notes:
        console.note(f"note: {note}")


def _facts(verdict: Verdict, entries: tuple[HistoryEntry, ...], drift: Drift | None) -> dict[str, object]:
    from pipeline_browser.cli.drift_facts import drift_facts  # noqa: PLC0415 - for JSON alone
    from pipeline_browser.cli.history_facts import history_facts  # noqa: PLC0415

    return {
        "verdict": verdict.line,
        "reasons": [
            {"kind": each.kind.value, "sentence": each.sentence, "version": each.version}
            for each in verdict.reasons
        ],
        "notes": list(verdict.notes),
        "migrations": history_facts(entries),
        "drift": None if drift is None else drift_facts(drift),
    }
