"""A report as sheets of SVG with literal colours, to be painted: one tall one, or pages of paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.report.blocks import Paper, heading, paragraph, space
from pipeline_browser.report.dashboard_blocks import chart_blocks, tile_blocks
from pipeline_browser.report.drawing import CHARACTER, Drawing
from pipeline_browser.report.heading import MEANINGS, nothing, odd_times, summary, title
from pipeline_browser.report.ink import DARK, LIGHT, Ink
from pipeline_browser.report.literal import shortened, visible
from pipeline_browser.report.table import LISTED, tables_of
from pipeline_browser.report.table_blocks import table_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.report.blocks import Block
    from pipeline_browser.report.facts import Report

A4 = Paper(794, 1123, 38, 2, 5)  # at 96 pixels an inch
SCREEN = Paper(1400, None, 28, 3, 5)
MOST_ROWS = 10_000
"""So many runs fill 200 pages, which nobody prints."""

_TITLE, _SMALL = 20.0, 9.5  # pixels of text
_GAP = 12.0


def sheets(report: Report, paper: Paper, *, dark: bool, with_rows: bool) -> list[Drawing]:
    """Return the sheets in their order.

    Args:
        with_rows: with the table of runs, not only those to look at.
    """
    ink = Ink(DARK if dark else LIGHT)
    blocks = list(_blocks(report, paper, ink, with_rows=with_rows))
    ground = "page" if paper.height is None or dark else "card"  # ink is not wasted on paper
    if paper.height is None:
        paper = replace(paper, height=sum(each.height for each in blocks) + 2 * paper.margin)
    pages = _filled(blocks, paper, ink, ground)
    if len(pages) > 1:
        for number, page in enumerate(pages, 1):
            words = f"{title(report)}, page {number} of {len(pages)}"
            page.text(page.width - paper.margin, page.height - paper.margin / 2, words, size=9, anchor="end")
    return pages


def _blocks(report: Report, paper: Paper, ink: Ink, *, with_rows: bool) -> Iterator[Block]:
    """Yield everything from the heading to the meaning of figures."""
    yield heading(shortened(title(report), int(paper.inside / (_TITLE * CHARACTER))), paper, _TITLE)
    yield from paragraph(f"{summary(report)} {odd_times(report)}", paper)
    yield from paragraph(f"Filter: {'; '.join(map(visible, report.filters))}", paper)
    yield space(_GAP)
    sentence = nothing(report)
    if sentence:
        yield from paragraph(sentence, paper)
        return
    yield from tile_blocks(report, paper)
    yield from chart_blocks(report, paper, ink)
    for table in tables_of(report):
        if with_rows or table.title != LISTED:
            yield from table_blocks(table, paper)
    yield space(_GAP)
    yield from paragraph(MEANINGS, paper, size=_SMALL)


def _filled(blocks: list[Block], paper: Paper, ink: Ink, ground: str) -> list[Drawing]:
    """Return pages with the blocks one below the other."""
    height = paper.height or 0.0
    pages: list[Drawing] = []
    y = height
    for block in blocks:
        if not pages or y + block.height + block.follows > height - paper.margin + 1:
            pages.append(Drawing(ink, paper.width, height))
            pages[-1].rect(0, 0, paper.width, height, fill=ground)
            y = paper.margin
            if block.again is not None:
                block.again.draw(pages[-1], y)
                y += block.again.height
        block.draw(pages[-1], y)
        y += block.height
    return pages
