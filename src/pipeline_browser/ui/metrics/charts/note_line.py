"""The line below a chart's title: which colour is what, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Ink

_SWATCH = 8  # pixels
_AT_THE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class NoteLine(QWidget):
    """Swatches with words, then sentences; what there is no room for is in the tooltip."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._legend: tuple[tuple[Ink, str], ...] = ()
        self._notes = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """Everything that it says."""
        return " · ".join(each for each in (*(words for _, words in self._legend), self._notes) if each)

    def tell(self, legend: tuple[tuple[Ink, str], ...], notes: tuple[str, ...]) -> None:
        """Say something else."""
        self._legend, self._notes = legend, " · ".join(notes)
        self.setToolTip(tooltip(self.text.replace(" · ", "\n")))
        self.setAccessibleName(self.text)
        self.setVisible(bool(self.text))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, round(self._look.metrics.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._look.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for ink, words in self._legend:
            swatch = QRectF(left, (self.height() - _SWATCH) / 2, _SWATCH, _SWATCH)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.ink(ink))
            painter.drawRoundedRect(swatch, 2, 2)
            left = self._write(painter, words, left + _SWATCH + INSIDE) + RELATED
        if self._notes:
            self._write(painter, self._notes, left)

    def _write(self, painter: QPainter, words: str, left: float) -> float:
        room = max(self.width() - left, 0)
        text = self._look.metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setPen(self._look.dim)
        painter.drawText(
            QRectF(left, 0, room, self.height()),
            _AT_THE_LEFT,
            text,
        )
        return left + self._look.metrics.horizontalAdvance(text)
