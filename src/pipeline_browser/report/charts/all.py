"""All charts of a report, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.report.charts.errors import errors_chart
from pipeline_browser.report.charts.histogram import histogram_chart
from pipeline_browser.report.charts.over_time import duration_chart, throughput_chart
from pipeline_browser.report.charts.ratios import ratios_chart
from pipeline_browser.report.charts.sizes import sizes_chart
from pipeline_browser.report.charts.timeline import timeline_chart
from pipeline_browser.report.plot import WIDE

if TYPE_CHECKING:
    from pipeline_browser.report.charts.chart import Chart
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_MAKERS = (
    throughput_chart,
    duration_chart,
    histogram_chart,
    ratios_chart,
    sizes_chart,
    errors_chart,
)


def charts_of(report: Report, ink: Ink, wide: float = WIDE) -> tuple[Chart, ...]:
    """Return the charts; where there is nothing to draw, each with the sentence that says why.

    Args:
        wide: how wide the chart is that needs the room of several.
    """
    return (*(make(report, ink) for make in _MAKERS), timeline_chart(report, ink, wide))
