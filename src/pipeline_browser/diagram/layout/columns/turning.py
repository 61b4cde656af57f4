"""Turning parts of a picture round: columns go back where the window ends, at no cost in lanes.

A turn keeps neighbours in neighbouring columns. Where one box joins parts that are not joined otherwise, each
part may stand left or right of it; and a long row of columns goes there and back like a folding rule.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.window import ROOM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline_browser.diagram.layout.columns.window import Window
    from pipeline_browser.diagram.layout.shapes import Size


_NEW_COLUMN = 0.01  # of its height, that a column costs which was empty


def there_and_back(columns: Sequence[int], count: int) -> list[int]:
    """Return columns that go to and fro between the first and the last of ``count``, at least 2."""
    last = count - 1
    return [last - abs(last - column % (2 * last)) for column in columns]


def mirrored(
    columns: Sequence[int], near: Sequence[Sequence[int]], sizes: Sequence[Size], window: Window
) -> list[int]:
    """Return columns with some parts on the other side of the box in the middle, so that they fit better."""
    middle = _middle(near)
    axis = columns[middle]
    column_of = list(columns)
    filled: dict[int, float] = defaultdict(float)
    parts = [(part, _heights(part, columns, sizes)) for part in _parts(middle, near)]
    for part, heights in sorted(parts, key=lambda each: -sum(each[1].values())):
        turned = {2 * axis - column: height for column, height in heights.items()}
        if turns := _excess(filled, turned, window) < _excess(filled, heights, window):
            for box in part:
                column_of[box] = 2 * axis - columns[box]
        for column, height in (turned if turns else heights).items():
            filled[column] += height
    return column_of


def _middle(near: Sequence[Sequence[int]]) -> int:
    """Return the box without which the largest part that is left would be smallest."""
    order, above = _depth_first(near)
    number = {box: each for each, box in enumerate(order)}
    lowest = [min([number[box], *(number[other] for other in near[box])]) for box in range(len(near))]
    below = [1] * len(near)
    largest, parted = [0] * len(near), [0] * len(near)
    for box in reversed(order[1:]):
        parent = above[box]
        below[parent] += below[box]
        lowest[parent] = min(lowest[parent], lowest[box])
        # Nothing below the box is joined with what is above the parent (Hopcroft and Tarjan 1973).
        if lowest[box] >= number[parent]:
            largest[parent] = max(largest[parent], below[box])
            parted[parent] += below[box]
    rest = [len(near) - 1 - parts for parts in parted]
    return min(range(len(near)), key=lambda box: (max(largest[box], rest[box]), -len(near[box]), box))


def _depth_first(near: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return all boxes in the order of depth-first search, and from which one each was found."""
    order, above = [0], [-1] * len(near)
    seen = {0}
    stack = [(0, iter(near[0]))]
    while stack:
        box, others = stack[-1]
        other = next((other for other in others if other not in seen), None)
        if other is None:
            stack.pop()
            continue
        seen.add(other)
        order.append(other)
        above[other] = box
        stack.append((other, iter(near[other])))
    return order, above


def _parts(middle: int, near: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the boxes of each part that is left without the one in the middle."""
    parts = []
    seen = {middle}
    for first in near[middle]:
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for box in part:
            for other in near[box]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        parts.append(part)
    return parts


def _heights(part: Sequence[int], columns: Sequence[int], sizes: Sequence[Size]) -> dict[int, float]:
    heights: dict[int, float] = defaultdict(float)
    for box in part:
        heights[columns[box]] += sizes[box].height + ROOM[1]
    return heights


def _excess(filled: Mapping[int, float], heights: Mapping[int, float], window: Window) -> float:
    """Return how much worse columns fit that get taller: by the square of what is too tall, as in a spring.

    A column that was empty costs a little as well.
    """
    excess = 0.0
    for column, height in heights.items():
        before = filled.get(column, 0.0)
        excess += max(0.0, before + height - window.full) ** 2 - max(0.0, before - window.full) ** 2
        if not before:
            excess += _NEW_COLUMN * height * window.full
    return excess
