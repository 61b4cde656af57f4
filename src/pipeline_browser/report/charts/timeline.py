"""What ran when, beside what: runs as bars in lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.plot import BOTTOM, TOP, Plot, empty, plot, time_scale

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Timeline
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink
    from pipeline_browser.report.scales import Scale

_TITLE = "Timeline"
COLOURS = {
    Status.COMPLETED: "good",
    Status.FAILED: "bad",
    Status.RUNNING: "main",
    Status.STALLED: "odd",
    Status.NOT_STARTED: "outline",
}
_TALLEST, _LOWEST = 18.0, 3.0  # pixels of a lane
_ROOM = 300.0  # pixels that lanes may take together
_ROUNDED_FROM = 6.0
_LEGEND = 18.0
_EDGE = 12.0
_NARROWEST = 2.0  # pixels of a bar


def timeline_chart(report: Report, ink: Ink, wide: float) -> Chart:
    """Return the chart of runs as bars."""
    bars = report.dashboard.timeline
    if not bars.lanes:
        sentence = "No run here says when it started." if bars.left_out else "There are no runs here."
        return Chart(_TITLE, "", empty(ink, sentence, wide), is_wide=True)
    lane = min(_TALLEST, max(_LOWEST, _ROOM / bars.lanes))
    height = TOP + _LEGEND + max(bars.lanes, 3) * lane + BOTTOM
    paper = plot(ink, wide, height, left=_EDGE)
    x = time_scale(float(bars.start.min()), float(bars.end.max()), paper.area)
    paper.draw_time(x, report.zone)
    _draw_bars(paper, report, bars, x, lane)
    _draw_legend(paper, bars)
    return Chart(_TITLE, _remark(bars), paper.drawing, _note(bars), is_wide=True)


def _draw_bars(paper: Plot, report: Report, bars: Timeline, x: Scale, lane: float) -> None:
    columns = (bars.keys, bars.start, bars.end, bars.lane, bars.status)
    for key, start, end, number, status in zip(*(each.tolist() for each in columns), strict=True):
        left, right = x.at(start), x.at(end)
        words, length = Status(status).words, ENGLISH.duration(end - start)
        if status == Status.STALLED:  # nobody knows how long it really ran
            length = "no end known"
        title = f"{report.people.name(key)}, {words}\n{report.when(start)}\n{length}"
        top = paper.area.top + _LEGEND + number * lane
        height = lane * 0.75 if lane > _LOWEST else lane - 0.5
        wide = max(right - left, _NARROWEST)
        place = (min(left, paper.area.right - wide), top, wide, height)
        more = 'rx="1.5"' if lane > _ROUNDED_FROM else ""
        paper.drawing.rect(*place, fill=COLOURS[Status(status)], title=title, more=more)


def _draw_legend(paper: Plot, bars: Timeline) -> None:
    left = paper.area.left
    for status in Status:
        number = int((bars.status == status).sum())
        if number:
            text = f"{status.words} {ENGLISH.count(number)}"
            paper.drawing.rect(left, paper.area.top - 8, 9, 9, fill=COLOURS[status])
            paper.drawing.text(left + 13, paper.area.top, text, fill="text")
            left += len(text) * 6.4 + 30


def _remark(bars: Timeline) -> str:
    if bars.hidden:
        return f"The newest {ENGLISH.counted(len(bars.keys), 'run')}, and those that are still running"
    return "Each run from its start to its end; what runs at the same time lies one below the other"


def _note(bars: Timeline) -> str:
    parts = [left_out(bars.left_out, "a readable start")]
    if bars.hidden:
        parts.append(f"{ENGLISH.counted(bars.hidden, 'older run')} are not shown.")
    return " ".join(part for part in parts if part)
