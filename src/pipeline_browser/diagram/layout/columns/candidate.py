"""A division into columns that competes with others, and the best order found for it so far.

A picture is judged by its crossings, and by how small it has to be drawn to fit a window.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.heights import BOX_GAP, LANE_GAP
from pipeline_browser.diagram.layout.columns.lanes import (
    divide_into_lanes,
    with_joined_lanes,
    with_shared_lanes,
)
from pipeline_browser.diagram.layout.columns.ordering import Sorter
from pipeline_browser.diagram.layout.columns.ruffling import ruffle
from pipeline_browser.diagram.layout.columns.sifting import sift
from pipeline_browser.diagram.layout.columns.window import ASPECT, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.layout.columns.lanes import Columns, Order
    from pipeline_browser.diagram.layout.columns.layering import Division
    from pipeline_browser.diagram.layout.shapes import Link, Size

_SWEEPS = 8
_STALL = 1  # sweeps without gain
_HOPE = 1.5  # times the crossings of the best order: beginnings with more after some sweeps are given up
_NOT_MANY = 50  # links, up to which no order is ruffled
_RUFFLING = 20_000  # lines around a column that are looked at for that
_MOST_LANES = 5000  # beyond which lines to one row share theirs in any case
_SEEN = 4.0  # crossings that a picture without any is as bad as: shapes matter then too
_FITTING = 1.3  # times smaller than it could be without lines: no picture needs to be larger
_UNFIT = 3.5  # times smaller: from there on a picture is hard to read whole
_NARROWEST, _CHANNEL, _TRACKS = 64.0, 50.0, 6.0  # about how wide channels are: by their trunks


def badness(crossings: float, zoom: float) -> float:
    """Return how bad a picture is that must be drawn so many times smaller than its boxes alone."""
    return (crossings + _SEEN) * math.sqrt(max(1.0, zoom / _FITTING)) * max(1.0, zoom / _UNFIT)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Columns in a good order.

    Attributes:
        height: that the picture may have without having to be drawn smaller.
        badness: how bad the picture is likely to be.
    """

    columns: Columns
    order: Order
    height: float
    badness: float


class Candidate:
    """A division, and the best order that was found for it."""

    def __init__(
        self, sizes: Sequence[Size], links: Sequence[Link], division: Division, window: Window
    ) -> None:
        self._sizes = sizes
        self._links = links
        self._window = window
        self._shared = division.shared or _lanes(links, division.column_of) > _MOST_LANES
        self._columns = divide_into_lanes(sizes, links, division.column_of, shared=self._shared)
        self._sorter = Sorter(self._columns)
        self._order: Order = []
        self._tries = 0
        self.crossings = 0
        self.zoom = window.zoom(*_extent(self._columns, sizes))

    @property
    def work(self) -> int:
        """How many lines were looked at."""
        return self._sorter.work

    @property
    def badness(self) -> float:
        """How bad the picture is likely to be."""
        return badness(self.crossings, self.zoom)

    def try_again(self) -> int:
        """Sweep from another beginning; return how many lines were looked at."""
        before = self._sorter.work
        self._sorter.begin(self._tries)
        hopeless = _HOPE * self.crossings if self._tries else math.inf
        crossings, order = self._sorter.sweep(_SWEEPS, _STALL, hopeless)
        if not self._tries or crossings < self.crossings:
            self.crossings, self._order = crossings, order
        self._tries += 1
        return self._sorter.work - before

    def sift(self, check: Callable[[], None]) -> None:
        """Better the best order."""
        if self.crossings:
            self._sorter.take(self._order)
            self.crossings = sift(self._sorter, check)
            self._order = self._sorter.kept()

    def ruffle(self, check: Callable[[], None]) -> None:
        """Better the best order more slowly."""
        if self.crossings and len(self._links) > _NOT_MANY:
            self._sorter.take(self._order)
            times = _RUFFLING * len(self._order) // self._sorter.lines
            self.crossings = ruffle(self._sorter, min(len(self._links) // 2, times), check)
            self._order = self._sorter.kept()

    def finished(self, check: Callable[[], None]) -> Ordered:
        """Return the best order with as many lanes joined as is good."""
        columns, order, crossings = self._columns, self._order, self.crossings
        if self._shared or len(columns.heights) == columns.boxes:
            return self._judged(columns, order, crossings)
        joined = self._judged(*with_joined_lanes(columns, self._sizes, self._links, order), crossings)
        columns, order = with_shared_lanes(columns, self._sizes, self._links, order)
        if len(columns.heights) == len(joined.columns.heights):
            return joined
        sorter = Sorter(columns)
        sorter.take(order)
        crossings = sift(sorter, check) if sorter.crossings() else 0
        shared = self._judged(columns, sorter.order, crossings)
        return min(joined, shared, key=lambda each: each.badness)

    def _judged(self, columns: Columns, order: Order, crossings: int) -> Ordered:
        width, height = _extent(columns, self._sizes)
        most = max(self._window.height, width / ASPECT)
        return Ordered(columns, order, most, badness(crossings, self._window.zoom(width, height)))


def _lanes(links: Sequence[Link], column_of: Sequence[int]) -> int:
    """Return how many lanes there are if each line has its own."""
    return sum(abs(column_of[link.child] - column_of[link.parent]) - 1 for link in links)


def _extent(columns: Columns, sizes: Sequence[Size]) -> tuple[float, float]:
    """Return about how wide and how tall the picture will be."""
    width = height = 0.0
    for members, segments in zip(columns.members, columns.segments, strict=True):
        boxes = [sizes[place] for place in members if place < columns.boxes]
        tall = sum([size.height for size in boxes]) + BOX_GAP * (len(boxes) - 1)
        height = max(height, tall + LANE_GAP * (len(members) - len(boxes)))
        width += max([size.width for size in boxes], default=0.0)
        if segments:
            trunks = len({segment.trunk for segment in segments})
            width += max(_NARROWEST, _CHANNEL + _TRACKS * trunks)
    return width, height
