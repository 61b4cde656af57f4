"""One arrangement for many pictures: each box has the same place in all of them, and room for its largest.

So nothing jumps while somebody goes from version to version. Lines run the same way too, as far as they can:
where a row has moved within its box, its line only ends higher or lower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.obstacles import Boxes, legs
from pipeline_browser.diagram.layout.placing import settled
from pipeline_browser.diagram.layout.routing import route
from pipeline_browser.diagram.layout.shapes import Layout, Point, Size
from pipeline_browser.diagram.measuring import sizes_and_links
from pipeline_browser.diagram.picture import Picture
from pipeline_browser.diagram.standing import Place, Standing, line_names
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.comparing.room import Room
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.layout.shapes import Link, Route
    from pipeline_browser.diagram.measuring import BoxShape

_FEW = 0.25  # the part of all boxes that has to have a place already, else all are arranged
_ROOM = 20.0  # pixels that the last leg of a line has to have


def common_standing(
    room: Room,
    shape: BoxShape,
    before: Standing,
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Standing:
    """Return a place with room for every box, and a way for every line that there ever is.

    What stood somewhere ``before`` stays there, unless its room would cover another box.
    """
    graph = room.graph()
    names = [fold(box.name) for box in graph.boxes]
    sizes = [room.sizes[name] for name in names]
    links = [shape.link(line) for line in graph.lines]
    kept = [before.places.get(name) for name in names]
    if sum(place is not None for place in kept) < _FEW * len(kept) or not kept:
        layout = arrange(sizes, links, check=check, progress=progress)
    else:
        places = [Point(place.x, place.y) if place else None for place in kept]
        positions = settled(sizes, links, places, check=check)
        routes = _kept_routes(graph, links, _areas(positions, sizes), before)
        layout = Layout(tuple(positions), route(sizes, links, positions, kept=routes, check=check))
    rooms = dict(zip(names, _areas(layout.positions, sizes), strict=True))
    return Standing(rooms, dict(zip(line_names(graph), layout.routes, strict=True)))


def pictured(
    graph: Graph, shape: BoxShape, standing: Standing, *, check: Callable[[], None] = lambda: None
) -> Picture:
    """Return the picture of a graph on its common standing: boxes as wide as their room, as high as they are.

    A box that has no room there stands beside its relations.
    """
    own, links = sizes_and_links(graph, shape)
    rooms = [standing.places.get(fold(box.name)) for box in graph.boxes]
    sizes = [
        Size(max(size.width, room.width), size.height) if room else size
        for size, room in zip(own, rooms, strict=True)
    ]
    places = [Point(room.x, room.y) if room else None for room in rooms]
    known = [place for place in places if place is not None]
    positions = known if len(known) == len(places) else settled(sizes, links, places, check=check)
    routes = _kept_routes(graph, links, _areas(positions, sizes), standing)
    drawn = route(sizes, links, positions, kept=routes, check=check)
    return Picture(graph, shape, tuple(sizes), Layout(tuple(positions), drawn))


def _areas(positions: Sequence[Point], sizes: Sequence[Size]) -> list[Place]:
    return [Place(*at, *size) for at, size in zip(positions, sizes, strict=True)]


def _kept_routes(
    graph: Graph, links: Sequence[Link], areas: Sequence[Place], before: Standing
) -> list[Route | None]:
    boxes = Boxes(
        [Point(area.x, area.y) for area in areas], [Size(area.width, area.height) for area in areas]
    )
    kept = []
    for name, link in zip(line_names(graph), links, strict=True):
        ends = before.places.get(name.child), before.places.get(name.parent)
        old = _refitted(before.routes.get(name, ()), link, ends, (areas[link.child], areas[link.parent]))
        kept.append(old if old and not any(boxes.hit(leg, 0.0) for leg in legs(old)) else None)
    return kept


def _refitted(
    old: Route, link: Link, before: tuple[Place | None, Place | None], now: tuple[Place, Place]
) -> Route | None:
    """Return a route that leaves the same sides of its boxes, at the rows where these are now."""
    child, parent = before
    if not old or child is None or parent is None:
        return None
    started = _end(list(old), link.child_y, child, now[0])
    ended = _end(started[::-1], link.parent_y, parent, now[1]) if started else None
    return tuple(ended[::-1]) if ended else None


def _end(old: list[Point], y: float, before: Place, now: Place) -> list[Point] | None:
    """Return a route whose first point is where its row is now; None where there is no way."""
    start, bend, *rest = old
    is_right = start.x == before.x + before.width
    at = Point(now.x + now.width if is_right else now.x, now.y + y)
    if not is_right and start.x != before.x:
        return None
    if at.x != start.x and (bend.x - at.x) * (1 if is_right else -1) < _ROOM:
        return None
    if at.y == start.y:
        return [at, bend, *rest]
    is_upright = bool(rest) and rest[0].x == bend.x
    return [at, Point(bend.x, at.y), *rest] if is_upright else None
