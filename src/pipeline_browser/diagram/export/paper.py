"""How a diagram lies on paper: on one page, or cut into pages that overlap a little and are glued together.

Lengths on paper are points, 1/72 inch; lengths of the diagram are pixels at scale 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.export.composition import Area
from pipeline_browser.diagram.layout.shapes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = 0.75  # points for a pixel where the diagram is as large as on a screen: text of 9 points
_READABLE = 0.5  # and where it is still read without effort: 6 points
_MOST_PAGES = 60  # that are chosen without being asked for
_WIDEST = 14_400.0  # by PDF's own limit
_MARGIN = 34.0  # 12 mm: printers reach so far, and the page's label stands in it
_OVERLAP = 23.0  # 8 mm
_MM = 72 / 25.4


class Paper(Enum):
    """A size of paper; the value is its name, width and height upright in points."""

    A4 = ("A4", 210 * _MM, 297 * _MM)
    A3 = ("A3", 297 * _MM, 420 * _MM)
    LETTER = ("Letter", 612.0, 792.0)

    @property
    def size(self) -> Size:
        """Upright."""
        return Size(self.value[1], self.value[2])

    @classmethod
    def of(cls, name: str) -> Paper | None:
        """Return the paper of a name, in capitals or not; None if there is none."""
        return next((each for each in cls if each.value[0].lower() == name.lower()), None)


class Turn(Enum):
    """How paper lies."""

    AS_FITS = "as fits best"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        label: ``A2``: row A, column 2; empty where there is only one page.
        source: the part of the diagram that it shows.
        target: where on the paper, in points.
        cuts: where marks stand at its sides: across for the left and the right, down for top and bottom.
    """

    label: str
    source: Area
    target: Area
    cuts: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Pages:
    """A diagram on paper.

    Attributes:
        paper: its size as it lies.
        scale: points on paper for a pixel of the diagram.
    """

    paper: Size
    scale: float
    rows: int
    columns: int
    pages: tuple[Page, ...]

    @property
    def is_landscape(self) -> bool:
        """Whether the paper lies on its long side."""
        return self.paper.width > self.paper.height

    def words(self, page: Page) -> str:
        """Return which of the pages one is: ``page A2 of 2 \u00d7 3``."""
        return f"page {page.label} of {self.rows} \u00d7 {self.columns}"


def own_page(content: Area) -> Pages:
    """Return one page as large as the diagram."""
    scale = min(FULL, _WIDEST / max(content.width, content.height, 1.0))
    paper = Size(max(1.0, content.width * scale), max(1.0, content.height * scale))
    return Pages(paper, scale, 1, 1, (Page("", content, Area(0, 0, *paper)),))


def one_page(content: Area, paper: Size, turn: Turn = Turn.AS_FITS) -> Pages:
    """Return one page of paper with all of the diagram, no larger than on a screen."""
    grid = min((Grid(each, 1, 1) for each in _turned(paper, turn)), key=lambda each: _rank(content, each))
    return _cut(content, grid, _fit(content, grid))


def tiled(content: Area, paper: Size, turn: Turn = Turn.AS_FITS, scale: float | None = None) -> Pages:
    """Return as many pages as it takes.

    Args:
        scale: points for a pixel; None chooses the fewest pages on which the diagram can be read.
    """
    if scale is None:
        grid = min(_grids(paper, turn), key=lambda each: _rank(content, each))
        return _cut(content, grid, _fit(content, grid))
    needed = [_needed(content, each, scale) for each in _turned(paper, turn)]
    return _cut(
        content, min(needed, key=lambda each: (each.rows * each.columns, each.lies_across(content))), scale
    )


class Grid(NamedTuple):
    """Paper as it lies, and how many pages of it lie below and beside each other."""

    paper: Size
    rows: int
    columns: int

    @property
    def shown(self) -> Size:
        """What one page shows, in points."""
        return Size(self.paper.width - 2 * _MARGIN, self.paper.height - 2 * _MARGIN)

    @property
    def whole(self) -> Size:
        """What all pages show together."""
        width, height = self.shown
        return Size(_together(width, self.columns), _together(height, self.rows))

    def lies_across(self, content: Area) -> bool:
        """Whether it is wide where the diagram is high, or the other way round."""
        return (self.whole.width > self.whole.height) != (content.width > content.height)


def _together(shown: float, number: int) -> float:
    return shown * number - _OVERLAP * (number - 1)


def _turned(paper: Size, turn: Turn) -> list[Size]:
    upright, lying = Size(min(paper), max(paper)), Size(max(paper), min(paper))
    return {Turn.PORTRAIT: [upright], Turn.LANDSCAPE: [lying], Turn.AS_FITS: [upright, lying]}[turn]


def _grids(paper: Size, turn: Turn) -> Iterator[Grid]:
    for lying, rows in product(_turned(paper, turn), range(1, _MOST_PAGES + 1)):
        for columns in range(1, _MOST_PAGES // rows + 1):
            yield Grid(lying, rows, columns)


def _rank(content: Area, grid: Grid) -> tuple[bool, float, float, bool]:
    """Return what is less for a better grid: readable, then few pages, then large."""
    scale, pages = _fit(content, grid), grid.rows * grid.columns
    across = grid.lies_across(content)
    return (True, -scale, pages, across) if scale < _READABLE else (False, pages, -scale, across)


def _fit(content: Area, grid: Grid) -> float:
    across = grid.whole.width / max(1.0, content.width)
    down = grid.whole.height / max(1.0, content.height)
    return min(FULL, across, down)


def _needed(content: Area, paper: Size, scale: float) -> Grid:
    width, height = Grid(paper, 1, 1).shown
    columns = math.ceil((content.width * scale - _OVERLAP) / (width - _OVERLAP) - 1e-9)
    rows = math.ceil((content.height * scale - _OVERLAP) / (height - _OVERLAP) - 1e-9)
    return Grid(paper, max(1, rows), max(1, columns))


def _cut(content: Area, grid: Grid, scale: float) -> Pages:
    """Return the pages of a grid, the diagram in the middle of all of them together."""
    width, height = grid.shown
    left = content.x - (grid.whole.width / scale - content.width) / 2
    top = content.y - (grid.whole.height / scale - content.height) / 2
    target = Area(_MARGIN, _MARGIN, width, height)
    pages = []
    for row, column in product(range(grid.rows), range(grid.columns)):
        x = left + column * (width - _OVERLAP) / scale
        y = top + row * (height - _OVERLAP) / scale
        source = Area(x, y, width / scale, height / scale)
        cuts = (_cuts(column, grid.columns, width), _cuts(row, grid.rows, height))
        label = f"{_letters(row)}{column + 1}" if grid.rows * grid.columns > 1 else ""
        pages.append(Page(label, source, target, cuts))
    return Pages(grid.paper, scale, grid.rows, grid.columns, tuple(pages))


def _cuts(number: int, of: int, shown: float) -> tuple[float, ...]:
    """Return where a page is cut, in the middle of what it shares with the one before and the one after."""
    before = [_MARGIN + _OVERLAP / 2] if number else []
    after = [_MARGIN + shown - _OVERLAP / 2] if number < of - 1 else []
    return (*before, *after)


def _letters(row: int) -> str:
    """Return A to Z, then AA."""
    rest, last = divmod(row, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)
