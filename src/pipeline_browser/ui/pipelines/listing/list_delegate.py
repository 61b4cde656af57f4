"""How a cell of the list is painted: the tree's arrow and indentation, found words, the cursor's frame.

Qt would ask the model six times for each cell and lay its text out by the style; a list that is dragged along
paints two hundred of them sixty times a second, so the few things that a cell shows are painted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing import levels
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME, STATE, ListColumn
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, Line
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.pipelines.listing.list_rows import Index
    from pipeline_browser.ui.pipelines.listing.list_view import ListView
    from pipeline_browser.ui.theme import Theme

ARROW = 20  # pixels: the arrow's place, and what a stage is indented by
_ARCHIVED = "archived"
_WORDS_FROM = 72  # pixels of the state's column from which on it has room for words
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_SELECTED = QStyle.StateFlag.State_Selected
_CURSOR = QStyle.StateFlag.State_HasFocus


class ListDelegate(QStyledItemDelegate):
    """Paints the cells.

    Attributes:
        words: what is looked for, folded; painted with a mark behind it.
    """

    def __init__(self, theme: Theme, view: ListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.words: tuple[str, ...] = ()
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        colours = self._theme.colours
        self._text, self._dim = QColor(colours.text), QColor(colours.dim)
        self._selection, self._accent = QColor(colours.selection), QColor(colours.accent)
        self._found = QColor(colours.warning.soft)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        at, rect = index.column(), option.rect
        line = self._view.list.flat.line(index.row())
        if option.state & _SELECTED:
            painter.fillRect(rect, self._selection)
        if at == STATE:
            self._paint_state(painter, rect, line, option.fontMetrics)
        elif at == NAME:
            self._paint_name(painter, rect, line, option.fontMetrics)
        else:
            self._paint_cell(painter, rect, line, COLUMNS[at], option.fontMetrics)
        if option.state & _CURSOR:
            painter.setPen(QPen(self._accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        indent = _indent(self._view.list.flat.line(index.row()))
        editor.setGeometry(option.rect.adjusted(indent - INSIDE, 0, 0, 0))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + RELATED)

    def arrow_rect(self, cell: QRect) -> QRect:
        """Return where the arrow of a pipeline is, in its cell."""
        return QRect(cell.left() + INSIDE, cell.top(), ARROW, cell.height())

    def _paint_cell(
        self, painter: QPainter, rect: QRect, line: Line, column: ListColumn, metrics: QFontMetrics
    ) -> None:
        cell = self._view.list.cell(line, column)
        if not cell.text:
            return
        room = rect.adjusted(RELATED, 0, -RELATED, 0)
        mode = Qt.TextElideMode.ElideMiddle if column.middle else Qt.TextElideMode.ElideRight
        painter.setPen(self._dim if cell.dim or self._view.list.is_archived(line) else self._text)
        shown = metrics.elidedText(cell.text, mode, room.width())
        painter.drawText(room, _RIGHT if column.number else _LEFT, shown)

    def _paint_state(self, painter: QPainter, rect: QRect, line: Line, metrics: QFontMetrics) -> None:
        level = self._view.list.level_of(line)
        if level is None:
            return
        meaning = levels.MEANINGS[level]
        left = rect.left() + (rect.width() - ICON) // 2
        if rect.width() >= _WORDS_FROM:
            left = rect.left() + RELATED
            room = rect.adjusted(2 * RELATED + ICON, 0, -INSIDE, 0)
            painter.setPen(QColor(self._theme.tone(meaning).text))
            words = metrics.elidedText(levels.WORDS[level], Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, words)
        icon = self._theme.icon(levels.ICONS[level], meaning)
        icon.paint(painter, QRect(left, rect.top(), ICON, rect.height()))

    def _paint_name(self, painter: QPainter, rect: QRect, line: Line, metrics: QFontMetrics) -> None:
        model = self._view.list
        room = rect.adjusted(_indent(line), 0, -INSIDE, 0)
        if line.stage == WHOLE:
            self._paint_arrow(painter, rect, expanded=model.flat.is_expanded(line.place))
        else:
            room = self._paint_order(painter, room, metrics, model.order_text(line))
        cell, archived = model.cell(line, COLUMNS[NAME]), model.is_archived(line)
        if archived:
            room = self._paint_archived(painter, room, metrics, cell.text)
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        if self.words:
            self._paint_found(painter, room, metrics, shown)
        painter.setPen(self._dim if cell.dim or archived else self._text)
        painter.drawText(room, _LEFT, shown)

    def _paint_archived(self, painter: QPainter, room: QRect, metrics: QFontMetrics, name: str) -> QRect:
        """Paint the word at the right, where the name leaves room for it; return what is left."""
        width = metrics.horizontalAdvance(_ARCHIVED)
        if metrics.horizontalAdvance(name) + width + RELATED > room.width():
            return room
        painter.setPen(self._dim)
        painter.drawText(room, _RIGHT, _ARCHIVED)
        return room.adjusted(0, 0, -width - RELATED, 0)

    def _paint_arrow(self, painter: QPainter, cell: QRect, *, expanded: bool) -> None:
        middle = QRectF(self.arrow_rect(cell)).center()
        points = [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]
        if expanded:
            points = [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._dim, 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([middle + point for point in points])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_order(self, painter: QPainter, room: QRect, metrics: QFontMetrics, text: str) -> QRect:
        """Paint a stage's order before its name; return the room that is left."""
        width = max(metrics.horizontalAdvance("00"), metrics.horizontalAdvance(text))
        painter.setPen(self._dim)
        painter.drawText(QRect(room.left(), room.top(), width, room.height()), _RIGHT, text)
        return room.adjusted(width + RELATED, 0, 0, 0)

    def _paint_found(self, painter: QPainter, room: QRect, metrics: QFontMetrics, text: str) -> None:
        folded = text.casefold()
        if len(folded) != len(text):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._found)
        for word in self.words:
            at = folded.find(word)
            while at >= 0:
                left = room.left() + metrics.horizontalAdvance(text[:at])
                width = metrics.horizontalAdvance(text[at : at + len(word)])
                top = room.center().y() - metrics.height() / 2
                painter.drawRoundedRect(QRectF(left, top, width, metrics.height() + 1), 2, 2)
                at = folded.find(word, at + len(word))


def _indent(line: Line) -> int:
    return INSIDE + ARROW * (1 if line.stage == WHOLE else 2)
