"""Whether the source makes the schema that is in the database, and what differs where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.detective.words import verdict
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.migrations.explaining.explain_words import verdict_meaning
from pipeline_browser.ui.migrations.notice import ICONS
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import SchemaProof
    from pipeline_browser.ui.theme import Theme

_ROWS = 4  # of what differs; more scroll


class VerdictPane(QWidget):
    """Shows a SchemaProof; ``compare`` is its way to the diagram."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Mark(theme, wrap=True)
        self.points = QListWidget()
        self.compare = QPushButton("Show on the diagram")
        self._lay_out()

    @property
    def text(self) -> str:
        """All that is said, a line each."""
        points = [self.points.item(at).text() for at in range(self.points.count())]
        return "\n".join([self.mark.text, *points])

    def show_proof(self, proof: SchemaProof) -> None:
        """Show one."""
        meaning = verdict_meaning(proof)
        self.mark.tell(shown(verdict(proof)), ICONS[meaning], meaning, coloured=False)
        points = proof.unknown[1:] if proof.unknown else proof.difference.sentences()
        self.points.clear()
        self.points.addItems([shown(point) for point in points])
        self.points.setVisible(bool(points))
        self.compare.setVisible(bool(points) and not proof.unknown)
        self.show()

    def _lay_out(self) -> None:
        self.points.setAccessibleName("What differs")
        self.points.setStyleSheet(f"QListWidget::item {{ padding: 0 {INSIDE}px; }}")
        row = self.points.fontMetrics().lineSpacing() + INSIDE
        self.points.setFixedHeight(_ROWS * row + RELATED)
        self.compare.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(self.mark, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addLayout(head)
        column.addWidget(self.points)
