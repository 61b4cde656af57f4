"""Lines from a box to itself: small loops at its right side, the shorter inside the longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size

_FIRST = 26.0  # from the side to the innermost loop: room for a crow's foot
_NEXT = 8.0
_SPREAD = 4.0  # of both ends where a column refers to itself


def loop_room(links: Sequence[Link]) -> float:
    """Return how far the loops of one box reach beyond its right side."""
    return _FIRST + _NEXT * (len(links) - 1) if links else 0.0


def loop_routes(links: Sequence[Link], place: Point, size: Size) -> list[Route]:
    """Return the routes of all loops of one box."""
    side = place.x + size.width
    by_length = sorted(
        range(len(links)), key=lambda each: (abs(links[each].child_y - links[each].parent_y), each)
    )
    reach = {each: _FIRST + _NEXT * number for number, each in enumerate(by_length)}
    return [_loop(link, side, place.y, reach[number]) for number, link in enumerate(links)]


def _loop(link: Link, side: float, top: float, reach: float) -> Route:
    start, end = top + link.child_y, top + link.parent_y
    if start == end:
        start, end = start + _SPREAD, end - _SPREAD
    return (Point(side, start), Point(side + reach, start), Point(side + reach, end), Point(side, end))
