"""Where boxes had better stand than exactly where they are dragged: in line with others.

A side snaps to the same side of a box nearby, a middle to a middle, and best of all a row to the row that a
foreign key joins it with, which makes the key's line straight. What is filed once serves every moment of a
drag.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Size

REACH = 600.0  # pixels between boxes, up to which they are seen as standing in line
_SAME = 0.5  # pixels
_RESERVE = 0.25  # of the tolerance, that a better kind of alignment may be further off


class Kind(Enum):
    """What stands in line with what; the best first."""

    ROW = 0
    SIDE = 1
    MIDDLE = 2


@dataclass(frozen=True, slots=True)
class Guide:
    """A straight line, upright or level, that shows what stands in line."""

    kind: Kind
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Snap:
    """How far boxes go instead, and why."""

    by: Point
    guides: tuple[Guide, ...] = ()


class _Match(NamedTuple):
    """Something of the moving boxes that can be in line with something of another box.

    Attributes:
        own, other: their places along the axis, before the move.
        own_area, area: the moving area, before the move, and that of the other box.
    """

    kind: Kind
    own: float
    other: float
    own_area: Area
    area: Area


class Snapper:
    """Knows the boxes that stay and those that move, as they were before the move."""

    def __init__(
        self,
        sizes: Sequence[Size],
        positions: Sequence[Point],
        links: Sequence[Link],
        moving: Collection[int],
        *,
        reach: float = REACH,
    ) -> None:
        areas = [Area.of(place, size) for place, size in zip(positions, sizes, strict=True)]
        chosen = set(moving)
        own = _around([areas[box] for box in sorted(chosen)])
        others = [area for box, area in enumerate(areas) if box not in chosen]
        self._reach = reach
        self._upright = _Lines(own, others, upright=True)
        self._level = _Lines(own, others, upright=False)
        self._rows = [_row(link, areas, link.child in chosen) for link in links if _leaves(link, chosen)]

    def snapped(self, by: Point, tolerance: float) -> Snap:
        """Return the way of boxes dragged ``by``, changed by at most ``tolerance`` to the right and down."""
        x = self._correction(self._upright.near(by.x, tolerance), by, by.x, tolerance)
        by = Point(by.x + x, by.y)
        level = [*self._level.near(by.y, tolerance), *self._straight_rows(by)]
        y = self._correction(level, by, by.y, tolerance)
        by = Point(by.x, by.y + y)
        guides = [_upright_guide(match, by) for match in self._met(self._upright.near(by.x, _SAME), by, by.x)]
        level = [*self._level.near(by.y, _SAME), *self._straight_rows(by)]
        guides += [_level_guide(match, by) for match in self._met(level, by, by.y)]
        return Snap(by, tuple(_joined(guides)))

    def _straight_rows(self, by: Point) -> Iterator[_Match]:
        """Yield the rows of boxes beside each other, where a line between them can be straight."""
        for match in self._rows:
            own, other = match.own_area.moved(by), match.area
            if own.right < other.left or other.right < own.left:
                yield match

    def _correction(
        self, matches: Collection[_Match] | Iterator[_Match], by: Point, way: float, tolerance: float
    ) -> float:
        """Return how much further the boxes have to go along an axis for the best match."""
        best, correction = float("inf"), 0.0
        for match in matches:
            off = match.other - match.own - way
            cost = abs(off) + _RESERVE * tolerance * match.kind.value
            if abs(off) <= tolerance and cost < best and self._is_near(match, by):
                best, correction = cost, off
        return correction

    def _met(self, matches: Collection[_Match] | Iterator[_Match], by: Point, way: float) -> Iterator[_Match]:
        for match in matches:
            if abs(match.other - match.own - way) <= _SAME and self._is_near(match, by):
                yield match

    def _is_near(self, match: _Match, by: Point) -> bool:
        return match.kind is Kind.ROW or match.own_area.moved(by).grown(self._reach).overlaps(match.area)


class _Lines:
    """The sides and middles of all other boxes along one axis, sorted."""

    def __init__(self, own: Area, others: Sequence[Area], *, upright: bool) -> None:
        self._own = own
        kinds = (Kind.SIDE, Kind.MIDDLE, Kind.SIDE)
        self._filed = []
        for number, kind in enumerate(kinds):
            lines = sorted((_lines(area, upright=upright)[number], area) for area in others)
            at = _lines(own, upright=upright)[number]
            self._filed.append((kind, at, [line for line, _ in lines], [area for _, area in lines]))

    def near(self, way: float, tolerance: float) -> Iterator[_Match]:
        """Yield what would be in line after such a way, within a tolerance."""
        for kind, own, lines, areas in self._filed:
            first = bisect_left(lines, own + way - tolerance)
            for number in range(first, bisect_right(lines, own + way + tolerance)):
                yield _Match(kind, own, lines[number], self._own, areas[number])


def _lines(area: Area, *, upright: bool) -> tuple[float, float, float]:
    low, high = (area.left, area.right) if upright else (area.top, area.bottom)
    return low, (low + high) / 2, high


def _around(areas: Sequence[Area]) -> Area:
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return Area(min(lefts), min(tops), max(rights), max(bottoms))


def _leaves(link: Link, moving: Collection[int]) -> bool:
    return (link.child in moving) != (link.parent in moving)


def _row(link: Link, areas: Sequence[Area], child_moves: bool) -> _Match:  # noqa: FBT001 - one call
    child, parent = areas[link.child], areas[link.parent]
    child_y, parent_y = child.top + link.child_y, parent.top + link.parent_y
    if child_moves:
        return _Match(Kind.ROW, child_y, parent_y, child, parent)
    return _Match(Kind.ROW, parent_y, child_y, parent, child)


def _upright_guide(match: _Match, by: Point) -> Guide:
    own = match.own_area.moved(by)
    top, bottom = min(own.top, match.area.top), max(own.bottom, match.area.bottom)
    return Guide(match.kind, Point(match.other, top), Point(match.other, bottom))


def _level_guide(match: _Match, by: Point) -> Guide:
    own = match.own_area.moved(by)
    left, right = min(own.left, match.area.left), max(own.right, match.area.right)
    return Guide(match.kind, Point(left, match.other), Point(right, match.other))


def _joined(guides: Sequence[Guide]) -> list[Guide]:
    """Return one guide for all that is in one line, as long as all of it; middles only where no side is."""
    joined: dict[tuple[bool, float], Guide] = {}
    for guide in sorted(guides, key=lambda each: (each.kind.value, each.start)):
        upright = guide.start.x == guide.end.x
        key = upright, guide.start.x if upright else guide.start.y
        if guide.kind is Kind.MIDDLE and key not in joined and _has_better(joined, upright=upright):
            continue
        known = joined.setdefault(key, guide)
        joined[key] = Guide(known.kind, min(known.start, guide.start), max(known.end, guide.end))
    return list(joined.values())


def _has_better(guides: dict[tuple[bool, float], Guide], *, upright: bool) -> bool:
    return any(each[0] == upright and guide.kind is not Kind.MIDDLE for each, guide in guides.items())
