"""Marking what is pointed at, selected or brushed; and finding what is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pipeline_browser.ui.metrics.charts.painting import Placed
from pipeline_browser.ui.metrics.charts.picture import Reach

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.frame import Frame
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Marks, Picture

NEAR = 24.0  # pixels from a dot, within which it is meant
BESIDE_BAR = 6.0  # pixels from a bar
_RING, _DOT = 6.5, 4.0  # pixels
_BAND, _BRUSH = 40, 55  # opacity, of 255


def found_at(frame: Frame, picture: Picture, at: QPointF) -> int | None:
    """Return what is pointed at by a place in pixels; None where nothing is."""
    marks = picture.marks
    if not len(marks):
        return None
    placed = Placed(frame, picture)
    distance = _distances(placed, marks, at)
    nearest = int(np.nanargmin(distance))
    return nearest if distance[nearest] <= _reaches(marks.reach) else None


def _reaches(reach: Reach) -> float:
    return {Reach.NEAR: NEAR, Reach.INSIDE: BESIDE_BAR}.get(reach, 0.5)


def _distances(placed: Placed, marks: Marks, at: QPointF) -> Doubles:
    """Return how far each mark is from a place, in pixels."""
    if marks.reach is Reach.NEAR:
        return np.hypot(placed.x(marks.x) - at.x(), placed.y(marks.y) - at.y())
    none = np.zeros(0)
    left, right = (none if each is None else placed.x(each) for each in (marks.left, marks.right))
    top, bottom = (none if each is None else placed.y(each) for each in (marks.top, marks.bottom))
    if marks.reach is Reach.COLUMN:
        return _beyond(at.x(), left, right)
    down = _beyond(at.y(), top, bottom)
    return down if marks.reach is Reach.ROW else np.hypot(_beyond(at.x(), left, right), down)


def _beyond(at: float, low: Doubles, high: Doubles) -> Doubles:
    """Return how far a pixel is outside of each of some stretches."""
    return np.maximum(np.maximum(low - at, at - high), 0)


def paint_pointed(painter: QPainter, frame: Frame, look: Look, picture: Picture, at: int) -> None:
    """Mark what is pointed at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    marks, placed = picture.marks, Placed(frame, picture)
    area = place_of(frame, picture, at)
    if marks.reach in {Reach.COLUMN, Reach.ROW}:
        band = QColor(look.accent)
        band.setAlpha(_BAND)
        painter.fillRect(area, band)
    elif marks.reach is Reach.INSIDE:
        painter.setPen(QPen(look.text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-2, -2, 2, 2))
        return
    y = float(placed.y(marks.y[at : at + 1])[0])
    if marks.reach is not Reach.ROW and np.isfinite(y):
        x = float(placed.x(marks.x[at : at + 1])[0])
        _ring(painter, look, QPointF(x, y), _RING if marks.reach is Reach.NEAR else _DOT, look.text)


def place_of(frame: Frame, picture: Picture, at: int) -> QRectF:
    """Return where a mark is, in pixels; a dot is only a point."""
    marks, placed = picture.marks, Placed(frame, picture)
    one = slice(at, at + 1)
    x, y = float(placed.x(marks.x[one])[0]), float(placed.y(marks.y[one])[0])
    left = right = x
    top = bottom = y
    if marks.left is not None and marks.right is not None:
        left, right = float(placed.x(marks.left[one])[0]), float(placed.x(marks.right[one])[0])
    if marks.reach is Reach.COLUMN:
        top, bottom = 0.0, frame.height
    elif marks.bottom is not None and marks.top is not None:
        top, bottom = float(placed.y(marks.top[one])[0]), float(placed.y(marks.bottom[one])[0])
    if marks.reach is Reach.ROW:
        left, right = 0.0, frame.width
    return QRectF(left, top, right - left, bottom - top)


def paint_selected(
    painter: QPainter, frame: Frame, look: Look, picture: Picture, where: tuple[Doubles, Doubles]
) -> None:
    """Mark runs that are selected: with a ring, or with a line where they have no height."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    placed = Placed(frame, picture)
    if picture.marks.reach is Reach.INSIDE:
        _frame_bars(painter, frame, look, picture, where)
        return
    for x, y in zip(placed.x(where[0]).tolist(), placed.y(where[1]).tolist(), strict=True):
        if not np.isfinite(x):
            continue
        if np.isfinite(y):
            _ring(painter, look, QPointF(x, y), _RING, look.text, filled=True)
        else:
            painter.setPen(QPen(look.text, 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))


def _frame_bars(
    painter: QPainter, frame: Frame, look: Look, picture: Picture, where: tuple[Doubles, Doubles]
) -> None:
    """Frame the bars that begin at some places."""
    marks = picture.marks
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in zip(where[0].tolist(), where[1].tolist(), strict=True):
        for at in np.flatnonzero((marks.x == x) & (marks.y == y)).tolist():
            bar = place_of(frame, picture, at).adjusted(-2.5, -2.5, 2.5, 2.5)
            for width, colour in ((4.5, look.page), (2.0, look.text)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(bar)


def _ring(
    painter: QPainter, look: Look, at: QPointF, radius: float, colour: QColor, *, filled: bool = False
) -> None:
    """A ring in the text's colour on one in the page's, so that it shows on figures of any colour."""
    painter.setBrush(look.accent if filled else Qt.BrushStyle.NoBrush)
    for width, ink in ((4.5, look.page), (2.0, colour)):
        painter.setPen(QPen(ink, width))
        painter.drawEllipse(at, radius, radius)


def paint_brush(painter: QPainter, frame: Frame, look: Look, low: float, high: float) -> None:
    """Show a range of x."""
    left, right = frame.across(np.array([low, high])).tolist()
    ground = QColor(look.accent)
    ground.setAlpha(_BRUSH)
    painter.fillRect(QRectF(left, 0, right - left, frame.height), ground)
    painter.setPen(QPen(look.accent, 1))
    for x in (left, right):
        painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))
