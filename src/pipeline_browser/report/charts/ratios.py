"""How well each way to compress does: the range of its runs' ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.charts.chart import Chart, left_out
from pipeline_browser.report.literal import shortened, visible
from pipeline_browser.report.plot import BOTTOM, HEIGHT, TOP, Plot, empty, plot
from pipeline_browser.report.scales import Scale, fitting

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Group, Ratios
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink

_TITLE = "Compression by algorithm"
_ROOM_FOR_NAMES, _ROOM_FOR_FIGURES = 104.0, 84.0
_LONGEST = 16  # characters of a name
_ROW, _TALLEST_BOX = 24.0, 18.0
_BENT_ABOVE = 5  # of a ratio: files that grew so much would press all others to the edge


def ratios_chart(report: Report, ink: Ink) -> Chart:
    """Return the chart of ratios by algorithm."""
    ratios = report.dashboard.ratios
    if not ratios.groups:
        sentence = (
            "No run here says how well it compressed." if ratios.left_out else "There are no runs here."
        )
        return Chart(_TITLE, "", empty(ink, sentence))
    height = max(HEIGHT, TOP + BOTTOM + _ROW * len(ratios.groups))
    paper = plot(ink, height=height, left=_ROOM_FOR_NAMES, right=_ROOM_FOR_FIGURES)
    least = min(group.minimum for group in ratios.groups)
    most = max(1.0, *(group.maximum for group in ratios.groups))
    x = fitting(least, most, paper.area.left, paper.area.right, bent=most > _BENT_ABOVE)
    paper.draw_x(x, Kind.RATIO)
    one = x.at(1)
    paper.drawing.line(one, paper.area.top, one, paper.area.bottom, stroke="outline", dashed=True)
    between = (paper.area.bottom - paper.area.top) / len(ratios.groups)
    for place, group in enumerate(ratios.groups):
        _draw_group(
            paper, group, x, paper.area.top + (place + 0.5) * between, min(between * 0.5, _TALLEST_BOX)
        )
    remark = (
        "Output by input; half of the runs lie in the box, at the thick line the median; above 1 files grew"
    )
    return Chart(_TITLE, remark, paper.drawing, _note(ratios))


def _draw_group(paper: Plot, group: Group, x: Scale, y: float, height: float) -> None:
    drawing, area = paper.drawing, paper.area
    low, p25, median, p75, high = map(
        x.at, (group.minimum, group.p25, group.median, group.p75, group.maximum)
    )
    title = _title(group)
    name = shortened(visible(group.algorithm), _LONGEST)
    drawing.text(area.left - 8, y + 4, name, fill="text", anchor="end")
    drawing.line(low, y, high, y, stroke="main")
    for end in (low, high):
        drawing.line(end, y - height / 4, end, y + height / 4, stroke="main")
    drawing.rect(p25, y - height / 2, max(p75 - p25, 1), height, fill="soft", title=title)
    drawing.line(median, y - height / 2, median, y + height / 2, stroke="main", width=3)
    drawing.text(area.right + 8, y + 1, ENGLISH.ratio(group.median), fill="text", bold=True)
    drawing.text(area.right + 8, y + 13, ENGLISH.counted(group.count, "run"), size=10)
    drawing.hover(0, y - height / 2 - 2, drawing.width, height + 4, title)


def _title(group: Group) -> str:
    ratio = ENGLISH.ratio
    return "\n".join(
        (
            visible(group.algorithm),
            f"median {ratio(group.median)}, half from {ratio(group.p25)} to {ratio(group.p75)}",
            f"best {ratio(group.minimum)}, worst {ratio(group.maximum)}",
            ENGLISH.counted(group.count, "run"),
        )
    )


def _note(ratios: Ratios) -> str:
    parts = [left_out(ratios.left_out, "a ratio")]
    if ratios.hidden_groups:
        runs = ENGLISH.counted(ratios.hidden_runs, "run")
        parts.append(f"{ENGLISH.count(ratios.hidden_groups)} more algorithms with {runs} have no room.")
    return " ".join(part for part in parts if part)
