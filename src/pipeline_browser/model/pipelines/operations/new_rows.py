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
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A parameter or an entry of a configuration."""

    key: Value
    value: Value
    archived: Value = 0


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


@dataclass(frozen=True, slots=True)
class NewPipeline:
    """A pipeline with everything below it but metrics."""

    name: Value
    stages: tuple[NewStage, ...] = ()
    configuration: tuple[NewEntry, ...] = ()
    archived: Value = 0


def as_new_pipeline(pipeline: Pipeline, name: Value) -> NewPipeline:
    """Return a pipeline's content under another name."""
    stages = tuple(map(as_new_stage, pipeline.stages))
    return NewPipeline(name, stages, as_new_entries(pipeline.configuration), pipeline.row.get("archived", 0))


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
    )


def as_new_entries(entries: Sequence[Entry]) -> tuple[NewEntry, ...]:
    """Return the content of entries."""
    return tuple(NewEntry(each.key, each.value, each.row.get("archived", 0)) for each in entries)


def insert_pipeline(draft: Draft, new: NewPipeline) -> str:
    """Add a pipeline with all below it; return its id."""
    pipeline = new_ulid()
    draft.insert(PIPELINES, id=pipeline, name=new.name, archived=new.archived)
    for order, stage in enumerate(new.stages):
        insert_stage(draft, pipeline, stage, order)
    insert_entries(draft, CONFIGURATION, pipeline, new.configuration)
    return pipeline


def insert_stage(draft: Draft, pipeline: Value, new: NewStage, order: int) -> str:
    """Add a stage with its parameters; return its id."""
    stage = new_ulid()
    draft.insert(
        STAGES,
        id=stage,
        pipeline_id=pipeline,
        name=new.name,
        stage_type=new.stage_type,
        enabled=new.enabled,
        stage_order=order,
        algorithm=new.algorithm,
        parallel_processing=new.parallel_processing,
        chunk_size=new.chunk_size,
        archived=new.archived,
    )
    insert_entries(draft, PARAMETERS, stage, new.parameters)
    return stage


def insert_entries(draft: Draft, table: str, owner: Value, entries: Sequence[NewEntry]) -> None:
    """Add parameters or entries of a configuration."""
    column = "stage_id" if table == PARAMETERS else "pipeline_id"
    for each in entries:
        draft.insert(
            table, **{column: owner, "key": each.key, "value": each.value, "archived": each.archived}
        )
