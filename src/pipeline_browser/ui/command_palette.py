"""Every action by name: type some of it, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from pipeline_browser.ui.actions import ACTIONS, ActionRow, Actions, shortcut_text
from pipeline_browser.ui.theme import RELATED

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


def matching(rows: tuple[ActionRow, ...], text: str) -> list[ActionRow]:
    """Return the rows whose menu and words hold every word of ``text``; those that begin with it first."""
    words = text.lower().split()
    found = [row for row in rows if all(word in f"{row.menu} {row.text}".lower() for word in words)]
    return sorted(found, key=lambda row: not row.text.lower().startswith(text.lower().strip()))


class CommandPalette(QDialog):
    """A line to type in over the actions that match."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Find an action")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find an action")
        self.line.setAccessibleName("Part of the action's name")
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Actions that match")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RELATED, RELATED, RELATED, RELATED)
        layout.setSpacing(RELATED)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._filter)
        self.line.returnPressed.connect(self._run_current)
        self.list.itemClicked.connect(self._run)
        self._filter("")
        self.resize(520, 380)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.list.clear()
        for row in matching(ACTIONS, text):
            action = self._actions[row.name]
            keys = shortcut_text(row)
            item = QListWidgetItem(action.icon(), f"{row.menu}: {row.text}" + (f"    {keys}" if keys else ""))
            item.setData(Qt.ItemDataRole.UserRole, row.name)
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(f"Needs {row.need.value}")
            self.list.addItem(item)
        self._select_first()

    def _select_first(self) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(number)
                return

    @Slot()
    def _run_current(self) -> None:
        if self.list.currentRow() >= 0:
            self._run(self.list.currentItem())

    @Slot(QListWidgetItem)
    def _run(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            name = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            self._actions[name].trigger()
