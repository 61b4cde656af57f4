"""The legend in a corner of the view: the marks and signs that the diagram shows, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.legend import Entry, legend_entries
from pipeline_browser.diagram.notation import STATE_SIGNS, end_sign
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.look import FontMeasure
from pipeline_browser.ui.diagram.paths import ICON, key_icon, reference_icon, rings_path, strokes_path

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.ui.diagram.look import Look

_ROW = 22
_PADDING = 10
_SAMPLE = 34  # pixels of what is explained
_BETWEEN = 10
_BASELINE = 4.5
_ICONS = {Mark.PRIMARY: (key_icon(), "key"), Mark.FOREIGN: (reference_icon(), "reference")}
_GROUNDS = {BoxKind.VIEW: "view", BoxKind.VIRTUAL: "virtual", BoxKind.MISSING: "missing"}


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
            self._paint_sample(painter, entry)
            painter.setPen(ink.text)
            painter.setFont(self._look.text_font)
            painter.drawText(QPointF(_SAMPLE + _BETWEEN, _BASELINE), entry.words)
            painter.restore()
        painter.end()

    def _paint_sample(self, painter: QPainter, entry: Entry) -> None:
        """Paint what is explained into the sample's width, its middle at height 0."""
        ink = self._look.ink
        if isinstance(entry.shows, Mark):
            path, colour = _ICONS[entry.shows]
            painter.fillPath(path.translated((_SAMPLE - ICON) / 2, -ICON / 2), getattr(ink, colour))
        elif isinstance(entry.shows, End):
            self._paint_end(painter, entry.shows)
        elif isinstance(entry.shows, BoxKind):
            problem = entry.shows is BoxKind.MISSING
            style = Qt.PenStyle.DashLine if problem else Qt.PenStyle.SolidLine
            painter.setPen(QPen(ink.problem if problem else ink.border, 1.0, style))
            painter.setBrush(getattr(ink, _GROUNDS[entry.shows]))
            painter.drawRoundedRect(QRectF(5, -7, _SAMPLE - 10, 14), 3, 3)
        elif isinstance(entry.shows, State):
            self._paint_state(painter, entry.shows)
        elif entry.shows is None:
            painter.setPen(QPen(ink.problem, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, 0), QPointF(_SAMPLE, 0))
        else:
            painter.setPen(ink.dim)
            painter.setFont(self._look.badge_font)
            painter.drawText(QRectF(0, -_ROW / 2, _SAMPLE, _ROW), Qt.AlignmentFlag.AlignCenter, entry.shows)

    def _paint_state(self, painter: QPainter, state: State) -> None:
        ink, area = self._look.ink, QRectF(5, -7, _SAMPLE - 10, 14)
        style = Qt.PenStyle.DashLine if state is State.REMOVED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink.of_state(state), 1.6, style))
        painter.setBrush(ink.soft_of_state(state))
        painter.drawRoundedRect(area, 3, 3)
        painter.setFont(self._look.name_font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, STATE_SIGNS[state])

    def _paint_end(self, painter: QPainter, end: End) -> None:
        ink = self._look.ink
        painter.setPen(QPen(ink.border, 1.0))
        painter.drawLine(QPointF(0, -8), QPointF(0, 8))
        sign = end_sign(end, (Point(0.0, 0.0), Point(float(_SAMPLE), 0.0)), at_child=True)
        painter.setPen(QPen(ink.line, 1.4))
        painter.drawLine(QPointF(0, 0), QPointF(_SAMPLE, 0))
        painter.drawPath(strokes_path(sign.strokes))
        painter.setBrush(ink.box)
        painter.drawPath(rings_path([sign]))
