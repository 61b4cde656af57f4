"""The migrations that are explained, one a row: version, description and cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pipeline_browser.model.migrations.detective.words import story
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.migrations.explaining.explain_words import named, what_happens
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS
from pipeline_browser.ui.theme import ICON, INSIDE

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan
    from pipeline_browser.ui.theme import Theme


class ExplanationList(QListWidget):
    """A list of explanations.

    Signals:
        chosen: the Explanation under the cursor; None where there is none.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: Findings | None = None
        self.setAccessibleName("Migrations that differ")
        self.setIconSize(QSize(ICON, ICON))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(f"QListWidget::item {{ padding: {INSIDE}px; }}")
        self.currentRowChanged.connect(self._tell)
        theme.changed.connect(self._draw)

    @property
    def current(self) -> Explanation | None:
        """The explanation under the cursor."""
        told = self._findings.explanations if self._findings else ()
        return told[self.currentRow()] if 0 <= self.currentRow() < len(told) else None

    def show_answer(self, findings: Findings, plan: RepairPlan) -> None:
        """Show what was found out and what a repair does; the cursor stays where it was in the same ones."""
        if findings is not self._findings:
            self._findings = findings
            self.clear()
            for explanation in findings.explanations:
                item = QListWidgetItem(self)
                item.setToolTip(tooltip(shown(f"{explanation.version} {explanation.entry.description}")))
            self._draw()
            self.setCurrentRow(0)
        for at, explanation in enumerate(findings.explanations):
            title = story(explanation, findings.proof).title
            lines = (shown(named(explanation)), title, what_happens(explanation, plan))
            self.item(at).setText("\n".join(lines))

    @Slot(int)
    def _tell(self, _row: int) -> None:
        self.chosen.emit(self.current)

    @Slot()
    def _draw(self) -> None:
        for at, explanation in enumerate(self._findings.explanations if self._findings else ()):
            state = explanation.entry.state
            self.item(at).setIcon(self._theme.icon(ICONS[state], MEANINGS[state]))
