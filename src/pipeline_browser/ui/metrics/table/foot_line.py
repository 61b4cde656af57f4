"""What stands below the table: how many runs, what the selected ones come to, how many are contradictory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.fitting_row import tool_button
from pipeline_browser.ui.metrics.table import summary_words
from pipeline_browser.ui.metrics.table.marks import LINT_MARK
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.metrics.table.sums import Summary
    from pipeline_browser.ui.theme import Theme


class FootLine(QWidget):
    """One line, cut where there is no room; its tooltip says everything.

    Signals:
        lint_asked: somebody wants to see the runs that contradict themselves.
    """

    lint_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        self.lint = tool_button("runs_lint", "Show only the runs whose figures contradict each other")
        self._lay_out()
        self.lint.clicked.connect(self.lint_asked)
        theme.changed.connect(self._dress)
        self._dress()

    def show_runs(
        self, shown: int, total: int, selected: int, summary: Summary | None, columns: Sequence[str]
    ) -> None:
        """Say how many runs there are, and what the selected ones come to in the columns that show."""
        text = whole = summary_words.runs_words(shown, total)
        if selected:
            text += f"   {summary_words.selection_words(selected, summary, columns)}"
            whole += f"\n{summary_words.whole_words(selected, summary, columns)}"
        self.line.show_text(text, whole=whole)

    def show_contradictions(self, runs: int) -> None:
        """Say how many runs contradict themselves, unless none does."""
        self.lint.setText(summary_words.contradiction_words(runs))
        self.lint.setVisible(runs > 0)

    def clear(self) -> None:
        """Say nothing."""
        self.line.show_text("")
        self.lint.hide()

    def _lay_out(self) -> None:
        self.line.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        self.line.setProperty("role", "dim")
        self.line.setFont(self._theme.body_font())
        self.line.setObjectName("runs_line")
        self.lint.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.lint.setToolTip(self.lint.accessibleName())
        self.lint.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, RELATED, 0)
        row.setSpacing(RELATED)
        row.addWidget(self.line, 1)
        row.addWidget(self.lint)

    @Slot()
    def _dress(self) -> None:
        self.lint.setIcon(self._theme.icon(*LINT_MARK))
