"""Every action by name: type some of it, press Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.actions import ACTIONS, Actions, key_text, whole_name
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as it is listed.

    Attributes:
        menu: where else it is to be found.
        need: what it takes for it to make sense, in words; empty if nobody says.
    """

    menu: str
    text: str
    action: QAction
    need: str = ""


def entries_of(actions: Actions, others: Iterable[tuple[str, QAction]]) -> list[Entry]:
    """Return the window's actions, and others with the place where they are."""
    own = [Entry(row.menu, row.text, actions[row.name], row.need.value) for row in ACTIONS]
    return own + [Entry(place, whole_name(action), action) for place, action in others]


def matching(entries: Sequence[Entry], text: str) -> list[Entry]:
    """Return the entries whose menu and words hold every word of ``text``; those that begin with it first."""
    words = text.lower().split()
    found = [each for each in entries if all(word in f"{each.menu} {each.text}".lower() for word in words)]
    return sorted(found, key=lambda each: not each.text.lower().startswith(text.lower().strip()))


class CommandPalette(QDialog):
    """A line to type in over the actions that match."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._entries = entries
        self._blank = _blank()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Find an action")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find an action")
        self.line.setAccessibleName("Part of the action's name")
        self.line.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
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
        for entry in matching(self._entries, text):
            self.list.addTopLevelItem(self._item(entry))
        self._select_first()

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        action = entry.action
        item = QTreeWidgetItem([f"{entry.menu}: {entry.text}", key_text(action.shortcuts())])
        item.setIcon(0, self._blank if action.icon().isNull() else action.icon())
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, Qt.ItemDataRole.UserRole, action)
        item.setSizeHint(0, QSize(0, self.list.fontMetrics().height() + 2 * INSIDE + 2))
        if not action.isEnabled():
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setToolTip(0, f"Needs {entry.need}" if entry.need else "")
        return item

    def _select_first(self) -> None:
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentItem(item)
                return

    @Slot()
    def _run_current(self) -> None:
        for item in self.list.selectedItems():
            self._run(item)

    @Slot(QTreeWidgetItem)
    def _run(self, item: QTreeWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            action = item.data(0, Qt.ItemDataRole.UserRole)
            self.close()
            action.trigger()


def _blank() -> QIcon:
    """Return a picture of nothing, so that words without an icon line up with the others."""
    picture = QPixmap(ICON, ICON)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)
