"""Days and zone of what a chart shows; the zone alone where there is no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Caption(QLabel):
    """A text whose last part, behind a comma, matters most."""

    def __init__(self) -> None:
        super().__init__()
        self.whole_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "dim")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a text; the tooltip has all of it."""
        if text != self.whole_text:
            self.whole_text = text
            self.setToolTip(tooltip(text))
            self.setAccessibleName(text)
            self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.contentsRect().width()
        parts = (self.whole_text, self.whole_text.rpartition(", ")[2])
        fits = (each for each in parts if self.fontMetrics().horizontalAdvance(each) <= width)
        self.setText(next(fits, ""))
