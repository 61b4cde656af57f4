"""Moving single boxes to columns where the picture gets better.

What a picture is judged by: lanes, since they are what crosses; the lengths of lines; parents that stand
right of their children; and columns that are taller than the window. Lines to one row of a parent can share
their lanes (see ``lanes``), so the second child in a distant column costs no more of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.window import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.columns.window import Window
    from pipeline_browser.diagram.layout.shapes import Link, Size

_PASSES, _WHOLE_PASSES = 8, 2  # at most, of which the first ones regard all boxes
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
        filling = _Filling(self._trunks, self._heights, self._full, columns, costs)
        unsettled = set(self._order)
        for number in range(_PASSES):
            moved = [box for box in self._order if box in unsettled and filling.move(box)]
            if not moved:
                break
            if number >= _WHOLE_PASSES - 1:
                unsettled = {other for box in moved for other in self._trunks.near[box]}
        return numbered(filling.column_of)


class _Filling:
    """Columns while boxes move: how full they are, and how far trunks reach."""

    def __init__(
        self,
        trunks: Trunks,
        heights: Sequence[float],
        full: float,
        columns: Sequence[int],
        costs: Costs,
    ) -> None:
        self._trunks = trunks
        self._heights = heights
        self._full = full
        self._costs = costs
        self.column_of = list(columns)
        self._filled = dict.fromkeys(columns, 0.0)
        for column, height in zip(columns, heights, strict=True):
            self._filled[column] += height
        # How many lines of each trunk end in which column.
        self._reached = [Counter([columns[child] for child in each]) for each in trunks.children]

    def move(self, box: int) -> bool:
        """Move a box beside one of its neighbours if that is cheaper; return whether it moved."""
        here = self.column_of[box]
        taken = {self.column_of[other] for other in self._trunks.near[box]}
        steps = _LEAF_STEPS if len(taken) == 1 and self._costs.crowding else _STEPS
        choices = {column + step for column in taken for step in steps} - taken - {here}
        if not choices:
            return False
        self._filled[here] -= self._heights[box]
        best = self._cheapest(box, [here, *sorted(choices)])
        self._filled[best] = self._filled.get(best, 0.0) + self._heights[box]
        self._put(box, best)
        return best != here

    def _put(self, box: int, column: int) -> None:
        here = self.column_of[box]
        for trunk in self._trunks.into[box] if here != column else ():
            reached = self._reached[trunk]
            reached[column] += 1
            reached[here] -= 1
            if not reached[here]:
                del reached[here]
        self.column_of[box] = column

    def _cheapest(self, box: int, choices: Sequence[int]) -> int:
        """Return the cheapest column; the first one, if another is not cheaper."""
        out = [
            (min(reached), max(reached), reached)
            for reached in [self._reached[trunk] for trunk in self._trunks.out[box]]
        ]
        into = [self._reach_without(box, trunk) for trunk in self._trunks.into[box]]
        backwards, length = self._costs.backwards, self._costs.length
        best, least = choices[0], float("inf")
        # All in one loop: calls for each column would take twice as long.
        for column in choices:
            cost = self._crowding(column, self._heights[box])
            for low, high, reached in out:
                if high > column + 1:
                    cost += high - column - 1
                if low < column - 1:
                    cost += column - low - 1
                for other, lines in reached.items():
                    off = other - column
                    cost += lines * (length * off if off > 0 else backwards - length * off)
            for parent, low, high in into:
                off = column - parent
                cost += length * off if off > 0 else backwards - length * off
                if column > high:
                    cost += column - max(high, parent + 1)
                elif column < low:
                    cost += min(low, parent - 1) - column
            if cost < least - 1e-6:
                best, least = column, cost
        return best

    def _reach_without(self, box: int, trunk: int) -> tuple[int, int, int]:
        """Return the column of a trunk's parent, and the first and last one it reaches without a child."""
        reached, here = self._reached[trunk], self.column_of[box]
        parent = self.column_of[self._trunks.parent[trunk]]
        if len(reached) == 1 and reached[here] == 1:
            return parent, parent, parent
        others = [column for column, lines in reached.items() if column != here or lines > 1]
        return parent, min(parent, *others), max(parent, *others)

    def _crowding(self, column: int, height: float) -> float:
        """Return what it costs that a column gets taller."""
        before = self._filled.get(column, 0.0) - self._full
        excess = before + height
        if excess <= 0:
            return 0.0
        more = excess * excess - (before * before if before > 0 else 0.0)
        return self._costs.crowding * more / (self._full * self._full)


def numbered(columns: Sequence[int]) -> list[int]:
    """Return the columns numbered without gaps, from 0."""
    numbers = {column: number for number, column in enumerate(sorted(set(columns)))}
    return [numbers[column] for column in columns]
