"""The line under a field that says, as one types, what the value is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pipeline_browser.model.pipelines.catalogue.judgement import Fitness
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, set_role, shown
from pipeline_browser.ui.theme import ICON, INSIDE

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_MARKS = {
    Fitness.UNUSUAL: (Meaning.WARNING, "warning"),
    Fitness.IMPOSSIBLE: (Meaning.BAD, "bad"),
}


class JudgedLine(QWidget):
    """An icon and a sentence; keeps its height while it is empty, so that nothing moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitness = Fitness.FINE
        self._mark = QLabel()
        self.text = plain_label(" ", role="dim", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(INSIDE)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def tell(self, fitness: Fitness, reason: str) -> None:
        """Show why a value is not fine; or a hint in quiet, where it is."""
        self._fitness = fitness if reason else Fitness.FINE
        self.text.setText(shown(reason) or " ")
        self._draw()

    @Slot()
    def _draw(self) -> None:
        meaning, icon = _MARKS.get(self._fitness, (None, ""))
        self._mark.setVisible(bool(icon))
        if meaning is not None:
            self._mark.setPixmap(self._theme.icon(icon, meaning).pixmap(ICON, ICON))
        set_role(self.text, meaning.value if meaning else "dim")
