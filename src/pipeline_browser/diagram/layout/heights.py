"""How far down each box and lane of ordered columns stands, so that lines run straight.

Each place wishes to stand where its lines to the columns beside it need no bend. The wishes of a column are
reconciled by isotonic regression: pool adjacent violators (Ayer et al. 1955; Best and Chakravarti 1990)
keeps the order and the gaps, and pooled places move to the median of their wishes, which makes one line
straight rather than all of them slightly bent. Columns are regarded in turn, from both sides. No place leaves
the picture's height, which is that of the window or of the tallest column: straight lines are worth no
emptiness. Where all sizes are whole pixels, so is the result.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.layout.lanes import Columns

BOX_GAP = 40.0
LANE_GAP = 16.0
LANE_BOX_GAP = 24.0
_SLACK = 1.15  # times the tallest column, that the picture may be tall
_STRAIGHT = 8.0  # how much more a line between two lanes wants to be straight
_IDLE = 0.05  # how much a place without lines on the regarded side wants to stay
_ONE_SIDE, _BOTH_SIDES = 4, 6  # rounds that regard one side, and then both at once

_Wish = tuple[float, float]  # a height and its weight
_End = tuple[int, float, float]  # another place, how far below it this one wants to be, how much


def settle_heights(
    columns: Columns, order: Sequence[Sequence[int]], height: float, check: Callable[[], None]
) -> list[float]:
    """Return the top of every box and lane; no two in a column are nearer than their gap.

    Args:
        height: of the picture, unless a column is taller.
    """
    settler = _Settler(columns, order, height)
    for count, both in ((_ONE_SIDE, False), (_BOTH_SIDES, True)):
        before: list[float] = []
        for number in range(count):
            check()
            settler.settle(rightwards=number % 2 == 0, both=both)
            if number % 2:
                if before == settler.tops:
                    break
                before = list(settler.tops)
    return settler.tops


class _Settler:
    def __init__(self, columns: Columns, order: Sequence[Sequence[int]], height: float) -> None:
        self._order = order
        self._shifts = [_stacked(columns, members) for members in order]
        tall = [
            shifts[-1] + columns.heights[members[-1]] if members else 0.0
            for members, shifts in zip(order, self._shifts, strict=True)
        ]
        half = max(_SLACK * max(tall), height) // 2
        self._bounds = [(-half, half - each) for each in tall]
        self.tops = [0.0] * len(columns.heights)
        for members, shifts, each in zip(order, self._shifts, tall, strict=True):
            for place, shift in zip(members, shifts, strict=True):
                self.tops[place] = shift - each // 2
        self._before: list[list[_End]] = [[] for _ in columns.heights]
        self._after: list[list[_End]] = [[] for _ in columns.heights]
        for left, left_y, right, right_y, _, weight in (each for some in columns.segments for each in some):
            pull = _STRAIGHT if columns.is_lane(left) and columns.is_lane(right) else 1.0
            self._before[right].append((left, left_y - right_y, pull * weight))
            self._after[left].append((right, right_y - left_y, pull * weight))
        self._around = [before + after for before, after in zip(self._before, self._after, strict=True)]

    def settle(self, *, rightwards: bool, both: bool) -> None:
        """Regard all columns, from left to right or the other way."""
        ends = self._around if both else self._before if rightwards else self._after
        tops = self.tops
        count = len(self._order)
        for column in range(count) if rightwards else range(count - 1, -1, -1):
            members, shifts = self._order[column], self._shifts[column]
            wishes = []
            for place, shift in zip(members, shifts, strict=True):
                top, pull = self._wish(place, ends[place])
                wishes.append((top - shift, pull))
            low, high = self._bounds[column]
            for place, shift, base in zip(members, shifts, _isotonic(wishes), strict=True):
                # Cut off at its bounds, isotonic regression is still the best.
                tops[place] = min(max(base, low), high) + shift

    def _wish(self, place: int, ends: Sequence[_End]) -> _Wish:
        tops = self.tops
        if len(ends) == 1:
            ((other, shift, pull),) = ends
            return tops[other] + shift, pull
        if not ends:
            return tops[place], _IDLE
        return _median(sorted([(tops[other] + shift, pull) for other, shift, pull in ends]))


def _stacked(columns: Columns, members: Sequence[int]) -> list[float]:
    """Return the tops of a column's places when nothing but their gaps parts them."""
    tops = [0.0] if members else []
    for upper, lower in pairwise(members):
        lanes = columns.is_lane(upper) + columns.is_lane(lower)
        gap = (BOX_GAP, LANE_BOX_GAP, LANE_GAP)[lanes]
        tops.append(tops[-1] + columns.heights[upper] + gap)
    return tops


def _median(wishes: Sequence[_Wish]) -> _Wish:
    """Return the weighted (lower) median of sorted wishes, and the sum of the weights."""
    total = 0.0
    for _, pull in wishes:
        total += pull
    half = total / 2 - 1e-9
    reached = 0.0
    for height, pull in wishes:
        reached += pull
        if reached >= half:
            return height, total
    return wishes[-1][0], total


def _isotonic(wishes: Sequence[_Wish]) -> list[float]:
    """Return rising values near the wishes: with the least sum of weighted distances among pooled medians."""
    pools: list[tuple[float, list[_Wish], int]] = []
    for wish in wishes:
        height, pool, count = wish[0], [wish], 1
        while pools and pools[-1][0] > height:
            _, upper, more = pools.pop()
            pool = sorted(upper + pool)
            count += more
            height = _median(pool)[0]
        pools.append((height, pool, count))
    return [height for height, _, count in pools for _ in range(count)]
