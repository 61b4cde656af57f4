"""How many runs have which throughput."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Histogram
from pipeline_browser.model.metrics.filters import Between
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics.charts.axes import Axis, Bend
from pipeline_browser.ui.metrics.charts.kinds.kind import (
    Asked,
    Kind,
    Table,
    left_out_words,
    none_words,
    notes,
    raw,
)
from pipeline_browser.ui.metrics.charts.picture import (
    Area,
    Bars,
    Guide,
    Ink,
    Marks,
    Picture,
    Reach,
)
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import rate

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_HEADROOM = 1.08


class HistogramKind(Kind[Histogram]):
    """Bars over a logarithmic axis of throughput."""

    name = "throughput-histogram"
    title = "Runs by throughput"
    explanation = (
        "How many runs have which throughput. The axis of throughput is logarithmic, and all bars are equally"
        " wide on it; Log scale makes that of the runs logarithmic too."
    )

    @override
    def facts(self, dashboard: Dashboard) -> Histogram:
        return dashboard.throughput_histogram

    @override
    def is_empty(self, facts: Histogram) -> bool:
        return not len(facts.counts) or not facts.counts.any()

    @override
    def why_empty(self, facts: Histogram) -> str:
        if not facts.left_out:
            return "No runs here. How many have which throughput would be."
        return none_words(facts.left_out, "its throughput")

    @override
    def picture(self, facts: Histogram, zone: tzinfo | None, *, bent: bool) -> Picture:
        x, y = Axis(Unit.RATE, Bend.LOG), Axis(Unit.COUNT, Bend.LOG_FROM_ZERO if bent else Bend.LINEAR)
        left, right, top = facts.edges[:-1], facts.edges[1:], facts.counts.astype(float)
        places = x.places(facts.edges)
        area = Area(float(places[0]), float(places[-1]), 0.0, y.place(float(top.max())) * _HEADROOM)
        marks = Marks(Reach.COLUMN, np.sqrt(left) * np.sqrt(right), top, left=left, right=right)
        layers = (
            Bars(left, right, np.zeros(len(top)), top, Ink.MAIN),
            Guide(facts.median, Ink.TEXT, f"median {rate(facts.median)}"),
        )
        return Picture(x, y, area, layers, marks, notes=notes(left_out_words(facts.left_out, "a throughput")))

    @override
    def said(self, facts: Histogram, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        ends = f"{rate(float(facts.edges[at]))} to {rate(float(facts.edges[at + 1]))}"
        share = facts.counts[at] / facts.counts.sum() * 100
        return ends, f"{counted(int(facts.counts[at]), 'run')}, {figure(share, 1)} %"

    @override
    def asked(self, facts: Histogram, at: int) -> Asked:
        return Between("throughput", float(facts.edges[at]), float(facts.edges[at + 1]))

    @override
    def range_asked(self, facts: Histogram, low: float, high: float) -> Span | Between | None:
        return Between("throughput", low, high)

    @override
    def range_words(self, facts: Histogram, low: float, high: float) -> str:
        held = (facts.edges[1:] > low) & (facts.edges[:-1] < high)
        return f"about {figure(int(facts.counts[held].sum()))} runs"

    @override
    def table(self, facts: Histogram) -> Table:
        edges = raw(facts.edges)
        headers = ("from (bytes/s)", "to (bytes/s)", "runs")
        return headers, list(zip(edges[:-1], edges[1:], facts.counts.tolist(), strict=True))

    @override
    def selected(self, facts: Histogram, runs: Runs) -> tuple[Doubles, Doubles]:
        return runs.throughput, np.full(len(runs), np.nan)
