"""Input size against duration, both logarithmic, with the line through them."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.plot import Plot, empty, plot
from pipeline_browser.report.scales import Scale, fitting

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Regression, SizeAgainstDuration
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_TITLE = "Size against duration"
_MOST_POWER = 300.0  # of ten, that a line is followed to


def sizes_chart(report: Report, ink: Ink) -> Chart:
    """Return the cloud of sizes and durations."""
    sizes = report.dashboard.sizes
    if not sizes.count:
        sentence = (
            "No run here says both the size of its input and how long it took."
            if sizes.left_out
            else "There are no runs here."
        )
        return Chart(_TITLE, "", empty(ink, sentence))
    paper, points = plot(ink), sizes.points
    x = fitting(float(points.x[0]), float(points.x[-1]), paper.area.left, paper.area.right, bent=True)
    y = fitting(float(points.y.min()), float(points.y.max()), paper.area.bottom, paper.area.top, bent=True)
    paper.draw_y(y, Kind.DURATION)
    paper.draw_x(x, Kind.BYTES)
    _draw_points(paper, report, x, y)
    if sizes.regression is not None:
        _draw_line(paper, sizes.regression, x, y)
    return Chart(_TITLE, _remark(sizes.regression), paper.drawing, _note(sizes))


def _draw_points(paper: Plot, report: Report, x: Scale, y: Scale) -> None:
    sizes = report.dashboard.sizes
    points, columns = sizes.points, (sizes.points.keys, sizes.points.x, sizes.points.y, sizes.weights)
    most = int(sizes.weights.max())
    for key, size, duration, weight in zip(*(each.tolist() for each in columns), strict=True):
        title = f"{report.people.name(key)}\n{ENGLISH.size(size)}\n{ENGLISH.duration(duration)}"
        if weight > 1:
            title += f"\nand {ENGLISH.counted(weight - 1, 'run')} like it"
        shade = 0.7 if most == 1 else 0.2 + 0.6 * log10(weight + 1) / log10(most + 1)
        radius = 3.0 if len(points.x) <= 200 else 2.2
        more = f'fill-opacity="{shade:.2f}"'
        paper.drawing.circle(x.at(size), y.at(duration), radius, fill="main", title=title, more=more)


def _draw_line(paper: Plot, line: Regression, x: Scale, y: Scale) -> None:
    """Draw the part of the line that lies on the paper."""
    low, high = log10(x.low), log10(x.high)
    if line.slope:
        ends = sorted((log10(each) - line.intercept) / line.slope for each in (y.low, y.high))
        low, high = max(low, ends[0]), min(high, ends[1])
    if low < high:
        points = [
            (x.at(10**power), y.at(10 ** min(line.intercept + line.slope * power, _MOST_POWER)))
            for power in (low, high)
        ]
        paper.drawing.lines(points, stroke="other", width=1.6)


def _remark(line: Regression | None) -> str:
    if line is None:
        return "Input size, and how long it took"
    times = ENGLISH.significant(10 ** min(line.slope, _MOST_POWER), 2)
    return f"Ten times the input takes {times} times as long (R² {line.r_squared:.2f})"


def _note(sizes: SizeAgainstDuration) -> str:
    parts = [left_out(sizes.left_out, "a size or a duration")]
    if len(sizes.points.x) < sizes.count:
        parts.append(
            f"A point stands for all runs near it; the line goes through all {ENGLISH.count(sizes.count)}."
        )
    return " ".join(part for part in parts if part)
