"""A label for paths and statements that may be longer than there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip


class ElidedLabel(QLabel):
    """A plain text that gives up its middle (or end) where there is no room; the tooltip has the whole."""

    def __init__(
        self, parent: QWidget | None = None, *, elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.whole_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str, *, whole: str = "") -> None:
        """Show a text; ``whole`` for the tooltip where the text is only its beginning."""
        self.whole_text = text
        self.setToolTip(tooltip(whole or text))
        self.setAccessibleName(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self.whole_text, self._elide, self.contentsRect().width()))
