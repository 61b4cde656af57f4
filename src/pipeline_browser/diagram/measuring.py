"""How large a box is, and where its rows are, by any measure of text: a window's own fonts too."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from pipeline_browser.diagram.export.literal import named, visible
from pipeline_browser.diagram.graph import BoxKind, Mark, State
from pipeline_browser.diagram.layout.shapes import Link, Size

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Box, Graph, Line, Row


class TextMeasure(Protocol):
    """Returns how wide a text is, in pixels; ``bold`` is a box's name."""

    def __call__(self, text: str, *, bold: bool = False) -> float:
        """Return the width."""


def estimate_width(text: str, *, bold: bool = False) -> float:
    """Return how wide a text is in a common sans-serif font of 12 px, rather too wide than too narrow."""
    return sum(_character_width(character) for character in text) * (1.12 if bold else 1.0)


def _character_width(character: str) -> float:
    if character in "ijlI.,:;'|!":
        return 4.0
    if character in "mwMW@%":
        return 11.0
    if unicodedata.east_asian_width(character) in "WF":
        return 12.5
    if unicodedata.combining(character):
        return 0.0
    return 8.6 if character.isupper() else 7.1


def elided(text: str, width: float, measure: TextMeasure, *, bold: bool = False) -> str:
    """Return a text that is no wider than ``width``, with an ellipsis where something was left out."""
    if measure(text, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle] + "…", bold=bold) <= width else (low, middle - 1)
    return text[:low] + "…"


BADGES = (
    (Mark.NOT_NULL, "NN", "not null"),
    (Mark.UNIQUE, "UQ", "unique"),
    (Mark.INDEXED, "IX", "indexed"),
    (Mark.DEFAULT, "DF", "default"),
    (Mark.GENERATED, "GEN", "generated"),
)
_IMPLIED = Mark.NOT_NULL | Mark.UNIQUE | Mark.INDEXED  # by a primary key


def badges(row: Row) -> str:
    """Return the short words for what a column is, as far as its icon does not say it."""
    return _badges(row.marks)


@cache  # there are few combinations, and many rows
def _badges(marks: Mark) -> str:
    implied = _IMPLIED if Mark.PRIMARY in marks else Mark.NONE
    return " ".join(word for mark, word, _ in BADGES if mark in marks & ~implied)


@dataclass(frozen=True, slots=True)
class BoxShape:
    """The metrics of a box, in pixels at scale 1.

    Attributes:
        header, row, footer: heights; the footer tells how many columns are hidden.
        marks: the width left of the names, for icons.
        between: names, types and badges.
        count: the width left in a table's header for its number of rows, which may come and change later.
        most_text: the widest name or type that is shown whole.
    """

    measure: TextMeasure = estimate_width
    header: float = 34.0
    row: float = 22.0
    footer: float = 22.0
    padding: float = 10.0
    marks: float = 34.0
    between: float = 18.0
    count: float = 0.0
    narrowest: float = 150.0
    most_text: float = 320.0

    def size(self, box: Box) -> Size:
        """Return the size of a box in whole pixels."""
        header = self._width(named(box.name), bold=True) + 2 * self.padding + self.beside_name(box)
        names = max((self._width(named(row.name)) for row in box.rows), default=0.0)
        types = max((self._width(visible(row.type)) for row in box.rows), default=0.0)
        parts = [self.marks + names, types, self.badge_room(box)]
        rows = 2 * self.padding + sum(parts) + self.between * (sum(part > 0 for part in parts) - 1)
        height = self.header + self.row * len(box.rows) + (self.footer if box.hidden_rows else 0)
        return Size(math.ceil(max(self.narrowest, header, rows)), math.ceil(height))

    def beside_name(self, box: Box) -> float:
        """Return how much of the header's width is not for the name: what it is, happened, or has in rows."""
        if box.state is not State.SAME:
            return self.between + max(_badge_width(box.state.value), self.count)
        if box.kind is not BoxKind.TABLE:
            return self.between + _badge_width(box.kind.value)
        return self.between + self.count if self.count else 0.0

    def badge_room(self, box: Box) -> float:
        """Return how wide a box's badges are."""
        return max((_badge_width(badges(row)) for row in box.rows), default=0.0)

    def row_middle(self, row: int | None) -> float:
        """Return how far below the box's top the middle of a row lies; of the header for None."""
        return self.header / 2 if row is None else self.header + self.row * row + self.row // 2

    def link(self, line: Line) -> Link:
        """Return where a line meets its boxes: at the row of its first column."""
        child = self.row_middle(line.child_rows[0] if line.child_rows else None)
        parent = self.row_middle(line.parent_rows[0] if line.parent_rows else None)
        return Link(line.child, child, line.parent, parent)

    def _width(self, text: str, *, bold: bool = False) -> float:
        return min(self.measure(text, bold=bold), self.most_text)


def _badge_width(text: str) -> float:
    return 6.6 * len(text)


def sizes_and_links(graph: Graph, shape: BoxShape) -> tuple[list[Size], list[Link]]:
    """Return a graph as layout takes it."""
    return [shape.size(box) for box in graph.boxes], [shape.link(line) for line in graph.lines]
