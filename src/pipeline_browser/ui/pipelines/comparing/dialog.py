"""The dialog of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout

from pipeline_browser.model.pipelines.comparison import compare
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.pipelines.comparing.lines import lines_of, verdict_words
from pipeline_browser.ui.side_by_side.foot import foot_of
from pipeline_browser.ui.side_by_side.table import SideBySideTable
from pipeline_browser.ui.theme import GROUP, PAGE
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.theme import Theme

_SIZE = (860, 620)


class CompareDialog(QDialog):
    """Shows two pipelines side by side; what differs is marked with a word."""

    def __init__(self, left: Pipeline, right: Pipeline, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare pipelines")
        self.resize(*_SIZE)
        self._sides = (left, right)
        self.verdict = plain_label(font=theme.heading_font(), wrap=True)
        self.only = QCheckBox("Differences only")
        self.table = SideBySideTable("Both pipelines side by side", theme)
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
        layout.addWidget(self.table, 1)
        layout.addLayout(foot_of(self, self.table.copy, self._swap))

    @Slot()
    def _show(self) -> None:
        comparison = compare(*self._sides)
        self.verdict.setText(verdict_words(comparison))
        lines = lines_of(comparison, differences_only=self.only.isChecked())
        left, right = (cell_text(each.name) for each in self._sides)
        self.table.show_lines(left, right, lines)

    @Slot()
    def _swap(self) -> None:
        self._sides = (self._sides[1], self._sides[0])
        self._show()
