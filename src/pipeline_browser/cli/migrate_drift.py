"""``migrate drift``: what is there in place of what the applied migrations promise."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.drift_facts import drift_facts, script_facts
from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.drift.bringing_back import bringing_back
from pipeline_browser.model.migrations.drift.facts import Basis
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.schema.difference import DifferenceKind

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.changing.facts import ChangeScript

NO_DRIFT, DRIFT, NO_VERDICT = 0, 2, 3


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Compare every database with what its migrations promise."""
    return each_database(arguments, console, _compare, as_sqlx=False)


def _compare(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        drift = find_drift(
            database,
            job.source,
            ignore=job.arguments.ignore,
            ignore_missing=job.arguments.ignore_missing,
            cancellation=job.cancellation,
        )
    script = bringing_back(drift) if job.arguments.sql else None
    if script is None:
        _tell(job.console, drift)
    else:
        _tell_sql(job.console, drift, script)
    facts = drift_facts(drift) | ({} if script is None else {"script": script_facts(script)})
    return Result(exit_code(drift), facts)


def exit_code(drift: Drift) -> int:
    """Return 0 without drift, 2 with drift, 3 where there is no telling."""
    if drift.promised is None:
        return NO_VERDICT
    return DRIFT if drift.drifted else NO_DRIFT


def _tell(console: Console, drift: Drift) -> None:
    console.say(headline(drift))
    for each in (*drift.unknown, *drift.difference.sentences()):
        console.say(f"  {each}")
    if drift.mended.differences:
        console.say("Applying the migrations would still bring:")
        for each in drift.mended.sentences():
            console.say(f"  {each}")
    _note(console, drift)


def _tell_sql(console: Console, drift: Drift, script: ChangeScript) -> None:
    """Print what could be run, the rest as comments; what is lost by it where a person sees it."""
    lines = [headline(drift), *(f"  {each}" for each in (*drift.unknown, *drift.difference.sentences()))]
    if script.changes and drift.start is not drift.found:
        lines.append("To be run after the migrations of the source.")
    console.text("\n".join(f"-- {' '.join(line.splitlines())}" for line in lines))
    if script.changes:
        console.text(f"\n{script.sql()}")
    for change in script.changes:
        for remark in filter(None, (change.loses, change.doubt)):
            console.note(f"note: {change.sentence}: it {remark.removeprefix('it ')}")
    for each in script.unsolved:
        console.note(f"note: no SQL of ours does this: {each}")
    _note(console, drift)


def _note(console: Console, drift: Drift) -> None:
    for version in drift.modified:
        console.note(f"note: migration {version} was edited after it was applied; its text of today counts")
    for each in (*drift.doubts, *drift.notes):
        console.note(f"note: {each}")


def headline(drift: Drift) -> str:
    """Return the verdict on one line."""
    if drift.promised is None:
        return "There is no telling whether the schema drifted:"
    what = _promise(drift)
    count = len(drift.differences)
    if count:
        return f"{count} difference{'' if count == 1 else 's'} from {what}:"
    notes = [each for each in drift.difference.differences if each.kind is DifferenceKind.ORDER]
    return f"The schema is {what}{', in another order of columns:' if notes else ''}"


def _promise(drift: Drift) -> str:
    count = len(drift.versions)
    promise = "1 migration promises" if count == 1 else f"{count:,} migrations promise"
    if drift.basis is Basis.WHOLE:
        return f"what the source's {promise} (none is recorded as applied)"
    return f"what {promise}"
