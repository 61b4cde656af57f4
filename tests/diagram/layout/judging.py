"""What a picture must never show, and how many lines cross in it: judged from places and routes alone."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size

_SAME = 2.0  # lengths below this are not seen


class Leg(NamedTuple):
    """A straight piece of a route, from lower to higher coordinates."""

    line: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.left == self.right


def legs(layout: Layout) -> list[Leg]:
    return [
        Leg(line, min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))
        for line, route in enumerate(layout.routes)
        for a, b in pairwise(route)
    ]


def overlapping_boxes(layout: Layout, sizes: Sequence[Size]) -> list[tuple[int, int]]:
    return [
        (one, other)
        for one, other in combinations(range(len(sizes)), 2)
        if _overlap(layout.positions[one], sizes[one], layout.positions[other], sizes[other])
    ]


def _overlap(a: Point, a_size: Size, b: Point, b_size: Size) -> bool:
    return (
        a.x < b.x + b_size.width
        and b.x < a.x + a_size.width
        and a.y < b.y + b_size.height
        and b.y < a.y + a_size.height
    )


def lines_through_boxes(layout: Layout, sizes: Sequence[Size]) -> list[tuple[int, int]]:
    return [
        (leg.line, box)
        for leg in legs(layout)
        for box, (place, size) in enumerate(zip(layout.positions, sizes, strict=True))
        if leg.left < place.x + size.width
        and leg.right > place.x
        and leg.top < place.y + size.height
        and leg.bottom > place.y
    ]


def slanted(layout: Layout) -> list[int]:
    return [leg.line for leg in legs(layout) if leg.left != leg.right and leg.top != leg.bottom]


def ends_off_their_rows(
    layout: Layout, sizes: Sequence[Size], links: Sequence[Link], tolerance: float = 0.0
) -> list[int]:
    wrong = []
    for number, (link, route) in enumerate(zip(links, layout.routes, strict=True)):
        for end, box, y in ((route[0], link.child, link.child_y), (route[-1], link.parent, link.parent_y)):
            place = layout.positions[box]
            beside = end.x in (place.x, place.x + sizes[box].width)
            near = abs(end.y - place.y - y) <= (tolerance if link.child != link.parent else 5.0)
            if not (beside and near):
                wrong.append(number)
    return wrong


def strangers_on_each_other(layout: Layout, links: Sequence[Link]) -> list[tuple[int, int]]:
    """Return pairs of lines that share no end and run along each other."""
    ends = [{(link.child, link.child_y), (link.parent, link.parent_y)} for link in links]
    found = []
    for one, other in _near_pairs(legs(layout)):
        if one.line == other.line or ends[one.line] & ends[other.line] or one.upright != other.upright:
            continue
        along = min(one.bottom, other.bottom) - max(one.top, other.top)
        if not one.upright:
            along = min(one.right, other.right) - max(one.left, other.left)
        if along > _SAME:
            found.append((one.line, other.line))
    return found


def count_crossings(layout: Layout) -> int:
    return sum(_cross(one, other) for one, other in _near_pairs(legs(layout)) if one.line != other.line)


def _cross(one: Leg, other: Leg) -> bool:
    if one.upright == other.upright:
        return False
    upright, level = (one, other) if one.upright else (other, one)
    return level.left < upright.left < level.right and upright.top < level.top < upright.bottom


def _near_pairs(every: list[Leg]) -> Iterator[tuple[Leg, Leg]]:
    """Yield pairs of legs that touch, each once."""
    open_: list[Leg] = []
    for leg in sorted(every, key=lambda each: each.left):
        open_ = [other for other in open_ if other.right >= leg.left - 1]
        for other in open_:
            if other.top <= leg.bottom + 1 and leg.top <= other.bottom + 1:
                yield other, leg
        open_.append(leg)
