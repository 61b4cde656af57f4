"""Columns that keep together what is related: boxes spread by the graph's Fiedler vector (Koren 2005)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SMOOTHINGS = 50  # of the Fiedler vector, which need not be exact
_TIE = 0.01  # of the number
_MOMENTUM = 0.22
_SPACING = 3  # columns from group to group, for relations within a group


def spread(values: Sequence[float], near: Sequence[Sequence[int]], groups: int) -> list[int]:
    """Return columns by rising value, in so many groups; no two neighbours stand in one column."""
    columns = [0] * len(values)
    boxes = sorted(range(len(values)), key=lambda box: (values[box], box))
    for number, box in enumerate(boxes):
        columns[box] = _SPACING * (number * groups // len(boxes))
    for box in boxes:
        taken = {columns[other] for other in near[box]}
        while columns[box] in taken:
            columns[box] += 1
    return columns


def fiedler_vector(ranks: Sequence[int], near: Sequence[Sequence[int]]) -> list[float]:
    """Return roughly the second eigenvector of the lazy random walk, turned so that it rises with the ranks.

    Found by power iteration; part of the last step but one is taken away, which makes it twice as fast
    (De Sa et al. 2018). It begins with the ranks and the distances from a box at the edge.
    """
    lines = sum(map(len, near))
    weights = [len(others) / lines for others in near]
    halves = [0.5 / len(others) for others in near]
    distances = _distances(near, max(enumerate(_distances(near, 0)), key=lambda each: each[1])[0])
    # A little of the number, so that what is equal does not stay equal.
    values = [
        distance + rank / 2 + _TIE * box / len(near)
        for box, (distance, rank) in enumerate(zip(distances, ranks, strict=True))
    ]
    before = [0.0] * len(values)
    for _ in range(_SMOOTHINGS):
        mean = sum([weight * value for weight, value in zip(weights, values, strict=True)])
        after = [
            value / 2 - mean + half * sum([values[other] for other in others]) - _MOMENTUM * last
            for value, half, others, last in zip(values, halves, near, before, strict=True)
        ]
        largest = max(map(abs, after)) or 1.0
        before = [value / largest for value in values]
        values = [value / largest for value in after]
    return values if _rise_together(values, ranks) else [-value for value in values]


def _distances(near: Sequence[Sequence[int]], first: int) -> list[int]:
    distances = [-1] * len(near)
    distances[first] = 0
    reached = [first]
    for box in reached:
        for other in near[box]:
            if distances[other] < 0:
                distances[other] = distances[box] + 1
                reached.append(other)
    return distances


def _rise_together(values: Sequence[float], ranks: Sequence[int]) -> bool:
    mean = sum(ranks) / len(ranks)
    return sum(value * (rank - mean) for value, rank in zip(values, ranks, strict=True)) >= 0
