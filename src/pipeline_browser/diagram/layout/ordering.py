"""In which order boxes and lanes stand in their columns, so that few lines cross.

Barycentre and median sweeps in turn (Sugiyama, Tagawa and Toda 1981; Eades and Wormald 1994) from several
fixed beginnings, then sifting (Matuszewski, Schönfeld and Molitor 1999): each place is tried at the heights
near it and keeps the best one. Places are compared by the row at which a line meets a box, not by the box
alone. Crossings are counted by insertion into a sorted list (after Barth, Jünger and Mutzel 2002).
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.layout.lanes import Columns

Order = list[list[int]]
_End = tuple[int, float, int]  # the other place, the row there as a part of its height, how many lines
_Key = tuple[float, int]  # how far down the other end lies, in places, and how many lines


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look for a good order.

    Attributes:
        starts: beginnings to sweep from.
        sweeps: over all columns from each of them, at most.
        stall: sweeps without gain that end it.
        finalists: the best so many are sifted.
        rounds: of sifting, at most.
        window: how many places up and down sifting tries.
        patience: rounds of sifting without gain that do not end it; equal orders may lead to better ones.
    """

    starts: int = 8
    sweeps: int = 10
    stall: int = 3
    finalists: int = 2
    rounds: int = 12
    window: int = 60
    patience: int = 1


GLANCE = Effort(starts=1, sweeps=8, finalists=1, rounds=2, window=30)


def effort_for(columns: Columns) -> Effort:
    """Return how long to look, so that large schemas do not keep anybody waiting."""
    places = max(len(columns.heights), sum(map(len, columns.segments)) // 2)
    if places < 20:
        return Effort(starts=4)
    if places < 120:
        return Effort()
    if places < 450:
        return Effort(starts=4, window=40)
    if places < 1100:
        return Effort(starts=5, window=40)
    if places < 3000:
        return Effort(starts=2, finalists=1, rounds=4, window=40)
    return Effort(starts=1, sweeps=6, finalists=1, rounds=1, window=20)


def order_columns(columns: Columns, effort: Effort, check: Callable[[], None]) -> tuple[Order, int]:
    """Return the members of each column, top to bottom, and the crossings; ``check`` may raise to end it."""
    sorter = _Sorter(columns)
    found: list[tuple[int, int, Order]] = []
    for start in range(effort.starts):
        check()
        sorter.begin(start)
        found.append((sorter.sweep(effort), start, sorter.order))
        if not found[-1][0]:
            return found[-1][2], 0
    found.sort(key=lambda each: each[:2])
    for _, start, order in found[: effort.finalists]:
        check()
        sorter.take(order)
        found.append((sorter.sift(effort, check), start, sorter.order))
    crossings, _, order = min(found, key=lambda each: each[:2])
    return order, crossings


class _Sorter:
    """One order at a time, and the ways to better it."""

    def __init__(self, columns: Columns) -> None:
        self.order: Order = [list(members) for members in columns.members]
        self._given = columns.members
        self._place = [0] * len(columns.heights)
        self._before: list[list[_End]] = [[] for _ in columns.heights]
        self._after: list[list[_End]] = [[] for _ in columns.heights]
        self._segments: list[list[tuple[int, float, int, float, int]]] = []
        for segments in columns.segments:
            self._segments.append([])
            for left, left_y, right, right_y, _, weight in segments:
                # Below 1, so that a row never reaches the next place.
                at_left = 0.9 * left_y / (columns.heights[left] + 1)
                at_right = 0.9 * right_y / (columns.heights[right] + 1)
                self._after[left].append((right, at_right, weight))
                self._before[right].append((left, at_left, weight))
                self._segments[-1].append((left, at_left, right, at_right, weight))

    def take(self, order: Sequence[Sequence[int]]) -> None:
        self.order = [list(members) for members in order]
        for members in self.order:
            self._number(members)

    def begin(self, start: int) -> None:
        """Begin with the order of depth-first search, or one shuffled by the number ``start``."""
        self.take(self._given)
        if start == 0:
            first = self._depth_first()
            for members in self.order:
                members.sort(key=first.__getitem__)
        else:
            dice = random.Random(start)  # noqa: S311 - the same picture every time is the point
            for members in self.order:
                dice.shuffle(members)
        for members in self.order:
            self._number(members)

    def crossings(self) -> int:
        return sum(self._crossings_after(column) for column in range(len(self.order) - 1))

    def sweep(self, effort: Effort) -> int:
        """Sweep until nothing is gained; keep the best order and return its crossings."""
        best, kept, stalled = self.crossings(), self.order, 0
        for number in range(effort.sweeps):
            self._sweep_once(rightwards=number % 2 == 0, by_mean=number % 4 < 2)
            crossings = self.crossings()
            stalled += 1
            if crossings < best:
                best, kept, stalled = crossings, [list(members) for members in self.order], 0
            if not best or stalled > effort.stall:
                break
        self.take(kept)
        return best

    def sift(self, effort: Effort, check: Callable[[], None]) -> int:
        """Try each place at the heights around it, round by round; return the crossings."""
        idle = 0
        for number in range(effort.rounds):
            gained = 0
            columns = range(len(self.order))
            for column in columns if number % 2 == 0 else reversed(columns):
                check()
                gained += self._sift_column(column, effort.window)
            idle = 0 if gained else idle + 1
            if idle > effort.patience:
                break
        return self.crossings()

    def _number(self, members: Sequence[int]) -> None:
        for number, place in enumerate(members):
            self._place[place] = number

    def _depth_first(self) -> list[int]:
        numbers = [-1] * len(self._place)
        clock = 0
        for root in (place for place, ends in enumerate(self._before) if not ends):
            stack = [root]
            while stack:
                place = stack.pop()
                if numbers[place] >= 0:
                    continue
                numbers[place] = clock
                clock += 1
                stack += [end[0] for end in sorted(self._after[place], key=lambda end: -end[1])]
                stack += [end[0] for end in self._before[place]]
        return numbers

    def _crossings_after(self, column: int) -> int:
        place = self._place
        lines = [
            (place[left] + at_left, place[right] + at_right, weight)
            for left, at_left, right, at_right, weight in self._segments[column]
        ]
        lines.sort()
        ends: list[float] = []
        crossings = 0
        # Lines that share an end do not cross: equal left ends come in the order of their right ends.
        for _, end, weight in lines:
            at = bisect_right(ends, end)
            crossings += weight * (len(ends) - at)
            ends[at:at] = [end] * weight
        return crossings

    def _sweep_once(self, *, rightwards: bool, by_mean: bool) -> None:
        count = len(self.order)
        ends = self._before if rightwards else self._after
        for column in range(1, count) if rightwards else range(count - 2, -1, -1):
            members = self.order[column]
            wishes = {
                member: self._mean(ends[member]) if by_mean else self._median(ends[member])
                for member in members
                if ends[member]
            }
            wishing = iter(sorted(wishes, key=wishes.__getitem__))
            # What has no line on that side keeps its number.
            self.order[column] = [next(wishing) if member in wishes else member for member in members]
            self._number(self.order[column])

    def _mean(self, ends: Sequence[_End]) -> float:
        place = self._place
        if len(ends) == 1:
            return place[ends[0][0]] + ends[0][1]
        total = weights = 0.0
        for other, at, weight in ends:
            total += weight * (place[other] + at)
            weights += weight
        return total / weights

    def _median(self, ends: Sequence[_End]) -> float:
        place = self._place
        if len(ends) == 1:
            return place[ends[0][0]] + ends[0][1]
        heights = sorted([place[other] + at for other, at, _ in ends])
        middle = len(heights)
        return (heights[middle // 2] + heights[(middle - 1) // 2]) / 2

    def _sift_column(self, column: int, window: int) -> int:
        """Move each member of a column to the best place within the window; return the crossings saved."""
        members = self.order[column]
        keys = {
            member: (self._keys(self._before[member]), self._keys(self._after[member])) for member in members
        }
        known: dict[tuple[int, int], int] = {}

        def saved(upper: int, lower: int) -> int:
            gain = known.get((upper, lower))
            if gain is None:
                above, below = keys[upper], keys[lower]
                gain = _saved_by_swap(above[0], below[0]) + _saved_by_swap(above[1], below[1])
                known[upper, lower] = gain
                known[lower, upper] = -gain
            return gain

        total = 0
        for member in sorted(members, key=lambda each: -len(keys[each][0]) - len(keys[each][1])):
            total += _sift(members, members.index(member), window, saved)
        self._number(members)
        return total

    def _keys(self, ends: Sequence[_End]) -> list[_Key]:
        place = self._place
        return [(place[other] + at, weight) for other, at, weight in ends]


def _sift(members: list[int], at: int, window: int, saved: Callable[[int, int], int]) -> int:
    member = members[at]
    best, best_at = 0, at
    gain = 0
    for other in range(at - 1, max(at - window, 0) - 1, -1):
        gain += saved(members[other], member)
        if gain >= best:
            best, best_at = gain, other
    gain = 0
    for other in range(at + 1, min(at + window + 1, len(members))):
        gain += saved(member, members[other])
        if gain >= best:
            best, best_at = gain, other
    if best_at != at:
        members.insert(best_at, members.pop(at))
    return best


def _saved_by_swap(upper: Sequence[_Key], lower: Sequence[_Key]) -> int:
    """Return how many crossings on one side go when the upper of two places moves below the lower one."""
    saved = 0
    for high, many in upper:
        for low, more in lower:
            if high > low:
                saved += many * more
            elif high < low:
                saved -= many * more
    return saved
