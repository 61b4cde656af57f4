"""Going from box to box: in reading order, and to the nearest one in a direction."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Point, Size
    from pipeline_browser.diagram.picture import Picture

_ASIDE = 2.0  # how much worse a way aside is than a way ahead


def reading_order(picture: Picture) -> list[int]:
    """Return the boxes row by row, as they are read; what is about as high up belongs to one row."""
    positions, sizes = picture.layout.positions, picture.sizes
    rows: list[list[int]] = []
    for box in sorted(range(len(positions)), key=lambda each: (positions[each].y, positions[each].x)):
        first = rows[-1][0] if rows else box
        if rows and positions[box].y < positions[first].y + sizes[first].height / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda each: positions[each].x)]


def nearest(picture: Picture, box: int, way: Point) -> int | None:
    """Return the nearest box in a direction (a step along one axis); None where there is none."""
    here = _middle(picture.layout.positions[box], picture.sizes[box])
    best = None
    least = math.inf
    for other, place in enumerate(picture.layout.positions):
        there = _middle(place, picture.sizes[other])
        x, y = there[0] - here[0], there[1] - here[1]
        ahead, aside = x * way.x + y * way.y, abs(x * way.y) + abs(y * way.x)
        if other != box and ahead > 0 and aside <= _ASIDE * ahead and ahead + _ASIDE * aside < least:
            best, least = other, ahead + _ASIDE * aside
    return best


def _middle(place: Point, size: Size) -> tuple[float, float]:
    return place.x + size.width / 2, place.y + size.height / 2
