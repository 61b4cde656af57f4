"""Arranging some boxes anew among themselves, while all others stay where somebody put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.free_places import nearest_free
from pipeline_browser.diagram.layout.obstacles import Boxes, Legs, legs
from pipeline_browser.diagram.layout.routing import route
from pipeline_browser.diagram.layout.shapes import Layout, Point, extent, links_among, moved_route

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size


def arrange_part(
    layout: Layout,
    sizes: Sequence[Size],
    links: Sequence[Link],
    boxes: Collection[int],
    *,
    check: Callable[[], None] = lambda: None,
) -> Layout:
    """Return a layout with some boxes arranged anew, around the middle of where they were.

    As a block they keep off the other boxes, which do not move: the block stands in the nearest free place.
    Lines change only where they end at a box that moved, would run through one or on a line of the block.

    Args:
        boxes: numbers of those to arrange.
        check: called often; may raise to end the work.
    """
    chosen = sorted(boxes)
    if not chosen:
        return layout
    inner, own = links_among(links, chosen)
    block = arrange([sizes[box] for box in chosen], own, check=check)
    by = _way(layout, sizes, chosen, block)
    positions = list(layout.positions)
    for box, place in zip(chosen, block.positions, strict=True):
        positions[box] = place.moved(by)
    routes = dict(zip(inner, (moved_route(each, by) for each in block.routes), strict=True))
    kept = _kept(layout, sizes, links, positions, routes)
    return Layout(tuple(positions), route(sizes, links, positions, kept=kept, check=check))


def _way(layout: Layout, sizes: Sequence[Size], chosen: Sequence[int], block: Layout) -> Point:
    """Return how far the block has to go: to the nearest free place around the middle of its boxes."""
    own = tuple(sizes[box] for box in chosen)
    origin, size = extent(block.positions, own, block.routes)
    corner, before = extent(tuple(layout.positions[box] for box in chosen), own, ())
    wanted = Point(
        round(corner.x + (before.width - size.width) / 2), round(corner.y + (before.height - size.height) / 2)
    )
    others = set(range(len(sizes))).difference(chosen)
    place = nearest_free(size, wanted, [Area.of(layout.positions[box], sizes[box]) for box in sorted(others)])
    return Point(place.x - origin.x, place.y - origin.y)


def _kept(
    layout: Layout,
    sizes: Sequence[Size],
    links: Sequence[Link],
    positions: Sequence[Point],
    routes: dict[int, Route],
) -> list[Route | None]:
    """Return the routes that stay: the block's own, and old ones that are in nobody's way."""
    moved = [box for box, place in enumerate(positions) if place != layout.positions[box]]
    ends = set(moved)
    in_the_way = Boxes([positions[box] for box in moved], [sizes[box] for box in moved])
    drawn = Legs(links)
    for line, each in routes.items():
        drawn.add(line, each)
    kept: list[Route | None] = []
    for line, old in enumerate(layout.routes):
        ends_moved = bool(ends & {links[line].child, links[line].parent})
        blocked = ends_moved or any(in_the_way.hit(leg, 0.0) for leg in legs(old))
        kept.append(routes.get(line, None if blocked or drawn.run_on(line, old) else old))
    return kept
