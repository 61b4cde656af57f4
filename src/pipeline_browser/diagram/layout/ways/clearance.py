"""How far legs of one line get before a box is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.diagram.layout.obstacles import Boxes
    from pipeline_browser.diagram.layout.shapes import Point

Span = tuple[float, float]
_NOWHERE = (float("inf"), float("-inf"))


class Clearance:
    """What is free around the legs of a line that keep a margin to other boxes.

    Its own two boxes may be touched, but not entered. What was asked for one place is remembered.
    """

    def __init__(self, boxes: Boxes, own: tuple[int, int], margin: float) -> None:
        self._boxes = boxes
        self._own = own
        self._margin = margin
        self._level: dict[tuple[Point, Span], Span] = {}
        self._upright: dict[tuple[Point, Span], Span] = {}

    def level(self, at: Point, within: Span) -> Span:
        """Return from where to where a level leg through a place is free, as far as asked for."""
        span = self._level.get((at, within))
        if span is None:
            leg = Area(within[0], at.y, within[1], at.y)
            span = _free_around(at.x, within, ((area.left, area.right) for area in self._met(leg)))
            self._level[at, within] = span
        return span

    def upright(self, at: Point, within: Span) -> Span:
        """Return from where to where an upright leg through a place is free, as far as asked for."""
        span = self._upright.get((at, within))
        if span is None:
            leg = Area(at.x, within[0], at.x, within[1])
            span = _free_around(at.y, within, ((area.top, area.bottom) for area in self._met(leg)))
            self._upright[at, within] = span
        return span

    def is_free(self, leg: Area) -> bool:
        """Whether a leg is free."""
        hit, own = self._boxes.hit(leg, self._margin), self._own
        return not hit or all(box in own and not leg.overlaps(self._boxes.areas[box]) for box in hit)

    def _met(self, leg: Area) -> Iterable[Area]:
        """Yield the areas that a leg may not enter and does."""
        for box in self._boxes.hit(leg, self._margin):
            area = self._boxes.areas[box]
            if box not in self._own:
                yield area.grown(self._margin)
            elif leg.overlaps(area):
                yield area


def _free_around(at: float, within: Span, taken: Iterable[Span]) -> Span:
    low, high = within
    for start, end in taken:
        if end <= at:
            low = max(low, end)
        elif start >= at:
            high = min(high, start)
        else:
            return _NOWHERE
    return low, high
