"""What the legend explains, painted: in a corner of the view, and below a picture that leaves the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.legend import KIND_SAMPLE, Extra
from pipeline_browser.diagram.notation import STATE_SIGNS, end_sign
from pipeline_browser.ui.diagram.canvas.paths import ICON, key_icon, reference_icon, rings_path, strokes_path

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from pipeline_browser.diagram.legend import Entry
    from pipeline_browser.ui.diagram.canvas.look import Look

_ICONS = {Mark.PRIMARY: (key_icon(), "key"), Mark.FOREIGN: (reference_icon(), "reference")}
_GROUNDS = {BoxKind.VIEW: "view", BoxKind.VIRTUAL: "virtual", BoxKind.MISSING: "missing"}


def paint_sample(painter: QPainter, look: Look, entry: Entry, width: float, ground: QColor) -> None:
    """Paint what is explained in the middle of a width, from 0, its own middle at height 0; on a ground."""
    ink = look.ink
    if isinstance(entry.shows, Mark):
        path, colour = _ICONS[entry.shows]
        painter.fillPath(path.translated((width - ICON) / 2, -ICON / 2), getattr(ink, colour))
    elif isinstance(entry.shows, End):
        _paint_end(painter, look, entry.shows, width, ground)
    elif isinstance(entry.shows, BoxKind):
        problem = entry.shows is BoxKind.MISSING
        style = Qt.PenStyle.DashLine if problem else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink.problem if problem else ink.border, 1.0, style))
        painter.setBrush(getattr(ink, _GROUNDS[entry.shows]))
        painter.drawRoundedRect(_small_box(width), 3, 3)
    elif isinstance(entry.shows, State):
        _paint_state(painter, look, entry.shows, _small_box(width))
    elif entry.shows is Extra.BRACKET:
        painter.setPen(QPen(ink.reference, 2.0))
        corners = ((2, -6), (-2, -6), (-2, 6), (2, 6))
        painter.drawPolyline([QPointF(width / 2 + x, y) for x, y in corners])
    elif entry.shows is Extra.BROKEN:
        painter.setPen(QPen(ink.problem, 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, 0), QPointF(width, 0))
    else:
        painter.setPen(ink.dim)
        painter.setFont(look.badge_font)
        area = QRectF(-4, -8, width + 8, 16)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(entry.shows))


def _small_box(width: float) -> QRectF:
    return QRectF((width - KIND_SAMPLE) / 2, -7, KIND_SAMPLE, 14)


def _paint_state(painter: QPainter, look: Look, state: State, area: QRectF) -> None:
    ink = look.ink
    style = Qt.PenStyle.DashLine if state is State.REMOVED else Qt.PenStyle.SolidLine
    painter.setPen(QPen(ink.of_state(state), 1.6, style))
    painter.setBrush(ink.soft_of_state(state))
    painter.drawRoundedRect(area, 3, 3)
    painter.setFont(look.name_font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, STATE_SIGNS[state])


def _paint_end(painter: QPainter, look: Look, end: End, width: float, ground: QColor) -> None:
    ink = look.ink
    painter.setPen(QPen(ink.border, 1.0))
    painter.drawLine(QPointF(0, -8), QPointF(0, 8))
    sign = end_sign(end, (Point(0.0, 0.0), Point(width, 0.0)), at_child=True)
    painter.setPen(QPen(ink.line, 1.4))
    painter.drawLine(QPointF(0, 0), QPointF(width, 0))
    painter.drawPath(strokes_path(sign.strokes))
    painter.setBrush(ground)
    painter.drawPath(rings_path([sign]))
