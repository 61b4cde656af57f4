"""Arranging a whole diagram: each connected component by itself, then all of them packed."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.component import lay_out_component
from pipeline_browser.diagram.layout.columns.window import ASPECT
from pipeline_browser.diagram.layout.packing import pack, shelve
from pipeline_browser.diagram.layout.shapes import Layout, Point, extent, moved_route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size

GAP = 60.0  # between components
_Part = tuple[list[int], list[int], Layout]  # boxes, lines, and how they are laid out


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
    for boxes, lines in components(len(sizes), links):
        check()
        number = {box: place for place, box in enumerate(boxes)}
        own = [_renumbered(links[line], number) for line in lines]
        parts.append((boxes, lines, lay_out_component([sizes[box] for box in boxes], own, check)))
        done += len(boxes)
        progress(done / len(sizes))
    return _joined(sizes, len(links), parts)


def _renumbered(link: Link, number: dict[int, int]) -> Link:
    return link._replace(child=number[link.child], parent=number[link.parent])


def components(count: int, links: Sequence[Link]) -> Iterator[tuple[list[int], list[int]]]:
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


def _joined(sizes: Sequence[Size], links: int, parts: Sequence[_Part]) -> Layout:
    extents = [
        extent(layout.positions, tuple(sizes[box] for box in boxes), layout.routes)
        for boxes, _, layout in parts
    ]
    corners = _corners([size for _, size in extents], [len(boxes) == 1 for boxes, _, _ in parts])
    positions = [Point(0, 0)] * len(sizes)
    routes: list[Route] = [()] * links
    for (boxes, lines, part), (origin, _), corner in zip(parts, extents, corners, strict=True):
        by = Point(corner.x - origin.x, corner.y - origin.y)
        for box, place in zip(boxes, part.positions, strict=True):
            positions[box] = place.moved(by)
        for line, route in zip(lines, part.routes, strict=True):
            routes[line] = moved_route(route, by)
    return Layout(tuple(positions), tuple(routes))


def _corners(sizes: Sequence[Size], alone: Sequence[bool]) -> list[Point]:
    """Return where each component stands: those of one table in rows, below the others or beside them."""
    others = [number for number, single in enumerate(alone) if not single]
    singles = [number for number, single in enumerate(alone) if single]
    corners = [Point(0, 0)] * len(sizes)
    for number, corner in zip(others, pack([sizes[each] for each in others], GAP, ASPECT), strict=True):
        corners[number] = corner
    right = max((corners[number].x + sizes[number].width + GAP for number in others), default=0.0)
    bottom = max((corners[number].y + sizes[number].height + GAP for number in others), default=0.0)
    if not singles:
        return corners
    for number, corner in zip(singles, _rows([sizes[each] for each in singles], right, bottom), strict=True):
        corners[number] = corner
    return corners


def _rows(sizes: Sequence[Size], right: float, bottom: float) -> list[Point]:
    """Return where tables without relations stand: whatever fits a window best, below if that is the same."""
    area = right * bottom + sum((size.width + GAP) * (size.height + GAP) for size in sizes)
    below = shelve(sizes, GAP, max(right - GAP, math.sqrt(area * ASPECT)))
    tried = [(below, Point(0, bottom))]
    if right:
        widths = [max(size.width for size in sizes) * columns + GAP * (columns - 1) for columns in (1, 2, 3)]
        tried += [(shelve(sizes, GAP, width), Point(right, 0)) for width in widths]
    best = min(tried, key=lambda each: _window(each[0], each[1], sizes, right, bottom))
    return [corner.moved(best[1]) for corner in best[0]]


def _window(corners: Sequence[Point], at: Point, sizes: Sequence[Size], right: float, bottom: float) -> float:
    """Return how wide a window has to be for everything."""
    (_, _), (width, height) = extent(tuple(corners), tuple(sizes), ())
    return max(right - GAP, at.x + width, max(bottom - GAP, at.y + height) * ASPECT)
