"""What all charts have in common: a name, what they show of a dashboard, what a click or a range asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from pipeline_browser.model.metrics.filters import Between, Span
from pipeline_browser.ui.formats import counted, figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.runs import Doubles, Runs
    from pipeline_browser.ui.copying import RawValue
    from pipeline_browser.ui.metrics.charts.picture import Picture

Facts = TypeVar("Facts")
Table = tuple[tuple[str, ...], list[tuple["RawValue", ...]]]
"""Headers with units, and rows."""


@dataclass(frozen=True, slots=True)
class RunAsked:
    """A click on one run."""

    key: int


@dataclass(frozen=True, slots=True)
class WordsAsked:
    """A click on what only words can find: an algorithm."""

    text: str


Asked = RunAsked | WordsAsked | Span | Between | None


class Kind(Generic[Facts]):
    """One kind of chart; it holds no state.

    Attributes:
        name: stable, in settings and file names.
        explanation: what the figures are, for the tooltip of the title.
        bends: it may be shown with a logarithmic axis, ``bent`` until somebody chooses otherwise.
        pans: which of the axes the wheel zooms and a drag moves: ``x`` or ``xy``.
    """

    name = ""
    title = ""
    explanation = ""
    bends = True
    bent = False
    pans = "x"

    def facts(self, dashboard: Dashboard) -> Facts:
        """Return what the chart shows of a dashboard."""
        raise NotImplementedError

    def is_empty(self, facts: Facts) -> bool:
        """Whether there is nothing to draw."""
        raise NotImplementedError

    def why_empty(self, facts: Facts) -> str:
        """Return why, in a sentence."""
        raise NotImplementedError

    def picture(self, facts: Facts, zone: tzinfo | None, *, bent: bool) -> Picture:
        """Return what is drawn."""
        raise NotImplementedError

    def said(self, facts: Facts, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        """Return the figures of a place that can be pointed at, one line each."""
        raise NotImplementedError

    def asked(self, facts: Facts, at: int) -> Asked:
        """Return what a click on a place asks for."""
        raise NotImplementedError

    def range_asked(self, facts: Facts, low: float, high: float) -> Span | Between | None:
        """Return what brushing values of x asks for."""
        raise NotImplementedError

    def range_words(self, facts: Facts, low: float, high: float) -> str:
        """Return how many runs a range of x holds, as far as the figures say; empty where they do not."""
        raise NotImplementedError

    def table(self, facts: Facts) -> Table:
        """Return the figures as they are copied."""
        raise NotImplementedError

    def selected(self, facts: Facts, runs: Runs) -> tuple[Doubles, Doubles]:
        """Return where runs would be in the chart, x and y; NaN as y where they have no height."""
        raise NotImplementedError


def spanned(low: float, high: float) -> Span:
    """Return the stretch of time that somebody brushed."""
    return Span(int(np.floor(low)), int(np.ceil(high)))


def left_out_words(count: int, without: str) -> str:
    """Return how many runs are not shown, and what they lack; empty where all are."""
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'run')} without {without} {verb} not shown"


def none_words(count: int, what: str) -> str:
    """Return that no run of so many says something."""
    return (
        f"The one run here does not say {what}."
        if count == 1
        else f"None of {figure(count)} runs here says {what}."
    )


def notes(*sentences: str) -> tuple[str, ...]:
    """Return the sentences that there are."""
    return tuple(each for each in sentences if each)


def raw(values: Sequence[float] | Doubles) -> list[RawValue]:
    """Return figures as they are copied: nothing where nothing is known."""
    return [None if each != each else each for each in np.asarray(values).tolist()]  # noqa: PLR0124
