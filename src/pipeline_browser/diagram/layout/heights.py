"""How far down each box and lane of ordered columns stands, so that lines run straight.

Each place wishes to stand where its lines to the columns beside it need no bend. The wishes of a column are
reconciled by isotonic regression: pool adjacent violators (Ayer et al. 1955; Best and Chakravarti 1990)
keeps the order and the gaps, and pooled places move to the median of their wishes, which makes one line
straight rather than all of them slightly bent. Columns are regarded in turn, from both sides. Where all
sizes are whole pixels, so is the result.
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
_STRAIGHT = 8.0  # how much more a line between two lanes wants to be straight
_IDLE = 0.05  # how much a place without lines on the regarded side wants to stay
_BOTH_SIDES = 6  # rounds at the end that regard both sides at once

_Wish = tuple[float, float]  # a height and its weight


def settle_heights(
    columns: Columns, order: Sequence[Sequence[int]], rounds: int, check: Callable[[], None]
) -> list[float]:
    """Return the top of every box and lane; no two in a column are nearer than their gap."""
    settler = _Settler(columns, order)
    for both, count in ((False, rounds - _BOTH_SIDES), (True, _BOTH_SIDES)):
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
    def __init__(self, columns: Columns, order: Sequence[Sequence[int]]) -> None:
        self._order = order
        self._shifts = [_stacked(columns, members) for members in order]
        self.tops = [0.0] * len(columns.heights)
        for members, shifts in zip(order, self._shifts, strict=True):
            middle = (shifts[-1] + columns.heights[members[-1]]) // 2 if members else 0.0
            for place, shift in zip(members, shifts, strict=True):
                self.tops[place] = shift - middle
        self._before: list[list[tuple[int, float, float]]] = [[] for _ in columns.heights]
        self._after: list[list[tuple[int, float, float]]] = [[] for _ in columns.heights]
        for segments in columns.segments:
            for left, left_y, right, right_y, _, weight in segments:
                pull = _STRAIGHT if columns.is_lane(left) and columns.is_lane(right) else 1.0
                self._before[right].append((left, left_y - right_y, pull * weight))
                self._after[left].append((right, right_y - left_y, pull * weight))

    def settle(self, *, rightwards: bool, both: bool) -> None:
        count = len(self._order)
        for column in range(count) if rightwards else range(count - 1, -1, -1):
            members, shifts = self._order[column], self._shifts[column]
            wishes = [self._wish(place, rightwards=rightwards, both=both) for place in members]
            wishes = [(top - shift, pull) for (top, pull), shift in zip(wishes, shifts, strict=True)]
            for place, shift, base in zip(members, shifts, _isotonic(wishes), strict=True):
                self.tops[place] = base + shift

    def _wish(self, place: int, *, rightwards: bool, both: bool) -> _Wish:
        ends = self._before[place] if rightwards else self._after[place]
        if both:
            ends = self._before[place] + self._after[place]
        if not ends:
            return self.tops[place], _IDLE
        tops = self.tops
        if len(ends) == 1:
            other, shift, pull = ends[0]
            return tops[other] + shift, pull
        wishes = sorted((tops[other] + shift, pull) for other, shift, pull in ends)
        return _median(wishes)


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
    total = sum(pull for _, pull in wishes)
    reached = 0.0
    for height, pull in wishes:
        reached += pull
        if reached * 2 >= total - 1e-9:
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
