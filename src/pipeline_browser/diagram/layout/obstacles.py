"""What a new line has to heed: boxes it may not run through, lines it may not run on. Both found by place."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Point, Route, Size

_CELL = 256.0  # the width of the squares that boxes are filed by
_STRIP = 64.0  # of the strips that legs are filed by
_NEAR = 5.0  # legs nearer than this look like one
_SEEN = 2.0  # a common run shorter than this is not seen


class Area(NamedTuple):
    """A rectangle with its sides upright; a leg is one without width or height."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def between(cls, a: Point, b: Point) -> Area:
        """Return the smallest area that holds both places."""
        return cls(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))

    @classmethod
    def of(cls, place: Point, size: Size) -> Area:
        """Return what a box covers."""
        return cls(place.x, place.y, place.x + size.width, place.y + size.height)

    def moved(self, by: Point) -> Area:
        """Return the area that lies ``by`` further."""
        return Area(self.left + by.x, self.top + by.y, self.right + by.x, self.bottom + by.y)

    def grown(self, by: float) -> Area:
        """Return the area with a margin around it."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Area) -> bool:
        """Whether the insides have something in common."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )


class Boxes:
    """The boxes of a diagram, filed by the squares that they touch."""

    def __init__(self, places: Sequence[Point], sizes: Sequence[Size]) -> None:
        self.areas = [Area.of(place, size) for place, size in zip(places, sizes, strict=True)]
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, area in enumerate(self.areas):
            for cell in _cells(area):
                self._cells[cell].append(number)

    def hit(self, area: Area, margin: float) -> Iterator[int]:
        """Yield the boxes that an area comes nearer to than a margin, some of them twice."""
        left, right = area.left - margin, area.right + margin
        top, bottom = area.top - margin, area.bottom + margin
        rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
        for x in range(int(left // _CELL), int(right // _CELL) + 1):
            for y in rows:
                for box in self._cells.get((x, y), ()):
                    other = self.areas[box]
                    if left < other[2] and right > other[0] and top < other[3] and bottom > other[1]:
                        yield box


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for x in range(int(area.left // _CELL), int(area.right // _CELL) + 1):
        for y in range(int(area.top // _CELL), int(area.bottom // _CELL) + 1):
            yield x, y


class Legs:
    """The legs of the lines that are drawn, filed by strips across their direction."""

    def __init__(self) -> None:
        self._upright: dict[int, list[tuple[Area, Link]]] = defaultdict(list)
        self._level: dict[int, list[tuple[Area, Link]]] = defaultdict(list)

    def add(self, route: Route, link: Link) -> None:
        """Draw a line."""
        for area in legs(route):
            if area.left == area.right:
                self._upright[int(area.left // _STRIP)].append((area, link))
            else:
                self._level[int(area.top // _STRIP)].append((area, link))

    def run_on(self, route: Route, link: Link) -> bool:
        """Whether a route runs on a line that shares no end with it."""
        return any(self._stranger_along(area, link) for area in legs(route))

    def strangers(self, area: Area, link: Link) -> Iterator[Area]:
        """Yield the legs in an area that belong to lines without a common end."""
        for strip in range(int(area.left // _STRIP), int(area.right // _STRIP) + 1):
            for leg, owner in self._upright.get(strip, ()):
                if leg.top < area.bottom and leg.bottom > area.top and not related(link, owner):
                    yield leg
        for strip in range(int(area.top // _STRIP), int(area.bottom // _STRIP) + 1):
            for leg, owner in self._level.get(strip, ()):
                if leg.left < area.right and leg.right > area.left and not related(link, owner):
                    yield leg

    def crossings(self, route: Route) -> int:
        """Return how many legs a route crosses."""
        return sum(self._crossing(area) for area in legs(route))

    def _stranger_along(self, area: Area, link: Link) -> bool:
        upright = area.left == area.right
        filed, across = (self._upright, area.left) if upright else (self._level, area.top)
        for strip in range(int((across - _NEAR) // _STRIP), int((across + _NEAR) // _STRIP) + 1):
            for other, owner in filed.get(strip, ()):
                if upright:
                    apart = abs(other.left - across)
                    along = min(area.bottom, other.bottom) - max(area.top, other.top)
                else:
                    apart = abs(other.top - across)
                    along = min(area.right, other.right) - max(area.left, other.left)
                if apart < _NEAR and along > _SEEN and not related(link, owner):
                    return True
        return False

    def _crossing(self, area: Area) -> int:
        upright = area.left == area.right
        filed = self._level if upright else self._upright
        low, high = (area.top, area.bottom) if upright else (area.left, area.right)
        return sum(
            other.left < area.left < other.right and area.top < other.top < area.bottom
            if upright
            else area.left < other.left < area.right and other.top < area.top < other.bottom
            for strip in range(int(low // _STRIP), int(high // _STRIP) + 1)
            for other, _ in filed.get(strip, ())
        )


def legs(route: Route) -> Iterator[Area]:
    """Yield the legs of a route that have a length."""
    for a, b in pairwise(route):
        if a != b:
            yield Area.between(a, b)


def related(one: Link, other: Link) -> bool:
    """Whether two lines share an end, so that they may share a trunk."""
    ends = {(one.child, one.child_y), (one.parent, one.parent_y)}
    return (other.child, other.child_y) in ends or (other.parent, other.parent_y) in ends
