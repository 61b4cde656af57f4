"""In which order what was found is shown: as found, by problems, or where it was before an edit; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.handles import Handles, like
from pipeline_browser.model.pipelines.listing.query import Query, Sort

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.pipelines.listing.levels import Levels


@dataclass(frozen=True, slots=True)
class Wish:
    """What decides about the order, beside what was found.

    Attributes:
        levels: how bad it is with which pipelines; None where that is not known.
        problems_only: show those alone that have a level.
        touched: edited since the last query: they stay, and stay where they are.
    """

    query: Query
    levels: Levels | None
    problems_only: bool
    touched: Collection[Handle]


def arranged(found: Handles, shown: Handles, wish: Wish) -> Handles:
    """Return the pipelines to show; ``shown`` are those that show now."""
    handles = _by_problems(found, wish)
    # Only the order of names is worth a jump: there one looks for a pipeline by its name.
    if not wish.touched or wish.query.sort is Sort.NAME or len(handles) != len(shown):
        return handles
    new, old = set(handles), set(shown)
    return shown if all((each in new) == (each in old) for each in wish.touched) else handles


def _by_problems(handles: Handles, wish: Wish) -> Handles:
    levels = wish.levels
    if levels is None:
        return handles
    if wish.problems_only:
        handles = like(handles, (each for each in handles if each in levels or each in wish.touched))
    if wish.query.sort is Sort.STATE:
        worst_first = -1 if not wish.query.descending else 1
        handles = like(handles, sorted(handles, key=partial(_level, levels, worst_first)))
    return handles


def _level(levels: Levels, sign: int, handle: Handle) -> int:
    return sign * levels.get(handle, 0)
