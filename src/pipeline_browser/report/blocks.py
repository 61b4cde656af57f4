"""What sheets are filled with: pieces that no page divides, and the paper that they are made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.report.plot import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.report.drawing import Drawing


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

    @property
    def inside(self) -> float:
        """How many pixels there are between the margins."""
        return self.width - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is not divided between pages.

    Attributes:
        height: pixels.
        draw: draws it at a height of a sheet.
        again: what is drawn above it where it begins a page.
        follows: pixels of what has to be on the same page below it: a heading alone says nothing.
    """

    height: float
    draw: Callable[[Drawing, float], None]
    again: Block | None = None
    follows: float = 0.0


def space(height: float) -> Block:
    """Return some room."""
    return Block(height, _draw_nothing)


def _draw_nothing(drawing: Drawing, y: float) -> None:
    """Leave it empty."""


def heading(words: str, paper: Paper, size: float, *, follows: float = 0.0) -> Block:
    """Return a heading."""

    def draw(drawing: Drawing, y: float) -> None:
        drawing.text(paper.margin, y + 20, words, fill="text", size=size, bold=True)

    return Block(30, draw, follows=follows)


def paragraph(text: str, paper: Paper, *, size: float = 11.5) -> Iterator[Block]:
    """Yield the lines of a text."""
    for words in wrapped(text.strip(), int(paper.inside / (size * 0.5))):
        yield _line(words, paper.margin, size)


def _line(words: str, left: float, size: float) -> Block:
    def draw(drawing: Drawing, y: float) -> None:
        drawing.text(left, y + size, words, size=size)

    return Block(size * 1.4, draw)
