"""A report as one file of HTML: no script, nothing to load, readable anywhere."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from pipeline_browser.report.charts.all import charts_of
from pipeline_browser.report.drawing import inline
from pipeline_browser.report.heading import MEANINGS, nothing, odd_times, summary, title
from pipeline_browser.report.ink import Ink
from pipeline_browser.report.literal import escaped
from pipeline_browser.report.style import style_sheet
from pipeline_browser.report.table import tables_of
from pipeline_browser.report.tiles import tiles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.report.charts.chart import Chart
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.table import Cell, Head, Table


def html_page(report: Report, *, dark: bool | None = None) -> str:
    """Return the whole file.

    Args:
        dark: light on dark, or not; None follows the reader's system.
    """
    return "\n".join(_lines(report, dark)) + "\n"


def _lines(report: Report, dark: bool | None) -> Iterator[str]:  # noqa: FBT001 - three-valued
    style = style_sheet(dark=dark)
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escaped(title(report))}</title>"
    yield f"<style>{style}</style></head><body><main>"
    yield from _header(report)
    yield from _body(report)
    yield f"<footer><p>{escaped(MEANINGS)}</p></footer></main></body></html>"


def _body(report: Report) -> Iterator[str]:
    sentence = nothing(report)
    if sentence:
        yield f'<p class="nothing">{escaped(sentence)}</p>'
        return
    yield from _tiles(report)
    yield '<section class="charts">'
    for chart in charts_of(report, Ink()):
        yield from _figure(chart)
    yield "</section>"
    for table in tables_of(report):
        yield from _table(table)


def _policy(style: str) -> str:
    """Return a policy that allows this very style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header(report: Report) -> Iterator[str]:
    yield f"<header><h1>{escaped(title(report))}</h1>"
    yield f'<p class="dim">{escaped(summary(report))} {escaped(odd_times(report))}</p>'
    chips = "".join(f"<li>{escaped(each)}</li>" for each in report.filters)
    yield f'<ul class="filters" aria-label="Filters">{chips}</ul></header>'


def _tiles(report: Report) -> Iterator[str]:
    yield '<section class="tiles">'
    for tile in tiles_of(report):
        figure = f'<b class="t-{tile.tone}">{escaped(tile.figure)}</b>'
        yield f'<div class="tile">{escaped(tile.title)}{figure}<span>{escaped(tile.remark)}</span></div>'
    yield "</section>"


def _figure(chart: Chart) -> Iterator[str]:
    yield '<figure class="wide">' if chart.is_wide else "<figure>"
    remark = f"<p>{escaped(chart.remark)}</p>" if chart.remark else ""
    yield f"<figcaption><h3>{escaped(chart.title)}</h3>{remark}</figcaption>"
    yield inline(chart.drawing, chart.title)
    if chart.note:
        yield f'<p class="note">{escaped(chart.note)}</p>'
    yield "</figure>"


def _table(table: Table) -> Iterator[str]:
    yield f'<section><h2>{escaped(table.title)}</h2><p class="dim">{escaped(table.introduction)}</p>'
    heads = "".join(f"<th{_class(head)}>{escaped(head.title)}</th>" for head in table.heads)
    yield f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in table.rows:
        cells = (
            _cell(head, cell, first=not place)
            for place, (head, cell) in enumerate(zip(table.heads, row, strict=True))
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div></section>"


def _class(head: Head) -> str:
    return ' class="number"' if head.is_number else ""


def _cell(head: Head, cell: Cell, *, first: bool) -> str:
    names = (
        ["name"] if first else ["words"] if head.is_for_sentences else ["number"] if head.is_number else []
    )
    if cell.tone != "text":
        names.append(f"t-{cell.tone}")
    attribute = f' class="{" ".join(names)}"' if names else ""
    return f"<td{attribute}>{escaped(cell.words)}</td>"
