"""Throughput and duration over time: a dot a run where there are few, else median and 95th percentile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import OverTime
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics.charts.axes import Axis, Bend
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
from pipeline_browser.ui.metrics.charts.picture import MANY, Dots, Ink, Line, Marks, Picture, Reach, area_of
from pipeline_browser.ui.metrics.charts.time_ticks import bucket_words
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import duration, rate, when

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Buckets, Dashboard
    from pipeline_browser.model.metrics.filters import Between, Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_HOUR = 3_600_000.0  # milliseconds


class OverTimeKind(Kind[OverTime]):
    """What both have in common."""

    noun = ""
    unit = Unit.RATE
    column_unit = ""
    words: Callable[[float], str]

    @override
    def is_empty(self, facts: OverTime) -> bool:
        return not len(facts.points.keys) and (facts.buckets is None or not len(facts.buckets.start))

    @override
    def why_empty(self, facts: OverTime) -> str:
        if not facts.left_out:
            return f"No runs here. Their {self.noun} over the time at which they began would be."
        return none_words(facts.left_out, f"both its {self.noun} and when it ran")

    @override
    def picture(self, facts: OverTime, zone: tzinfo | None, *, bent: bool) -> Picture:
        x = Axis(Unit.TIME, zone=zone)
        y = Axis(self.unit, Bend.LOG_FROM_ZERO if bent else Bend.LINEAR)
        note = notes(left_out_words(facts.left_out, f"a time or a {self.noun}"))
        if facts.buckets is not None:
            return _buckets(facts.buckets, x, y, note)
        points = facts.points
        marks = Marks(Reach.NEAR, points.x, points.y, points.keys)
        area = area_of(points.x, y.places(points.y), least=(_HOUR, 1.0), floor=None if bent else 0.0)
        return Picture(
            x,
            y,
            area,
            (Dots(points.x, points.y, Ink.MAIN, 6 if len(points.x) < MANY else 4),),
            marks,
            notes=note,
        )

    @override
    def said(self, facts: OverTime, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        buckets = facts.buckets
        if buckets is None:
            return self.words(float(facts.points.y[at])), when(float(facts.points.x[at]), zone)
        return (
            bucket_words(float(buckets.start[at]), buckets.width, zone),
            f"median {self.words(float(buckets.median[at]))}",
            f"95th percentile {self.words(float(buckets.p95[at]))}",
            counted(int(buckets.count[at]), "run"),
        )

    @override
    def asked(self, facts: OverTime, at: int) -> Asked:
        if facts.buckets is None:
            return RunAsked(int(facts.points.keys[at]))
        start = float(facts.buckets.start[at])
        return spanned(start, start + facts.buckets.width)

    @override
    def range_asked(self, facts: OverTime, low: float, high: float) -> Span | Between | None:
        return spanned(low, high)

    @override
    def range_words(self, facts: OverTime, low: float, high: float) -> str:
        if facts.buckets is None:
            return counted(int(np.count_nonzero((facts.points.x >= low) & (facts.points.x < high))), "run")
        start = facts.buckets.start
        held = (start + facts.buckets.width > low) & (start < high)
        return f"about {figure(int(facts.buckets.count[held].sum()))} runs"

    @override
    def table(self, facts: OverTime) -> Table:
        value = f"{self.noun} ({self.column_unit})"
        if facts.buckets is None:
            points = facts.points
            headers = ("key", "time (ms since 1970 UTC)", value)
            return headers, list(zip(points.keys.tolist(), raw(points.x), raw(points.y), strict=True))
        some = facts.buckets
        return (
            "from (ms since 1970 UTC)",
            "length (ms)",
            "runs",
            f"median {value}",
            f"95th percentile {value}",
        ), [
            (start, some.width, count, median, p95)
            for start, count, median, p95 in zip(
                raw(some.start), some.count.tolist(), raw(some.median), raw(some.p95), strict=True
            )
        ]

    @override
    def selected(self, facts: OverTime, runs: Runs) -> tuple[Doubles, Doubles]:
        return runs.when, self.values(runs)

    def values(self, runs: Runs) -> Doubles:
        """Return the figure of each run."""
        raise NotImplementedError


def _buckets(buckets: Buckets, x: Axis, y: Axis, note: tuple[str, ...]) -> Picture:
    middle = buckets.start + buckets.width / 2
    ends = np.concatenate([buckets.start, buckets.start + buckets.width])
    heights = y.places(np.concatenate([buckets.median, buckets.p95]))
    area = area_of(
        ends, heights, least=(buckets.width, 1.0), floor=None if y.bend is not Bend.LINEAR else 0.0
    )
    marks = Marks(
        Reach.COLUMN, middle, buckets.median, left=buckets.start, right=buckets.start + buckets.width
    )
    layers = (
        Line(middle, buckets.p95, Ink.OTHER, 1.5),
        Line(middle, buckets.median, Ink.MAIN),
        *((Dots(middle, buckets.p95, Ink.OTHER, 4), Dots(middle, buckets.median, Ink.MAIN, 5))
          if len(middle) <= 40 else ()),
    )  # fmt: skip
    legend = ((Ink.MAIN, "median"), (Ink.OTHER, "95th percentile"))
    return Picture(x, y, area, layers, marks, legend, note)


class ThroughputKind(OverTimeKind):
    """Bytes per second."""

    name = "throughput"
    title = "Throughput over time"
    explanation = (
        "Bytes per second of each run, at the time at which it started (or ended, where the start is not"
        " known). Where there are many runs, the median and the 95th percentile of each stretch of time."
    )
    noun = "throughput"
    unit = Unit.RATE
    column_unit = "bytes/s"
    bent = True  # one run that states nonsense would else press all others to the floor
    words = staticmethod(rate)

    @override
    def facts(self, dashboard: Dashboard) -> OverTime:
        return dashboard.throughput

    @override
    def values(self, runs: Runs) -> Doubles:
        return runs.throughput


class DurationKind(OverTimeKind):
    """Milliseconds."""

    name = "duration"
    title = "Duration over time"
    explanation = (
        "How long each run took, at the time at which it started (or ended, where the start is not known)."
        " Where there are many runs, the median and the 95th percentile of each stretch of time."
    )
    noun = "duration"
    unit = Unit.DURATION
    column_unit = "ms"
    bent = True
    words = staticmethod(duration)

    @override
    def facts(self, dashboard: Dashboard) -> OverTime:
        return dashboard.duration

    @override
    def values(self, runs: Runs) -> Doubles:
        return runs.duration
