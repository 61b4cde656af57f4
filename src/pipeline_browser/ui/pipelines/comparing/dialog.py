"""The table of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from pipeline_browser.model.pipelines.comparison import compare
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.copying import tab_separated
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.pipelines.comparing.lines import Line, lines_of, verdict_words
from pipeline_browser.ui.pipelines.details.cells.value_words import cell_text
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.theme import Theme

_SIZE = (860, 620)
_WHAT_WIDTH, _MARK_WIDTH = 200, 110
_INDENT = "\N{NO-BREAK SPACE}" * 4
_MARK = 3


class CompareDialog(QDialog):
    """Shows two pipelines side by side; what differs is marked with a word."""

    def __init__(self, left: Pipeline, right: Pipeline, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare pipelines")
        self.resize(*_SIZE)
        self._theme = theme
        self._sides = (left, right)
        self._lines: list[Line] = []
        self.verdict = plain_label(font=theme.heading_font(), wrap=True)
        self.only = QCheckBox("Differences only")
        self.table = QTableWidget(0, _MARK + 1)
        self._lay_out()
        self.only.setChecked(not compare(left, right).same_content)
        self.only.toggled.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addWidget(self.verdict)
        layout.addWidget(self.only)
        self._dress_table()
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        for text, slot in (("Copy", self._copy), ("Swap sides", self._swap)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            foot.addWidget(button)
        foot.addStretch(1)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName("Both pipelines side by side")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + RELATED)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, _WHAT_WIDTH)
        header.resizeSection(_MARK, _MARK_WIDTH)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _show(self) -> None:
        comparison = compare(*self._sides)
        self.verdict.setText(verdict_words(comparison))
        self._lines = lines_of(comparison, differences_only=self.only.isChecked())
        self.table.setHorizontalHeaderLabels(["", *(cell_text(each.name) for each in self._sides), ""])
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            texts = (_INDENT * max(line.depth - 1, 0) + line.what, line.left, line.right, line.mark)
            for column, text in enumerate(texts):
                self.table.setItem(row, column, self._item(line, column, text))

    def _item(self, line: Line, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(shown(text))
        item.setToolTip(tooltip(shown(text.strip())))
        if line.depth == 0 or (line.depth == 1 and line.mark and column == 0):
            font = QFont(self.table.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(font)
        if line.mark and column == _MARK:
            item.setIcon(self._theme.icon("modified", Meaning.WARNING))
        return item

    @Slot()
    def _copy(self) -> None:
        names = [cell_text(each.name) for each in self._sides]
        rows = [(line.what, line.left, line.right, line.mark) for line in self._lines]
        QGuiApplication.clipboard().setText(tab_separated(["", *names, ""], rows))

    @Slot()
    def _swap(self) -> None:
        self._sides = (self._sides[1], self._sides[0])
        self._show()
