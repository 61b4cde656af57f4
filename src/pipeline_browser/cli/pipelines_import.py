"""``pipelines import``: the pipelines of TOML files into a database, all in one transaction, or none."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_one import NOT_DONE, in_database
from pipeline_browser.cli.pipelines_texts import counted, literal, plain
from pipeline_browser.model.errors import ImportRefused
from pipeline_browser.model.pipelines.exchange.importing import Decision, import_pipelines
from pipeline_browser.model.pipelines.exchange.planning import Choice, Planned, Standing, plan_import
from pipeline_browser.model.pipelines.exchange.reading import LARGEST, read_documents
from pipeline_browser.model.pipelines.terms import Terms

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.exchange.documents import PipelineDocument

_DEEDS = {
    Choice.CREATE: "created",
    Choice.RENAME: "created under another name",
    Choice.REPLACE: "replaced",
    Choice.SKIP: "skipped",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One pipeline of a file, and what is to be done with it; None where nobody has chosen."""

    file: str
    planned: Planned
    choice: Choice | None


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Import files."""
    task = partial(_import, arguments, console)
    return in_database(arguments, console, task, write=not arguments.dry_run)


def _import(
    arguments: argparse.Namespace, console: Console, database: Database, cancellation: Cancellation
) -> tuple[int, Mapping[str, object]]:
    files = [(file, document) for file in arguments.files for document in _read(file)]
    plan = plan_import(database, [document for _, document in files], cancellation=cancellation)
    steps = [_step(arguments, file, planned) for (file, _), planned in zip(files, plan, strict=True)]
    undecided = [step for step in steps if step.choice is None]
    if not undecided and not arguments.dry_run:
        decisions = [Decision(step.planned, step.choice) for step in steps if step.choice is not None]
        import_pipelines(database, decisions, terms=Terms(cancellation=cancellation))
    for step in steps:
        _tell(console, step, done=not undecided and not arguments.dry_run)
    if undecided:
        number = counted(len(undecided), "name is", "names are")
        console.note(
            f"error: {number} taken, and nothing was written.\n"
            "  Choose with --on-conflict rename, replace or skip."
        )
    elif arguments.dry_run:
        console.say("Nothing was written.")
    return NOT_DONE if undecided else 0, {
        "dry_run": arguments.dry_run,
        "written": not undecided and not arguments.dry_run,
        "pipelines": [_facts(step) for step in steps],
    }


def _read(file: str) -> tuple[PipelineDocument, ...]:
    if file == "-":
        return read_documents(sys.stdin.buffer.read(LARGEST + 1))
    path = Path(file)
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ImportRefused(f"The file cannot be read: {file}", path=path, cause=f"{why}.") from error
    return read_documents(content, path=path)


def _step(arguments: argparse.Namespace, file: str, planned: Planned) -> Step:
    if planned.standing is Standing.NEW:
        return Step(file, planned, Choice.CREATE)
    if planned.standing is Standing.SAME:
        return Step(file, planned, Choice.SKIP)
    wanted = None if arguments.on_conflict == "error" else Choice(arguments.on_conflict)
    return Step(file, planned, wanted if wanted in planned.choices else None)


def _tell(console: Console, step: Step, *, done: bool) -> None:
    content = step.planned.content
    entries = sum(len(stage.parameters) for stage in content.stages)
    size = ", ".join(
        (
            counted(len(content.stages), "stage"),
            counted(entries, "parameter"),
            counted(len(content.configuration), "entry", "entries"),
        )
    )
    console.say(f"{literal(content.name)}: {_deed(step, done=done)} ({size})")
    for note in step.planned.notes:
        console.note(f"{literal(content.name)}: {note}")


def _deed(step: Step, *, done: bool) -> str:
    if step.choice is None:
        return "the name is taken"
    if step.planned.standing is Standing.SAME:
        return "skipped, the same is there already"
    deed = _DEEDS[step.choice] if done else f"would be {_DEEDS[step.choice]}"
    return f"{deed}: {literal(step.planned.free_name)}" if step.choice is Choice.RENAME else deed


def _facts(step: Step) -> dict[str, object]:
    content = step.planned.content
    renamed = step.choice is Choice.RENAME
    return {
        "file": step.file,
        "line": step.planned.document.line,
        "name": plain(content.name),
        "standing": step.planned.standing.value,
        "action": None if step.choice is None else step.choice.value,
        "written_as": step.planned.free_name if renamed else plain(content.name),
        "stages": len(content.stages),
        "parameters": sum(len(stage.parameters) for stage in content.stages),
        "entries": len(content.configuration),
        "notes": list(step.planned.notes),
    }
