"""Divisions into columns compete: all are ordered a little, and the better ones more.

Work is counted in lines that are looked at, never in seconds, so that the same schema always gives the same
picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline_browser.diagram.layout.columns.candidate import Candidate, Ordered, badness
from pipeline_browser.diagram.layout.columns.layering import divisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline_browser.diagram.layout.columns.layering import Division
    from pipeline_browser.diagram.layout.columns.window import Window
    from pipeline_browser.diagram.layout.shapes import Link, Size

# How many go on at most, how many times as bad as the best, and from how many more beginnings each.
_ROUNDS, _ROUNDS_OF_FEW = ((4, 1.5, 2), (2, 1.3, 5)), ((6, 2.0, 2), (3, 1.5, 5))
_FEW = 30  # links, for which there is time for more beginnings
_FINALISTS, _FINAL_HOPE = 2, 1.2
_WORK = 300_000  # lines looked at, after which nobody begins anew
_FIRST_WORK = 100_000  # after which no more divisions are tried, and only one is drawn
_FEWEST = 2  # divisions that are tried in any case
# How many times smaller than it could be a picture without crossings may be that needs no better shape, and
# how much more for a single box: the shape of few matters less, for others stand beside them.
_GOOD = (1.6, 10.0)
_GOOD_AT_FIRST = (1.2, 2.0)  # for the first division, in which parents stand left of their children


class _Badness(Protocol):
    @property
    def badness(self) -> float: ...


_Judged = TypeVar("_Judged", bound=_Badness)


def best_ordered(
    sizes: Sequence[Size], links: Sequence[Link], window: Window, check: Callable[[], None]
) -> list[Ordered]:
    """Return the columns and the orders that are worth drawing, the most promising first."""
    candidates = _entered(sizes, links, window, check)
    work = sum(candidate.work for candidate in candidates)
    for survivors, hope, tries in _ROUNDS_OF_FEW if len(links) <= _FEW else _ROUNDS:
        candidates = _best(candidates, survivors, hope)
        for candidate in candidates * tries:
            if candidate.crossings and work < _WORK:
                check()
                work += candidate.try_again()
    return _finished(candidates, _FINALISTS if work < _FIRST_WORK else 1, check)


def _finished(candidates: list[Candidate], finalists: int, check: Callable[[], None]) -> list[Ordered]:
    candidates = _best(candidates, finalists, _FINAL_HOPE)
    for candidate in candidates:
        candidate.sift(check)
    candidates = _best(candidates, finalists, _FINAL_HOPE)
    candidates[0].ruffle(check)
    return _best([candidate.finished(check) for candidate in candidates], finalists, _FINAL_HOPE)


def _best(candidates: Iterable[_Judged], most: int, hope: float) -> list[_Judged]:
    """Return the best of all, at most so many, and none that is so many times as bad as the best one."""
    best = sorted(candidates, key=lambda each: each.badness)[:most]
    return [each for each in best if each.badness <= hope * best[0].badness]


def _entered(
    sizes: Sequence[Size], links: Sequence[Link], window: Window, check: Callable[[], None]
) -> list[Candidate]:
    """Return all that compete, ordered once; only one, if that is good enough."""
    candidates: list[Candidate] = []
    seen: list[Division] = []
    least = float("inf")
    enough, enough_at_first = (most + more / len(sizes) for most, more in (_GOOD, _GOOD_AT_FIRST))
    for division in divisions(links, sizes, window):
        check()
        if division in seen:
            continue
        seen.append(division)
        candidate = Candidate(sizes, links, division, window)
        if badness(0, candidate.zoom) >= least:
            continue
        candidate.try_again()
        if not candidate.crossings and candidate.zoom <= (enough if candidates else enough_at_first):
            return [candidate]
        candidates.append(candidate)
        least = min(least, candidate.badness)
        if sum(each.work for each in candidates) > _FIRST_WORK and len(candidates) >= _FEWEST:
            break
    return candidates
