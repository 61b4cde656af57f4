"""Which stages are dragged: by their handles within this window, whole for other ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.operations.new_rows import as_new_stage
from pipeline_browser.model.pipelines.reading import Handle, handle_of
from pipeline_browser.ui.pipelines.doing.stage_clipboard import stages_to_clipboard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from pipeline_browser.model.pipelines.facts import Stage

KIND = "application/x-pipeline-browser-dragged-stages+json"


@dataclass(frozen=True, slots=True)
class Dragged:
    """Stages of one pipeline of the open database."""

    pipeline: Handle
    stages: tuple[Handle, ...]


def dragging(pipeline: Handle, stages: Sequence[Stage]) -> QMimeData:
    """Return stages as they go along with the pointer."""
    data = stages_to_clipboard([as_new_stage(stage) for stage in stages])
    return with_handles(data, Dragged(pipeline, tuple(handle_of(stage.row) for stage in stages)))


def with_handles(data: QMimeData, dragged: Dragged) -> QMimeData:
    """Add where the stages come from."""
    data.setData(KIND, json.dumps([dragged.pipeline, list(dragged.stages)]).encode())
    return data


def dragged_within(data: QMimeData) -> Dragged | None:
    """Return the stages by their handles; they mean something only in the window where the drag began."""
    if not data.hasFormat(KIND):
        return None
    try:
        pipeline, stages = json.loads(bytes(data.data(KIND).data()))
        return Dragged(pipeline, tuple(stages))
    except (ValueError, TypeError):
        return None
