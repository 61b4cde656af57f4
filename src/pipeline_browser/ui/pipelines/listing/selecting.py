"""From ranges of selected rows to what is selected: slices of handles, so that all of them are quick."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.handles import like
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, Line
from pipeline_browser.ui.pipelines.listing.selection import SelectedStage, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.pipelines.listing.handles import Handles
    from pipeline_browser.ui.pipelines.listing.list_model import ListModel
    from pipeline_browser.ui.pipelines.listing.selection import Key


def selected_in(model: ListModel, ranges: Iterable[tuple[int, int]], current: Key | None) -> Selection:
    """Return the selection of rows given as first and last, ascending."""
    places: list[range] = []
    stages: list[SelectedStage] = []
    for first, last in ranges:
        for piece in model.flat.pieces(first, last):
            if isinstance(piece, Line):
                stages += _stage(model, piece)
            else:
                places.append(piece)
    return Selection(_handles(model, places), tuple(stages), current)


def _handles(model: ListModel, places: list[range]) -> Handles:
    slices = (model.handles[each.start : each.stop] for each in places)
    return like(model.handles, chain.from_iterable(slices))


def _stage(model: ListModel, line: Line) -> Iterator[SelectedStage]:
    row = model.stage_at(line)
    if line.stage != WHOLE and row is not None:
        yield SelectedStage(model.handle_at(line.place), handle_of(row), row.get("id"))
