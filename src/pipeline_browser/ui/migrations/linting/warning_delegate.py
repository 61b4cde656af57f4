"""Draws a warning: icon, words in as many lines as they need, and dim at their end the rule, as a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint

    from pipeline_browser.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

RULE = Qt.ItemDataRole.UserRole + 1
_BETWEEN = "\u2003"  # an em wide
_NO_BREAK = "\u2011"  # a hyphen at which no line ends


class WarningDelegate(QStyledItemDelegate):
    """Draws the items of a WarningList; ``RULE`` is the role of the rule's id."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.pointed: int | None = None  # the row whose rule is under the pointer

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        layout = self._layout(index)
        return QSize(self._width(), max(ICON, round(layout.boundingRect().height())) + 2 * INSIDE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text, option.icon = "", QIcon()
        item = QStyle.ControlElement.CE_ItemViewItem
        self._view.style().drawControl(item, option, painter, self._view)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(option.rect.topLeft(), QSize(ICON, ICON)).translated(RELATED, INSIDE))
        painter.save()
        painter.setPen(QColor(self._theme.colours.text))
        self._layout(index).draw(painter, QPointF(self._origin(option.rect)))
        painter.restore()

    def is_on_rule(self, index: Index, place: QPoint) -> bool:
        """Whether a place of the viewport is on the rule's id."""
        if not index.isValid() or not index.data(RULE):
            return False
        rect = self._view.visualRect(index)
        layout, inside = self._layout(index), QPointF(place - self._origin(rect))
        begin = len(layout.text()) - len(index.data(RULE))
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.naturalTextRect().contains(inside):
                return line.xToCursor(inside.x()) >= begin
        return False

    def _origin(self, rect: QRect) -> QPoint:
        return rect.topLeft() + QRect(2 * RELATED + ICON, INSIDE, 0, 0).topLeft()

    def _width(self) -> int:
        """Return how wide an item is, whether there is a scroll bar or not: its coming changes no line."""
        bar = self._view.verticalScrollBar().sizeHint().width()
        return self._view.width() - 2 * self._view.frameWidth() - bar

    def _layout(self, index: Index) -> QTextLayout:
        text, rule = str(index.data(Qt.ItemDataRole.DisplayRole)), str(index.data(RULE) or "")
        rule = rule.replace("-", _NO_BREAK)
        layout = QTextLayout(f"{text}{_BETWEEN}{rule}" if rule else text, self._view.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._dim(len(layout.text()) - len(rule), len(rule), index.row())])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, self._width() - 3 * RELATED - ICON))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _dim(self, start: int, length: int, row: int) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        look.setForeground(QColor(self._theme.colours.dim))
        look.setFontUnderline(row == self.pointed)
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, length, look
        return part
