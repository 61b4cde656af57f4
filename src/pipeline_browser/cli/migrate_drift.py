"""``migrate drift``: what is there in place of what the applied migrations promise."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.cli.drift_facts import drift_facts, script_facts
from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.drift.bringing_back import bringing_back, way_back
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
    if job.arguments.write_migration is not None:
        return _write(job, drift)
    script = bringing_back(drift) if job.arguments.sql else None
    if script is None:
        _tell(job.console, drift)
    else:
        _tell_sql(job.console, drift, script)
    facts = drift_facts(drift) | ({} if script is None else {"script": script_facts(script)})
    return Result(exit_code(drift), facts)


def _write(job: Job, drift: Drift) -> Result:
    """Write what would bring the schema back as a new migration into the source's folder."""
    from pipeline_browser.model.migrations.writing.new_files import add_migration  # noqa: PLC0415 - not without
    from pipeline_browser.model.migrations.writing.proposal import propose  # noqa: PLC0415

    _tell(job.console, drift)
    both = way_back(drift)
    if both is None or not drift.drifted:
        return Result(exit_code(drift), drift_facts(drift) | {"files": []})
    if job.source.bundled:
        raise _no_place(job)
    proposal = propose(*both, ignore=frozenset())
    files = add_migration(
        job.source.folder,
        job.arguments.write_migration,
        now=datetime.now(UTC),
        draft=proposal.draft,
        config=job.source.config,
    )
    for file in files:
        job.console.say(f"Creating {file}")
    _note_script(job.console, proposal.up)
    facts = drift_facts(drift) | {"files": [str(file) for file in files], "script": script_facts(proposal.up)}
    return Result(exit_code(drift), facts)


def _no_place(job: Job) -> SourceError:
    return SourceError(
        "The bundled migrations take no new file",
        path=job.source.folder,
        cause="They belong to this program.",
        remedy="Name a folder of migrations with --source.",
    )


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
    _note_script(console, script)
    _note(console, drift)


def _note_script(console: Console, script: ChangeScript) -> None:
    if any(change.loses for change in script.changes):
        console.note("note: it destroys rows or values: see the lines of the SQL that begin with -- Loses")
    if any(change.doubt for change in script.changes):
        console.note("note: it may fail: see the lines of the SQL that begin with -- Check first")
    for each in script.unsolved:
        console.note(f"note: no SQL of ours does this: {each}")


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
