"""Lines between boxes that stand where somebody put them.

Each line tries simple shapes, the shortest first, and takes the best of those that are free. That is what
nearly all lines of a diagram look like, and fast enough to follow a box while it is dragged. Only where boxes
are in the way of every simple shape is a path searched for (see ``maze``). Lines keep off the ones routed
before them.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.loops import loop_routes
from pipeline_browser.diagram.layout.obstacles import Boxes, Legs
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.layout.ways.maze import search
from pipeline_browser.diagram.layout.ways.simple_shapes import MARGIN, Shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size
    from pipeline_browser.diagram.layout.ways.simple_shapes import Shape

_CROSSING = 45.0  # the length that a crossing is as bad as
_TRIED = 6  # good shapes that are compared
_TRIED_IN_HASTE = 32  # shapes of either sort that are looked at while a box is dragged


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
    router = _Router(sizes, links, positions)
    routes = list(kept or [None] * len(links))
    for line, old in enumerate(routes):
        if old is not None:
            router.legs.add(line, old)
    wanted = [line for line, old in enumerate(routes) if old is None]
    for line, found in router.routed(wanted, thorough=thorough, check=check):
        routes[line] = found
    return tuple(each for each in routes if each is not None)


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
    moving = [box for box, place in enumerate(positions) if place != layout.positions[box]]
    router = DragRouter(layout, sizes, links, moving)
    return router.placed([positions[box] for box in moving], thorough=thorough, check=check)


class DragRouter:
    """Follows boxes while they are dragged; what does not move is filed once."""

    def __init__(
        self, layout: Layout, sizes: Sequence[Size], links: Sequence[Link], moving: Collection[int]
    ) -> None:
        """Start with a layout as it was before the drag, and with the numbers of the boxes that move."""
        self._layout = layout
        self._sizes = sizes
        self._moving = sorted(moving)
        self._router = _Router(sizes, links, layout.positions)
        ends = set(moving)
        self._ending = [
            line for line, link in enumerate(links) if not ends.isdisjoint((link.child, link.parent))
        ]
        self._loops = {line for line, link in enumerate(links) if link.child == link.parent}
        for line in set(range(len(links))).difference(self._ending):
            self._router.legs.add(line, layout.routes[line])

    def moved(self, by: Point, *, check: Callable[[], None] = lambda: None) -> Layout:
        """Return the layout with the boxes ``by`` further: quickly, with simple shapes only.

        Routes that need not change are the very same objects as before the drag. Where ``check`` raises, the
        router is of no use any more.
        """
        if by == Point(0, 0):
            return self._layout
        places = [self._layout.positions[box].moved(by) for box in self._moving]
        return self.placed(places, thorough=False, check=check)

    def placed(
        self,
        places: Sequence[Point],
        *,
        thorough: bool = True,
        check: Callable[[], None] = lambda: None,
    ) -> Layout:
        """Return the layout with the boxes elsewhere, in the order of their numbers. See ``route``."""
        positions, routes = list(self._layout.positions), list(self._layout.routes)
        for box, place in zip(self._moving, places, strict=True):
            positions[box] = place
            self._router.boxes.move(box, Area.of(place, self._sizes[box]))
        freed = self._lines_in_the_way()
        legs = self._router.legs
        for line in freed:
            legs.remove(line, routes[line])
        drawn = list(self._router.routed([*self._ending, *freed], thorough=thorough, check=check))
        for line, found in drawn:
            legs.remove(line, found)
        for line in freed:
            legs.add(line, routes[line])
        for line, found in drawn:
            routes[line] = found
        return Layout(tuple(positions), tuple(routes))

    def _lines_in_the_way(self) -> list[int]:
        """Return the lines that would run through a moved box."""
        areas = self._router.boxes.areas
        found = {line for box in self._moving for line in self._router.legs.lines_in(areas[box])}
        return sorted(found - self._loops)


class _Router:
    """Finds one route after the other, among boxes and the lines that are drawn."""

    def __init__(self, sizes: Sequence[Size], links: Sequence[Link], positions: Sequence[Point]) -> None:
        self._sizes = sizes
        self._links = links
        self.boxes = Boxes(positions, sizes)
        self.legs = Legs(links)

    def routed(
        self, lines: Iterable[int], *, thorough: bool, check: Callable[[], None]
    ) -> Iterator[tuple[int, Route]]:
        """Yield the wanted lines with their routes, loops first, then short ones; they are drawn then."""
        wanted = sorted(lines, key=lambda line: (self._distance(self._links[line]), line))
        loops = [line for line in wanted if self._links[line].child == self._links[line].parent]
        for line, loop in self._loops(loops):
            self.legs.add(line, loop)
            yield line, loop
        for line in wanted:
            if self._links[line].child != self._links[line].parent:
                check()
                found = self._find(line, thorough=thorough)
                self.legs.add(line, found)
                yield line, found

    def _loops(self, lines: Iterable[int]) -> Iterator[tuple[int, Route]]:
        own: dict[int, list[int]] = {}
        for line in sorted(lines):
            own.setdefault(self._links[line].child, []).append(line)
        for box, numbers in own.items():
            left, top, *_ = self.boxes.areas[box]
            drawn = loop_routes([self._links[each] for each in numbers], Point(left, top), self._sizes[box])
            yield from zip(numbers, drawn, strict=True)

    def _distance(self, link: Link) -> float:
        a, b = self.boxes.areas[link.child], self.boxes.areas[link.parent]
        return abs(a.left - b.left) + abs(a.top - b.top)

    def _find(self, line: int, *, thorough: bool) -> Route:
        shapes = Shapes(self.boxes, self._links[line])
        most = None if thorough else _TRIED_IN_HASTE
        tried: list[Shape] = []
        for some in (shapes.with_one_upright, shapes.with_two_uprights):
            tried += (latest := some()[:most])
            good = list(islice(self._good(line, shapes.free(latest, MARGIN)), _TRIED))
            if good:
                return min(good, key=self._cost)[1]
        searched = self._searched(line, shapes) if thorough else None
        return searched or next(shapes.free(tried, 0.0), tried[0]).route()

    def _good(self, line: int, shapes: Iterable[Shape]) -> Iterator[tuple[float, Route]]:
        for shape in shapes:
            each = shape.route()
            if not self.legs.run_on(line, each):
                yield shape.badness, each

    def _cost(self, shape: tuple[float, Route]) -> float:
        badness, each = shape
        return badness + _CROSSING * self.legs.crossings(each)

    def _searched(self, line: int, shapes: Shapes) -> Route | None:
        if shapes.overlapped:
            return None
        same_sides = [ends for ends in shapes.ends if ends.child_side == ends.parent_side]
        starts = [(ends.start, ends.out) for ends in same_sides]
        goals = [(ends.end, ends.back) for ends in same_sides]
        return search(starts, goals, self.boxes, self.legs, line)
