"""What a drop does: stages move to where they were dropped, or are copied there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditRefused
from pipeline_browser.model.pipelines.operations.new_rows import NewStage, as_new_stage
from pipeline_browser.model.pipelines.operations.stages import add_stages, move_stages
from pipeline_browser.model.pipelines.reading import Handle, handle_of, read_pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.terms import Terms
    from pipeline_browser.ui.editing.editor import Operation
    from pipeline_browser.ui.pipelines.dragging.dragged import Dragged


@dataclass(frozen=True, slots=True)
class Goal:
    """Where something was dropped.

    Attributes:
        stage: beside which stage; None for the end of the pipeline.
        below: behind that stage, not before it.
    """

    pipeline: Handle
    stage: Handle | None = None
    below: bool = False


def moving(dragged: Dragged, goal: Goal) -> Operation:
    """Return the operation that moves stages, from one pipeline into another too."""
    return partial(_move, dragged, goal)


def copying(dragged: Dragged, goal: Goal) -> Operation:
    """Return the operation that copies stages with their parameters."""
    return partial(_copy, dragged, goal)


def adding(stages: Sequence[NewStage], goal: Goal) -> Operation:
    """Return the operation that adds stages which come from elsewhere."""
    return partial(_add, tuple(stages), goal)


def _move(dragged: Dragged, goal: Goal, database: Database, terms: Terms) -> Edit:
    source = _pipeline(database, dragged.pipeline)
    target = source if goal.pipeline == dragged.pipeline else _pipeline(database, goal.pipeline)
    stages = _stages(source, dragged)
    return move_stages(database, source, stages, target, _place(target, goal), terms=terms)


def _copy(dragged: Dragged, goal: Goal, database: Database, terms: Terms) -> Edit:
    source, target = _pipeline(database, dragged.pipeline), _pipeline(database, goal.pipeline)
    new = tuple(as_new_stage(stage) for stage in _stages(source, dragged))
    return add_stages(database, target, new, _place(target, goal), terms=terms)


def _add(stages: tuple[NewStage, ...], goal: Goal, database: Database, terms: Terms) -> Edit:
    target = _pipeline(database, goal.pipeline)
    return add_stages(database, target, stages, _place(target, goal), terms=terms)


def _pipeline(database: Database, handle: Handle) -> Pipeline:
    found = read_pipeline(database, handle)
    if found is None:
        cause = "One of the pipelines is not there any more: another program has deleted it."
        raise EditRefused("The stages were not moved", path=database.path, cause=cause)
    return found


def _stages(source: Pipeline, dragged: Dragged) -> tuple[Stage, ...]:
    return tuple(stage for stage in source.stages if handle_of(stage.row) in dragged.stages)


def _place(target: Pipeline, goal: Goal) -> int:
    """Return before which stage, by its number, the goal is; at the end where its stage is gone."""
    for at, stage in enumerate(target.stages):
        if handle_of(stage.row) == goal.stage:
            return at + goal.below
    return len(target.stages)
