"""What a new line has to heed: boxes it may not run through, lines it may not run on.

Both are found by place, and may be moved and taken away again, so that what was filed once serves every
moment of a drag.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.areas import Area

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Point, Route, Size

_CELL = 256.0  # the width of the squares that boxes are filed by
_STRIP = 64.0  # of the strips that legs are filed by
_NEAR = 5.0  # legs nearer than this look like one
_SEEN = 2.0  # a common run shorter than this is not seen


class Boxes:
    """The boxes of a diagram, filed by the squares that they touch."""

    def __init__(self, places: Sequence[Point], sizes: Sequence[Size]) -> None:
        self.areas = [Area.of(place, size) for place, size in zip(places, sizes, strict=True)]
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number in range(len(self.areas)):
            self._file(number)

    def move(self, box: int, area: Area) -> None:
        """Let a box cover another area than before."""
        for cell in _cells(self.areas[box]):
            self._cells[cell].remove(box)
        self.areas[box] = area
        self._file(box)

    def hit(self, area: Area, margin: float) -> list[int]:
        """Return the boxes that an area comes nearer to than a margin, some of them twice."""
        left, right = area.left - margin, area.right + margin
        top, bottom = area.top - margin, area.bottom + margin
        rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
        areas, cells = self.areas, self._cells
        found = []
        for x in range(int(left // _CELL), int(right // _CELL) + 1):
            for y in rows:
                for box in cells.get((x, y), ()):
                    other = areas[box]
                    if left < other[2] and right > other[0] and top < other[3] and bottom > other[1]:
                        found.append(box)
        return found

    def _file(self, box: int) -> None:
        for cell in _cells(self.areas[box]):
            self._cells[cell].append(box)


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for x in range(int(area.left // _CELL), int(area.right // _CELL) + 1):
        for y in range(int(area.top // _CELL), int(area.bottom // _CELL) + 1):
            yield x, y


class _Leg(NamedTuple):
    """A leg as it is filed: where it lies across its direction, from where to where along it, whose it is."""

    across: float
    low: float
    high: float
    line: int


class _Strips:
    """The legs of one direction, filed by strips across it."""

    def __init__(self) -> None:
        self._strips: dict[int, list[_Leg]] = defaultdict(list)

    def add(self, leg: _Leg) -> None:
        self._strips[int(leg.across // _STRIP)].append(leg)

    def remove(self, leg: _Leg) -> None:
        self._strips[int(leg.across // _STRIP)].remove(leg)

    def along(self, leg: _Leg) -> list[int]:
        """Return the lines that run on a leg."""
        across, low, high = leg.across, leg.low, leg.high
        return [
            other.line
            for strip in range(int((across - _NEAR) // _STRIP), int((across + _NEAR) // _STRIP) + 1)
            for other in self._strips.get(strip, ())
            if -_NEAR < other.across - across < _NEAR and min(other.high, high) - max(other.low, low) > _SEEN
        ]

    def crossing(self, leg: _Leg) -> int:
        """Return how many legs cross one of the other direction."""
        at, low, high = leg.across, leg.low, leg.high
        return sum(
            [
                low < other.across < high and other.low < at < other.high
                for strip in range(int(low // _STRIP), int(high // _STRIP) + 1)
                for other in self._strips.get(strip, ())
            ]
        )

    def inside(self, low: float, high: float, along_low: float, along_high: float) -> Iterator[_Leg]:
        """Yield the legs that lie at least partly inside an area."""
        for strip in range(int(low // _STRIP), int(high // _STRIP) + 1):
            for leg in self._strips.get(strip, ()):
                if low < leg.across < high and leg.low < along_high and leg.high > along_low:
                    yield leg


class Legs:
    """The legs of the lines that are drawn."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._upright = _Strips()
        self._level = _Strips()

    def add(self, line: int, route: Route) -> None:
        """Draw a line."""
        for upright, leg in _filed(line, route):
            (self._upright if upright else self._level).add(leg)

    def remove(self, line: int, route: Route) -> None:
        """Wipe a line off that was drawn so."""
        for upright, leg in _filed(line, route):
            (self._upright if upright else self._level).remove(leg)

    def run_on(self, line: int, route: Route) -> bool:
        """Whether a route runs on a line that shares no end with its own."""
        for upright, leg in _filed(line, route):
            for other in (self._upright if upright else self._level).along(leg):
                if not related(self._links[line], self._links[other]):
                    return True
        return False

    def crossings(self, route: Route) -> int:
        """Return how many legs a route crosses."""
        return sum(
            (self._level if upright else self._upright).crossing(leg) for upright, leg in _filed(-1, route)
        )

    def lines_in(self, area: Area) -> set[int]:
        """Return the lines that run through an area."""
        left, top, right, bottom = area
        found = {leg.line for leg in self._upright.inside(left, right, top, bottom)}
        return found.union(leg.line for leg in self._level.inside(top, bottom, left, right))

    def strangers(self, area: Area, line: int) -> Iterator[Area]:
        """Yield the legs in an area that belong to lines without a common end."""
        link = self._links[line]
        left, top, right, bottom = area
        for leg in self._upright.inside(left - _NEAR, right + _NEAR, top, bottom):
            if not related(link, self._links[leg.line]):
                yield Area(leg.across, leg.low, leg.across, leg.high)
        for leg in self._level.inside(top - _NEAR, bottom + _NEAR, left, right):
            if not related(link, self._links[leg.line]):
                yield Area(leg.low, leg.across, leg.high, leg.across)


def _filed(line: int, route: Route) -> Iterator[tuple[bool, _Leg]]:
    """Yield the legs of a route that have a length, and whether they are upright."""
    for (ax, ay), (bx, by) in pairwise(route):
        if ax == bx:
            if ay != by:
                yield True, _Leg(ax, min(ay, by), max(ay, by), line)
        else:
            yield False, _Leg(ay, min(ax, bx), max(ax, bx), line)


def legs(route: Route) -> Iterator[Area]:
    """Yield the legs of a route that have a length."""
    for a, b in pairwise(route):
        if a != b:
            yield Area.between(a, b)


def related(one: Link, other: Link) -> bool:
    """Whether two lines share an end, so that they may share a trunk."""
    child, parent = one[:2], one[2:]
    return other[:2] in (child, parent) or other[2:] in (child, parent)
