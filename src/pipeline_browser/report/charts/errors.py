"""Errors and warnings over time, one on top of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.calendar_ticks import stretch_words
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.plot import Plot, empty, plot, time_scale
from pipeline_browser.report.scales import Scale, fitting

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import ErrorsOverTime
    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_MOST = 1e300
_TITLE = "Errors over time"


def errors_chart(report: Report, ink: Ink) -> Chart:
    """Return the chart of errors and warnings."""
    series = report.dashboard.errors
    note = left_out(series.left_out, "a time")
    if not len(series.start):
        sentence = "No run here says when it was." if series.left_out else "There are no runs here."
        return Chart(_TITLE, "", empty(ink, sentence))
    series = replace(series, errors=_finite(series.errors), warnings=_finite(series.warnings))
    most = float((series.errors + series.warnings).max())
    if most <= 0 and not series.failed.any():
        runs = ENGLISH.counted(report.dashboard.tiles.runs - series.left_out, "run")
        return Chart(_TITLE, "", empty(ink, f"No errors and no warnings in {runs}."), note)
    paper = plot(ink)
    x = time_scale(float(series.start[0]), float(series.start[-1] + series.width), paper.area)
    y = fitting(0, max(most, 1.0), paper.area.bottom, paper.area.top + 16, bent=False)
    paper.draw_y(y, Kind.COUNT)
    _draw_bars(paper, report, series, x, y)
    paper.draw_time(x, report.zone)
    _draw_legend(paper, report)
    return Chart(_TITLE, _remark(report), paper.drawing, note)


def _finite(sums: Doubles) -> Doubles:
    """Sums beyond all numbers have a place on the paper as well."""
    import numpy as np  # noqa: PLC0415 - there by now, and not for who only offers reports

    return np.nan_to_num(sums).clip(-_MOST, _MOST)


def _remark(report: Report) -> str:
    return f"{ENGLISH.counted(int(report.dashboard.errors.failed.sum()), 'run')} failed"


def _draw_bars(paper: Plot, report: Report, series: ErrorsOverTime, x: Scale, y: Scale) -> None:
    columns = (series.start, series.errors, series.warnings, series.failed)
    ground = paper.area.bottom
    for start, errors, warnings, failed in zip(*(each.tolist() for each in columns), strict=True):
        left, right = x.at(start) + 0.4, x.at(start + series.width) - 0.4
        wide = max(right - left, 0.6)
        middle, top = y.at(max(errors, 0)), y.at(max(errors, 0) + max(warnings, 0))
        if errors > 0:
            paper.drawing.rect(left, middle, wide, ground - middle, fill="bad")
        if warnings > 0:
            paper.drawing.rect(left, top, wide, middle - top, fill="odd")
        if errors or warnings or failed:
            title = (
                f"{stretch_words(start, series.width, report.zone)}\n{ENGLISH.counted(errors, 'error')}, "
                f"{ENGLISH.counted(warnings, 'warning')}\n{ENGLISH.counted(failed, 'run')} failed"
            )
            paper.drawing.hover(left, paper.area.top, wide, ground - paper.area.top, title)


def _draw_legend(paper: Plot, report: Report) -> None:
    tiles, area = report.dashboard.tiles, paper.area
    words = (
        (f"warnings {ENGLISH.count(tiles.warnings)}", "odd"),
        (f"errors {ENGLISH.count(tiles.errors)}", "bad"),
    )
    right = area.right
    for text, colour in words:
        width = len(text) * 6.2
        paper.drawing.text(right, area.top + 6, text, fill="text", anchor="end")
        paper.drawing.rect(right - width - 12, area.top - 3, 9, 9, fill=colour)
        right -= width + 26
