"""A picture, its legend below it, a margin around both: the same for every format that shows a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.export.literal import visible
from pipeline_browser.diagram.layout.shapes import Point, Size
from pipeline_browser.diagram.legend import LEGEND_LINE, legend_below

if TYPE_CHECKING:
    from pipeline_browser.diagram.legend import PlacedEntry
    from pipeline_browser.diagram.picture import Picture

MARGIN = 32.0  # around everything, and between the diagram and its legend


class Area(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Composition:
    """What is drawn besides the picture, and where.

    Attributes:
        area: of all that is drawn, with the margin.
        legend: its entries, from ``legend_at``, where the middle of the first line begins.
        caption: a line above the picture, which begins at ``caption_at``; empty for none.
    """

    area: Area
    legend: tuple[PlacedEntry, ...]
    legend_at: Point
    caption: str
    caption_at: Point


def composed(picture: Picture, *, explained: bool, caption: str = "") -> Composition:
    """Return the page of a picture, with a legend and a caption or without."""
    (left, top), (width, height) = picture.extent
    placed, room = (
        legend_below(picture.graph, width, picture.shape.measure) if explained else ([], Size(0, 0))
    )
    below = MARGIN + room.height if placed else 0.0
    caption = visible(caption)
    above = LEGEND_LINE if caption else 0.0
    across = max(width, room.width, picture.shape.measure(caption, bold=True) if caption else 0.0)
    area = Area(left - MARGIN, top - MARGIN - above, across + 2 * MARGIN, above + height + below + 2 * MARGIN)
    first_line = top + height + MARGIN + LEGEND_LINE / 2
    caption_at = Point(left, top - LEGEND_LINE)
    return Composition(area, tuple(placed), Point(left, first_line), caption, caption_at)
