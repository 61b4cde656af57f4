"""Pipelines and stages that are to be written, without ids and moments yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.identifiers import new_ulid
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
    from pipeline_browser.model.pipelines.operations.draft import Draft
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value


Others = tuple[tuple[str, "Value"], ...]
"""Columns that the program does not know, with their values: some user added them."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A parameter or an entry of a configuration."""

    key: Value
    value: Value
    archived: Value = 0
    others: Others = ()


@dataclass(frozen=True, slots=True)
class NewStage:
    """A stage; where it stands follows from the list that it is in."""

    name: Value
    stage_type: Value
    algorithm: Value
    enabled: Value = 1
    parallel_processing: Value = 1
    chunk_size: Value = None
    archived: Value = 0
    parameters: tuple[NewEntry, ...] = ()
    others: Others = ()


@dataclass(frozen=True, slots=True)
class NewPipeline:
    """A pipeline with everything below it but metrics."""

    name: Value
    stages: tuple[NewStage, ...] = ()
    configuration: tuple[NewEntry, ...] = ()
    archived: Value = 0
    others: Others = ()


def as_new_pipeline(pipeline: Pipeline, name: Value) -> NewPipeline:
    """Return a pipeline's content under another name."""
    stages = tuple(map(as_new_stage, pipeline.stages))
    row, entries = pipeline.row, as_new_entries(pipeline.configuration)
    return NewPipeline(name, stages, entries, row.get("archived", 0), _others(row))


def as_new_stage(stage: Stage) -> NewStage:
    """Return a stage's content."""
    row = stage.row
    return NewStage(
        row.get("name"),
        row.get("stage_type"),
        row.get("algorithm"),
        row.get("enabled", 1),
        row.get("parallel_processing", 1),
        row.get("chunk_size"),
        row.get("archived", 0),
        as_new_entries(stage.parameters),
        _others(row),
    )


def as_new_entries(entries: Sequence[Entry]) -> tuple[NewEntry, ...]:
    """Return the content of entries."""
    return tuple(
        NewEntry(each.key, each.value, each.row.get("archived", 0), _others(each.row)) for each in entries
    )


def _others(row: StoredRow) -> Others:
    cells = zip(row.columns, row.values, strict=True)
    return tuple((column, value) for column, value in cells if column not in KNOWN_COLUMNS[row.table])


def insert_pipeline(draft: Draft, new: NewPipeline) -> str:
    """Add a pipeline with all below it; return its id."""
    pipeline = new_ulid()
    cells: dict[str, Value] = {"id": pipeline, "name": new.name, "archived": new.archived}
    draft.insert(PIPELINES, **{**dict(new.others), **cells})
    insert_below(draft, pipeline, new)
    return pipeline


def insert_below(draft: Draft, pipeline: Value, new: NewPipeline) -> None:
    """Add the stages and the configuration of a pipeline."""
    for order, stage in enumerate(new.stages):
        insert_stage(draft, pipeline, stage, order)
    insert_entries(draft, CONFIGURATION, pipeline, new.configuration)


def insert_stage(draft: Draft, pipeline: Value, new: NewStage, order: int) -> str:
    """Add a stage with its parameters; return its id."""
    stage = new_ulid()
    cells: dict[str, Value] = {
        "id": stage,
        "pipeline_id": pipeline,
        "name": new.name,
        "stage_type": new.stage_type,
        "enabled": new.enabled,
        "stage_order": order,
        "algorithm": new.algorithm,
        "parallel_processing": new.parallel_processing,
        "chunk_size": new.chunk_size,
        "archived": new.archived,
    }
    draft.insert(STAGES, **{**dict(new.others), **cells})
    insert_entries(draft, PARAMETERS, stage, new.parameters)
    return stage


def insert_entries(draft: Draft, table: str, owner: Value, entries: Sequence[NewEntry]) -> None:
    """Add parameters or entries of a configuration."""
    column = "stage_id" if table == PARAMETERS else "pipeline_id"
    for each in entries:
        cells: dict[str, Value] = {
            column: owner,
            "key": each.key,
            "value": each.value,
            "archived": each.archived,
        }
        draft.insert(table, **{**dict(each.others), **cells})


_MOMENTS = ("archived", "created_at", "updated_at")
KNOWN_COLUMNS: dict[str, tuple[str, ...]] = {
    PIPELINES: ("id", "name", *_MOMENTS),
    STAGES: (
        "id",
        "pipeline_id",
        "name",
        "stage_type",
        "enabled",
        "stage_order",
        "algorithm",
        "parallel_processing",
        "chunk_size",
        *_MOMENTS,
    ),
    PARAMETERS: ("stage_id", "key", "value", *_MOMENTS),
    CONFIGURATION: ("pipeline_id", "key", "value", *_MOMENTS),
}
