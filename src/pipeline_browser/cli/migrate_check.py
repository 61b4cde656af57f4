"""``migrate check``: one verdict about a database, for scripts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.history_facts import history_facts
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.errors import UnversionedDatabase
from pipeline_browser.model.migrations.history import MigrationState, history
from pipeline_browser.model.migrations.planner import plan_run

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.history import HistoryEntry

UP_TO_DATE, PENDING, DRIFTED = 0, 1, 2
_CODES = {
    MigrationState.APPLIED: UP_TO_DATE,
    MigrationState.PENDING: PENDING,
    MigrationState.OUT_OF_ORDER: PENDING,
    MigrationState.MODIFIED: DRIFTED,
    MigrationState.MISSING: DRIFTED,
    MigrationState.DIRTY: DRIFTED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the exit code, one line, and the reasons below it."""

    code: int
    line: str
    reasons: tuple[str, ...]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Give a verdict about every database."""
    return each_database(arguments, console, _check, as_sqlx=False)


def _check(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        plan = plan_run(
            database,
            job.source,
            ignore_missing=job.arguments.ignore_missing,
            look_ahead=False,
            cancellation=job.cancellation,
        )
    entries = history(job.source, plan.ledger)
    unversioned = plan.refusal if isinstance(plan.refusal, UnversionedDatabase) else None
    found = verdict(_relevant(entries, ignore_missing=job.arguments.ignore_missing), unversioned)
    job.console.say(found.line)
    for reason in found.reasons:
        job.console.say(f"  {reason}")
    facts = {
        "verdict": found.line,
        "reasons": list(found.reasons),
        "migrations": history_facts(entries),
    }
    return Result(found.code, facts)


def _relevant(entries: Sequence[HistoryEntry], *, ignore_missing: bool) -> list[HistoryEntry]:
    return [each for each in entries if not (ignore_missing and each.state is MigrationState.MISSING)]


def verdict(entries: Sequence[HistoryEntry], unversioned: UnversionedDatabase | None = None) -> Verdict:
    """Return the verdict about a history; tables without a ledger weigh as much as a modified migration."""
    if unversioned is not None:
        return Verdict(DRIFTED, "no ledger", tuple(unversioned.lines()))
    code = max((_CODES[entry.state] for entry in entries), default=UP_TO_DATE)
    if code == UP_TO_DATE:
        return Verdict(code, "up to date", ())
    reasons = tuple(
        f"{entry.version} {entry.description}: {entry.state.value}"
        for entry in entries
        if _CODES[entry.state] != UP_TO_DATE
    )
    return Verdict(code, ", ".join(_counts(entries)), reasons)


def _counts(entries: Sequence[HistoryEntry]) -> Iterator[str]:
    for state in reversed(MigrationState):
        count = sum(entry.state is state for entry in entries)
        if count and state is not MigrationState.APPLIED:
            yield f"{count} {state.value}"
