"""The simple shapes that nearly all lines have: straight, with one upright leg, with two.

Both ends leave their boxes level, so each has a reach: how far it gets before a box is in its way. Upright
legs are tried only where both ends reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.layout.spacing import SIDE, TRACK_GAP
from pipeline_browser.diagram.layout.ways.clearance import Clearance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.layout.obstacles import Boxes
    from pipeline_browser.diagram.layout.shapes import Link, Route

MARGIN = 10.0  # between a line and a box that it passes
BEND = 30.0  # the length that a bend is as bad as
_SHIFTS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6)  # tracks beside the best place
SIDES = ((1, -1), (-1, 1), (1, 1), (-1, -1))  # of child and parent: 1 is the right one
_NEAREST = 8  # boxes in the way whose upper and lower sides are tried
_PASSING = 3  # tracks beside such a side


class Ends(NamedTuple):
    """Where a line leaves the child and may turn first, where it may turn last and meets the parent."""

    start: Point
    out: Point
    back: Point
    end: Point
    child_side: int
    parent_side: int


class Shape(NamedTuple):
    """A shape by its bends; better ones are smaller, and the number keeps equal ones in order.

    Attributes:
        bends: nothing if it is straight; where its only upright leg lies; or where the first one lies, the
            level leg after it, and the second one.
    """

    badness: float
    number: int
    ends: Ends
    bends: tuple[float, ...]

    def route(self) -> Route:
        """Return the points."""
        start, _, _, end, *_ = self.ends
        if not self.bends:
            return (start, end)
        if len(self.bends) == 1:
            (x,) = self.bends
            return (start, Point(x, start.y), Point(x, end.y), end)
        first, y, last = self.bends
        return (start, Point(first, start.y), Point(first, y), Point(last, y), Point(last, end.y), end)


class Shapes:
    """The simple shapes of one link, and which of them are free."""

    def __init__(self, boxes: Boxes, link: Link) -> None:
        self._boxes = boxes
        self._own = (link.child, link.parent)
        child, parent = boxes.areas[link.child], boxes.areas[link.parent]
        self.overlapped = child.overlaps(parent)
        room = SIDE + len(_SHIFTS) * TRACK_GAP
        self._farthest = {1: max(child.right, parent.right) + room, -1: min(child.left, parent.left) - room}
        self.ends = [_ends(link, child, parent, *sides) for sides in SIDES]

    def with_one_upright(self) -> list[Shape]:
        """Return the shapes with one upright leg or none, best first, with no regard to boxes."""
        shapes: list[Shape] = []
        for ends in self.ends:
            (sx, sy), _, _, (ex, ey), *_ = ends
            height = abs(sy - ey) + 2 * BEND
            for x in _uprights(ends):
                shapes.append(Shape(abs(sx - x) + height + abs(x - ex), len(shapes), ends, (x,)))
            if sy == ey and _facing(ends):
                shapes.append(Shape(abs(sx - ex), -1, ends, ()))
        return sorted(shapes)

    def with_two_uprights(self) -> list[Shape]:
        """Return the shapes with two upright legs, best first, with no regard to boxes."""
        shapes: list[Shape] = []
        for ends in self.ends:
            (sx, sy), out, back, (ex, ey), child_side, parent_side = ends
            for y in self._passages(out, back):
                for off in (0.0, TRACK_GAP):
                    first, last = out.x + child_side * off, back.x + parent_side * off
                    across = abs(sx - first) + abs(first - last) + abs(last - ex)
                    badness = across + abs(sy - y) + abs(y - ey) + 4 * BEND
                    shapes.append(Shape(badness, len(shapes), ends, (first, y, last)))
        return sorted(shapes)

    def free(self, shapes: Sequence[Shape], margin: float) -> Iterator[Shape]:
        """Yield, in order, the shapes that keep their distance to other boxes and stay out of their own."""
        clearance = Clearance(self._boxes, self._own, margin)
        heights = [shape.bends[1] for shape in shapes if len(shape.bends) == 3]
        heights += (self.ends[0].start.y, self.ends[0].end.y)
        span = min(heights), max(heights)
        for shape in shapes:
            if self._are_ends_free(shape, clearance) and _is_free_between(shape, clearance, span):
                yield shape

    def _are_ends_free(self, shape: Shape, clearance: Clearance) -> bool:
        start, _, _, end, child_side, parent_side = shape.ends
        first, last = (shape.bends[0], shape.bends[-1]) if shape.bends else (end.x, end.x)
        for at, side, x in ((start, child_side, first), (end, parent_side, last)):
            way = (at.x, self._farthest[side]) if side > 0 else (self._farthest[side], at.x)
            low, high = clearance.level(at, way)
            if not low <= x <= high:
                return False
        return True

    def _passages(self, out: Point, back: Point) -> Iterator[float]:
        """Yield heights above and below the boxes between two places, in several tracks each."""
        between = Area.between(out, back)
        middle = (out.y + back.y) / 2
        areas = {self._boxes.areas[box] for box in self._boxes.hit(between, SIDE)}
        sides = [side for area in areas for side in (area.top - 2 * MARGIN, area.bottom + 2 * MARGIN)]
        for side in sorted(sides, key=lambda side: (abs(side - middle), side))[:_NEAREST]:
            away = 1 if side > middle else -1
            yield from (side + away * shift * TRACK_GAP for shift in range(_PASSING))


def _is_free_between(shape: Shape, clearance: Clearance, span: tuple[float, float]) -> bool:
    """Whether the legs are free that do not touch the line's own boxes; ``span`` holds all their heights."""
    y, end_y = shape.ends.start.y, shape.ends.end.y
    if len(shape.bends) < 3:
        return not shape.bends or clearance.is_free(_upright(shape.bends[0], y, end_y))
    first, between, last = shape.bends
    for at in (Point(first, y), Point(last, end_y)):
        low, high = clearance.upright(at, span)
        if not low <= between <= high:
            return False
    return clearance.is_free(Area(min(first, last), between, max(first, last), between))


def _ends(link: Link, child: Area, parent: Area, child_side: int, parent_side: int) -> Ends:
    start = Point(child.right if child_side > 0 else child.left, child.top + link.child_y)
    end = Point(parent.right if parent_side > 0 else parent.left, parent.top + link.parent_y)
    out, back = Point(start.x + child_side * SIDE, start.y), Point(end.x + parent_side * SIDE, end.y)
    return Ends(start, out, back, end, child_side, parent_side)


def _facing(ends: Ends) -> bool:
    """Whether both ends look at each other, with room for the turns between them."""
    if ends.child_side == ends.parent_side:
        return False
    return (ends.out.x <= ends.back.x) == (ends.child_side > 0)


def _uprights(ends: Ends) -> list[float]:
    """Return where an upright leg may lie, the best place first."""
    low, high = sorted((ends.out.x, ends.back.x))
    if ends.child_side == ends.parent_side:
        base = high if ends.child_side > 0 else low
        return [base + ends.child_side * shift * TRACK_GAP for shift in range(len(_SHIFTS))]
    if not _facing(ends):
        return []
    places = (low, (low + high) / 2, high)
    return [x for place in places for shift in _SHIFTS if low <= (x := place + shift * TRACK_GAP) <= high]


def _upright(x: float, one: float, other: float) -> Area:
    return Area(x, min(one, other), x, max(one, other))
