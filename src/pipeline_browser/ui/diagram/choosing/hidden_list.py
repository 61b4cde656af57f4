"""The hidden tables as a list to choose from: each that is chosen is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = (280, 320)
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class HiddenList(QFrame):
    """Stays open, so that several can be chosen one after the other; Escape or a click elsewhere closes it.

    Signals:
        chosen: the folded name of a table.
    """

    chosen = Signal(str)

    def __init__(self, names: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName("Hidden tables")
        self._names = tuple(names)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Show again")
        self.field.setAccessibleName("Part of a hidden table's name")
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Hidden tables")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, RELATED, RELATED, RELATED)
        column.setSpacing(RELATED)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._choose_current)
        self.list.itemClicked.connect(self._choose)
        self._fill()
        self.resize(*_SIZE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _fill(self) -> None:
        wanted = self.field.text().casefold().strip()
        self.list.clear()
        for name in self._names:
            if wanted in name.casefold():
                item = QListWidgetItem(named(name))
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot()
    def _choose_current(self) -> None:
        for item in self.list.selectedItems():
            self._choose(item)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        self._names = tuple(each for each in self._names if each != name)
        self._fill()
        self.chosen.emit(fold(name))
        if not self._names:
            self.close()
