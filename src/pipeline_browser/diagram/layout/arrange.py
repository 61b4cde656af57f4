"""Arranging a whole diagram: each connected component by itself, then all of them packed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.component import lay_out_component
from pipeline_browser.diagram.layout.layering import ASPECT
from pipeline_browser.diagram.layout.packing import pack
from pipeline_browser.diagram.layout.shapes import Layout, Point, extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size

GAP = 60.0  # between components


def arrange(
    sizes: Sequence[Size],
    links: Sequence[Link],
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Layout:
    """Return places and routes, the same every time.

    No two boxes overlap, no line runs through a box, unrelated lines nowhere run on each other.

    Args:
        check: called often; may raise to end the work.
        progress: called with the part of the work that is done, 0 to 1.
    """
    parts = []
    done = 0
    for boxes, lines in _components(len(sizes), links):
        check()
        number = {box: place for place, box in enumerate(boxes)}
        own = [_renumbered(links[line], number) for line in lines]
        parts.append((boxes, lines, lay_out_component([sizes[box] for box in boxes], own, check)))
        done += len(boxes)
        progress(done / len(sizes))
    return _joined(sizes, len(links), parts)


def _renumbered(link: Link, number: dict[int, int]) -> Link:
    return link._replace(child=number[link.child], parent=number[link.parent])


def _components(count: int, links: Sequence[Link]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the boxes and the lines of each connected component."""
    near: list[list[int]] = [[] for _ in range(count)]
    for link in links:
        near[link.child].append(link.parent)
        near[link.parent].append(link.child)
    component = [-1] * count
    members: list[list[int]] = []
    for first in range(count):
        if component[first] < 0:
            members.append(_reached(first, near, component, len(members)))
    lines: dict[int, list[int]] = defaultdict(list)
    for line, link in enumerate(links):
        lines[component[link.child]].append(line)
    for number, boxes in enumerate(members):
        yield sorted(boxes), lines[number]


def _reached(first: int, near: Sequence[Sequence[int]], component: list[int], number: int) -> list[int]:
    component[first] = number
    reached = [first]
    for box in reached:
        for other in near[box]:
            if component[other] < 0:
                component[other] = number
                reached.append(other)
    return reached


def _joined(
    sizes: Sequence[Size], links: int, parts: Sequence[tuple[list[int], list[int], Layout]]
) -> Layout:
    extents = [
        extent(part.positions, tuple(sizes[box] for box in boxes), part.routes) for boxes, _, part in parts
    ]
    corners = pack([size for _, size in extents], GAP, ASPECT)
    positions = [Point(0, 0)] * len(sizes)
    routes: list[Route] = [()] * links
    for (boxes, lines, part), (origin, _), corner in zip(parts, extents, corners, strict=True):
        by = Point(corner.x - origin.x, corner.y - origin.y)
        for box, place in zip(boxes, part.positions, strict=True):
            positions[box] = place.moved(by)
        for line, route in zip(lines, part.routes, strict=True):
            routes[line] = tuple(point.moved(by) for point in route)
    return Layout(tuple(positions), tuple(routes))
