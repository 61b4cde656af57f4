"""The plain shapes that layout takes and gives; y grows downwards, all lengths are pixels at scale 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Point(NamedTuple):
    """A place in the plane."""

    x: float
    y: float

    def moved(self, by: Point) -> Point:
        """Return the place that lies ``by`` further."""
        return Point(self.x + by.x, self.y + by.y)


class Size(NamedTuple):
    """The extent of a box."""

    width: float
    height: float


class Link(NamedTuple):
    """A line to be drawn from box ``child`` to box ``parent``, each by number.

    Attributes:
        child_y, parent_y: below the top of the box, where the line has to meet a side of it.
    """

    child: int
    child_y: float
    parent: int
    parent_y: float


Route = tuple[Point, ...]  # from the child to the parent, each leg horizontal or vertical


@dataclass(frozen=True, slots=True)
class Layout:
    """The top left corner of every box and the route of every link, in the order they were given."""

    positions: tuple[Point, ...]
    routes: tuple[Route, ...]


def moved_route(route: Route, by: Point) -> Route:
    """Return a route that lies ``by`` further."""
    return tuple(point.moved(by) for point in route)


def links_among(links: Sequence[Link], boxes: Sequence[int]) -> tuple[list[int], list[Link]]:
    """Return which links have both ends among some boxes, and those links with the boxes renumbered."""
    number = {box: each for each, box in enumerate(boxes)}
    lines = [line for line, link in enumerate(links) if link.child in number and link.parent in number]
    return lines, [
        links[line]._replace(child=number[links[line].child], parent=number[links[line].parent])
        for line in lines
    ]


def extent(
    positions: tuple[Point, ...], sizes: tuple[Size, ...], routes: tuple[Route, ...]
) -> tuple[Point, Size]:
    """Return the top left corner and the size of the smallest rectangle around everything."""
    corners = [place.moved(Point(*size)) for place, size in zip(positions, sizes, strict=True)]
    points = [*positions, *corners, *(point for route in routes for point in route)]
    if not points:
        return Point(0, 0), Size(0, 0)
    left, top = min(p.x for p in points), min(p.y for p in points)
    return Point(left, top), Size(max(p.x for p in points) - left, max(p.y for p in points) - top)
