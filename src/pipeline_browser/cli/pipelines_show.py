"""``pipelines show``: everything about one pipeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_one import NotFound, in_database
from pipeline_browser.cli.pipelines_texts import entry_text, literal, plain
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.finding import pipelines_called

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
    from pipeline_browser.model.pipelines.rows import StoredRow

_OWNERS = frozenset(("pipeline_id", "stage_id"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print a pipeline."""
    return in_database(arguments, console, partial(_show, arguments, console))


def _show(
    arguments: argparse.Namespace, console: Console, database: Database, cancellation: Cancellation
) -> tuple[int, Mapping[str, object]]:
    pipeline = the_pipeline(database, arguments.pipeline, cancellation)
    console.text("\n".join(_lines(pipeline, secrets=arguments.secrets)))
    return 0, {"pipeline": pipeline_facts(pipeline, secrets=arguments.secrets)}


def the_pipeline(database: Database, text: str, cancellation: Cancellation) -> Pipeline:
    """Return the pipeline of an id or name.

    Raises:
        NotFound: there is none, or more than one.
    """
    found = pipelines_called(database, text, cancellation=cancellation)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            f"There is no pipeline {text}",
            path=database.path,
            cause="No pipeline has this id or name; names are told apart by letter case.",
            remedy="See “pipelines list --archived” for all of them.",
        )
    raise NotFound(
        f"More than one pipeline is called {text}",
        path=database.path,
        cause=f"{len(found)} pipelines share it: {', '.join(literal(each.id) for each in found)}.",
        remedy="Name it by its id.",
    )


def _lines(pipeline: Pipeline, *, secrets: bool) -> Iterator[str]:
    yield f"pipeline {literal(pipeline.name)}{' (archived)' if pipeline.archived else ''}"
    yield from _cells(pipeline.row, "  ", ("name",))
    yield from _entries("configuration", pipeline.configuration, "  ", secrets=secrets)
    for number, stage in enumerate(pipeline.stages, 1):
        yield ""
        yield f"  stage {number}: {literal(stage.name)}"
        yield from _cells(stage.row, "    ", ("name",))
        yield from _entries("parameters", stage.parameters, "    ", secrets=secrets)
    if pipeline.metrics is not None:
        yield from ("", "  metrics")
        yield from _cells(pipeline.metrics, "    ", ())


def _cells(row: StoredRow, indent: str, without: Sequence[str]) -> Iterator[str]:
    shown = [column for column in row.columns if column not in _OWNERS and column not in without]
    width = max(map(len, shown), default=0)
    for column in shown:
        yield f"{indent}{literal(column):<{width}}  {literal(row[column])}"


def _entries(title: str, entries: Iterable[Entry], indent: str, *, secrets: bool) -> Iterator[str]:
    texts = [(literal(each.key), entry_text(each, secrets=secrets) + _archived(each)) for each in entries]
    if texts:
        yield f"{indent}{title}"
        width = max(len(key) for key, _ in texts)
        yield from (f"{indent}  {key:<{width}}  {text}" for key, text in texts)


def _archived(entry: Entry) -> str:
    return " (archived)" if entry.row.get("archived", 0) != 0 else ""


def pipeline_facts(pipeline: Pipeline, *, secrets: bool) -> dict[str, object]:
    """Return a pipeline for a JSON document; hidden values are null, and marked."""
    return {
        **_row_facts(pipeline.row),
        "configuration": [_entry_facts(entry, secrets=secrets) for entry in pipeline.configuration],
        "stages": [_stage_facts(stage, secrets=secrets) for stage in pipeline.stages],
        "metrics": None if pipeline.metrics is None else _row_facts(pipeline.metrics),
    }


def _stage_facts(stage: Stage, *, secrets: bool) -> dict[str, object]:
    entries = [_entry_facts(entry, secrets=secrets) for entry in stage.parameters]
    return {**_row_facts(stage.row), "parameters": entries}


def _entry_facts(entry: Entry, *, secrets: bool) -> dict[str, object]:
    facts = _row_facts(entry.row)
    if is_secret(entry.key) and not secrets:
        return {**facts, "value": None, "hidden": True}
    return facts


def _row_facts(row: StoredRow) -> dict[str, object]:
    return {column: plain(row[column]) for column in row.columns if column not in _OWNERS}
