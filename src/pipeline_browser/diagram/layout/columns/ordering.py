"""In which order boxes and lanes stand in their columns, so that few lines cross.

Barycentre sweeps (Sugiyama, Tagawa and Toda 1981), begun with an order of depth-first search or with one of
breadth-first search from a place drawn by lot: many short tries find better orders than one long one. Places
are compared by the row at which a line meets a box, not by the box alone. Crossings are counted by insertion
into a sorted list (after Barth, Jünger and Mutzel 2002), and only between columns that have changed.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.diagram.layout.columns.lanes import Columns, Order

End = tuple[int, float, int]  # the other place, the row there as a part of its height, how many lines
_SOME = 2  # sweeps, after which it shows whether there is hope
_ROWS = 0.9  # the part of a place that its rows spread over, so that no row reaches the next place
_Line = tuple[float, int, float, int]  # the row here, the other place, the row there, how many lines
_Wish = tuple[int, list[int], float]  # a place, the other ends, and the sum of the rows there


class Sorter:
    """One order of all columns at a time, and how to better it.

    Attributes:
        order: the members of each column, top to bottom.
        place: of each box and lane: its number in its column.
        before, after: the ends of each place's lines in the columns beside it.
        lines: how many there are from columns to the next ones.
        work: how many lines were looked at while sweeping.
    """

    def __init__(self, columns: Columns) -> None:
        self.order: Order = [list(members) for members in columns.members]
        self.work = 0
        self.place = [0] * len(columns.heights)
        self.before: list[list[End]] = [[] for _ in columns.heights]
        self.after: list[list[End]] = [[] for _ in columns.heights]
        self._given = columns.members
        rows: list[list[_Line]] = [[] for _ in columns.heights]
        for left, left_y, right, right_y, _, weight in (each for some in columns.segments for each in some):
            at_left = _ROWS * left_y / (columns.heights[left] + 1)
            at_right = _ROWS * right_y / (columns.heights[right] + 1)
            self.after[left].append((right, at_right, weight))
            self.before[right].append((left, at_left, weight))
            rows[left].append((at_left, right, at_right, weight))
        self._rows = [_by_row(each) for each in rows]
        self._leftwards = [_wishes(members, self.after) for members in columns.members]
        self._rightwards = [_wishes(members, self.before) for members in columns.members]
        self.lines = sum(segment.weight for segments in columns.segments for segment in segments)
        self._counted: list[int | None] = [None] * len(self.order)

    def take(self, order: Sequence[Sequence[int]]) -> None:
        """Go on with an order."""
        for column, members in enumerate(order):
            self.put(column, list(members))

    def put(self, column: int, members: list[int]) -> None:
        """Order a column."""
        self.order[column] = members
        place = self.place
        for number, member in enumerate(members):
            place[member] = number
        self._counted[column] = None
        if column:
            self._counted[column - 1] = None

    def kept(self) -> Order:
        """Return a copy of the order."""
        return [list(members) for members in self.order]

    def begin(self, start: int) -> None:
        """Begin with the order of depth-first search, or with another one by the number ``start``."""
        if start:
            self._begin_by(self._breadth_first(random.Random(start)))  # noqa: S311 - no secret
            return
        self._begin_by(self._depth_first())
        crossings = self.crossings()
        if not crossings:
            return
        # Rows make a difference between an order and the same one upside down.
        self._turn_over()
        if self.crossings() >= crossings:
            self._turn_over()

    def _begin_by(self, numbers: Sequence[int]) -> None:
        self.take([sorted(members, key=numbers.__getitem__) for members in self._given])

    def _turn_over(self) -> None:
        self.take([members[::-1] for members in self.order])

    def crossings(self, most: float = float("inf")) -> int:
        """Return how many lines cross; counting may end where there are more than ``most``."""
        total = sum(count for count in self._counted if count is not None)
        for column, count in enumerate(self._counted):
            if count is None:
                if total > most:
                    break
                self._counted[column] = now = self.crossings_after(column)
                total += now
        return total

    def crossings_after(self, column: int) -> int:
        """Return how many lines cross between a column and the next."""
        place, rows = self.place, self._rows
        heights: list[float] = []
        for member in self.order[column]:
            for ends in rows[member]:
                if len(ends) == 1:
                    heights.append(place[ends[0][0]] + ends[0][1])
                else:
                    # Lines that share an end do not cross: they come in the order of their other ends.
                    heights += sorted([place[other] + at for other, at in ends])
        return 0 if heights == sorted(heights) else _inversions(heights)

    def sweep(self, most: int, stall: int, hopeless: float) -> tuple[int, Order]:
        """Sweep until nothing is gained; return the crossings of the best order on the way, and that.

        Args:
            most: sweeps over all columns.
            stall: sweeps without gain that end it.
            hopeless: crossings; with more of them after some sweeps, it ends.
        """
        best, kept, stalled = self.crossings(), self.kept(), 0
        for number in range(most if best else 0):
            self._sweep_once(rightwards=number % 2 == 0)
            crossings = self.crossings(best)
            stalled += 1
            if crossings < best:
                best, kept, stalled = crossings, self.kept(), 0
            if not best or stalled > stall or (number >= _SOME and best > hopeless):
                break
        return best, kept

    def _sweep_once(self, *, rightwards: bool) -> None:
        self.work += self.lines
        wishes = self._rightwards if rightwards else self._leftwards
        columns = range(1, len(self.order)) if rightwards else range(len(self.order) - 2, -1, -1)
        for column in columns:
            members = self.order[column]
            wished = self._means(wishes[column])
            if len(wished) == len(members):
                now = sorted(members, key=wished.__getitem__)
            else:
                # What has no line on that side keeps its number.
                wishing = iter(sorted([each for each in members if each in wished], key=wished.__getitem__))
                now = [next(wishing) if each in wished else each for each in members]
            if now != members:
                self.put(column, now)

    def _means(self, wishes: Sequence[_Wish]) -> dict[int, float]:
        place = self.place
        return {
            member: place[others[0]] + at
            if len(others) == 1
            else (sum([place[other] for other in others]) + at) / len(others)
            for member, others, at in wishes
        }

    def _depth_first(self) -> list[int]:
        numbers = [-1] * len(self.place)
        clock = 0
        for root in (place for place, ends in enumerate(self.before) if not ends):
            stack = [root]
            while stack:
                place = stack.pop()
                if numbers[place] >= 0:
                    continue
                numbers[place] = clock
                clock += 1
                after = self.after[place]
                stack += [end[0] for end in (sorted(after, key=_lowest_first) if len(after) > 1 else after)]
                stack += [end[0] for end in self.before[place]]
        return numbers

    def _breadth_first(self, dice: random.Random) -> list[int]:
        """Return numbers from a place drawn by lot, from which all others can be reached."""
        numbers = [-1] * len(self.place)
        queue = [dice.randrange(len(numbers))]
        numbers[queue[0]] = 0
        for place in queue:
            near = [end[0] for end in (*self.after[place], *self.before[place]) if numbers[end[0]] < 0]
            if len(near) > 1:
                dice.shuffle(near)
            for other in near:
                if numbers[other] < 0:
                    numbers[other] = len(queue)
                    queue.append(other)
        return numbers


def _lowest_first(end: End) -> float:
    return -end[1]


def _inversions(heights: Sequence[float]) -> int:
    seen: list[float] = []
    inversions = 0
    for count, height in enumerate(heights):
        number = bisect_right(seen, height)
        inversions += count - number
        seen.insert(number, height)
    return inversions


def _by_row(lines: Sequence[_Line]) -> list[list[tuple[int, float]]]:
    """Return the other ends of the lines from a place, by its rows; an end of several lines so often."""
    if len(lines) == 1:
        ((_, other, at, weight),) = lines
        return [[(other, at)] * weight]
    return [
        [(other, at) for _, other, at, weight in group for _ in range(weight)]
        for _, group in groupby(sorted(lines), key=_row)
    ]


def _row(line: _Line) -> float:
    return line[0]


def _wishes(members: Iterable[int], ends: Sequence[Sequence[End]]) -> list[_Wish]:
    """Return what the members of a column wish to be near to."""
    wishes: list[_Wish] = []
    for member in members:
        own = ends[member]
        if len(own) == 1:
            ((other, at, _),) = own
            wishes.append((member, [other], at))
        elif own:
            others = [other for other, _, weight in own for _ in range(weight)]
            wishes.append((member, others, sum([at * weight for _, at, weight in own])))
    return wishes
