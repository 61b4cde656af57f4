"""Throughput or duration over time: a point a run where there are few, else median and 95th percentile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.calendar_ticks import stretch_words
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.drawing import number
from pipeline_browser.report.plot import Plot, empty, plot, time_scale
from pipeline_browser.report.scales import Scale, fitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.model.metrics.figures.facts import Buckets, OverTime, Points, Spread
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_WORDS: dict[Kind, Callable[[float], str]] = {Kind.RATE: ENGLISH.rate, Kind.DURATION: ENGLISH.duration}
_ROOM_FOR_NAMES, _ROOM_FOR_FIGURES = 46.0, 64.0
_APART = 13.0  # pixels between two words at the lines' ends
_GAP = 3  # so many widths without a run interrupt a line


def throughput_chart(report: Report, ink: Ink) -> Chart:
    """Return the chart of bytes per second."""
    dashboard = report.dashboard
    return _chart(report, ink, "Throughput", Kind.RATE, dashboard.throughput, dashboard.throughputs)


def duration_chart(report: Report, ink: Ink) -> Chart:
    """Return the chart of how long runs took."""
    dashboard = report.dashboard
    return _chart(report, ink, "Duration", Kind.DURATION, dashboard.duration, dashboard.durations)


def _chart(report: Report, ink: Ink, noun: str, kind: Kind, series: OverTime, spread: Spread) -> Chart:
    title = f"{noun} over time"
    note = left_out(series.left_out, f"a time or a {noun.lower()}")
    if series.buckets is not None:
        paper = plot(ink, right=_ROOM_FOR_NAMES)
        _draw_buckets(paper, report, kind, series.buckets)
        remark = "Median and 95th percentile of the runs that started in each stretch of time"
        return Chart(title, remark, paper.drawing, note)
    if not len(series.points.x):
        sentence = (
            f"No run here has both a time and a {noun.lower()}."
            if series.left_out
            else "There are no runs here."
        )
        return Chart(title, "", empty(ink, sentence))
    paper = plot(ink, right=_ROOM_FOR_FIGURES)
    _draw_points(paper, report, kind, series.points, spread)
    return Chart(title, "Each run at its start, or its end where the start is not known", paper.drawing, note)


def _draw_points(paper: Plot, report: Report, kind: Kind, points: Points, spread: Spread) -> None:
    area, words = paper.area, _WORDS[kind]
    x = time_scale(float(points.x[0]), float(points.x[-1]), area)
    y = fitting(float(points.y.min()), float(points.y.max()), area.bottom, area.top)
    paper.draw_y(y, kind)
    paper.draw_time(x, report.zone)
    if len(points.x) > 2:
        height = y.at(spread.median)
        paper.drawing.line(area.left, height, area.right, height, stroke="outline", dashed=True)
        paper.say(area.right + 4, height - 1, "median", fill="dim")
        paper.drawing.text(area.right + 4, height + 11, words(spread.median))
    radius = 3.0 if len(points.x) <= 200 else 2.0
    for key, when, value in zip(points.keys.tolist(), points.x.tolist(), points.y.tolist(), strict=True):
        title = f"{report.people.name(key)}\n{words(value)}\n{report.when(when)}"
        if report.people.has_failed(key):
            _cross(paper, x.at(when), y.at(value), radius, f"{title}\nfailed")
        else:
            more = 'fill-opacity=".75"'
            paper.drawing.circle(x.at(when), y.at(value), radius, fill="main", title=title, more=more)


def _cross(paper: Plot, x: float, y: float, radius: float, title: str) -> None:
    """Draw what failed in another shape, not only in another colour."""
    left, right, top, bottom = map(number, (x - radius, x + radius, y - radius, y + radius))
    data = f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"
    paper.drawing.path(data, stroke="bad", width=1.8, title=title)


def _draw_buckets(paper: Plot, report: Report, kind: Kind, buckets: Buckets) -> None:
    area = paper.area
    x = time_scale(float(buckets.start[0]), float(buckets.start[-1] + buckets.width), area)
    y = fitting(float(buckets.median.min()), float(buckets.p95.max()), area.bottom, area.top)
    paper.draw_y(y, kind)
    paper.draw_time(x, report.zone)
    middles = [x.at(start + buckets.width / 2) for start in buckets.start.tolist()]
    medians, p95s = ([y.at(value) for value in each.tolist()] for each in (buckets.median, buckets.p95))
    for first, last in _unbroken(buckets):
        _draw_stretch(paper, middles[first:last], medians[first:last], p95s[first:last])
    low, high = _apart(medians[-1], p95s[-1])
    paper.say(area.right + 4, low + 4, "median", fill="main")
    paper.say(area.right + 4, high + 4, "95th %", fill="other")
    _draw_hovers(paper, report, kind, buckets, x)


def _unbroken(buckets: Buckets) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines go on."""
    first, starts = 0, buckets.start.tolist()
    for place in range(1, len(starts)):
        if starts[place] - starts[place - 1] > _GAP * buckets.width:
            yield first, place
            first = place
    yield first, len(starts)


def _draw_stretch(paper: Plot, x: list[float], medians: list[float], p95s: list[float]) -> None:
    drawing = paper.drawing
    if len(x) == 1:
        drawing.circle(x[0], p95s[0], 2.5, fill="other")
        drawing.circle(x[0], medians[0], 2.5, fill="main")
        return
    there = "L".join(f"{number(a)} {number(b)}" for a, b in zip(x, medians, strict=True))
    back = "L".join(f"{number(a)} {number(b)}" for a, b in zip(x[::-1], p95s[::-1], strict=True))
    drawing.path(f"M{there}L{back}Z", fill="soft", more='fill-opacity=".55"')
    drawing.lines(zip(x, p95s, strict=True), stroke="other", width=1.4)
    drawing.lines(zip(x, medians, strict=True), stroke="main", width=2)


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return where two words stand so that both can be read; pixels grow downwards."""
    lacking = max(_APART - (low - high), 0) / 2
    return low + lacking, high - lacking


def _draw_hovers(paper: Plot, report: Report, kind: Kind, buckets: Buckets, x: Scale) -> None:
    words, area = _WORDS[kind], paper.area
    columns = (buckets.start, buckets.count, buckets.median, buckets.p95)
    for start, count, median, p95 in zip(*(each.tolist() for each in columns), strict=True):
        title = (
            f"{stretch_words(start, buckets.width, report.zone)}\nmedian {words(median)}\n"
            f"95th percentile {words(p95)}\n{ENGLISH.counted(count, 'run')}"
        )
        left, right = x.at(start), x.at(start + buckets.width)
        paper.drawing.hover(left, area.top, right - left, area.bottom - area.top, title)
