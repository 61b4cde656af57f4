"""Columns by rank: parents left of their children, as far as there are no circles.

The first step of Sugiyama, Tagawa and Toda (1981): circles are broken by depth-first search, and longest
paths put every box right of all its parents. Then boxes are pulled towards most of their neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.window import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.columns.window import Window
    from pipeline_browser.diagram.layout.shapes import Size

_PULLS = 20

Arc = tuple[int, int]  # from the parent to the child


def ranks(arcs: Sequence[Arc], count: int) -> list[int]:
    """Return the rank of each box, from 0; no arc stays in one rank."""
    straight = _without_circles(arcs, count)
    return _pulled(_longest_paths(straight, count), straight)


def _pulled(ranked: list[int], arcs: Sequence[Arc]) -> list[int]:
    """Return ranks with each box beside its children if it has more of them than parents, and the reverse."""
    parents: list[list[int]] = [[] for _ in ranked]
    children: list[list[int]] = [[] for _ in ranked]
    for parent, child in arcs:
        parents[child].append(parent)
        children[parent].append(child)
    order = sorted(range(len(ranked)), key=lambda box: (-ranked[box], box))
    pulled = list(ranked)
    for _ in range(_PULLS):
        before = list(pulled)
        for box in order:
            if len(children[box]) > len(parents[box]):
                pulled[box] = min(pulled[child] for child in children[box]) - 1
            elif len(parents[box]) > len(children[box]):
                pulled[box] = max(pulled[parent] for parent in parents[box]) + 1
        if pulled == before:
            break
    return pulled


def folded(columns: Sequence[int], arcs: Sequence[Arc], sizes: Sequence[Size], window: Window) -> list[int]:
    """Return columns from which boxes have moved further out, where they were too tall; some are below 0.

    Only boxes with one neighbour move, away from it, the tallest first.
    """
    near: list[list[int]] = [[] for _ in sizes]
    for parent, child in arcs:
        near[parent].append(child)
        near[child].append(parent)
    leaves = [box for box, others in enumerate(near) if len(others) == 1]
    leaves.sort(key=lambda box: (-sizes[box].height, -box))
    folding = _Folding(columns, sizes, window.full)
    for way in (1, -1):
        folding.fold([box for box in leaves if (columns[box] - columns[near[box][0]]) * way > 0], way)
    return folding.column_of


class _Folding:
    def __init__(self, columns: Sequence[int], sizes: Sequence[Size], full: float) -> None:
        self.column_of = list(columns)
        self._heights = [size.height + ROOM[1] for size in sizes]
        self._full = full
        self._filled: dict[int, float] = defaultdict(float)
        for box, column in enumerate(columns):
            self._filled[column] += self._heights[box]

    def fold(self, leaves: Sequence[int], way: int) -> None:
        """Move some of the leaves on, from column to column, until none is too tall that has any."""
        column = min(self.column_of) if way > 0 else max(self.column_of)
        waiting = set(leaves)
        while waiting:
            for box in leaves:
                if self.column_of[box] == column and box in waiting:
                    if self._filled[column] > self._full:
                        self._move(box, column + way)
                    else:
                        waiting.remove(box)
            column += way

    def _move(self, box: int, column: int) -> None:
        self._filled[self.column_of[box]] -= self._heights[box]
        self._filled[column] += self._heights[box]
        self.column_of[box] = column


def _without_circles(arcs: Sequence[Arc], count: int) -> list[Arc]:
    """Return the arcs with those turned round that close a circle in depth-first search."""
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
