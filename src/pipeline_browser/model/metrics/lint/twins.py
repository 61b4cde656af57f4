"""Runs that had the same input and made different outputs of it, and whether their stages explain that."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.metrics.expressions import NOTHING
from pipeline_browser.model.metrics.lint.facts import Twin
from pipeline_browser.model.pipelines.shape import PARAMETERS, STAGES, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.source import Source

_MOST = 20  # other runs of one input: who has the first has the cause
_STEP = " \N{RIGHTWARDS ARROW} "
_SHOWN = 80  # characters of a pipeline's stages


def read_twins(
    database: Database,
    source: Source,
    shape: Shape,
    runs: Mapping[int, Mapping[str, Any]],
    cancellation: Cancellation | None = None,
) -> dict[int, tuple[Twin, ...]]:
    """Return the others of some runs by key; ``runs`` have the cells of ``Source.runs``.

    One look at all runs, whatever the number of those that are asked for.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    inputs = {_folded(run["input_checksum"]) for run in runs.values() if run["input_checksum"]}
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in _rows(database, source, inputs, cancellation):
        groups[_folded(row[2])].append(row)
    found: dict[int, list[Any]] = {}
    for key, run in runs.items():
        mine = _folded(run["output_checksum"])
        others = [row for row in groups[_folded(run["input_checksum"])] if _folded(row[3]) != mine]
        found[key] = others[:_MOST]
    ids = {row[4] for rows in found.values() for row in rows} | {run["pipeline_id"] for run in runs.values()}
    stages = _stages(database, shape, ids, cancellation)
    return {
        key: tuple(_twin(row, _difference(stages, runs[key]["pipeline_id"], row[4])) for row in rows)
        for key, rows in found.items()
    }


def _twin(row: Any, difference: str) -> Twin:  # noqa: ANN401 - a row as it was read
    key, name, _, output, pipeline = row
    return Twin(key, name or pipeline or "", output, difference)


def _folded(text: str | None) -> str:
    return (text or "").lower()


def _rows(
    database: Database, source: Source, inputs: Iterable[str], cancellation: Cancellation | None
) -> list[Any]:
    """Return key, pipeline's name, input and output checksum, and the pipeline's id."""
    cell = source.cells.raw("input_file_checksum")
    if cell == NOTHING:
        return []
    what = "m.key, m.name, m.input_checksum, m.output_checksum, m.pipeline_id"
    runs = source.runs(what, f"WHERE {cell} COLLATE NOCASE IN (SELECT value FROM json_each(?))")
    return database.query(
        f"SELECT {what} FROM {runs} WHERE m.output_checksum <> ''",
        (json.dumps(sorted(inputs)),),
        cancellation=cancellation,
    )


def _stages(
    database: Database, shape: Shape, ids: Iterable[str | None], cancellation: Cancellation | None
) -> dict[str, list[tuple[Any, ...]]]:
    """Return the stages of some pipelines: type, algorithm, and what else decides about the output."""
    if not all(
        shape.has(STAGES, each) for each in ("id", "pipeline_id", "stage_order", "stage_type", "algorithm")
    ):
        return {}
    chunk = "s.chunk_size" if shape.has(STAGES, "chunk_size") else NOTHING
    parameters = NOTHING
    if all(shape.has(PARAMETERS, each) for each in ("stage_id", "key", "value")):
        each = "SELECT key, value FROM main.stage_parameters p WHERE p.stage_id = s.id ORDER BY key"
        parameters = f"(SELECT group_concat(quote(key) || '=' || quote(value)) FROM ({each}))"
    rows = database.query(
        f"SELECT s.pipeline_id, s.stage_type, s.algorithm, {chunk}, {parameters} FROM main.pipeline_stages s "
        "WHERE s.pipeline_id IN (SELECT value FROM json_each(?)) ORDER BY s.stage_order",
        (json.dumps([each for each in ids if each is not None]),),
        cancellation=cancellation,
    )
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for owner, *stage in rows:
        found[owner].append(tuple(stage))
    return found


def _difference(stages: Mapping[str, list[tuple[Any, ...]]], one: str | None, other: str | None) -> str:
    mine, others = stages.get(one or "", []), stages.get(other or "", [])
    if mine == others:
        return ""
    here, there = _chain(mine), _chain(others)
    return f"{here} here, {there} there" if here != there else "their parameters or chunk sizes"


def _chain(stages: list[tuple[Any, ...]]) -> str:
    text = _STEP.join(str(algorithm) for _, algorithm, *_ in stages) or "no stages"
    return escape_for_terminal(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
