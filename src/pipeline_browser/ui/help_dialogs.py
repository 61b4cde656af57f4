"""Help: all actions with their keys, and what this program is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser import __version__
from pipeline_browser.ui.actions import ACTIONS, key_text, sequences
from pipeline_browser.ui.labels import plain_label, selectable, shown
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeySequence

    from pipeline_browser.ui.theme import Theme


class ShortcutsDialog(QDialog):
    """A table of actions and keys, with a filter.

    Args:
        more: texts and keys of what the tabs add.
    """

    def __init__(self, more: list[tuple[str, str, list[QKeySequence]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = [(row.menu, row.text, sequences(row)) for row in ACTIONS] + more
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter the shortcuts")
        self.filter.textChanged.connect(self._fill)
        self.table = self._make_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        layout.setSpacing(RELATED)
        layout.addWidget(self.filter)
        layout.addWidget(self.table)
        self._fill("")
        self.resize(560, 560)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels(["Menu", "Action", "Keys"])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * INSIDE)
        table.setShowGrid(False)
        table.setAccessibleName("Keyboard shortcuts")
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.horizontalHeader().setHighlightSections(False)
        return table

    @Slot(str)
    def _fill(self, text: str) -> None:
        words = text.lower().split()
        rows = [row for row in self._rows if all(word in " ".join(_cells(row)).lower() for word in words)]
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(_cells(row)):
                self.table.setItem(number, column, QTableWidgetItem(cell))
        self.table.resizeColumnToContents(0)
        self.table.resizeColumnToContents(2)


def _cells(row: tuple[str, str, list[QKeySequence]]) -> tuple[str, str, str]:
    menu, text, keys = row
    return menu, text.replace("…", "").replace("&", ""), key_text(keys)


class AboutDialog(QDialog):
    """Versions and places, to be copied into a report."""

    def __init__(self, theme: Theme, settings: Path, sqlite: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Pipeline Browser")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.facts = {
            "Version": __version__,
            "Python": sys.version.split()[0],
            "Qt": qVersion(),
            "SQLite": sqlite,
            "Settings": shown(settings),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(self._head(theme))
        layout.addLayout(self._form())
        layout.addWidget(plain_label("BSD 3-Clause licence. Uses Qt under the LGPL.", role="dim"))
        layout.addLayout(self._foot())

    def _head(self, theme: Theme) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(theme.picture("app", theme.colours.accent, 48, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        words.addWidget(plain_label("Pipeline Browser", font=theme.heading_font(1.5)))
        words.addWidget(plain_label("SQLite databases with sqlx migrations", role="dim"))
        head = QHBoxLayout()
        head.setSpacing(GROUP)
        head.addWidget(mark)
        head.addLayout(words, 1)
        return head

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(INSIDE)
        form.setHorizontalSpacing(GROUP)
        for name, fact in self.facts.items():
            form.addRow(plain_label(name, role="dim"), selectable(plain_label(fact)))
        return form

    def _foot(self) -> QHBoxLayout:
        copy = QPushButton("Copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {fact}" for name, fact in self.facts.items()))
