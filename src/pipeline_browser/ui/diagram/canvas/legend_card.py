"""The legend in a corner of the view: the marks and signs that the diagram shows, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pipeline_browser.diagram.legend import Entry, legend_entries
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.legend_painting import paint_sample
from pipeline_browser.ui.diagram.canvas.look import FontMeasure

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.ui.diagram.canvas.look import Look

_ROW = 22
_PADDING = 10
_SAMPLE = 34  # pixels of what is explained
_BETWEEN = 10
_BASELINE = 4.5


class LegendCard(QWidget):
    """Paints its entries one below the other; the pointer goes through it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: tuple[Entry, ...] = ()
        self._measure = FontMeasure(look.text_font, look.name_font)
        self.setObjectName("diagram-legend")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def explain(self, graph: Graph | None) -> None:
        """Explain what another graph shows."""
        self._entries = legend_entries(graph) if graph else ()
        words = "; ".join(entry.words for entry in self._entries)
        self.setAccessibleName(f"Legend: {words}")
        width = max((self._measure(entry.words) for entry in self._entries), default=0.0)
        self.resize(
            QSize(2 * _PADDING + _SAMPLE + _BETWEEN + round(width), 2 * _PADDING + _ROW * len(self._entries))
        )
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._look.ink
        painter.setPen(QPen(ink.border, 1.0))
        painter.setBrush(ink.box)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for number, entry in enumerate(self._entries):
            painter.save()
            painter.translate(_PADDING, _PADDING + (number + 0.5) * _ROW)
            paint_sample(painter, self._look, entry, _SAMPLE, ink.box)
            painter.setPen(ink.text)
            painter.setFont(self._look.text_font)
            painter.drawText(QPointF(_SAMPLE + _BETWEEN, _BASELINE), entry.words)
            painter.restore()
        painter.end()
