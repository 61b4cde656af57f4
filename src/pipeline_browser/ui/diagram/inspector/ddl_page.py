"""The SQL that made what is selected, with a button that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.inspector.table_facts import Ddl
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from pipeline_browser.ui.theme import Theme


class DdlPage(QWidget):
    """Shows a Ddl once somebody looks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ddl = Ddl()
        self._shown = ""
        self.sql = SqlView(theme)
        self.sql.setAccessibleName("DDL")
        self.sql.setFrameShape(QFrame.Shape.NoFrame)
        self.sql.setStyleSheet("QPlainTextEdit { border: none; border-radius: 0; }")
        self.copy_button = QPushButton("Copy DDL")
        self.copy_button.setProperty("small", "true")
        self.copy_button.clicked.connect(self.copy)
        column = QVBoxLayout(self)
        below = QHBoxLayout()
        below.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        below.addWidget(self.copy_button)
        below.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sql, 1)
        column.addLayout(below)

    def use(self, ddl: Ddl) -> None:
        """Show other SQL."""
        self._ddl = ddl
        if self.isVisible():
            self._fill()

    def go_to_line(self, line: int) -> None:
        """Bring a line into view, from 1."""
        self._fill()
        self.sql.go_to_line(line)

    @Slot()
    def copy(self) -> None:
        """Copy all of the SQL, as it is stored."""
        QGuiApplication.clipboard().setText(self._ddl.text)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._ddl.text != self._shown:
            self._shown = self._ddl.text
            self.sql.show_sql(self._shown)
