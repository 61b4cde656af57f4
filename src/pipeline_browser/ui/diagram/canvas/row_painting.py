"""The columns of a table as rows of its box: icons, name, type, badges, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from pipeline_browser.diagram.export.literal import named, visible
from pipeline_browser.diagram.graph import Mark, State
from pipeline_browser.diagram.measuring import badges, elided
from pipeline_browser.diagram.notation import STATE_SIGNS
from pipeline_browser.ui.diagram.canvas.paths import ICON, key_icon, reference_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from pipeline_browser.diagram.graph import Box
    from pipeline_browser.diagram.layout.shapes import Size
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.ui.diagram.canvas.look import Ink, Look

BASELINE = 4.5  # below the middle of a row
KEYS = Mark.PRIMARY | Mark.FOREIGN
_SLOT = 16.0  # between two icons
_SIGN = 1.0  # from the side of the box
_ICONS = ((Mark.PRIMARY, key_icon(), "key"), (Mark.FOREIGN, reference_icon(), "reference"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of a row as they fit."""

    name: str
    type: str
    badges: str


class RowPainter:
    """Paints the rows of one box, in its coordinates."""

    def __init__(self, box: Box, size: Size, shape: BoxShape, look: Look) -> None:
        self._box = box
        self._width = size.width
        self._shape = shape
        self._look = look
        self._words: dict[int, _Words] = {}
        room = shape.badge_room(box)
        self._types_end = size.width - shape.padding - (room + shape.between if room else 0.0)

    def paint_ground(self, painter: QPainter, ink: Ink, number: int, *, marked: bool) -> None:
        """Paint what lies behind a row that is meant, or that something happened to."""
        state = self._box.rows[number].state
        if marked or state is not State.SAME:
            area = QRectF(1, self._top(number), self._width - 2, self._shape.row)
            painter.fillRect(area, ink.soft if marked else ink.soft_of_state(state))

    def paint(self, painter: QPainter, ink: Ink, number: int) -> None:
        """Paint a row in full."""
        row, top = self._box.rows[number], self._top(number)
        painter.setPen(ink.rule)
        painter.drawLine(QPointF(0.5, top), QPointF(self._width - 0.5, top))
        for slot, (mark, path, colour) in enumerate(_ICONS):
            if mark in row.marks:
                offset = QPointF(self._shape.padding + slot * _SLOT, top + (self._shape.row - ICON) / 2)
                painter.fillPath(path.translated(offset), getattr(ink, colour))
        self._write(painter, ink, number)
        if row.state is not State.SAME:
            self._sign(painter, ink, number)

    def paint_bar(self, painter: QPainter, ink: Ink, number: int) -> None:
        """Show that there is a column, where its name could not be read anyway."""
        shape = self._shape
        width = shape.measure(self._words_of(number).name)
        top = self._top(number) + 0.3 * shape.row
        painter.fillRect(QRectF(shape.padding + shape.marks, top, width, shape.row * 0.4), ink.rule)

    def _write(self, painter: QPainter, ink: Ink, number: int) -> None:
        shape, words = self._shape, self._words_of(number)
        baseline = self._baseline(number)
        painter.setFont(self._look.text_font)
        painter.setPen(ink.text)
        painter.drawText(QPointF(shape.padding + shape.marks, baseline), words.name)
        painter.setPen(ink.dim)
        if words.type:
            painter.drawText(QPointF(self._types_end - shape.measure(words.type), baseline), words.type)
        if words.badges:
            painter.setFont(self._look.badge_font)
            write_to(painter, words.badges, self._width - shape.padding, baseline)

    def _sign(self, painter: QPainter, ink: Ink, number: int) -> None:
        """Say what happened to a column; a removed one is struck out too."""
        state, shape = self._box.rows[number].state, self._shape
        painter.setPen(ink.of_state(state))
        painter.setFont(self._look.name_font)
        painter.drawText(QPointF(_SIGN, self._baseline(number)), STATE_SIGNS[state])
        if state is State.REMOVED:
            left, middle = shape.padding + shape.marks, self._top(number) + shape.row / 2
            end = left + shape.measure(self._words_of(number).name)
            painter.drawLine(QPointF(left, middle), QPointF(end, middle))

    def _top(self, number: int) -> float:
        return self._shape.header + number * self._shape.row

    def _baseline(self, number: int) -> float:
        return self._top(number) + self._shape.row / 2 + BASELINE

    def _words_of(self, number: int) -> _Words:
        if number not in self._words:
            row, shape = self._box.rows[number], self._shape
            name = elided(named(row.name), shape.most_text, shape.measure)
            type_ = elided(visible(row.type), shape.most_text, shape.measure)
            self._words[number] = _Words(name, type_, badges(row))
        return self._words[number]


def write_to(painter: QPainter, text: str, right: float, baseline: float) -> None:
    """Write a text that ends at ``right``."""
    width = painter.fontMetrics().horizontalAdvance(text)
    painter.drawText(QPointF(right - width, baseline), text)
