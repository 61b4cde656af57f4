"""Errors, warnings and failed runs over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import ErrorsOverTime
from pipeline_browser.model.metrics.figures.sums import total
from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.charts.axes import MOST, Axis, Bend
from pipeline_browser.ui.metrics.charts.kinds.kind import (
    Asked,
    Kind,
    Table,
    left_out_words,
    none_words,
    notes,
    raw,
    spanned,
)
from pipeline_browser.ui.metrics.charts.picture import (
    Area,
    Bars,
    Ink,
    Marks,
    Picture,
    Reach,
    Strokes,
)
from pipeline_browser.ui.metrics.charts.time_ticks import bucket_words
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import counted

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Between, Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_HEADROOM = 1.08


class ErrorsKind(Kind[ErrorsOverTime]):
    """Warnings stand on errors; failed runs are dashes."""

    name = "errors"
    title = "Errors over time"
    explanation = (
        "The errors and warnings that runs report, summed up per stretch of time, warnings on top of errors;"
        " and how many runs failed, as a dash: ended with errors, or before all bytes were processed."
    )

    @override
    def facts(self, dashboard: Dashboard) -> ErrorsOverTime:
        return dashboard.errors

    @override
    def is_empty(self, facts: ErrorsOverTime) -> bool:
        return not len(facts.start)

    @override
    def why_empty(self, facts: ErrorsOverTime) -> str:
        if not facts.left_out:
            return "No runs here. Their errors and warnings over time would be."
        return none_words(facts.left_out, "when it ran")

    @override
    def picture(self, facts: ErrorsOverTime, zone: tzinfo | None, *, bent: bool) -> Picture:
        x = Axis(Unit.TIME, zone=zone)
        y = Axis(Unit.COUNT, Bend.LOG_FROM_ZERO if bent else Bend.LINEAR)
        left, right = facts.start, facts.start + facts.width
        some, failed = facts.failed > 0, facts.failed.astype(float)
        errors, warnings = (np.nan_to_num(each).clip(-MOST, MOST) for each in (facts.errors, facts.warnings))
        both = errors + warnings
        most = max(float(both.max()), float(failed.max()), 1.0)
        area = Area(float(left[0]), float(right[-1]), 0.0, y.place(most) * _HEADROOM)
        middle = left + facts.width / 2
        layers = (
            Bars(left, right, np.zeros(len(left)), errors, Ink.BAD, least=0),
            Bars(left, right, errors, both, Ink.ODD, least=0),
            Strokes(left[some], failed[some], right[some], failed[some], Ink.TEXT, 2.0),
        )
        marks = Marks(Reach.COLUMN, middle, both, left=left, right=right)
        legend = ((Ink.BAD, "errors"), (Ink.ODD, "warnings"), (Ink.TEXT, "failed runs"))
        nothing = "" if most > 1 or both.any() or failed.any() else "No errors, warnings or failed runs"
        words = notes(nothing, left_out_words(facts.left_out, "a readable time"))
        return Picture(x, y, area, layers, marks, legend, words)

    @override
    def said(self, facts: ErrorsOverTime, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        return (
            bucket_words(float(facts.start[at]), facts.width, zone),
            counted(float(facts.errors[at]), "error"),
            counted(float(facts.warnings[at]), "warning"),
            counted(int(facts.failed[at]), "failed run"),
        )

    @override
    def asked(self, facts: ErrorsOverTime, at: int) -> Asked:
        return spanned(float(facts.start[at]), float(facts.start[at]) + facts.width)

    @override
    def range_asked(self, facts: ErrorsOverTime, low: float, high: float) -> Span | Between | None:
        return spanned(low, high)

    @override
    def range_words(self, facts: ErrorsOverTime, low: float, high: float) -> str:
        held = (facts.start + facts.width > low) & (facts.start < high)
        errors = counted(total(facts.errors[held]), "error")
        return f"{errors}, {counted(int(facts.failed[held].sum()), 'failed run')}"

    @override
    def table(self, facts: ErrorsOverTime) -> Table:
        headers = ("from (ms since 1970 UTC)", "length (ms)", "errors", "warnings", "failed runs")
        columns = (raw(facts.start), raw(facts.errors), raw(facts.warnings), facts.failed.tolist())
        return headers, [
            (start, facts.width, errors, warnings, failed)
            for start, errors, warnings, failed in zip(*columns, strict=True)
        ]

    @override
    def selected(self, facts: ErrorsOverTime, runs: Runs) -> tuple[Doubles, Doubles]:
        return runs.when, np.full(len(runs), np.nan)
