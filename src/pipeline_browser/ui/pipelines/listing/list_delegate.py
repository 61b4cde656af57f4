"""How a cell of the list is painted: the tree's arrow and indentation, found words, the cursor's frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME, STATE
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.pipelines.listing.list_model import Index
    from pipeline_browser.ui.pipelines.listing.list_table import ListTable
    from pipeline_browser.ui.theme import Theme

ARROW = 20  # pixels: the arrow's place, and what a stage is indented by
_WORDS_FROM = 72  # pixels of the state's column from which on it has room for words


class ListDelegate(QStyledItemDelegate):
    """Paints the cells.

    Attributes:
        words: what is looked for, folded; painted with a mark behind it.
    """

    def __init__(self, theme: Theme, view: ListTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.words: tuple[str, ...] = ()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        middle = COLUMNS[index.column()].middle
        option.textElideMode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        option.decorationSize.setWidth(ICON)
        if index.column() == STATE and option.rect.width() < _WORDS_FROM:
            option.text = ""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.column() == NAME:
            self._paint_name(painter, option, index)
        else:
            super().paint(painter, option, index)
        painter.restore()
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(self._theme.colours.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(self._indent(index) - INSIDE, 0, 0, 0))

    def arrow_rect(self, cell: QRect) -> QRect:
        """Return where the arrow of a pipeline is, in its cell."""
        return QRect(cell.left() + INSIDE, cell.top(), ARROW, cell.height())

    def _indent(self, index: Index) -> int:
        line = self._view.list.flat.line(index.row())
        return INSIDE + ARROW * (1 if line.stage == WHOLE else 2)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        text, full.text = full.text, ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, full, painter, self._view)
        model = self._view.list
        line = model.flat.line(index.row())
        painter.setFont(full.font)
        room = full.rect.adjusted(self._indent(index), 0, -INSIDE, 0)
        if line.stage == WHOLE:
            self._paint_arrow(painter, full.rect, expanded=model.flat.is_expanded(line.place))
        else:
            room = self._paint_order(painter, room, full.fontMetrics, index)
        painter.setPen(full.palette.text().color())
        shown = full.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._paint_found(painter, room, full.fontMetrics, shown)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _paint_arrow(self, painter: QPainter, cell: QRect, *, expanded: bool) -> None:
        middle = QRectF(self.arrow_rect(cell)).center()
        points = [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]
        if expanded:
            points = [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.colours.dim), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([middle + point for point in points])

    def _paint_order(self, painter: QPainter, room: QRect, metrics: QFontMetrics, index: Index) -> QRect:
        """Paint a stage's order before its name; return the room that is left."""
        text = self._view.list.order_text(index.row())
        width = max(metrics.horizontalAdvance("00"), metrics.horizontalAdvance(text))
        place = QRect(room.left(), room.top(), width, room.height())
        painter.setPen(QColor(self._theme.colours.dim))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        return room.adjusted(width + RELATED, 0, 0, 0)

    def _paint_found(self, painter: QPainter, room: QRect, metrics: QFontMetrics, text: str) -> None:
        folded = text.casefold()
        if len(folded) != len(text):
            return
        for word in self.words:
            at = folded.find(word)
            while at >= 0:
                left = room.left() + metrics.horizontalAdvance(text[:at])
                width = metrics.horizontalAdvance(text[at : at + len(word)])
                mark = QRectF(left, room.center().y() - metrics.height() / 2, width, metrics.height() + 1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.colours.warning.soft))
                painter.drawRoundedRect(mark, 2, 2)
                painter.setPen(QColor(self._theme.colours.text))
                at = folded.find(word, at + len(word))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + RELATED)
