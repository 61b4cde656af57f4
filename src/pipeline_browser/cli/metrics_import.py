"""``metrics import``: what output files say of their runs into a database, in one transaction, or none."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_one import NOT_DONE, in_database
from pipeline_browser.cli.pipelines_texts import counted, literal, plain
from pipeline_browser.model.errors import RunsOutdated
from pipeline_browser.model.metrics.importing.checksums import Checksums, compute_checksums
from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.output_file import Flaw
from pipeline_browser.model.metrics.importing.plan import Standing, word_for
from pipeline_browser.model.metrics.importing.planning import plan_import
from pipeline_browser.model.metrics.importing.scanning import scan
from pipeline_browser.model.pipelines.terms import Terms

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.importing.plan import ImportPlan, PlannedFile
    from pipeline_browser.model.metrics.importing.scanning import Scan

_TRIES = 3  # another program may change the rows between plan and writing


@dataclass(frozen=True, slots=True)
class Done:
    """How it went: the plan, what was (or would be) written of it, and the checksums."""

    plan: ImportPlan
    written: tuple[PlannedFile, ...]
    checksums: Checksums = field(default_factory=Checksums)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Import files."""
    task = partial(_import, arguments, console)
    return in_database(arguments, console, task, write=not arguments.dry_run)


def _import(
    arguments: argparse.Namespace, console: Console, database: Database, cancellation: Cancellation
) -> tuple[int, Mapping[str, object]]:
    with _telling(console) as tell:
        found = scan(list(map(Path, arguments.files)), progress=tell, cancellation=cancellation)
        done = _done(arguments, database, found, tell, cancellation)
    _tell(console, done, dry_run=arguments.dry_run)
    bad = done.plan.counts[Standing.DAMAGED] or done.checksums.unread
    return NOT_DONE if bad else 0, _facts(done, arguments)


def _done(
    arguments: argparse.Namespace,
    database: Database,
    found: Scan,
    tell: Callable[[object], object],
    cancellation: Cancellation,
) -> Done:
    for tries_left in reversed(range(_TRIES)):
        plan = plan_import(database, found, cancellation=cancellation)
        written = plan.written(undated=arguments.replace_undated, hashing=not arguments.no_hash)
        if arguments.dry_run or not written:
            return Done(plan, written)
        checksums = Checksums()
        if not arguments.no_hash:
            checksums = compute_checksums(written, progress=tell, cancellation=cancellation)
            written = tuple(each for each in written if each.file.path not in checksums.unread)
        try:
            import_runs(database, written, checksums.by_path, terms=Terms(cancellation=cancellation))
        except RunsOutdated:
            if not tries_left:
                raise
        else:
            return Done(plan, written, checksums)
    raise AssertionError  # the last try returns or raises


def _telling(console: Console) -> AbstractContextManager[Callable[[object], object]]:
    if not console.bar_possible:
        return nullcontext(lambda _event: None)
    from pipeline_browser.cli.metrics_import_bar import import_bar  # noqa: PLC0415 - rich is slow to import

    return import_bar()


def _tell(console: Console, done: Done, *, dry_run: bool) -> None:
    paths = {each.file.path for each in done.written}
    for each in done.plan.files:
        why = done.checksums.unread.get(each.file.path, each.why)
        name = "" if each.pipeline is None else f" ({literal(each.pipeline.get('name'))})"
        console.say(f"{literal(str(each.file.path))}: {_word(each, done)}{name}: {why}")
    if done.plan.repeated:
        console.note(f"{counted(done.plan.repeated, 'name')} led to a file that is listed already.")
    if done.plan.lacking:
        console.note(f"The table processing_metrics lacks: {', '.join(done.plan.lacking)}.")
    undated = done.plan.counts[Standing.UNDATED]
    if undated and not any(each.standing is Standing.UNDATED for each in done.written):
        console.note(f"{counted(undated, 'row')} without a readable time stay; see --replace-undated.")
    deed = "would be written" if dry_run else "written"
    console.say(f"{counted(len(paths), 'run')} {deed}{_left(done)}.")


def _left(done: Done) -> str:
    """Return what was not written, counted: a folder may hold thousands of lines above."""
    written = {each.file.path for each in done.written}
    left = Counter(_word(each, done) for each in done.plan.files if each.file.path not in written)
    if not left:
        return ""
    counts = ", ".join(f"{number:,} {word_for(number, word)}" for word, number in left.items())
    return f" of {counted(len(done.plan.files), 'file')}; {counts}"


def _word(each: PlannedFile, done: Done) -> str:
    if each.file.path in done.checksums.unread:
        return Flaw.UNREADABLE.value
    fault = each.file.fault
    return each.standing.value if fault is None else fault.flaw.value


def _facts(done: Done, arguments: argparse.Namespace) -> dict[str, object]:
    written = {each.file.path for each in done.written}
    return {
        "dry_run": arguments.dry_run,
        "written": 0 if arguments.dry_run else len(written),
        "would_write": len(written),
        "counts": {standing.value: done.plan.counts[standing] for standing in Standing},
        "repeated": done.plan.repeated,
        "lacking_columns": list(done.plan.lacking),
        "files": [_file_facts(each, done, written=each.file.path in written) for each in done.plan.files],
    }


def _file_facts(each: PlannedFile, done: Done, *, written: bool) -> dict[str, object]:
    trailer, fault = each.file.trailer, each.file.fault
    unread = each.file.path in done.checksums.unread
    return {
        "path": str(each.file.path),
        "standing": each.standing.value,
        "flaw": None if fault is None and not unread else _word(each, done),
        "why": done.checksums.unread.get(each.file.path, each.why),
        "writes": written,
        "pipeline_id": None if trailer is None else trailer.pipeline_id,
        "pipeline": None if each.pipeline is None else plain(each.pipeline.get("name")),
        "archived": each.archived,
        "processed_at": None if trailer is None else trailer.processed_at,
        "input_name": None if trailer is None else trailer.original_filename,
        "input_bytes": None if trailer is None else trailer.original_size,
        "output_bytes": each.file.size,
        "output_checksum": done.checksums.by_path.get(each.file.path),
    }
