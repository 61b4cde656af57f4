"""The signs of the diagram as plain strokes: crow's feet, rounded corners, brackets of composite keys.

An end is read from the box outwards: first how many at most (a bar for one, a foot for many), then how many
at least (a ring for none, a second bar for one).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.graph import End, State
from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline_browser.diagram.graph import Line
    from pipeline_browser.diagram.layout.shapes import Route
    from pipeline_browser.diagram.measuring import BoxShape

FOOT = 11.0  # how far a foot reaches, and how wide it spreads to both sides by half of it
_BARS = (7.0, 12.0)
_RING = 3.5  # radius
_INSIDE = 4.0  # between a bracket and the side of its box
RADIUS = 8.0  # of a line's corner
STATE_SIGNS = {State.ADDED: "+", State.CHANGED: "~", State.REMOVED: "\N{MINUS SIGN}"}


@dataclass(frozen=True, slots=True)
class Sign:
    """What is drawn at an end of a line: open strokes, and rings filled with the background."""

    strokes: tuple[tuple[Point, ...], ...] = ()
    rings: tuple[Point, ...] = ()
    radius: float = _RING


class Corner(NamedTuple):
    """A bend: a curve from ``before`` to ``after``, drawn towards ``at``."""

    before: Point
    at: Point
    after: Point


def end_sign(end: End, route: Route, *, at_child: bool) -> Sign:
    """Return the sign at one end of a route."""
    at, inwards = (route[0], route[1]) if at_child else (route[-1], route[-2])
    side = 1.0 if inwards.x >= at.x else -1.0
    if end is End.MANY:
        apex = Point(at.x + side * FOOT, at.y)
        foot = (Point(at.x, at.y - FOOT / 2), apex, Point(at.x, at.y + FOOT / 2))
        return Sign((foot,), (Point(apex.x + side * _RING, at.y),))
    first, second = (_bar(at, side * away) for away in _BARS)
    if end is End.ZERO_OR_ONE:
        return Sign((first,), (Point(at.x + side * (_BARS[0] + _RING + 3), at.y),))
    return Sign((first, second))


def _bar(at: Point, away: float) -> tuple[Point, Point]:
    return Point(at.x + away, at.y - FOOT / 2), Point(at.x + away, at.y + FOOT / 2)


def corners(route: Route, radius: float = RADIUS) -> Iterator[Corner]:
    """Yield the bends of a route, each as round as the legs beside it allow."""
    for before, at, after in zip(route, islice(route, 1, None), islice(route, 2, None), strict=False):
        room = min(radius, _distance(before, at) / 2, _distance(at, after) / 2)
        yield Corner(_towards(at, before, room), at, _towards(at, after, room))


def _distance(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _towards(start: Point, end: Point, by: float) -> Point:
    distance = _distance(start, end)
    if not distance:
        return start
    return Point(start.x + (end.x - start.x) * by / distance, start.y + (end.y - start.y) * by / distance)


def brackets(
    line: Line, route: Route, shape: BoxShape, places: Mapping[int, Point] | Sequence[Point]
) -> Iterator[tuple[Point, ...]]:
    """Yield, for both ends of a composite key, the bracket over its rows, just inside the box."""
    for box, rows, end, next_ in (
        (line.child, line.child_rows, route[0], route[1]),
        (line.parent, line.parent_rows, route[-1], route[-2]),
    ):
        shown = sorted(row for row in rows if row is not None)
        if len(shown) > 1:
            x = end.x + (-_INSIDE if next_.x > end.x else _INSIDE)
            ys = [places[box].y + shape.row_middle(row) for row in shown]
            yield _bracket(x, end.x, ys)


def _bracket(x: float, side: float, ys: Sequence[float]) -> tuple[Point, ...]:
    """Return a line past all rows, with a tick to the side of the box at each row that belongs to the key."""
    points = []
    for y in ys:
        points += [Point(x, y), Point(side, y), Point(x, y)]
    return tuple(points)
