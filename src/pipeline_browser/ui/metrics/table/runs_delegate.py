"""How a cell of the table is painted: marks with words, a bar of progress, the cursor's frame.

Qt would ask the model six times for each cell and lay its text out by the style; the few things that a cell
shows are painted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.metrics.table.run_columns import RUN_COLUMNS
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.table.cells import Cell
    from pipeline_browser.ui.metrics.table.runs_model import Index, RunsModel
    from pipeline_browser.ui.metrics.table.runs_view import RunsView
    from pipeline_browser.ui.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_SELECTED = QStyle.StateFlag.State_Selected
_CURSOR = QStyle.StateFlag.State_HasFocus
_WORDS_FROM = 24  # pixels: with less, a mark stands alone
_LOUD = {Meaning.BAD, Meaning.WARNING, Meaning.WAITING}
_BAR = 3  # pixels of its height


class RunsDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, theme: Theme, model: RunsModel, view: RunsView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        colours = self._theme.colours
        self._text, self._dim = QColor(colours.text), QColor(colours.dim)
        self._selection, self._accent = QColor(colours.selection), QColor(colours.accent)
        self._line, self._fill = QColor(colours.line), QColor(colours.accent_fill)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, at = option.rect, index.column()
        if option.state & _SELECTED:
            painter.fillRect(rect, self._selection)
        cell = self._model.cell(index.row(), at)
        room = rect.adjusted(RELATED, 0, -RELATED, 0)
        if cell.share is not None and cell.share < 1:
            self._paint_bar(painter, room, cell.share)
        if cell.mark is not None:
            room = self._paint_mark(painter, room, cell)
        self._paint_text(painter, room, option, cell, at)
        if option.state & _CURSOR:
            painter.setPen(QPen(self._accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_text(
        self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, cell: Cell, at: int
    ) -> None:
        if not cell.text or (cell.mark is not None and room.width() < _WORDS_FROM):
            return
        column = RUN_COLUMNS[at]
        mode = Qt.TextElideMode.ElideMiddle if column.middle else Qt.TextElideMode.ElideRight
        colour = self._dim if cell.dim else self._text
        if cell.mark is not None and not cell.dim and cell.mark[1] in _LOUD:
            colour = QColor(self._theme.tone(cell.mark[1]).text)
        painter.setPen(colour)
        shown = option.fontMetrics.elidedText(cell.text, mode, room.width())
        painter.drawText(room, _RIGHT if column.number else _LEFT, shown)

    def _paint_mark(self, painter: QPainter, room: QRect, cell: Cell) -> QRect:
        """Paint the mark before the text; return the room that is left."""
        assert cell.mark is not None  # noqa: S101 - the caller has looked
        icon = self._theme.icon(*cell.mark)
        icon.paint(painter, QRect(room.left(), room.top(), ICON, room.height()))
        return room.adjusted(ICON + INSIDE, 0, 0, 0)

    def _paint_bar(self, painter: QPainter, room: QRect, share: float) -> None:
        """Paint a bar along the lower edge, below the figure; what is done needs none."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(room.left(), room.bottom() - _BAR, room.width(), _BAR)
        painter.setBrush(self._line)
        painter.drawRoundedRect(whole, _BAR / 2, _BAR / 2)
        whole.setWidth(whole.width() * share)
        painter.setBrush(self._fill)
        painter.drawRoundedRect(whole, _BAR / 2, _BAR / 2)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + RELATED)
