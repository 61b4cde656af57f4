"""What the tab shows of a database at one moment: runs that fit, in order, with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.reading import ReadRuns
    from pipeline_browser.model.metrics.runs import Runs
    from pipeline_browser.model.metrics.selecting import Order


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to see.

    Attributes:
        zone: in which days begin; None for this machine's.
    """

    filter: Filter
    order: Order
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The answer.

    Attributes:
        read: all runs, with the stamp of their moment.
        every: all runs, as arrays.
        keys: of the runs that fit, in order.
        runs: the same runs, in the same order.
        first, last: the earliest and latest moment of any run, fitting or not, in ms since 1970 UTC;
            NaN where none has one.
    """

    question: Question
    read: ReadRuns
    every: Runs
    keys: array[int]
    runs: Runs
    dashboard: Dashboard
    first: float
    last: float
