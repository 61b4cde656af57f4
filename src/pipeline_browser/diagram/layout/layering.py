"""Which column each box of one connected component stands in.

The first step of Sugiyama, Tagawa and Toda (1981), begun in two ways. One is theirs: cycles are broken by
depth-first search, and longest paths put parents left of children. The other spreads boxes over as many
columns as a window's shape suggests, by the Fiedler vector of the graph (Koren 2005), which keeps what is
related together; it begins from the longest paths, so that parents still tend to the left. Then boxes move
to where their lines get shorter: a line that spans several columns needs a lane in each of them, and lanes
are what crosses. Unlike in a flow chart, a parent may end up right of its child where that pays: the crow's
foot says which end is which.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.diagram.layout.shapes import Size

ASPECT = 1.6  # of the window that the picture should fill
_FEW = 120  # boxes, up to which more divisions are worth their time
_MANY = 450  # boxes, from which there is time for one division only
_SHARES, _SHARES_OF_FEW = (
    (0.5, 0.7),
    (0.4, 0.7),
)  # of the columns that fit the window: the boxes to spread begin in
_PASSES = 30  # of moving single boxes
_SMOOTHINGS = 120  # of the Fiedler vector, which need not be exact
_LEAF_STEPS = (-3, -2, -1, 1, 2, 3)
_ROOM = (120.0, 40.0)  # beside and below a box, for lines

Arc = tuple[int, int]  # from the parent to the child
_Sides = list[tuple[int, int]]  # the boxes around one: which, and 1 for a child or -1 for a parent


@dataclass(frozen=True, slots=True)
class Costs:
    """What a division into columns is judged by, in columns spanned.

    Attributes:
        backwards: for a line whose parent stands right of its child.
        crowding: for a column twice as tall as it should be.
    """

    backwards: float
    crowding: float


_FROM_RANKS = (Costs(backwards=5.0, crowding=0.0), Costs(backwards=0.5, crowding=0.5))
_FREE = Costs(backwards=0.3, crowding=1.0)


@dataclass(frozen=True, slots=True)
class Window:
    """How many columns of which height fill a window of the wanted shape."""

    columns: float
    height: float

    @classmethod
    def around(cls, sizes: Sequence[Size]) -> Window:
        """Return the window that holds boxes of these sizes with room for lines."""
        widths = [size.width + _ROOM[0] for size in sizes]
        heights = [size.height + _ROOM[1] for size in sizes]
        area = sum(width * height for width, height in zip(widths, heights, strict=True))
        columns = math.sqrt(area * ASPECT) * len(sizes) / sum(widths)
        return cls(columns, max(1.3 * max(heights), math.sqrt(area / ASPECT)))


def divide_into_columns(
    arcs: Sequence[Arc], sizes: Sequence[Size], check: Callable[[], None]
) -> Iterator[list[int]]:
    """Yield divisions worth trying: the column of each box, from 0; no arc stays in one column."""
    if len(sizes) == 1:
        yield [0]
        return
    window = Window.around(sizes)
    around = _around(arcs, len(sizes))
    ranks = _longest_paths(_without_cycles(arcs, len(sizes)), len(sizes))
    mover = _Mover(around, sizes, window)
    few = len(sizes) <= _FEW and len(arcs) <= 4 * _FEW
    for costs in _FROM_RANKS if few else _FROM_RANKS[:1] if len(sizes) <= _MANY else ():
        yield mover.shortened(ranks, costs)
    check()
    values = _fiedler(ranks, around)
    for share in _SHARES_OF_FEW if few else _SHARES if len(sizes) <= _MANY else _SHARES[:1]:
        count = max(2, round(window.columns * share))
        yield mover.shortened(_spread(values, around, count), _FREE)


def _around(arcs: Sequence[Arc], count: int) -> list[_Sides]:
    around: list[_Sides] = [[] for _ in range(count)]
    for parent, child in arcs:
        around[parent].append((child, 1))
        around[child].append((parent, -1))
    return around


def _without_cycles(arcs: Sequence[Arc], count: int) -> list[Arc]:
    """Return the arcs with those turned round that close a cycle in depth-first search."""
    children: list[list[int]] = [[] for _ in range(count)]
    parents = [0] * count
    for parent, child in arcs:
        children[parent].append(child)
        parents[child] += 1
    roots = sorted(range(count), key=lambda box: (parents[box], -len(children[box]), box))
    left = _leaving_numbers(roots, children)
    return [(parent, child) if left[parent] > left[child] else (child, parent) for parent, child in arcs]


def _leaving_numbers(roots: Sequence[int], children: Sequence[Sequence[int]]) -> list[int]:
    """Return when depth-first search leaves each box: later than all that it found below it."""
    numbers = [-1] * len(children)
    seen = [False] * len(children)
    clock = 0
    for root in roots:
        stack = [] if seen[root] else [(root, iter(children[root]))]
        seen[root] = True
        while stack:
            box, rest = stack[-1]
            child = next((child for child in rest if not seen[child]), None)
            if child is None:
                numbers[box] = clock
                clock += 1
                stack.pop()
            else:
                seen[child] = True
                stack.append((child, iter(children[child])))
    return numbers


def _longest_paths(arcs: Sequence[Arc], count: int) -> list[int]:
    children: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for parent, child in arcs:
        children[parent].append(child)
        waiting[child] += 1
    columns = [0] * count
    ready = [box for box in range(count) if not waiting[box]]
    while ready:
        box = ready.pop()
        for child in children[box]:
            columns[child] = max(columns[child], columns[box] + 1)
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return columns


def _spread(values: Sequence[float], around: Sequence[_Sides], count: int) -> list[int]:
    """Return columns by rising value: ``count`` groups, with room for neighbours between them."""
    columns = [0] * len(values)
    boxes = sorted(range(len(values)), key=lambda box: (values[box], box))
    for number, box in enumerate(boxes):
        columns[box] = 3 * (number * count // len(boxes))
    for box in boxes:
        taken = {columns[other] for other, _ in around[box]}
        while columns[box] in taken:
            columns[box] += 1
    return columns


def _fiedler(ranks: Sequence[int], around: Sequence[_Sides]) -> list[float]:
    """Return roughly the second eigenvector of the lazy random walk, by power iteration from the ranks."""
    weights = [len(sides) for sides in around]
    total = sum(weights)
    others = [[other for other, _ in sides] for sides in around]
    # A little of the number, so that equal ranks do not stay equal.
    values = [rank + 0.001 * box / len(ranks) for box, rank in enumerate(ranks)]
    for _ in range(_SMOOTHINGS):
        mean = sum(weight * value for weight, value in zip(weights, values, strict=True)) / total
        values = [value - mean for value in values]
        values = [
            (value + sum([values[other] for other in near]) / len(near)) / 2
            for value, near in zip(values, others, strict=True)
        ]
        largest = max(map(abs, values)) or 1.0
        values = [value / largest for value in values]
    return values


class _Mover:
    """Moves single boxes to cheaper columns until none is left, or enough was tried."""

    def __init__(self, around: Sequence[_Sides], sizes: Sequence[Size], window: Window) -> None:
        self._around = around
        self._heights = [size.height + _ROOM[1] for size in sizes]
        self._full = window.height
        self._order = sorted(range(len(sizes)), key=lambda box: (len(around[box]), box))
        self._columns: list[int] = []
        self._filled: dict[int, float] = {}

    def shortened(self, columns: Sequence[int], costs: Costs) -> list[int]:
        """Return better columns, numbered without gaps."""
        self._columns = list(columns)
        self._filled = dict.fromkeys(columns, 0.0)
        for column, height in zip(columns, self._heights, strict=True):
            self._filled[column] += height
        for _ in range(_PASSES):
            if not sum([self._move(box, costs) for box in self._order]):
                break
        numbers = {column: number for number, column in enumerate(sorted(set(self._columns)))}
        return [numbers[column] for column in self._columns]

    def _move(self, box: int, costs: Costs) -> bool:
        """Move a box beside one of its neighbours if that is cheaper; return whether it moved."""
        here = self._columns[box]
        height = self._heights[box]
        near = [(self._columns[other], side) for other, side in self._around[box]]
        taken = {column for column, _ in near}
        self._filled[here] -= height
        best, least = here, self._cost(here, near, height, costs) - 1e-6
        # Only a box with one neighbour moves further off, where the columns beside that are full.
        steps = _LEAF_STEPS if len(near) == 1 and costs.crowding else (-1, 1)
        for column in sorted({column + step for column in taken for step in steps} - taken - {here}):
            cost = self._cost(column, near, height, costs)
            if cost < least:
                best, least = column, cost
        self._columns[box] = best
        self._filled[best] = self._filled.get(best, 0.0) + height
        return best != here

    def _cost(self, column: int, near: Sequence[tuple[int, int]], height: float, costs: Costs) -> float:
        cost = 0.0
        for other, side in near:
            cost += abs(column - other)
            if (other - column) * side < 0:
                cost += costs.backwards
        excess = self._filled.get(column, 0.0) + height - self._full
        return cost + costs.crowding * excess / self._full if excess > 0 else cost
