"""How throughputs are spread, with the median and the 95th percentile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.drawing import CHARACTER, SMALL
from pipeline_browser.report.plot import Plot, empty, plot
from pipeline_browser.report.scales import Scale, fitting

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Histogram
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_TITLE = "How fast runs are"
_ROOM_FOR_WORDS = 26.0
_CLOSEST = 2  # pixels between two lines


def histogram_chart(report: Report, ink: Ink) -> Chart:
    """Return the histogram of throughput."""
    bins = report.dashboard.throughput_histogram
    if not len(bins.counts):
        sentence = "No run here says how fast it was." if bins.left_out else "There are no runs here."
        return Chart(_TITLE, "", empty(ink, sentence))
    paper = plot(ink)
    x = _across(bins, paper)
    y = fitting(0, float(bins.counts.max()), paper.area.bottom, paper.area.top + _ROOM_FOR_WORDS, bent=False)
    paper.draw_y(y, Kind.COUNT)
    _draw_bars(paper, bins, x, y)
    paper.draw_x(x, Kind.RATE)
    _draw_line(paper, x, bins.median, f"median {ENGLISH.rate(bins.median)}", 0, to_left=True)
    if x.at(bins.p95) - x.at(bins.median) > _CLOSEST:
        _draw_line(paper, x, bins.p95, f"95th % {ENGLISH.rate(bins.p95)}", 1, to_left=False)
    return Chart(_TITLE, "Runs by throughput", paper.drawing, left_out(bins.left_out, "a throughput"))


def _across(bins: Histogram, paper: Plot) -> Scale:
    low, high = float(bins.edges[0]), float(bins.edges[-1])
    return Scale(low, high, paper.area.left + 4, paper.area.right, is_log=True)


def _draw_bars(paper: Plot, bins: Histogram, x: Scale, y: Scale) -> None:
    edges = bins.edges.tolist()
    for low, high, count in zip(edges[:-1], edges[1:], bins.counts.tolist(), strict=True):
        if count:
            left, right, top = x.at(low) + 0.5, x.at(high) - 0.5, y.at(count)
            title = f"{ENGLISH.rate(low)} to {ENGLISH.rate(high)}\n{ENGLISH.counted(count, 'run')}"
            height = max(paper.area.bottom - top, 1)
            paper.drawing.rect(
                left, paper.area.bottom - height, max(right - left, 0.5), height, fill="main", title=title
            )


def _draw_line(paper: Plot, x: Scale, value: float, words: str, row: int, *, to_left: bool) -> None:
    """Draw a line with its words, at the wanted side where there is room for them."""
    place, area, room = x.at(value), paper.area, len(words) * SMALL * CHARACTER
    height = area.top + 4 + row * 14
    paper.drawing.line(place, height - 8, place, area.bottom, stroke="other", width=1.2, dashed=True)
    if place - room > area.left and (to_left or place + room > area.right):
        paper.drawing.text(place - 4, height, words, fill="text", anchor="end")
    else:
        paper.drawing.text(place + 4, height, words, fill="text")
