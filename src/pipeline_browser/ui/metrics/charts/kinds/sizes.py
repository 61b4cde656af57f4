"""Input size against duration, both logarithmic, with the line through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import SizeAgainstDuration
from pipeline_browser.model.metrics.filters import Between
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
)
from pipeline_browser.ui.metrics.charts.picture import (
    MANY,
    Dots,
    Ink,
    Layer,
    Line,
    Marks,
    Picture,
    Reach,
    area_of,
)
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import duration, ratio, size

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard, Regression
    from pipeline_browser.model.metrics.filters import Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_MEBIBYTE = 2.0**20
_CURVE = 40  # points of the line, which is bent where the axes are not


class SizesKind(Kind[SizeAgainstDuration]):
    """A dot for a run, or for several that lie at one place."""

    name = "size-duration"
    title = "Size against duration"
    explanation = (
        "The size of the input file against the duration of the run. The line fits the logarithms of both"
        " best (least squares); r² says how much of the difference in duration it explains, 1 is all."
        " Where there are many runs, a larger dot stands for several at its place."
    )
    bent = True
    pans = "xy"

    @override
    def facts(self, dashboard: Dashboard) -> SizeAgainstDuration:
        return dashboard.sizes

    @override
    def is_empty(self, facts: SizeAgainstDuration) -> bool:
        return not len(facts.points.keys)

    @override
    def why_empty(self, facts: SizeAgainstDuration) -> str:
        if not facts.left_out:
            return "No runs here. How long they took for what size would be."
        return none_words(facts.left_out, "both its size and how long it took")

    @override
    def picture(self, facts: SizeAgainstDuration, zone: tzinfo | None, *, bent: bool) -> Picture:
        bend = Bend.LOG if bent else Bend.LINEAR
        x, y, points = Axis(Unit.BYTES, bend), Axis(Unit.DURATION, bend), facts.points
        least = (1.0, 1.0) if bent else (_MEBIBYTE, 1000.0)
        area = area_of(x.places(points.x), y.places(points.y), least=least)
        sizes = np.select([facts.weights > 50, facts.weights > 10, facts.weights > 1], [6, 5, 4], 3)
        if len(points.keys) == facts.count:
            sizes = np.full(facts.count, 6 if facts.count < MANY else 4)
        layers: list[Layer] = [Dots(points.x, points.y, Ink.MAIN, sizes)]
        if facts.regression is not None:
            layers.append(_line(facts.regression, points.x))
        return Picture(
            x, y, area, tuple(layers),
            Marks(Reach.NEAR, points.x, points.y, points.keys),
            ((Ink.OTHER, regression_words(facts.regression)),) if facts.regression is not None else (),
            notes(left_out_words(facts.left_out, "a size or a duration above 0"), _sample_words(facts)),
        )  # fmt: skip

    @override
    def said(self, facts: SizeAgainstDuration, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        figures = f"{size(float(facts.points.x[at]))} in {duration(float(facts.points.y[at]))}"
        others = int(facts.weights[at]) - 1
        return (figures, f"and {counted(others, 'other run')} at this place") if others else (figures,)

    @override
    def asked(self, facts: SizeAgainstDuration, at: int) -> Asked:
        return RunAsked(int(facts.points.keys[at]))

    @override
    def range_asked(self, facts: SizeAgainstDuration, low: float, high: float) -> Span | Between | None:
        return Between("input_size", float(np.ceil(max(low, 0))), float(np.floor(high)))

    @override
    def range_words(self, facts: SizeAgainstDuration, low: float, high: float) -> str:
        held = (facts.points.x >= low) & (facts.points.x <= high)
        about = "about " if len(facts.points.keys) < facts.count else ""
        return f"{about}{counted(int(facts.weights[held].sum()), 'run')}"

    @override
    def table(self, facts: SizeAgainstDuration) -> Table:
        points = facts.points
        headers = ("key", "input size (bytes)", "duration (ms)", "runs at this place")
        columns = (points.keys.tolist(), raw(points.x), raw(points.y), facts.weights.tolist())
        return headers, list(zip(*columns, strict=True))

    @override
    def selected(self, facts: SizeAgainstDuration, runs: Runs) -> tuple[Doubles, Doubles]:
        shown = (runs.input_size > 0) & (runs.duration > 0)
        return np.where(shown, runs.input_size, np.nan), np.where(shown, runs.duration, np.nan)


def _line(regression: Regression, sizes: Doubles) -> Line:
    x = np.logspace(np.log10(sizes.min()), np.log10(sizes.max()), _CURVE)
    heights = regression.intercept + regression.slope * np.log10(x)
    return Line(x, 10 ** np.clip(heights, -300, 300), Ink.OTHER)


def regression_words(regression: Regression) -> str:
    """Return the line's formula in words."""
    mebibyte = 10 ** min(regression.intercept + regression.slope * np.log10(_MEBIBYTE), 300)
    times = ratio(2 ** min(max(regression.slope, -50), 50))
    explained = figure(regression.r_squared, 2)
    return f"1 MiB in {duration(float(mebibyte))}, twice the size {times} times as long, r² {explained}"


def _sample_words(facts: SizeAgainstDuration) -> str:
    shown = len(facts.points.keys)
    if shown >= facts.count:
        return ""
    return f"{figure(shown)} dots stand for {figure(facts.count)} runs"
