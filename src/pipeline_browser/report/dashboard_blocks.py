"""Tiles and charts on sheets, as cards side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.report.blocks import Block, space
from pipeline_browser.report.charts.all import charts_of
from pipeline_browser.report.drawing import CHARACTER
from pipeline_browser.report.literal import shortened
from pipeline_browser.report.plot import WIDTH, wrapped
from pipeline_browser.report.tiles import tiles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.report.blocks import Paper
    from pipeline_browser.report.charts.chart import Chart
    from pipeline_browser.report.drawing import Drawing
    from pipeline_browser.report.facts import Report
    from pipeline_browser.report.ink import Ink
    from pipeline_browser.report.tiles import Tile

_GAP, _ROW_GAP = 12.0, 8.0  # pixels between cards
_TILE = 62.0  # pixels high
_TEXT, _TITLE, _FIGURE = 10.5, 11.5, 17.0  # pixels of text
_REMARK, _LINE = 9.0, 12.0  # pixels of small text, and from line to line
_EDGE, _INSIDE = 10.0, 8.0  # pixels to texts and to charts inside a card


def tile_blocks(report: Report, paper: Paper) -> Iterator[Block]:
    """Yield rows of tiles."""
    tiles = tiles_of(report)
    for first in range(0, len(tiles), paper.tiles):
        yield _tile_row(tiles[first : first + paper.tiles], paper)
    yield space(_GAP - _ROW_GAP)


def _tile_row(tiles: tuple[Tile, ...], paper: Paper) -> Block:
    wide = _share(paper, paper.tiles)

    def draw(drawing: Drawing, y: float) -> None:
        for place, tile in enumerate(tiles):
            left = paper.margin + place * (wide + _GAP)
            _card(drawing, left, y, wide, _TILE)
            remark = shortened(tile.remark, _letters(wide))
            drawing.text(left + _EDGE, y + 17, tile.title, fill="text", size=_TEXT)
            drawing.text(left + _EDGE, y + 37, tile.figure, fill=tile.tone, size=_FIGURE, bold=True)
            drawing.text(left + _EDGE, y + 53, remark, size=_REMARK)

    return Block(_TILE + _ROW_GAP, draw)


def chart_blocks(report: Report, paper: Paper, ink: Ink) -> Iterator[Block]:
    """Yield rows of charts; a wide one is drawn as wide as the paper, with texts as large as the others'."""
    scale = (_share(paper, paper.columns) - 2 * _INSIDE) / WIDTH
    charts = charts_of(report, ink, (paper.inside - 2 * _INSIDE) / scale)
    small = [each for each in charts if not each.is_wide]
    for first in range(0, len(small), paper.columns):
        yield _chart_row(small[first : first + paper.columns], paper, _share(paper, paper.columns), scale)
    for each in charts:
        if each.is_wide:
            yield _chart_row([each], paper, paper.inside, scale)


def _chart_row(charts: Sequence[Chart], paper: Paper, wide: float, scale: float) -> Block:
    remarks, notes = (
        [wrapped(words, _letters(wide)) for words in some]
        for some in ([each.remark for each in charts], [each.note for each in charts])
    )
    picture = 24 + max(map(len, remarks)) * _LINE
    ground = picture + max(each.drawing.height for each in charts) * scale
    tall = ground + max(map(len, notes)) * _LINE + 4

    def draw(drawing: Drawing, y: float) -> None:
        for place, chart in enumerate(charts):
            left = paper.margin + place * (wide + _GAP)
            _card(drawing, left, y, wide, tall)
            drawing.text(left + _EDGE, y + 17, chart.title, fill="text", size=_TITLE, bold=True)
            _draw_lines(drawing, left + _EDGE, y + 31, remarks[place])
            drawing.paste(chart.drawing, left + _INSIDE, y + picture, scale)
            _draw_lines(drawing, left + _EDGE, y + ground + 6, notes[place])

    return Block(tall + _GAP, draw)


def _share(paper: Paper, parts: int) -> float:
    """Return how wide each of some cards side by side is."""
    return (paper.inside - _GAP * (parts - 1)) / parts


def _letters(wide: float) -> int:
    return int((wide - 2 * _EDGE) / (_REMARK * CHARACTER))


def _draw_lines(drawing: Drawing, x: float, y: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        if line:
            drawing.text(x, y + number * _LINE, line, size=_REMARK)


def _card(drawing: Drawing, left: float, top: float, width: float, height: float) -> None:
    drawing.rect(left, top, width, height, fill="line", more='rx="6"')
    drawing.rect(left + 0.8, top + 0.8, width - 1.6, height - 1.6, fill="card", more='rx="5.2"')
