"""Whatever rows hold, charts draw what can be drawn, and no warning escapes."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.metrics.charts.frame import Frame
from pipeline_browser.ui.metrics.charts.kinds.all import KINDS
from pipeline_browser.ui.metrics.tiles.facts import tile_facts
from tests.small_runs import NOW
from tests.ui.metrics.made_runs import dashboard_of, made_runs

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Runs
    from tests.ui.metrics.charts.at_work import ChartsAtWork

YEAR_1, YEAR_9999 = -62_135_596_800_000.0, 253_402_300_799_000.0
MOMENTS = st.sampled_from([np.nan, 0.0, float(NOW), NOW - 1.0, NOW + 9e9, YEAR_1, YEAR_9999])
FIGURES = st.sampled_from([np.nan, 0.0, 1.0, 0.001, -5.0, 1e6, 3e9, 1e18, 1e300, -1e300, 1e-300])
COLUMNS = ("throughput", "duration", "ratio", "processed", "input_size", "output_size", "errors", "warnings")


@st.composite
def odd_runs(draw: st.DrawFn) -> Runs:
    count = draw(st.integers(1, 6))
    columns = {name: np.array(draw(st.lists(FIGURES, min_size=count, max_size=count))) for name in COLUMNS}
    for name in ("started", "ended"):
        columns[name] = np.array(draw(st.lists(MOMENTS, min_size=count, max_size=count)))
    columns["status"] = np.array(draw(st.lists(st.integers(0, 4), min_size=count, max_size=count)))
    return made_runs(count, **columns)


@given(odd_runs(), st.booleans())
@settings(max_examples=30)
def test_any_figures_give_finite_areas_ticks_and_words(runs: Runs, bent: bool) -> None:
    dashboard = dashboard_of(runs)
    assert all(tile_facts(dashboard.tiles))
    for kind in KINDS:
        facts = kind.facts(dashboard)
        if kind.is_empty(facts):
            assert kind.why_empty(facts)
            continue
        picture = kind.picture(facts, UTC, bent=bent and kind.bends)
        area = picture.area
        assert np.isfinite([area.left, area.right, area.bottom, area.top]).all(), kind.name
        assert area.left < area.right, kind.name
        assert area.bottom < area.top, kind.name
        frame = Frame(area, 300, 150)
        for axis, low, high in ((picture.x, area.left, area.right), (picture.y, area.bottom, area.top)):
            assert len(axis.ticks(low, high, 300, lambda _: 50)) < 100
            axis.caption(low, high)
        low, high = picture.x.value(frame.x_at(0)), picture.x.value(frame.x_at(300))
        kind.range_asked(facts, low, high)
        kind.range_words(facts, low, high)
        kind.table(facts)
        kind.selected(facts, runs)
        assert all(kind.said(facts, at, UTC) for at in range(len(picture.marks)))


@pytest.mark.parametrize("figure", [-5.0, 1e300])
@pytest.mark.parametrize("moment", [YEAR_1, YEAR_9999])
def test_odd_figures_are_painted_pointed_at_and_zoomed(
    work: ChartsAtWork, figure: float, moment: float
) -> None:
    columns = {name: np.array([figure, 1e6, 2e6]) for name in COLUMNS}
    times = np.array([moment, NOW - 5e9, float(NOW)])
    work.show(made_runs(3, started=times, ended=times + 1000, **columns))
    work.grid.select([1, 2])
    for chart in work.grid.charts.values():
        if chart.picture is None:
            continue
        chart.plot.setFocus()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_L):
            QTest.keyClick(chart.plot, key)
        chart.plot.zoom(30, QPointF(10, 10))
        chart.plot.zoom(-40)
        chart.plot.grab()
        chart.reset()
    work.grid.grab()
