"""One connected component: from boxes and links to places and routes, by way of columns.

The method is that of Sugiyama, Tagawa and Toda (1981) with rows as ports: columns, order, heights, tracks.
Several divisions into columns compete, because none is best for all graphs; the best pictures of them are
drawn, and the best one of these is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.candidate import badness
from pipeline_browser.diagram.layout.columns.channels import Trunk, assign_tracks
from pipeline_browser.diagram.layout.columns.contest import best_ordered
from pipeline_browser.diagram.layout.columns.heights import settle_heights
from pipeline_browser.diagram.layout.columns.loosening import loosened
from pipeline_browser.diagram.layout.columns.window import Window
from pipeline_browser.diagram.layout.loops import loop_room, loop_routes
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.layout.spacing import SIDE, TRACK_GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.layout.columns.lanes import Columns
    from pipeline_browser.diagram.layout.shapes import Link, Route, Size

_NARROWEST = 64.0
_DENSE = 1500  # links, from which there is no time for trifles


def lay_out_component(sizes: Sequence[Size], links: Sequence[Link], check: Callable[[], None]) -> Layout:
    """Return places and routes of connected boxes; ``check`` may raise to end the work."""
    loops = [link for link in links if link.child == link.parent]
    between = [link for link in links if link.child != link.parent]
    window = Window.around(sizes)
    drawings: list[tuple[float, int, _Drawing]] = []
    for ordered in best_ordered(sizes, between, window, check):
        columns = ordered.columns
        tops = settle_heights(columns, ordered.order, ordered.height, check)
        for each in (tops, loosened(columns, tops)) if len(links) < _DENSE else (tops,):
            check()
            drawing = _Drawing(sizes, columns, each, loops)
            zoom = window.zoom(*drawing.extent)
            drawings.append((badness(drawing.crossings, zoom), len(drawings), drawing))
            if not drawing.crossings:
                break
    return min(drawings, key=lambda each: each[:2])[2].draw(links)


class _Drawing:
    """Columns and heights turned into places and routes."""

    def __init__(
        self, sizes: Sequence[Size], columns: Columns, tops: Sequence[float], loops: Sequence[Link]
    ) -> None:
        self._sizes = sizes
        self._columns = columns
        self._tops = tops
        self._loops: dict[int, list[Link]] = defaultdict(list)
        for loop in loops:
            self._loops[loop.child].append(loop)
        self._tracks = [assign_tracks(self._trunks(column)) for column in range(len(columns.members))]
        self.crossings = sum(tracks.crossings for tracks in self._tracks)
        self._widths = [self._width(column) for column in range(len(columns.members))]
        self._lefts = self._left_sides()

    @property
    def extent(self) -> tuple[float, float]:
        """How wide and how tall the picture is."""
        bottoms = [top + height for top, height in zip(self._tops, self._columns.heights, strict=True)]
        return self._lefts[-1] + self._widths[-1], max(bottoms) - min(self._tops)

    def draw(self, links: Sequence[Link]) -> Layout:
        """Return all places and the routes of ``links``, in their order."""
        places = tuple(
            Point(self._lefts[self._columns.column_of[box]], self._tops[box])
            for box in range(len(self._sizes))
        )
        loops = {
            box: iter(loop_routes(own, places[box], self._sizes[box])) for box, own in self._loops.items()
        }
        chains = iter(zip(self._columns.chains, self._columns.trunks, strict=True))
        routes = (
            next(loops[link.child]) if link.child == link.parent else self._route(link, *next(chains))
            for link in links
        )
        return Layout(places, tuple(routes))

    def _trunks(self, column: int) -> list[Trunk]:
        lefts: dict[int, Counter[float]] = defaultdict(Counter)
        rights: dict[int, Counter[float]] = defaultdict(Counter)
        for left, left_y, right, right_y, trunk, weight in self._columns.segments[column]:
            lefts[trunk][self._tops[left] + left_y] += weight
            rights[trunk][self._tops[right] + right_y] += weight
        return [Trunk(trunk, lefts[trunk], rights[trunk]) for trunk in lefts]

    def _width(self, column: int) -> float:
        boxes = [place for place in self._columns.members[column] if not self._columns.is_lane(place)]
        return max((self._sizes[box].width for box in boxes), default=0.0)

    def _left_sides(self) -> list[float]:
        sides = [0.0]
        for column, tracks in enumerate(self._tracks[:-1]):
            room = self._loop_room(column) + 2 * SIDE + max(0, tracks.count - 1) * TRACK_GAP
            sides.append(sides[-1] + self._widths[column] + max(_NARROWEST, room))
        return sides

    def _loop_room(self, column: int) -> float:
        """Return how far the loops of a column's boxes reach beyond it."""
        reaches = (
            self._sizes[box].width + loop_room(own) - self._widths[column]
            for box, own in self._loops.items()
            if self._columns.column_of[box] == column
        )
        return max(0.0, *reaches, 0.0)

    def _track_x(self, column: int, track: int) -> float:
        left = self._lefts[column] + self._widths[column] + self._loop_room(column)
        spare = self._lefts[column + 1] - left - (self._tracks[column].count - 1) * TRACK_GAP
        return left + spare / 2 + track * TRACK_GAP

    def _route(self, link: Link, chain: Sequence[int], trunks: Sequence[int]) -> Route:
        """Return the route along a chain, turned so that it begins at the child."""
        rightwards = chain[0] == link.parent
        ys = [self._tops[place] for place in chain]
        ys[0] += link.parent_y if rightwards else link.child_y
        ys[-1] += link.child_y if rightwards else link.parent_y
        first = self._columns.column_of[chain[0]]
        points = [Point(self._lefts[first] + self._sizes[chain[0]].width, ys[0])]
        for step, ((start, end), trunk) in enumerate(zip(pairwise(ys), trunks, strict=True)):
            points += self._bends(first + step, trunk, start, end)
        points.append(Point(self._lefts[self._columns.column_of[chain[-1]]], ys[-1]))
        return tuple(reversed(points)) if rightwards else tuple(points)

    def _bends(self, column: int, trunk: int, start: float, end: float) -> list[Point]:
        tracks = self._tracks[column]
        if start == end:
            return []
        x, last_x = self._track_x(column, tracks.first[trunk]), self._track_x(column, tracks.last[trunk])
        if trunk not in tracks.joint:
            return [Point(x, start), Point(x, end)]
        joint = tracks.joint[trunk]
        return [Point(x, start), Point(x, joint), Point(last_x, joint), Point(last_x, end)]
