"""File ▸ Open recent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pipeline_browser.ui.labels import button_text, shown

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences


class RecentMenu(QMenu):
    """Filled when it opens.

    Signals:
        chosen: the path of a file to open.
    """

    chosen = Signal(str)

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__("Open recent", parent)
        self._preferences = preferences
        self.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for file in self._preferences.current.recent:
            path = Path(file.path)
            action = self.addAction(button_text(f"{shown(path.name)}    {shown(path.parent)}"), self._choose)
            action.setData(file.path)
        if self.isEmpty():
            self.addAction("No recent databases").setEnabled(False)
        else:
            self.addSeparator()
            self.addAction("Clear this list", self._clear)

    @Slot()
    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())

    @Slot()
    def _clear(self) -> None:
        self._preferences.use(self._preferences.current.without_all_recent())
