"""Lines between boxes that stand where somebody put them.

Each line tries simple shapes, the shortest first: straight, with one upright leg, with two. That is what
nearly all lines of a diagram look like, and fast enough to follow a box while it is dragged. Only where
boxes are in the way of every simple shape is a path searched for (see ``maze``). Lines keep off the ones
routed before them.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.channels import TRACK_GAP
from pipeline_browser.diagram.layout.component import SIDE
from pipeline_browser.diagram.layout.loops import loop_routes
from pipeline_browser.diagram.layout.maze import search
from pipeline_browser.diagram.layout.obstacles import Area, Boxes, Legs, legs
from pipeline_browser.diagram.layout.shapes import Layout, Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size

MARGIN = 10.0  # between a line and a box that it passes
_BEND = 30.0  # the length that a bend is as bad as
_CROSSING = 45.0  # the length that a crossing is as bad as
_TRIED = 6  # good shapes that are compared
_SHIFTS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6)  # tracks beside the best place
_SIDES = ((1, -1), (-1, 1), (1, 1), (-1, -1))  # of child and parent: 1 is the right one
_NEAREST = 8  # boxes in the way whose upper and lower sides are tried


def route(
    sizes: Sequence[Size],
    links: Sequence[Link],
    positions: Sequence[Point],
    *,
    kept: Sequence[Route | None] | None = None,
    thorough: bool = True,
    check: Callable[[], None] = lambda: None,
) -> tuple[Route, ...]:
    """Return the routes of all links between boxes that stay where they are.

    No line runs through a box, and unrelated lines do not run on each other, unless boxes leave no room.

    Args:
        kept: routes that stay; None for each that is wanted.
        thorough: search where no simple shape is free; False is for every moment of a drag.
        check: called for every line; may raise to end the work.
    """
    return _Router(sizes, links, positions, thorough=thorough).route(kept or [None] * len(links), check)


def rerouted(
    layout: Layout,
    sizes: Sequence[Size],
    links: Sequence[Link],
    positions: Sequence[Point],
    *,
    thorough: bool = True,
    check: Callable[[], None] = lambda: None,
) -> Layout:
    """Return a layout with boxes moved to ``positions``; only lines that must change do. See ``route``."""
    moved = {box for box, place in enumerate(positions) if place != layout.positions[box]}
    boxes = Boxes([positions[box] for box in sorted(moved)], [sizes[box] for box in sorted(moved)])
    kept = [
        None if link.child in moved or link.parent in moved or _runs_through(boxes, old) else old
        for link, old in zip(links, layout.routes, strict=True)
    ]
    return Layout(tuple(positions), route(sizes, links, positions, kept=kept, thorough=thorough, check=check))


def _runs_through(boxes: Boxes, old: Route) -> bool:
    return any(next(boxes.hit(leg, 0.0), None) is not None for leg in legs(old))


class _Router:
    def __init__(
        self, sizes: Sequence[Size], links: Sequence[Link], positions: Sequence[Point], *, thorough: bool
    ) -> None:
        self._thorough = thorough
        self._sizes = sizes
        self._links = links
        self._positions = positions
        self._boxes = Boxes(positions, sizes)
        self._legs = Legs()

    def route(self, kept: Sequence[Route | None], check: Callable[[], None]) -> tuple[Route, ...]:
        routes = list(kept)
        for number, old in enumerate(kept):
            if old is not None:
                self._legs.add(old, self._links[number])
        for number, loop in self._loops():
            routes[number] = loop
            self._legs.add(loop, self._links[number])
        wanted = [number for number, old in enumerate(routes) if old is None]
        for number in sorted(wanted, key=lambda each: (self._distance(self._links[each]), each)):
            check()
            routes[number] = found = self._find(self._links[number])
            self._legs.add(found, self._links[number])
        return tuple(each for each in routes if each is not None)

    def _loops(self) -> Iterator[tuple[int, Route]]:
        own: dict[int, list[int]] = {}
        for number, link in enumerate(self._links):
            if link.child == link.parent:
                own.setdefault(link.child, []).append(number)
        for box, numbers in own.items():
            drawn = loop_routes(
                [self._links[each] for each in numbers], self._positions[box], self._sizes[box]
            )
            yield from zip(numbers, drawn, strict=True)

    def _distance(self, link: Link) -> float:
        a, b = self._positions[link.child], self._positions[link.parent]
        return abs(a.x - b.x) + abs(a.y - b.y)

    def _find(self, link: Link) -> Route:
        tried: list[Route] = []
        for shapes in (self._with_one_upright, self._with_two_uprights):
            tried += sorted(shapes(link), key=_badness)
            good = list(islice(self._good(tried, link), _TRIED))
            if good:
                return min(good, key=lambda shape: _badness(shape) + _CROSSING * self._legs.crossings(shape))
        searched = self._searched(link) if self._thorough else None
        return searched or next((shape for shape in tried if self._is_free(shape, link, 0.0)), tried[0])

    def _good(self, shapes: Sequence[Route], link: Link) -> Iterator[Route]:
        for shape in shapes:
            if self._is_free(shape, link, MARGIN) and not self._legs.run_on(shape, link):
                yield shape

    def _searched(self, link: Link) -> Route | None:
        child, parent = self._boxes.areas[link.child], self._boxes.areas[link.parent]
        if child.overlaps(parent):
            return None
        ends = [self._ends(link, side, side) for side in (1, -1)]
        starts, goals = [each[:2] for each in ends], [(each[3], each[2]) for each in ends]
        return search(starts, goals, self._boxes, self._legs, link)

    def _is_free(self, shape: Route, link: Link, margin: float) -> bool:
        own = {link.child, link.parent}
        return not any(
            box not in own or leg.overlaps(self._boxes.areas[box])
            for leg in legs(shape)
            for box in self._boxes.hit(leg, margin)
        )

    def _ends(self, link: Link, child_side: int, parent_side: int) -> tuple[Point, Point, Point, Point]:
        """Return where a line leaves the child and may turn, where it may turn and meets the parent."""
        child, parent = self._boxes.areas[link.child], self._boxes.areas[link.parent]
        start = Point(child.right if child_side > 0 else child.left, child.top + link.child_y)
        end = Point(parent.right if parent_side > 0 else parent.left, parent.top + link.parent_y)
        return (
            start,
            Point(start.x + child_side * SIDE, start.y),
            Point(end.x + parent_side * SIDE, end.y),
            end,
        )

    def _with_one_upright(self, link: Link) -> Iterator[Route]:
        for sides in _SIDES:
            yield from _with_one_upright(*self._ends(link, *sides), *sides)

    def _with_two_uprights(self, link: Link) -> Iterator[Route]:
        for child_side, parent_side in _SIDES:
            start, out, back, end = self._ends(link, child_side, parent_side)
            for y in self._passages(out, back):
                for shift in range(2):
                    x1 = out.x + child_side * shift * TRACK_GAP
                    x2 = back.x + parent_side * shift * TRACK_GAP
                    yield (start, Point(x1, start.y), Point(x1, y), Point(x2, y), Point(x2, end.y), end)

    def _passages(self, out: Point, back: Point) -> Iterator[float]:
        """Yield heights above and below the boxes between two places, in several tracks each."""
        between = Area.between(out, back)
        middle = (out.y + back.y) / 2
        areas = {self._boxes.areas[box] for box in self._boxes.hit(between, SIDE)}
        sides = [side for area in areas for side in (area.top - 2 * MARGIN, area.bottom + 2 * MARGIN)]
        for side in sorted(sides, key=lambda side: (abs(side - middle), side))[:_NEAREST]:
            away = 1 if side > middle else -1
            yield from (side + away * shift * TRACK_GAP for shift in range(3))


def _with_one_upright(
    start: Point, out: Point, back: Point, end: Point, child_side: int, parent_side: int
) -> Iterator[Route]:
    low, high = min(out.x, back.x), max(out.x, back.x)
    if child_side == parent_side:
        base = high if child_side > 0 else low
        xs = [base + child_side * shift * TRACK_GAP for shift in range(len(_SHIFTS))]
    elif (out.x <= back.x) == (child_side > 0):
        if start.y == end.y:
            yield (start, end)
        places = (low, (low + high) / 2, high)
        xs = [x for place in places for shift in _SHIFTS if low <= (x := place + shift * TRACK_GAP) <= high]
    else:
        xs = []
    for x in xs:
        yield (start, Point(x, start.y), Point(x, end.y), end)


def _badness(shape: Route) -> float:
    length = sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(shape))
    return length + _BEND * (len(shape) - 2)
