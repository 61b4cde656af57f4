"""Somebody who uses the list of pipelines: keys, mouse, and what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.pipelines.listing.panel import ListingPanel

_NONE = Qt.KeyboardModifier.NoModifier


class ListingRobot:
    """Does things and waits until they are shown."""

    def __init__(self, qtbot: QtBot, panel: ListingPanel) -> None:
        self.qtbot = qtbot
        self.panel = panel
        self.table = panel.table
        self.model = panel.table.list

    def settle(self) -> None:
        """Wait until all that is seen has been read, and the selection was told."""
        self.qtbot.waitUntil(lambda: self.panel.is_settled and not self.table.is_telling)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.table, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type in the filter."""
        if not self.panel.bar.field.hasFocus():
            self.panel.bar.field.setFocus()
        QTest.keyClicks(self.panel.bar.field, text)
        self.settle()

    def rows(self) -> list[str]:
        """Return the names in the list, stages indented."""
        names = []
        for row in range(self.model.rowCount()):
            stage = self.model.flat.line(row).stage != WHOLE
            names.append(("  " if stage else "") + self.model.index(row, NAME).data())
        return names

    def row(self, name: str) -> int:
        """Return the row of a name."""
        return [each.strip() for each in self.rows()].index(name)

    def cell(self, name: str, key: str) -> str:
        """Return what a column says in the row of a name."""
        column = next(at for at, each in enumerate(COLUMNS) if each.key == key)
        return str(self.model.index(self.row(name), column).data())

    def place(self, row: int, x: int = 60) -> QPoint:
        """Return a place in a row's name, ``x`` pixels from its left edge."""
        rect = self.table.visualRect(self.model.index(row, NAME))
        return QPoint(rect.left() + x, rect.center().y())

    def click(self, name: str, modifiers: Qt.KeyboardModifier = _NONE, *, x: int = 60) -> None:
        """Click on a name, or elsewhere in its cell."""
        at = self.place(self.row(name), x)
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifiers, at)
        self.settle()

    def sort(self, key: str) -> None:
        """Click on a column's title."""
        at = next(number for number, each in enumerate(COLUMNS) if each.key == key)
        header = self.table.header
        place = QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def selected(self) -> list[str]:
        """Return the selected names."""
        return [index.data() for index in sorted(self.table.selectionModel().selectedRows(NAME))]

    def current(self) -> str:
        """Return the name that has the cursor."""
        index = self.table.currentIndex()
        return str(self.model.index(index.row(), NAME).data()) if index.isValid() else ""
