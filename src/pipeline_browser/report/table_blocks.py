"""A table of runs on sheets: its heads again on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.report.blocks import Block, heading, paragraph
from pipeline_browser.report.literal import shortened, visible
from pipeline_browser.report.plot import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.report.blocks import Paper
    from pipeline_browser.report.drawing import Drawing
    from pipeline_browser.report.table import Head, Table

_BODY = 10.5  # pixels of text
_LETTER = 0.54  # of that: how wide letters and figures are
_LINE = 12.5  # pixels from line to line
_BETWEEN = 10.0  # columns
_FOLLOWS = 90.0  # pixels of the table that its heading takes along


def table_blocks(table: Table, paper: Paper) -> Iterator[Block]:
    """Yield the heading, the introduction, the heads and the rows."""
    yield heading(table.title, paper, 14, follows=_FOLLOWS)
    yield from paragraph(table.introduction, paper)
    titles = [head.title for head in table.heads]
    head = _row(table.heads, titles, ["dim"] * len(titles), paper, bold=True)
    yield head
    for row in table.rows:
        cells = [visible(cell.words) for cell in row]
        yield _row(table.heads, cells, [cell.tone for cell in row], paper, again=head)


def _row(
    heads: tuple[Head, ...],
    cells: list[str],
    tones: list[str],
    paper: Paper,
    *,
    bold: bool = False,
    again: Block | None = None,
) -> Block:
    places = _places(heads, paper)
    lines = [_fitting(head, cell, wide) for head, cell, (_, wide) in zip(heads, cells, places, strict=True)]
    tall = max(map(len, lines)) * _LINE + 5

    def draw(drawing: Drawing, y: float) -> None:
        for (left, wide), some, tone, head in zip(places, lines, tones, heads, strict=True):
            x, anchor = (left + wide - _BETWEEN, "end") if head.is_number else (left, "")
            for number, line in enumerate(some):
                height = y + 12 + _LINE * number
                drawing.text(x, height, line, fill=tone, size=_BODY, anchor=anchor, bold=bold)
        drawing.line(paper.margin, y + tall, paper.width - paper.margin, y + tall, stroke="line")

    return Block(tall, draw, again)


def _fitting(head: Head, cell: str, wide: float) -> list[str]:
    """Return the lines of a cell: one, without its middle, unless the column is for sentences."""
    letters = max(int((wide - _BETWEEN) / (_BODY * _LETTER)), 3)
    return wrapped(cell, letters) if head.is_for_sentences else [shortened(cell, letters)]


def _places(heads: tuple[Head, ...], paper: Paper) -> list[tuple[float, float]]:
    """Return where each column starts, and how wide it is."""
    whole = sum(head.weight for head in heads)
    places, x = [], paper.margin
    for head in heads:
        wide = paper.inside * head.weight / whole
        places.append((x, wide))
        x += wide
    return places
