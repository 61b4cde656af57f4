"""Moving single boxes to columns where the picture gets better.

What a picture is judged by: lanes, since they are what crosses; the lengths of lines; parents that stand
right of their children; and columns that are taller than the window. Lines to one row of a parent can share
their lanes (see ``lanes``), so the second child in a distant column costs no more of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.window import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Size
    from pipeline_browser.diagram.layout.window import Window

_PASSES = 12  # over all boxes, at most
_STEPS = (-1, 1)  # from a neighbour's column
_LEAF_STEPS = (-3, -2, -1, 1, 2, 3)  # a box with one neighbour may move further off


@dataclass(frozen=True, slots=True)
class Costs:
    """What a division into columns is judged by, in lanes.

    Attributes:
        crowding: of a column twice as tall as it should be; it rises with the square of the excess.
        backwards: of a line whose parent stands right of its child.
        length: of a line, for each column that it spans.
    """

    crowding: float
    backwards: float = 0.3
    length: float = 0.3


class Trunks:
    """Which lines can share their lanes: those to one row of a parent.

    Attributes:
        parent, children: of each trunk; a child stands there once for each of its lines.
        out: the trunks that leave each box as a parent.
        into: the trunks that end at each box as a child.
        near: the neighbours of each box, once for each line.
    """

    def __init__(self, boxes: int, links: Sequence[Link]) -> None:
        self.parent: list[int] = []
        self.children: list[list[int]] = []
        self.out: list[list[int]] = [[] for _ in range(boxes)]
        self.into: list[list[int]] = [[] for _ in range(boxes)]
        self.near: list[list[int]] = [[] for _ in range(boxes)]
        numbers: dict[tuple[int, float], int] = {}
        for child, _, parent, parent_y in links:
            trunk = numbers.setdefault((parent, parent_y), len(self.parent))
            if trunk == len(self.parent):
                self.parent.append(parent)
                self.children.append([])
                self.out[parent].append(trunk)
            self.children[trunk].append(child)
            self.into[child].append(trunk)
            self.near[parent].append(child)
            self.near[child].append(parent)


class Shortener:
    """Moves single boxes to cheaper columns until none is left, or enough was tried."""

    def __init__(self, trunks: Trunks, sizes: Sequence[Size], window: Window) -> None:
        self._trunks = trunks
        self._heights = [size.height + ROOM[1] for size in sizes]
        self._full = window.full
        self._order = sorted(range(len(sizes)), key=lambda box: (len(trunks.near[box]), box))

    def shortened(self, columns: Sequence[int], costs: Costs) -> list[int]:
        """Return better columns, numbered without gaps."""
        self._costs = costs
        self._columns = list(columns)
        self._filled = dict.fromkeys(columns, 0.0)
        for column, height in zip(columns, self._heights, strict=True):
            self._filled[column] += height
        # How many children of each trunk stand in which column.
        self._reached = [Counter([columns[child] for child in each]) for each in self._trunks.children]
        unsettled = set(self._order)
        for number in range(_PASSES):
            moved = [box for box in self._order if box in unsettled and self._move(box)]
            if not moved:
                break
            if number > 0:
                unsettled = {other for box in moved for other in self._trunks.near[box]}
        return numbered(self._columns)

    def _move(self, box: int) -> bool:
        """Move a box beside one of its neighbours if that is cheaper; return whether it moved."""
        here = self._columns[box]
        taken = {self._columns[other] for other in self._trunks.near[box]}
        steps = _LEAF_STEPS if len(taken) == 1 and self._costs.crowding else _STEPS
        choices = {column + step for column in taken for step in steps} - taken - {here}
        if not choices:
            return False
        out, into = self._surroundings(box)
        self._filled[here] -= self._heights[box]
        best, least = here, self._cost(box, here, out, into) - 1e-6
        for column in sorted(choices):
            cost = self._cost(box, column, out, into)
            if cost < least:
                best, least = column, cost
        self._filled[best] = self._filled.get(best, 0.0) + self._heights[box]
        self._put(box, best)
        return best != here

    def _put(self, box: int, column: int) -> None:
        here = self._columns[box]
        for trunk in self._trunks.into[box] if here != column else ():
            reached = self._reached[trunk]
            reached[column] += 1
            reached[here] -= 1
            if not reached[here]:
                del reached[here]
        self._columns[box] = column

    def _surroundings(self, box: int) -> tuple[list[_Out], list[_Into]]:
        """Return what the trunks at a box reach without it."""
        trunks, here = self._trunks, self._columns[box]
        out = [
            _Out(min(reached), max(reached), reached)
            for trunk in trunks.out[box]
            for reached in [self._reached[trunk]]
        ]
        into = []
        for trunk in trunks.into[box]:
            reached = self._reached[trunk]
            parent = self._columns[trunks.parent[trunk]]
            others = (
                [parent, *reached]
                if reached[here] > 1
                else [parent, *(each for each in reached if each != here)]
            )
            into.append(_Into(parent, min(others), max(others)))
        return out, into

    def _cost(self, box: int, column: int, out: Sequence[_Out], into: Sequence[_Into]) -> float:
        costs = self._costs
        cost = 0.0
        for low, high, reached in out:
            if high > column + 1:
                cost += high - column - 1
            if low < column - 1:
                cost += column - low - 1
            for other, lines in reached.items():
                cost += lines * (
                    costs.length * (other - column)
                    if other > column
                    else costs.backwards + costs.length * (column - other)
                )
        for parent, low, high in into:
            if column > parent:
                cost += costs.length * (column - parent)
                if column > high:
                    cost += column - max(high, parent + 1)
            else:
                cost += costs.backwards + costs.length * (parent - column)
                if column < low:
                    cost += min(low, parent - 1) - column
        before = self._filled.get(column, 0.0) - self._full
        excess = before + self._heights[box]
        if excess > 0:
            more = excess * excess - (before * before if before > 0 else 0.0)
            cost += costs.crowding * more / (self._full * self._full)
        return cost


class _Out(NamedTuple):
    """A trunk that leaves a box: the first and the last column that it reaches, and how often each."""

    low: int
    high: int
    reached: Counter[int]


class _Into(NamedTuple):
    """A trunk that ends at a box: the parent's column, and what it reaches without the box."""

    parent: int
    low: int
    high: int


def numbered(columns: Sequence[int]) -> list[int]:
    """Return the columns numbered without gaps, from 0."""
    numbers = {column: number for number, column in enumerate(sorted(set(columns)))}
    return [numbers[column] for column in columns]
