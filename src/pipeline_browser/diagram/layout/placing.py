"""Where boxes stand in a picture that grows: what has a place keeps it, what is new joins its relations.

A person knows a picture by where things are (the mental map of Misue, Eades, Lai and Sugiyama 1995), so
nothing moves that need not. Boxes that have grown over others push them: to the right where that is shorter,
then down, in the order in which they stand, each only as far as it must (after the force transfer of Huang,
Lai, Sajeev and Gao 2007, and the two passes of Dwyer, Marriott and Stuckey 2005).
"""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.arrange import GAP as BLOCK_GAP
from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.free_places import nearest_free
from pipeline_browser.diagram.layout.packing import shelve
from pipeline_browser.diagram.layout.parting import parted
from pipeline_browser.diagram.layout.shapes import Point, extent, links_among

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Size

_CHANNEL = 90.0  # between a box and its relation where there is room for more than the gap
_WRONG_SIDE = 2.0  # times as far off counts a place left of the parents or right of the children


def settled(
    sizes: Sequence[Size],
    links: Sequence[Link],
    kept: Sequence[Point | None],
    *,
    check: Callable[[], None] = lambda: None,
) -> list[Point]:
    """Return where all boxes stand, none on another; without any kept place, as ``arrange`` puts them.

    Args:
        kept: the place that a box has had; None for a new box. Places that do not collide are returned as
            they are. New boxes stand near those that they are linked with: right of their parents, left of
            their children; boxes linked with nothing that has a place stand below everything.
        check: called often; may raise to end the work.
    """
    if not any(place is not None for place in kept):
        return list(arrange(sizes, links, check=check).positions)
    areas = {box: Area.of(place, sizes[box]) for box, place in enumerate(kept) if place is not None}
    areas = parted(areas)
    _Newcomers(sizes, links, areas).join(check)
    _put_below(sizes, links, areas, check)
    return [Point(areas[box].left, areas[box].top) for box in range(len(sizes))]


class _Newcomers:
    """Puts boxes without a place beside those that they are linked with."""

    def __init__(self, sizes: Sequence[Size], links: Sequence[Link], areas: dict[int, Area]) -> None:
        self._sizes = sizes
        self._areas = areas
        # Of each box: the other one, the row there and here, and whether the other one is the parent.
        self._ends: list[list[tuple[int, float, float, bool]]] = [[] for _ in sizes]
        for link in links:
            self._ends[link.child].append((link.parent, link.parent_y, link.child_y, True))
            self._ends[link.parent].append((link.child, link.child_y, link.parent_y, False))
        self._known = {box: self._count_known(box) for box in range(len(sizes)) if box not in areas}

    def join(self, check: Callable[[], None]) -> None:
        """Place one after the other, those with most relations in place first."""
        while any(self._known.values()):
            check()
            box = max(self._known, key=lambda each: (self._known[each], -each))
            self._areas[box] = self._beside_relations(box)
            del self._known[box]
            for other, *_ in self._ends[box]:
                if other in self._known:
                    self._known[other] += 1

    def _count_known(self, box: int) -> int:
        return sum(other in self._areas for other, *_ in self._ends[box])

    def _beside_relations(self, box: int) -> Area:
        ends = [end for end in self._ends[box] if end[0] in self._areas]
        size = self._sizes[box]
        parents = [self._areas[other].right for other, _, _, is_parent in ends if is_parent]
        children = [self._areas[other].left for other, _, _, is_parent in ends if not is_parent]
        # One line runs straight, the one in the middle.
        y = median_low([self._areas[other].top + there - here for other, there, here, _ in ends])
        x = _between(parents, children, size.width)
        left, right = (1.0 if children else _WRONG_SIDE), (1.0 if parents else _WRONG_SIDE)
        place = nearest_free(
            size,
            Point(x, y),
            list(self._areas.values()),
            detour=lambda off: off * right if off > 0 else -off * left,
        )
        return Area.of(place, size)


def _between(parents: Sequence[float], children: Sequence[float], width: float) -> float:
    """Return the left side of a box between the right sides of parents and the left sides of children."""
    if not children:
        return median_low(parents) + _CHANNEL
    if not parents:
        return median_low(children) - _CHANNEL - width
    return round((median_low(parents) + median_low(children) - width) / 2)


def _put_below(
    sizes: Sequence[Size], links: Sequence[Link], areas: dict[int, Area], check: Callable[[], None]
) -> None:
    """Put what is linked with nothing in place into rows below everything: related boxes as one block."""
    rest = [box for box in range(len(sizes)) if box not in areas]
    linked = {end for link in links if link.child != link.parent for end in (link.child, link.parent)}
    related = [box for box in rest if box in linked]
    blocks = [_block(related, sizes, links, check)] if related else []
    blocks += [{box: Point(0, 0)} for box in rest if box not in linked]
    extents = [_extent(block, sizes) for block in blocks]
    left, right = min(area.left for area in areas.values()), max(area.right for area in areas.values())
    bottom = max(area.bottom for area in areas.values()) + BLOCK_GAP
    corners = shelve([size for _, size in extents], BLOCK_GAP, right - left)
    for block, (origin, _), corner in zip(blocks, extents, corners, strict=True):
        by = Point(left + corner.x - origin.x, bottom + corner.y - origin.y)
        areas.update({box: Area.of(place.moved(by), sizes[box]) for box, place in block.items()})


def _block(
    boxes: Sequence[int], sizes: Sequence[Size], links: Sequence[Link], check: Callable[[], None]
) -> dict[int, Point]:
    _, own = links_among(links, boxes)
    places = arrange([sizes[box] for box in boxes], own, check=check).positions
    return dict(zip(boxes, places, strict=True))


def _extent(block: dict[int, Point], sizes: Sequence[Size]) -> tuple[Point, Size]:
    return extent(tuple(block.values()), tuple(sizes[box] for box in block), ())
