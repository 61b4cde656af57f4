"""The picture of everything, where the window shows less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.shown import Shown
from pipeline_browser.diagram.state import choice_memory, drawn
from pipeline_browser.ui.diagram.count_words import WIDEST_COUNT

if TYPE_CHECKING:
    from pipeline_browser.diagram.measuring import TextMeasure
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.diagram.loading.matter import Matter


def shows_everything(state: DiagramState) -> bool:
    """Whether the window shows all tables with all columns."""
    return state.is_whole and state.shown.detail is Detail.COLUMNS


def whole_picture(
    matter: Matter, state: DiagramState, measure: TextMeasure, _: Progress, cancellation: Cancellation
) -> Picture:
    """Return the picture of all tables with all columns, where they were put; for a worker."""
    graph = matter.graph(Detail.COLUMNS)
    shape = BoxShape(measure, count=measure(WIDEST_COUNT))
    return drawn(graph, shape, choice_memory(state, Shown()), check=cancellation.check).picture
