"""A report as sheets of SVG with literal colours, to be painted: one tall one, or pages of paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.report.charts.all import charts_of
from pipeline_browser.report.drawing import CHARACTER, Drawing
from pipeline_browser.report.heading import MEANINGS, nothing, odd_times, summary, title
from pipeline_browser.report.ink import DARK, LIGHT, Ink
from pipeline_browser.report.literal import shortened, visible
from pipeline_browser.report.plot import WIDTH, wrapped
from pipeline_browser.report.table import tables_of
from pipeline_browser.report.tiles import tiles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.report.charts.chart import Chart
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.table import Head, Table
    from pipeline_browser.report.tiles import Tile

_GAP = 12.0
_TILE = 62.0  # pixels high
_ROW = 17.0
_BODY = 10.5  # pixels of text
_REMARK, _LINE = 9.0, 12.0  # pixels of small text, and from line to line
_INSIDE = 8.0  # a card


@dataclass(frozen=True, slots=True)
class Paper:
    """How large a sheet is.

    Attributes:
        width: pixels.
        height: pixels; None for as high as everything is.
        columns: of charts.
        tiles: in a row.
    """

    width: float
    height: float | None
    margin: float
    columns: int
    tiles: int


A4 = Paper(794, 1123, 38, 2, 5)  # at 96 pixels an inch
SCREEN = Paper(1400, None, 28, 3, 5)


@dataclass(frozen=True, slots=True)
class _Block:
    """Something that is not divided between pages.

    Attributes:
        draw: draws it at a height.
        again: what is drawn above it where it begins a page.
    """

    height: float
    draw: Callable[[Drawing, float], None]
    again: _Block | None = None


def sheets(report: Report, paper: Paper, *, dark: bool, with_rows: bool) -> list[Drawing]:
    """Return the sheets in their order.

    Args:
        with_rows: with the table of runs, not only those to look at.
    """
    maker = _Maker(report, paper, Ink(DARK if dark else LIGHT))
    blocks = list(maker.blocks(with_rows=with_rows))
    ground = "page" if paper.height is None or dark else "card"  # ink is not wasted on paper
    if paper.height is None:
        paper = Paper(paper.width, sum(each.height for each in blocks) + 2 * paper.margin, *_rest(paper))
    pages = _filled(blocks, paper, maker.ink, ground)
    if len(pages) > 1:
        for number, page in enumerate(pages, 1):
            words = f"{title(report)}, page {number} of {len(pages)}"
            page.text(page.width - paper.margin, page.height - paper.margin / 2, words, size=9, anchor="end")
    return pages


def _rest(paper: Paper) -> tuple[float, int, int]:
    return paper.margin, paper.columns, paper.tiles


def _filled(blocks: list[_Block], paper: Paper, ink: Ink, ground: str) -> list[Drawing]:
    height = paper.height or 0.0
    pages: list[Drawing] = []
    y = height
    for block in blocks:
        if y + block.height > height - paper.margin + 1 or not pages:
            pages.append(Drawing(ink, paper.width, height))
            pages[-1].rect(0, 0, paper.width, height, fill=ground)
            y = paper.margin
            if block.again is not None:
                block.again.draw(pages[-1], y)
                y += block.again.height
        block.draw(pages[-1], y)
        y += block.height
    return pages


class _Maker:
    """Makes the blocks of one report on one kind of paper."""

    def __init__(self, report: Report, paper: Paper, ink: Ink) -> None:
        self.ink = ink
        self._report = report
        self._paper = paper
        self._left = paper.margin
        self._width = paper.width - 2 * paper.margin

    def blocks(self, *, with_rows: bool) -> Iterator[_Block]:
        """Yield everything from the heading to the meaning of figures."""
        yield from self._heading()
        sentence = nothing(self._report)
        if sentence:
            yield from self._paragraph(sentence)
            return
        yield from self._tiles()
        yield from self._charts()
        for table in tables_of(self._report):
            if with_rows or table.title != "Runs":
                yield from self._table(table)
        yield _space(_GAP)
        yield from self._paragraph(MEANINGS, size=9.5)

    def _heading(self) -> Iterator[_Block]:
        words = shortened(title(self._report), int(self._width / (20 * CHARACTER)))

        def draw(drawing: Drawing, y: float) -> None:
            drawing.text(self._left, y + 20, words, fill="text", size=20, bold=True)

        yield _Block(30, draw)
        yield from self._paragraph(f"{summary(self._report)} {odd_times(self._report)}")
        yield from self._paragraph(f"Filter: {'; '.join(map(visible, self._report.filters))}")
        yield _space(_GAP)

    def _paragraph(self, text: str, *, size: float = 11.5) -> Iterator[_Block]:
        for line in wrapped(text.strip(), int(self._width / (size * 0.5))):
            yield self._line(line, size)

    def _line(self, line: str, size: float) -> _Block:
        def draw(drawing: Drawing, y: float) -> None:
            drawing.text(self._left, y + size, line, size=size)

        return _Block(size * 1.4, draw)

    def _tiles(self) -> Iterator[_Block]:
        tiles = tiles_of(self._report)
        for first in range(0, len(tiles), self._paper.tiles):
            yield self._tile_row(tiles[first : first + self._paper.tiles])
        yield _space(4)

    def _tile_row(self, tiles: tuple[Tile, ...]) -> _Block:
        wide = (self._width - _GAP * (self._paper.tiles - 1)) / self._paper.tiles

        def draw(drawing: Drawing, y: float) -> None:
            for place, tile in enumerate(tiles):
                left = self._left + place * (wide + _GAP)
                _card(drawing, left, y, wide, _TILE)
                drawing.text(left + 10, y + 17, tile.title, fill="text", size=_BODY)
                drawing.text(left + 10, y + 37, tile.figure, fill=tile.tone, size=17, bold=True)
                remark = shortened(tile.remark, int((wide - 16) / (9 * CHARACTER)))
                drawing.text(left + 10, y + 53, remark, size=9)

        return _Block(_TILE + 8, draw)

    def _charts(self) -> Iterator[_Block]:
        usual = (self._width - _GAP * (self._paper.columns - 1)) / self._paper.columns - 2 * _INSIDE
        charts = charts_of(self._report, self.ink, (self._width - 2 * _INSIDE) * WIDTH / usual)
        small = [each for each in charts if not each.is_wide]
        for first in range(0, len(small), self._paper.columns):
            yield self._chart_row(small[first : first + self._paper.columns], self._paper.columns)
        for each in charts:
            if each.is_wide:
                yield self._chart_row([each], 1)

    def _chart_row(self, charts: list[Chart], columns: int) -> _Block:
        wide = (self._width - _GAP * (columns - 1)) / columns
        most = int((wide - 20) / (_REMARK * CHARACTER))
        remarks = [wrapped(each.remark, most) for each in charts]
        notes = [wrapped(each.note, most) for each in charts]
        scales = [(wide - 2 * _INSIDE) / each.drawing.width for each in charts]
        picture = 24 + max(map(len, remarks)) * _LINE
        tall = picture + max(each.drawing.height * scale for each, scale in zip(charts, scales, strict=True))
        ground = tall + max(map(len, notes)) * _LINE + 4

        def draw(drawing: Drawing, y: float) -> None:
            for place, (chart, scale) in enumerate(zip(charts, scales, strict=True)):
                left = self._left + place * (wide + _GAP)
                _card(drawing, left, y, wide, ground)
                drawing.text(left + 10, y + 17, chart.title, fill="text", size=11.5, bold=True)
                _lines(drawing, left + 10, y + 31, remarks[place])
                drawing.paste(chart.drawing, left + _INSIDE, y + picture, scale)
                _lines(drawing, left + 10, y + tall + 6, notes[place])

        return _Block(ground + _GAP, draw)

    def _table(self, table: Table) -> Iterator[_Block]:
        def draw(drawing: Drawing, y: float) -> None:
            drawing.text(self._left, y + 20, table.title, fill="text", size=14, bold=True)

        yield _Block(30, draw)
        yield from self._paragraph(table.introduction)
        head = self._heads(table)
        yield head
        for row in table.rows:
            cells = [visible(cell.words) for cell in row]
            yield self._row(table, cells, [cell.tone for cell in row], again=head)

    def _heads(self, table: Table) -> _Block:
        return self._row(table, [head.title for head in table.heads], ["dim"] * len(table.heads), bold=True)

    def _row(
        self,
        table: Table,
        cells: list[str],
        tones: list[str],
        *,
        bold: bool = False,
        again: _Block | None = None,
    ) -> _Block:
        places = _places(table.heads, self._left, self._width)
        lines = [
            wrapped(cell, _letters(wide)) if head.weight > 4 else [shortened(cell, _letters(wide))]
            for cell, head, (_, wide) in zip(cells, table.heads, places, strict=True)
        ]
        tall = max(len(each) for each in lines) * 12.5 + 5

        def draw(drawing: Drawing, y: float) -> None:
            for (left, wide), some, tone, head in zip(places, lines, tones, table.heads, strict=True):
                for number, line in enumerate(some):
                    x, anchor = (left + wide - 10, "end") if head.is_number else (left, "")
                    height = y + 12 + 12.5 * number
                    drawing.text(x, height, line, fill=tone, size=_BODY, anchor=anchor, bold=bold)
            drawing.line(self._left, y + tall, self._left + self._width, y + tall, stroke="line")

        return _Block(tall, draw, again)


def _letters(wide: float) -> int:
    return max(int((wide - 10) / (_BODY * 0.54)), 3)


def _places(heads: tuple[Head, ...], left: float, width: float) -> list[tuple[float, float]]:
    """Return where each column starts, and how wide it is."""
    whole = sum(head.weight for head in heads)
    places, x = [], left
    for head in heads:
        wide = width * head.weight / whole
        places.append((x, wide))
        x += wide
    return places


def _lines(drawing: Drawing, x: float, y: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        if line:
            drawing.text(x, y + number * _LINE, line, size=_REMARK)


def _card(drawing: Drawing, left: float, top: float, width: float, height: float) -> None:
    drawing.rect(left, top, width, height, fill="line", more='rx="6"')
    drawing.rect(left + 0.8, top + 0.8, width - 1.6, height - 1.6, fill="card", more='rx="5.2"')


def _space(height: float) -> _Block:
    return _Block(height, _draw_nothing)


def _draw_nothing(drawing: Drawing, y: float) -> None:
    """Leave some room."""
