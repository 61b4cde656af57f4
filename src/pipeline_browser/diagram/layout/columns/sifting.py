"""Trying each place at the heights around it: sifting (Matuszewski, Schönfeld and Molitor 1999)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline_browser.diagram.layout.columns.ordering import End, Sorter

_WINDOW = 8  # places up and down that are tried
_ROUNDS = 2
_FEW = 16  # pairs of lines, up to which each is compared

_Key = tuple[float, int]  # how far down the other end lies, in places, and how many lines


def sift(sorter: Sorter, check: Callable[[], None]) -> int:
    """Better an order until nothing is gained, or some rounds are over; return the crossings."""
    for number in range(_ROUNDS):
        columns = range(len(sorter.order))
        gained = 0
        for column in columns if number % 2 == 0 else reversed(columns):
            check()
            gained += sift_column(sorter, column, sorter.order[column])
        if not gained:
            break
    return sorter.crossings()


def sift_column(sorter: Sorter, column: int, chosen: Iterable[int]) -> int:
    """Move chosen members of a column to the best place within the window; return the crossings saved."""
    members = list(sorter.order[column])
    keys: dict[int, tuple[list[_Key], list[_Key]]] = {}
    known: dict[tuple[int, int], int] = {}

    def saved(upper: int, lower: int) -> int:
        gain = known.get((upper, lower))
        if gain is None:
            for each in (upper, lower):
                if each not in keys:
                    keys[each] = _keys(sorter, sorter.before[each]), _keys(sorter, sorter.after[each])
            above, below = keys[upper], keys[lower]
            gain = _saved_by_swap(above[0], below[0]) + _saved_by_swap(above[1], below[1])
            known[upper, lower] = gain
            known[lower, upper] = -gain
        return gain

    total = 0
    for member in sorted(chosen, key=lambda each: -len(sorter.before[each]) - len(sorter.after[each])):
        total += _move_to_best(members, members.index(member), saved)
    sorter.put(column, members)
    return total


def _keys(sorter: Sorter, ends: Sequence[End]) -> list[_Key]:
    place = sorter.place
    if len(ends) == 1:
        other, at, weight = ends[0]
        return [(place[other] + at, weight)]
    return sorted([(place[other] + at, weight) for other, at, weight in ends])


def _move_to_best(members: list[int], at: int, saved: Callable[[int, int], int]) -> int:
    """Move a member; of equally good places to the last one tried, since others may follow from there."""
    member = members[at]
    best, best_at = 0, at
    gain = 0
    for other in range(at - 1, max(at - _WINDOW, 0) - 1, -1):
        gain += saved(members[other], member)
        if gain >= best:
            best, best_at = gain, other
    gain = 0
    for other in range(at + 1, min(at + _WINDOW + 1, len(members))):
        gain += saved(member, members[other])
        if gain >= best:
            best, best_at = gain, other
    if best_at != at:
        members.insert(best_at, members.pop(at))
    return best


def _saved_by_swap(upper: Sequence[_Key], lower: Sequence[_Key]) -> int:
    """Return how many crossings on one side go when the upper of two places moves below the lower one."""
    if len(upper) * len(lower) > _FEW:
        return _saved_of_many(upper, lower)
    saved = 0
    for high, many in upper:
        for low, more in lower:
            if high > low:
                saved += many * more
            elif high < low:
                saved -= many * more
    return saved


def _saved_of_many(upper: Sequence[_Key], lower: Sequence[_Key]) -> int:
    heights = [height for height, _ in lower]
    above = [0, *accumulate(weight for _, weight in lower)]
    return sum(
        weight * (above[bisect_left(heights, height)] - (above[-1] - above[bisect_right(heights, height)]))
        for height, weight in upper
    )
