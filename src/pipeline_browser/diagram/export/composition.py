"""A picture, its legend below it, a margin around both: the same for every format that shows a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.shapes import Point, Size
from pipeline_browser.diagram.legend import legend_below

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
        legend: its entries, from ``legend_at``.
    """

    area: Area
    legend: tuple[PlacedEntry, ...]
    legend_at: Point


def composed(picture: Picture, *, explained: bool) -> Composition:
    """Return the page of a picture, with a legend or without."""
    (left, top), (width, height) = picture.extent
    placed, room = (
        legend_below(picture.graph, width, picture.shape.measure) if explained else ([], Size(0, 0))
    )
    across, down = max(width, room.width) + 2 * MARGIN, height + room.height + 2 * MARGIN
    area = Area(left - MARGIN, top - MARGIN, across, down)
    return Composition(area, tuple(placed), Point(left, top + height + MARGIN))
