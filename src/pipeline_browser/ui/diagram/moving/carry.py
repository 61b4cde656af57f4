"""Boxes on their way: they snap into line with others, and their lines follow as well as time allows."""

from __future__ import annotations

from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.routing import DragRouter
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.layout.snapping import Snapper
from pipeline_browser.diagram.measuring import sizes_and_links

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pipeline_browser.diagram.layout.shapes import Link, Route, Size
    from pipeline_browser.diagram.layout.snapping import Guide
    from pipeline_browser.diagram.picture import Picture

_GRID = 4.0  # pixels at scale 1 that boxes snap to where there is nothing else
_FRAME = 0.016  # seconds: where lines take longer to follow, they are only hinted at
_MANY = 150  # lines: so many are not even tried at once
_MUCH = 0.06  # seconds, after which a single step is given up
_SLOW_STEPS = 3  # in a row, after which lines are only hinted at
_PATIENCE = 0.06  # seconds that a drop may take


class Carry:
    """One move, from taking up to letting go.

    Attributes:
        picture: as it was before.
        boxes: what is moved.
        by: how far.
        guides: what the boxes are in line with there.
        hinted: the lines whose routes are only hints, because there was no time for better ones.
    """

    def __init__(self, picture: Picture, boxes: Collection[int]) -> None:
        self.boxes = frozenset(boxes)
        self.by = Point(0.0, 0.0)
        self.guides: tuple[Guide, ...] = ()
        self.hinted: frozenset[int] = frozenset()
        self.picture = picture
        _, self._links = sizes_and_links(picture.graph, picture.shape)
        self._slow_steps = _SLOW_STEPS if len(self._ending()) > _MANY else 0  # in a row

    def go(self, by: Point, tolerance: float) -> None:
        """Go so far, or up to ``tolerance`` off that, to stand in line with others or on the grid."""
        if not tolerance:
            self.by, self.guides = Point(round(by.x), round(by.y)), ()
            return
        snap = self._snapper.snapped(Point(_on_grid(by.x), _on_grid(by.y)), tolerance)
        self.by, self.guides = snap.by, snap.guides

    def moved(self) -> Layout:
        """Return where everything stands now, within a few frames."""
        if self._slow_steps >= _SLOW_STEPS:
            return self._hinted()
        start = perf_counter()
        try:
            layout = self._router.moved(self.by, check=_until(start + _MUCH))
        except _Late:
            del self._router
            self._slow_steps = _SLOW_STEPS
            return self._hinted()
        # One slow step may be an accident of a busy machine.
        self._slow_steps = self._slow_steps + 1 if perf_counter() - start > _FRAME else 0
        return layout

    def dropped(self) -> Layout:
        """Return where everything stands when the boxes are let go; nothing may follow that."""
        if len(self._ending()) > _MANY:
            self.hinted = frozenset(self._ending())
            return self._hinted()
        positions = self.picture.layout.positions
        places = [positions[box].moved(self.by) for box in sorted(self.boxes)]
        try:
            return self._router.placed(places, check=_until(perf_counter() + _PATIENCE))
        except _Late:
            self.hinted = frozenset(self._ending())
            return self._hinted()

    @cached_property
    def _router(self) -> DragRouter:
        # Where all lines are only hinted at, nothing has to be filed.
        return DragRouter(self.picture.layout, self.picture.sizes, self._links, self.boxes)

    @cached_property
    def _snapper(self) -> Snapper:
        return Snapper(self.picture.sizes, self.picture.layout.positions, self._links, self.boxes)

    def _hinted(self) -> Layout:
        old, sizes = self.picture.layout, self.picture.sizes
        positions = tuple(
            place.moved(self.by) if box in self.boxes else place for box, place in enumerate(old.positions)
        )
        routes = list(old.routes)
        for line in self._ending():
            routes[line] = _hint(self._links[line], positions, sizes)
        return Layout(positions, tuple(routes))

    def _ending(self) -> list[int]:
        links = enumerate(self._links)
        return [line for line, link in links if not self.boxes.isdisjoint((link.child, link.parent))]


class _Late(Exception):
    """There is no more time."""


def _until(end: float) -> Callable[[], None]:
    """Return what ends the work with _Late from a moment on."""

    def check() -> None:
        if perf_counter() > end:
            raise _Late

    return check


def _on_grid(length: float) -> float:
    """Return the nearest length on the grid."""
    return round(length / _GRID) * _GRID


def _hint(link: Link, positions: tuple[Point, ...], sizes: tuple[Size, ...]) -> Route:
    """Return a route between the nearer sides of two boxes, whatever lies between."""
    child, parent = positions[link.child], positions[link.parent]
    start_y, end_y = child.y + link.child_y, parent.y + link.parent_y
    from_left = child.x + sizes[link.child].width / 2 <= parent.x + sizes[link.parent].width / 2
    start = child.x + (sizes[link.child].width if from_left else 0.0)
    end = parent.x + (0.0 if from_left else sizes[link.parent].width)
    middle = (start + end) / 2
    return Point(start, start_y), Point(middle, start_y), Point(middle, end_y), Point(end, end_y)
