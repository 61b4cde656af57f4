"""Runs as bars over time, packed into lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Timeline
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.metrics.charts.axes import Axis
from pipeline_browser.ui.metrics.charts.kinds.kind import (
    Asked,
    Kind,
    RunAsked,
    Table,
    left_out_words,
    none_words,
    notes,
    raw,
    spanned,
)
from pipeline_browser.ui.metrics.charts.picture import Area, Bars, Ink, Marks, Picture, Reach, area_of
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import duration, when

if TYPE_CHECKING:
    from datetime import tzinfo

    from numpy.typing import NDArray

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Between, Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_INKS = {
    Status.COMPLETED: Ink.GOOD,
    Status.RUNNING: Ink.MAIN,
    Status.STALLED: Ink.ODD,
    Status.NOT_STARTED: Ink.QUIET,
    Status.FAILED: Ink.BAD,
}
_HALF = 0.38  # of a lane's height
_MINUTE = 60_000.0  # milliseconds
_FEWEST = 4  # lanes, so that a single run is no wall


class TimelineKind(Kind[Timeline]):
    """From start to end, in the colour of the status."""

    name = "timeline"
    title = "Timeline"
    explanation = (
        "Each run from its start to its end, or to now where it still runs; an hour of those that stalled."
        " Runs at one time lie in lanes below each other; the lanes mean nothing else."
    )
    bends = False

    @override
    def facts(self, dashboard: Dashboard) -> Timeline:
        return dashboard.timeline

    @override
    def is_empty(self, facts: Timeline) -> bool:
        return not len(facts.keys)

    @override
    def why_empty(self, facts: Timeline) -> str:
        if not facts.left_out:
            return "No runs here. Each would be a bar from its start to its end."
        return none_words(facts.left_out, "when it started")

    @override
    def picture(self, facts: Timeline, zone: tzinfo | None, *, bent: bool) -> Picture:
        lane, status = facts.lane.astype(float), facts.status
        ends = np.concatenate([facts.start, facts.end])
        wide = area_of(ends, ends, least=(_MINUTE, 1.0))
        area = Area(wide.left, wide.right, -max(facts.lanes, _FEWEST) + 0.4, 0.6)
        there = [each for each in _INKS if (status == each).any()]
        layers = tuple(_bars(facts, lane, status == each, _INKS[each]) for each in there)
        marks = Marks(
            Reach.INSIDE, facts.start, -lane, facts.keys,
            facts.start, facts.end, -lane - _HALF, -lane + _HALF,
        )  # fmt: skip
        legend = tuple((_INKS[each], each.words) for each in there)
        older = f"{counted(facts.hidden, 'older run')} not shown" if facts.hidden else ""
        words = notes(older, left_out_words(facts.left_out, "a readable start"))
        return Picture(Axis(Unit.TIME, zone=zone), Axis(Unit.NAME), area, layers, marks, legend, words)

    @override
    def said(self, facts: Timeline, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        start, end = float(facts.start[at]), float(facts.end[at])
        status = Status(int(facts.status[at]))
        length = "no end known" if status is Status.STALLED else duration(end - start)
        return f"{status.words}, {length}", f"from {when(start, zone)}"

    @override
    def asked(self, facts: Timeline, at: int) -> Asked:
        return RunAsked(int(facts.keys[at]))

    @override
    def range_asked(self, facts: Timeline, low: float, high: float) -> Span | Between | None:
        return spanned(low, high)

    @override
    def range_words(self, facts: Timeline, low: float, high: float) -> str:
        return f"{counted(int(np.count_nonzero((facts.start >= low) & (facts.start < high))), 'run')} started"

    @override
    def table(self, facts: Timeline) -> Table:
        headers = ("key", "start (ms since 1970 UTC)", "end (ms since 1970 UTC)", "status", "lane")
        words = [Status(each).words for each in facts.status.tolist()]
        columns = (facts.keys.tolist(), raw(facts.start), raw(facts.end), words, facts.lane.tolist())
        return headers, list(zip(*columns, strict=True))

    @override
    def selected(self, facts: Timeline, runs: Runs) -> tuple[Doubles, Doubles]:
        at = np.flatnonzero(np.isin(facts.keys, runs.keys))
        return facts.start[at], -facts.lane[at].astype(float)


def _bars(facts: Timeline, lane: Doubles, which: NDArray[np.bool_], ink: Ink) -> Bars:
    lanes = lane[which]
    return Bars(facts.start[which], facts.end[which], -lanes - _HALF, -lanes + _HALF, ink, gap=0, least=2)
