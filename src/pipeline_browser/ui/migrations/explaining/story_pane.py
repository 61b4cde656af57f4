"""One explanation, whole: cause, sentences, and the difference between the applied text and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.detective.words import story
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.migrations.explaining.difference_view import DifferenceView
from pipeline_browser.ui.migrations.explaining.explain_words import meaning, no_difference, paragraphs
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.theme import PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import Explanation, SchemaProof
    from pipeline_browser.ui.theme import Theme


class StoryPane(QWidget):
    """Shows an Explanation."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cause = Notice(theme)
        self.difference = DifferenceView(theme)
        self._nothing = plain_label(role="dim", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out()

    def show_explanation(self, explanation: Explanation | None, proof: SchemaProof) -> None:
        """Show one; None clears the pane."""
        if explanation is None:
            return
        told = story(explanation, proof)
        words = [shown(line) for line in paragraphs(explanation, proof)]
        self.cause.tell(meaning(explanation), told.title, words)
        self._nothing.setText(no_difference(explanation))
        self.difference.show_difference(explanation.difference)
        self._stack.setCurrentIndex(0 if explanation.difference else 1)

    def _lay_out(self) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        inside.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self.difference)
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RELATED)
        column.addWidget(self.cause)
        column.addWidget(self._stack, 1)
