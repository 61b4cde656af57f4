"""Getting out of a dead end: a few places of one column change at random, and what is around them adapts.

What became worse is taken back: iterated local search (Lourenço, Martin and Stützle 2003).
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.sifting import sift_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.diagram.layout.columns.ordering import Sorter

_MOST = 6  # places that change at once


def ruffle(sorter: Sorter, times: int, check: Callable[[], None]) -> int:
    """Change an order so many times, if that makes it no worse; return the crossings."""
    dice = random.Random(times)  # noqa: S311 - the same picture every time is the point
    crossings = sorter.crossings()
    columns = [column for column, members in enumerate(sorter.order) if len(members) > 1]
    for _ in range(times if columns else 0):
        check()
        column = dice.choice(columns)
        around = [each for each in (column - 1, column + 1) if 0 <= each < len(sorter.order)]
        kept = {each: sorter.order[each] for each in (column, *around)}
        shuffled = _shuffle_some(sorter, column, dice)
        for each in around:
            ends = sorter.before if each < column else sorter.after
            sift_column(sorter, each, {end[0] for member in shuffled for end in ends[member]})
        sift_column(sorter, column, shuffled)
        now = sorter.crossings()
        if now > crossings:
            for each, members in kept.items():
                sorter.put(each, members)
        else:
            crossings = now
    return crossings


def _shuffle_some(sorter: Sorter, column: int, dice: random.Random) -> list[int]:
    members = list(sorter.order[column])
    first = dice.randrange(len(members) - 1)
    some = members[first : first + 2 + dice.randrange(_MOST - 1)]
    dice.shuffle(some)
    members[first : first + len(some)] = some
    sorter.put(column, members)
    return some
