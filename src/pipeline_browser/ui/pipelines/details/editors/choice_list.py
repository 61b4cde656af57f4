"""What can be chosen for a field: a list under it that follows the typing, each value with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from pipeline_browser.model.pipelines.catalogue import Choice
    from pipeline_browser.ui.theme import Theme

_HINT = Qt.ItemDataRole.UserRole
_ADVISED = Qt.ItemDataRole.UserRole + 1
_MOST = 12  # lines without scrolling
_WIDEST = 460  # pixels
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
Index = QModelIndex | QPersistentModelIndex


class ChoiceList(QCompleter):
    """Offers choices to a line; the line may hold other values all the same.

    Signals:
        chosen: one of the choices, by key or click.
        passed_on: a key of the line that the open list took: Return or Tab with nothing marked in it.
    """

    chosen = Signal(str)
    passed_on = Signal(int)

    def __init__(self, theme: Theme, choices: tuple[Choice, ...], line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        model = QStandardItemModel(self)
        for choice in choices:
            item = QStandardItem(choice.value)
            item.setData(shown(choice.hint), _HINT)
            item.setData(choice.advised, _ADVISED)
            item.setData(f"{choice.value}. {choice.hint}", Qt.ItemDataRole.AccessibleTextRole)
            model.appendRow(item)
        self.setModel(model)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_MOST)
        self.setWidget(line)
        self._dress(theme)
        self.activated.connect(self.chosen)

    @property
    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._popup.isVisible()

    def open_all(self) -> None:
        """Show everything that can be chosen, with what the line holds marked."""
        self.setCompletionPrefix("")
        self._show()
        model = self.completionModel()
        for row in range(model.rowCount()):
            if model.index(row, 0).data() == self._line.text():
                self._popup.setCurrentIndex(model.index(row, 0))

    def close(self) -> None:
        """Hide the list."""
        self._popup.hide()

    def follow(self, text: str) -> None:
        """Show what fits the typing."""
        self.setCompletionPrefix(text)
        if self.completionCount():
            self._show()
        else:
            self._popup.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._popup and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._popup.hide()
                return QCoreApplication.sendEvent(self._line, event)
            if key in _ENDS:
                current = self._popup.currentIndex()
                self._popup.hide()
                if current.isValid():
                    self.chosen.emit(current.data())
                else:
                    self.passed_on.emit(key)
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        area = self._line.rect()
        area.setWidth(max(area.width(), min(_WIDEST, self._popup.wanted_width())))
        self.complete(area)

    def _dress(self, theme: Theme) -> None:
        self._popup = _List(theme)
        self._popup.setAccessibleName("Choices")
        self._popup.setFont(self._line.font())
        self.setPopup(self._popup)
        self._popup.setItemDelegate(_ChoiceDelegate(theme, self._popup))


class _List(QListView):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        colours = theme.colours
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QListView {{ background: {colours.raised}; border: 1px solid {colours.outline};"
            f" border-radius: 0; padding: 2px; }}"
        )

    def wanted_width(self) -> int:
        """Return the width in which every line is whole."""
        model, metrics = self.model(), self.fontMetrics()
        widths = [
            metrics.horizontalAdvance(f"{model.index(row, 0).data()}{model.index(row, 0).data(_HINT)}")
            for row in range(model.rowCount())
        ]
        return max(widths, default=0) + 4 * RELATED + 2 * INSIDE


class _ChoiceDelegate(QStyledItemDelegate):
    """Writes the value, then what it means, dim; what the program cannot do is dim as a whole."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + RELATED)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))
        area = option.rect.adjusted(RELATED, 0, -RELATED, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        value = shown(index.data())
        painter.setPen(QColor(colours.text if index.data(_ADVISED) else colours.dim))
        painter.drawText(area, middle, value)
        area.setLeft(area.left() + option.fontMetrics.horizontalAdvance(value) + 2 * RELATED)
        painter.setPen(QColor(colours.dim))
        hint = option.fontMetrics.elidedText(index.data(_HINT), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, middle, hint)
        painter.restore()
