"""What of a pipeline a database has columns for: older ones lack some, and users have added their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.shape import Shape
    from pipeline_browser.model.pipelines.values import Value

_Thing = TypeVar("_Thing", NewEntry, NewStage, NewPipeline)

_WITHOUT: dict[str, Value] = {"archived": 0, "enabled": 1, "parallel_processing": 1, "chunk_size": None}
"""What a row without such a column is taken for."""


def fitted(content: NewPipeline, shape: Shape) -> tuple[NewPipeline, tuple[str, ...]]:
    """Return what of a pipeline can be written, and the columns whose values would be lost."""
    fitting = _Fitting(shape)
    stages = tuple(
        replace(
            fitting.fit(STAGES, stage),
            parameters=fitting.all_fit(PARAMETERS, stage.parameters),
        )
        for stage in content.stages
    )
    configuration = fitting.all_fit(CONFIGURATION, content.configuration)
    whole = replace(fitting.fit(PIPELINES, content), stages=stages, configuration=configuration)
    return whole, tuple(fitting.lost)


class _Fitting:
    """Remembers what would be lost, each column once."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self.lost: dict[str, None] = {}

    def all_fit(self, table: str, things: Sequence[NewEntry]) -> tuple[NewEntry, ...]:
        return tuple(self.fit(table, thing) for thing in things)

    def fit(self, table: str, thing: _Thing) -> _Thing:
        if not self._shape.has(table):
            return thing  # nothing of it can be written, which is told when that is tried
        missing = {
            column: value
            for column, value in _WITHOUT.items()
            if hasattr(thing, column) and not self._shape.has(table, column)
        }
        for column, value in missing.items():
            self._note(table, column, lost=getattr(thing, column) != value)
        others = [each for each in thing.others if self._shape.has(table, each[0])]
        for column, _ in thing.others:
            self._note(table, column, lost=not self._shape.has(table, column))
        return replace(thing, **missing, others=tuple(others))  # type: ignore[arg-type]

    def _note(self, table: str, column: str, *, lost: bool) -> None:
        if lost:
            self.lost[f"{table}.{column}"] = None
