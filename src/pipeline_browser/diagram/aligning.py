"""Boxes in line with each other, or at equal distances: what somebody asks for, not what a layout finds."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.diagram.layout.shapes import Size

_GAP = 24.0  # between boxes that would cover each other in line


class Side(Enum):
    """What of the boxes is brought into line."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


def aligned(
    places: Sequence[Point], sizes: Sequence[Size], boxes: Collection[int], side: Side
) -> list[Point]:
    """Return places with a side of some boxes in one line, the outermost; none of them covers another."""
    upright = side in {Side.LEFT, Side.RIGHT}
    far = side in {Side.RIGHT, Side.BOTTOM}
    across = 0 if upright else 1
    reach = [places[box][across] + (sizes[box][across] if far else 0.0) for box in boxes]
    line = max(reach) if far else min(reach)
    moved = list(places)
    end = float("-inf")
    for box in sorted(boxes, key=lambda each: (places[each][1 - across], each)):
        start = line - (sizes[box][across] if far else 0.0)
        along = max(places[box][1 - across], end)
        end = along + sizes[box][1 - across] + _GAP
        moved[box] = Point(start, along) if upright else Point(along, start)
    return moved


def spread(
    places: Sequence[Point], sizes: Sequence[Size], boxes: Collection[int], *, across: bool
) -> list[Point]:
    """Return places with equal gaps between some boxes; the outermost stay if there is room between."""
    axis = 0 if across else 1
    order = sorted(boxes, key=lambda each: (places[each][axis], each))
    first, last = places[order[0]][axis], places[order[-1]][axis] + sizes[order[-1]][axis]
    room = last - first - sum(sizes[box][axis] for box in order)
    gap = max(_GAP, room / (len(order) - 1)) if len(order) > 1 else 0.0
    moved = list(places)
    at = first
    for box in order:
        place = round(at)
        moved[box] = Point(place, places[box].y) if across else Point(places[box].x, place)
        at += sizes[box][axis] + gap
    return moved
