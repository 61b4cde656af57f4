"""Where a picture's boxes stand and how its lines run, by name: what is kept of a picture when it changes.

From it the next picture is made: of a schema that has grown, of the tables that somebody chose, of the same
schema the next day. What is still there stays where it stood, and a line whose ends did is drawn as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.obstacles import Boxes, legs
from pipeline_browser.diagram.layout.placing import settled
from pipeline_browser.diagram.layout.routing import route
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.measuring import sizes_and_links
from pipeline_browser.diagram.picture import Picture, arranged
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.layout.shapes import Link, Route, Size
    from pipeline_browser.diagram.measuring import BoxShape


_FEW = 0.25  # the part of all boxes that has to be known, else they are all arranged
_ROOM = 20.0  # pixels that the last leg of a line has to have


class Place(NamedTuple):
    """Where a box stands and how large it is."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Place) -> bool:
        """Whether two boxes cover each other."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


class LineName(NamedTuple):
    """A foreign key by its names; ``turn`` tells apart those that are written twice."""

    child: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Places by folded name, routes by line."""

    places: Mapping[str, Place] = field(default_factory=dict)
    routes: Mapping[LineName, Route] = field(default_factory=dict)

    def with_picture(self, picture: Picture) -> Standing:
        """Return the same with everything of a picture where it stands there."""
        now = standing_of(picture)
        return Standing({**self.places, **now.places}, {**self.routes, **now.routes})

    def without_covered(self, firm: AbstractSet[str]) -> Standing:
        """Return the same without the places that boxes of the names ``firm`` have come to cover."""
        there = [self.places[name] for name in firm if name in self.places]
        kept = {
            name: place
            for name, place in self.places.items()
            if name in firm or not any(place.overlaps(other) for other in there)
        }
        return Standing(kept, self.routes)

    def unknown_in(self, graph: Graph) -> int:
        """Return how many boxes and lines of a graph have no place here."""
        boxes = sum(fold(box.name) not in self.places for box in graph.boxes)
        return boxes + sum(name not in self.routes for name in line_names(graph))

    def pruned(self, names: Collection[str], others: int) -> Standing:
        """Return the same of boxes that have these names, and of so many others at most."""
        rest = [name for name in self.places if name not in names]
        if len(rest) <= others:
            return self
        kept = {*names, *rest[len(rest) - others :]}
        places = {name: place for name, place in self.places.items() if name in kept}
        lines = {line: way for line, way in self.routes.items() if line.child in kept and line.parent in kept}
        return Standing(places, lines)


def standing_of(picture: Picture) -> Standing:
    """Return how a picture stands."""
    boxes = zip(picture.graph.boxes, picture.layout.positions, picture.sizes, strict=True)
    places = {fold(box.name): Place(*at, *size) for box, at, size in boxes}
    return Standing(places, dict(zip(line_names(picture.graph), picture.layout.routes, strict=True)))


def line_names(graph: Graph) -> Iterator[LineName]:
    """Yield the name of every line, in their order."""
    names = [fold(box.name) for box in graph.boxes]
    seen: dict[LineName, Iterator[int]] = {}
    for line in graph.lines:
        own = LineName(names[line.child], line.columns, names[line.parent], line.parent_columns)
        yield own._replace(turn=next(seen.setdefault(own, count())))


def stood(
    graph: Graph,
    shape: BoxShape,
    before: Standing,
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Picture:
    """Return the picture of a graph in which all stands where it stood; arranged, if nearly all is new.

    Tables that are new join those that they refer to; nothing else moves unless it has grown over another.
    The same arguments give the same picture.

    Args:
        check: called often; may raise to end the work.
        progress: called with the part of the work that is done, 0 to 1.
    """
    places = [before.places.get(fold(box.name)) for box in graph.boxes]
    if sum(place is not None for place in places) < _FEW * len(places):
        return arranged(graph, shape, check=check, progress=progress)
    sizes, links = sizes_and_links(graph, shape)
    positions = _positions(sizes, links, places, check)
    kept = _kept_routes(graph, sizes, links, positions, before)
    routes = route(sizes, links, positions, kept=kept, check=check)
    return Picture(graph, shape, tuple(sizes), Layout(tuple(positions), routes))


def _positions(
    sizes: Sequence[Size],
    links: Sequence[Link],
    places: Sequence[Place | None],
    check: Callable[[], None],
) -> list[Point]:
    """Return where boxes stand: untouched where none is new and none has grown."""
    known = [place for place in places if place is not None]
    grown = any(
        place is not None and (size.width > place.width or size.height > place.height)
        for size, place in zip(sizes, places, strict=True)
    )
    if len(known) == len(places) and not grown:
        return [Point(place.x, place.y) for place in known]
    kept = [Point(place.x, place.y) if place else None for place in places]
    return settled(sizes, links, kept, check=check)


def _kept_routes(
    graph: Graph, sizes: Sequence[Size], links: Sequence[Link], positions: Sequence[Point], before: Standing
) -> list[Route | None]:
    """Return the routes that still lead from row to row and through no box."""
    boxes = Boxes(positions, sizes)
    areas = [Place(*at, *size) for at, size in zip(positions, sizes, strict=True)]
    kept = []
    for name, link in zip(line_names(graph), links, strict=True):
        ends = (before.places.get(name.child), before.places.get(name.parent))
        old = _refitted(before.routes.get(name, ()), link, ends, (areas[link.child], areas[link.parent]))
        kept.append(old if old and not _is_blocked(old, boxes) else None)
    return kept


_Ends = tuple[Place, Place]


def _refitted(old: Route, link: Link, before: tuple[Place | None, Place | None], now: _Ends) -> Route | None:
    """Return a route that ends at the same rows and sides as before; None where it cannot.

    Boxes become wider or narrower with every other font, which is no reason for another way.
    """
    if not old or before[0] is None or before[1] is None:
        return None
    start = _end(old[0], old[1], link.child_y, before[0], now[0])
    end = _end(old[-1], old[-2], link.parent_y, before[1], now[1])
    return (start, *old[1:-1], end) if start and end else None


def _end(old: Point, next_: Point, y: float, before: Place, now: Place) -> Point | None:
    """Return where a route ends at the same side of its box; None where there is no room for it."""
    is_right = old.x == before.x + before.width
    x = now.x + now.width if is_right else now.x
    if old.y != now.y + y or not (is_right or old.x == before.x):
        return None
    room = (next_.x - x) * (1 if is_right else -1)
    return Point(x, old.y) if x == old.x or room >= _ROOM else None


def _is_blocked(old: Route, boxes: Boxes) -> bool:
    return any(boxes.hit(leg, 0.0) for leg in legs(old))
