"""A stage as the program reads it, without what makes it different from equal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value


class ParameterCells(NamedTuple):
    """A row of ``stage_parameters``."""

    key: Value
    value: Value
    archived: Value


class StageCells(NamedTuple):
    """A row of ``pipeline_stages`` with its parameters, as they lie in the file."""

    id: Value
    name: Value
    stage_type: Value
    enabled: Value
    stage_order: Value
    algorithm: Value
    parallel_processing: Value
    chunk_size: Value
    created_at: Value
    updated_at: Value
    archived: Value
    parameters: tuple[ParameterCells, ...]


class PipelineCells(NamedTuple):
    """A row of ``pipelines``."""

    id: Value
    name: Value
    archived: Value
    created_at: Value
    updated_at: Value
