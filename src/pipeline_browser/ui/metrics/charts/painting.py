"""Painting the layers of a picture, in pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pipeline_browser.ui.metrics.charts.picture import Bars, Dots, Guide, Line, RowWords, Strokes

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPolygonF

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.frame import Frame
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Layer, Picture
    from pipeline_browser.ui.metrics.charts.steps import Tick

_MANY = 300  # dots, from which on they are translucent, so that crowds show
_TRANSLUCENT = 150  # of 255
_SMALL = 4  # pixels of a dot
_FAR = 1e5  # pixels, beyond which nothing needs to be drawn exactly


def paint_grid(
    painter: QPainter, frame: Frame, look: Look, ticks: tuple[tuple[Tick, ...], tuple[Tick, ...]]
) -> None:
    """Paint a thin line at each tick."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(look.grid, 1))
    for x in frame.across(np.array([each.place for each in ticks[0]])).round().tolist():
        painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))
    for y in frame.down(np.array([each.place for each in ticks[1]])).round().tolist():
        painter.drawLine(QPointF(0, y), QPointF(frame.width, y))


def paint_layer(painter: QPainter, frame: Frame, look: Look, picture: Picture, layer: Layer) -> None:
    """Paint one layer."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    placed = Placed(frame, picture)
    match layer:
        case Dots():
            _paint_dots(painter, placed, look, layer)
        case Line():
            _paint_line(painter, placed, look, layer)
        case Bars():
            _paint_bars(painter, placed, look, layer)
        case Strokes():
            _paint_strokes(painter, placed, look, layer)
        case Guide():
            _paint_guide(painter, placed, look, layer)
        case RowWords():
            _paint_row_words(painter, placed, look, layer)


class Placed:
    """From values to pixels."""

    def __init__(self, frame: Frame, picture: Picture) -> None:
        self.frame = frame
        self._picture = picture

    def x(self, values: Doubles) -> Doubles:
        """Return pixels of values of x."""
        return np.clip(self.frame.across(self._picture.x.places(values)), -_FAR, _FAR)

    def y(self, values: Doubles) -> Doubles:
        """Return pixels of values of y."""
        return np.clip(self.frame.down(self._picture.y.places(values)), -_FAR, _FAR)


def _paint_dots(painter: QPainter, placed: Placed, look: Look, dots: Dots) -> None:
    x, y = placed.x(dots.x), placed.y(dots.y)
    seen = (x > -9) & (x < placed.frame.width + 9) & (y > -9) & (y < placed.frame.height + 9)
    colour = _thinned(look.ink(dots.ink), int(np.count_nonzero(seen)))
    sizes = np.broadcast_to(dots.sizes, x.shape)
    for size in np.unique(sizes[seen]).tolist():
        some = seen & (sizes == size)
        # As small as this, squares look like dots, and take a fifth of the time.
        cap = Qt.PenCapStyle.RoundCap if size > _SMALL else Qt.PenCapStyle.SquareCap
        painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, cap))
        painter.drawPoints(polygon(x[some], y[some]))


def _thinned(colour: QColor, count: int) -> QColor:
    if count < _MANY:
        return colour
    thin = type(colour)(colour)
    thin.setAlpha(_TRANSLUCENT)
    return thin


def polygon(x: Doubles, y: Doubles) -> QPolygonF:
    """Return points as Qt takes them, without an object for each."""
    made: QPolygonF = pyqtgraph.functions.arrayToQPolygonF(np.ascontiguousarray(x), np.ascontiguousarray(y))
    return made


def _paint_line(painter: QPainter, placed: Placed, look: Look, line: Line) -> None:
    style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(look.ink(line.ink), line.width, style))
    x, y = placed.x(line.x), placed.y(line.y)
    for part in _unbroken(np.isfinite(x) & np.isfinite(y)):
        # One by one: Qt takes forty times as long for a polyline, since it looks where it crosses itself.
        ends = zip(*(column[part].tolist() for column in (x, y)), strict=True)
        painter.drawLines([QLineF(*one, *other) for one, other in pairwise(ends)])


def _unbroken(known: NDArray[np.bool_]) -> list[slice]:
    """Return the stretches in which every value is known."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    return [slice(a, b) for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def _paint_bars(painter: QPainter, placed: Placed, look: Look, bars: Bars) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.ink(bars.ink))
    painter.drawRects(rectangles(placed, bars))


def rectangles(placed: Placed, bars: Bars) -> list[QRectF]:
    """Return the bars that are seen, on whole pixels."""
    left, right = placed.x(bars.left).round(), placed.x(bars.right).round()
    top, bottom = placed.y(bars.top).round(), placed.y(bars.bottom).round()
    gap = np.where(right - left > 4 * bars.gap, bars.gap, 0)
    width = np.maximum(right - left - gap, 1.0 if bars.least == 0 else bars.least)
    height = np.where((bars.top > bars.bottom), np.maximum(bottom - top, 1.0), 0.0)
    seen = (height > 0) & (left + width > 0) & (left < placed.frame.width)
    columns = (left[seen], top[seen], width[seen], height[seen])
    return [QRectF(*each) for each in zip(*(column.tolist() for column in columns), strict=True)]


def _paint_strokes(painter: QPainter, placed: Placed, look: Look, strokes: Strokes) -> None:
    painter.setPen(QPen(look.ink(strokes.ink), strokes.width))
    columns = (placed.x(strokes.x0), placed.y(strokes.y0), placed.x(strokes.x1), placed.y(strokes.y1))
    for x0, y0, x1, y1 in zip(*(column.tolist() for column in columns), strict=True):
        painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))


def _paint_guide(painter: QPainter, placed: Placed, look: Look, guide: Guide) -> None:
    x = float(placed.x(np.array([guide.x]))[0])
    if not 0 <= x <= placed.frame.width:
        return
    painter.setPen(QPen(look.ink(guide.ink), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, 0), QPointF(x, placed.frame.height))
    if placed.frame.height < guide.least:
        return
    width = look.metrics.horizontalAdvance(guide.words)
    left = x + 4 if x + 8 + width < placed.frame.width else x - 4 - width
    paint_words(painter, look, QPointF(left, look.metrics.ascent() + 1), guide.words, look.dim)


def _paint_row_words(painter: QPainter, placed: Placed, look: Look, rows: RowWords) -> None:
    places = placed.y(rows.y)
    if len(places) > 1 and abs(places[0] - places[1]) < look.metrics.height():
        return
    for y, text in zip(places.tolist(), rows.texts, strict=True):
        left = placed.frame.width - look.metrics.horizontalAdvance(text) - 4
        paint_words(painter, look, QPointF(left, y + look.metrics.ascent() / 2 - 1), text, look.dim)


def paint_words(painter: QPainter, look: Look, at: QPointF, text: str, colour: QColor) -> None:
    """Paint words on a ground of their own, so that they can be read over figures."""
    ground = type(look.page)(look.page)
    ground.setAlpha(210)
    width = look.metrics.horizontalAdvance(text)
    painter.fillRect(
        QRectF(at.x() - 2, at.y() - look.metrics.ascent(), width + 4, look.metrics.height()), ground
    )
    painter.setFont(look.font)
    painter.setPen(colour)
    painter.drawText(at, text)
