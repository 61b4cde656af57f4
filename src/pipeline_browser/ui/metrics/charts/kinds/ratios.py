"""Compression ratios by algorithm: extremes, quartiles, median, and how many runs that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Group, Ratios
from pipeline_browser.model.metrics.filters import Between
from pipeline_browser.model.metrics.runs import NO_COMPRESSION
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.metrics.charts.axes import Axis, Bend
from pipeline_browser.ui.metrics.charts.kinds.kind import (
    Asked,
    Kind,
    Table,
    WordsAsked,
    left_out_words,
    none_words,
    notes,
)
from pipeline_browser.ui.metrics.charts.picture import (
    Area,
    Bars,
    Guide,
    Ink,
    Layer,
    Marks,
    Picture,
    Reach,
    RowWords,
    Strokes,
    area_of,
)
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.metrics.formats import ratio

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Span
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_HALF = 0.28  # of a row's height
_UNCHANGED = 1.0
_ROOMY = 120.0  # pixels, from which on words lie above the first row's
_WORDS = 0.4  # of the boxes' extent, for the words at their right


class RatiosKind(Kind[Ratios]):
    """A row for each way to compress."""

    name = "compression"
    title = "Compression by algorithm"
    explanation = (
        "Output bytes by input bytes, smaller is better, above 1 the file grew. A thin line from the least to"
        " the largest ratio, a box around the middle half of the runs, a mark at the median."
    )

    @override
    def facts(self, dashboard: Dashboard) -> Ratios:
        return dashboard.ratios

    @override
    def is_empty(self, facts: Ratios) -> bool:
        return not facts.groups

    @override
    def why_empty(self, facts: Ratios) -> str:
        if not facts.left_out:
            return "No runs here. How well each algorithm compresses would be."
        return none_words(facts.left_out, "how well it compressed")

    @override
    def picture(self, facts: Ratios, zone: tzinfo | None, *, bent: bool) -> Picture:
        x = Axis(Unit.RATIO, Bend.LOG if bent else Bend.LINEAR)
        groups = facts.groups
        low, p25, median, p75, high = (
            np.array([getattr(each, name) for each in groups])
            for name in ("minimum", "p25", "median", "p75", "maximum")
        )
        rows = _rows(groups)
        ends = x.places(np.concatenate([low, high]))
        wide = area_of(ends, rows, least=(0.1, 1.0), floor=None)
        left = 0.0 if not bent else wide.left
        room = (wide.right - left) * _WORDS
        area = Area(left, wide.right + room, -0.6, len(groups) - 0.4)
        layers: list[Layer] = [
            Strokes(low, rows, high, rows, Ink.MAIN, 1.0),
            Bars(p25, p75, rows - _HALF, rows + _HALF, Ink.SOFT, gap=0, least=2),
            Strokes(median, rows - _HALF, median, rows + _HALF, Ink.MAIN, 3.0),
            RowWords(rows, tuple(f"{ratio(each.median)} · {counted(each.count, 'run')}" for each in groups)),
        ]
        if wide.left <= x.place(_UNCHANGED) <= wide.right:
            layers.insert(0, Guide(_UNCHANGED, Ink.QUIET, "size unchanged", _ROOMY))
        marks = Marks(Reach.ROW, median, rows, left=low, right=high, bottom=rows - 0.5, top=rows + 0.5)
        names = tuple(each.algorithm for each in reversed(groups))
        words = notes(_hidden_words(facts), left_out_words(facts.left_out, "a compression ratio"))
        return Picture(x, Axis(Unit.NAME, names=names), area, tuple(layers), marks, notes=words)

    @override
    def said(self, facts: Ratios, at: int, zone: tzinfo | None) -> tuple[str, ...]:
        group = facts.groups[at]
        return (
            group.algorithm,
            f"median {ratio(group.median)} of {counted(group.count, 'run')}",
            f"half of them {ratio(group.p25)} to {ratio(group.p75)}",
            f"all of them {ratio(group.minimum)} to {ratio(group.maximum)}",
        )

    @override
    def asked(self, facts: Ratios, at: int) -> Asked:
        name = facts.groups[at].algorithm
        return None if name == NO_COMPRESSION else WordsAsked(name.replace(" + ", " "))

    @override
    def range_asked(self, facts: Ratios, low: float, high: float) -> Span | Between | None:
        return Between("ratio", max(low, 0.0), high)

    @override
    def range_words(self, facts: Ratios, low: float, high: float) -> str:
        return ""  # quartiles do not say how many

    @override
    def table(self, facts: Ratios) -> Table:
        headers = ("algorithm", "runs", "minimum", "25th percentile", "median", "75th percentile", "maximum")
        return headers, [
            (each.algorithm, each.count, each.minimum, each.p25, each.median, each.p75, each.maximum)
            for each in facts.groups
        ]

    @override
    def selected(self, facts: Ratios, runs: Runs) -> tuple[Doubles, Doubles]:
        rows = {
            each.algorithm: float(row) for each, row in zip(facts.groups, _rows(facts.groups), strict=True)
        }
        names = (runs.algorithms[number] for number in runs.algorithm.tolist())
        return runs.ratio, np.array([rows.get(name, np.nan) for name in names])


def _rows(groups: tuple[Group, ...]) -> Doubles:
    """The first one is the uppermost."""
    return np.arange(len(groups) - 1, -1, -1, dtype=float)


def _hidden_words(facts: Ratios) -> str:
    if not facts.hidden_groups:
        return ""
    others = counted(facts.hidden_groups, "other way", "other ways")
    return f"{others} to compress, of {counted(facts.hidden_runs, 'run')}, not shown"
