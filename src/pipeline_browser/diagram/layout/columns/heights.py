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

    from pipeline_browser.diagram.layout.columns.lanes import Columns

BOX_GAP = 40.0
LANE_GAP = 16.0
LANE_BOX_GAP = 24.0
_SLACK = 1.15  # times the tallest column, that the picture may be tall
_STRAIGHT = 8.0  # how much more a line between two lanes wants to be straight
_IDLE = 0.05  # how much a place without lines on the regarded side wants to stay
_ONE_SIDE, _BOTH_SIDES = 4, 6  # rounds that regard one side, and then both at once

_Wish = tuple[float, float]  # a height and its weight
# Another place, how far below its top the column's first place wants to be for this one, and how much.
_End = tuple[int, float, float]


def settle_heights(
    columns: Columns, order: Sequence[Sequence[int]], height: float, check: Callable[[], None]
) -> list[float]:
    """Return the top of every box and lane; no two in a column are nearer than their gap.

    Args:
        height: of the picture, unless a column is taller.
    """
    settler = _Settler(columns, order, height)
    for count, both in ((_ONE_SIDE, False), (_BOTH_SIDES, True)):
        idle = 0
        for number in range(count):
            check()
            idle = 0 if settler.settle(rightwards=number % 2 == 0, both=both) else idle + 1
            if idle == 2:
                break
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
        shift_of = [0.0] * len(columns.heights)
        for members, shifts, each in zip(order, self._shifts, tall, strict=True):
            for place, shift in zip(members, shifts, strict=True):
                shift_of[place] = shift
                self.tops[place] = shift - each // 2
        self._before: list[list[_End]] = [[] for _ in columns.heights]
        self._after: list[list[_End]] = [[] for _ in columns.heights]
        for left, left_y, right, right_y, _, weight in (each for some in columns.segments for each in some):
            pull = weight * (_STRAIGHT if columns.is_lane(left) and columns.is_lane(right) else 1.0)
            self._before[right].append((left, left_y - right_y - shift_of[right], pull))
            self._after[left].append((right, right_y - left_y - shift_of[left], pull))
        self._around = [before + after for before, after in zip(self._before, self._after, strict=True)]

    def settle(self, *, rightwards: bool, both: bool) -> bool:
        """Regard all columns, from left to right or the other way; return whether anything moved."""
        ends = self._around if both else self._before if rightwards else self._after
        before = list(self.tops)
        count = len(self._order)
        for column in range(count) if rightwards else range(count - 1, -1, -1):
            self._settle_column(column, ends)
        return before != self.tops

    def _settle_column(self, column: int, ends: Sequence[Sequence[_End]]) -> None:
        tops, members, shifts = self.tops, self._order[column], self._shifts[column]
        wishes: list[_Wish] = []
        for place, shift in zip(members, shifts, strict=True):
            own = ends[place]
            if len(own) == 1:
                ((other, below, pull),) = own
                wishes.append((tops[other] + below, pull))
            elif own:
                wishes.append(_median(sorted([(tops[other] + below, pull) for other, below, pull in own])))
            else:
                wishes.append((tops[place] - shift, _IDLE))
        low, high = self._bounds[column]
        for place, shift, base in zip(members, shifts, _isotonic(wishes), strict=True):
            # Cut off at its bounds, isotonic regression is still the best.
            tops[place] = min(max(base, low), high) + shift


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
    total = sum([pull for _, pull in wishes])
    half = total / 2 - 1e-9
    reached = 0.0
    for height, pull in wishes:
        reached += pull
        if reached >= half:
            return height, total
    return wishes[-1][0], total


def _isotonic(wishes: Sequence[_Wish]) -> list[float]:
    """Return rising values near the wishes: with the least sum of weighted distances among pooled medians."""
    pools: list[tuple[float, int]] = []  # the value of each pool, and its first wish
    for number, (height, _) in enumerate(wishes):
        first = number
        while pools and pools[-1][0] > height:
            _, first = pools.pop()
            height, _ = _median(sorted(wishes[first : number + 1]))  # noqa: PLW2901 - the pool's
        pools.append((height, first))
    pools.append((0.0, len(wishes)))
    return [height for (height, first), (_, after) in pairwise(pools) for _ in range(after - first)]
