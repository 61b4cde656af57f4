"""The items of pyqtgraph that a chart consists of: an axis, the sheet with the figures, what lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.charts.marking import paint_brush, paint_pointed, paint_selected
from pipeline_browser.ui.metrics.charts.painting import paint_grid, paint_layer
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.frame import Frame
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Picture
    from pipeline_browser.ui.metrics.charts.steps import Tick

BESIDE = 6  # pixels between the figures and an axis's words
# Once: Python's flags take a hundred times as long as its numbers.
_AT_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_BELOW = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip)
NO_TICKS: tuple[Tick, ...] = ()
Words = tuple[QRectF, int, str]
"""A place, how they are aligned there, and the words."""


class ChartAxis(pyqtgraph.AxisItem):
    """Words at the ticks that it is told; no line."""

    def __init__(self, side: str, view: pyqtgraph.ViewBox, look: Look) -> None:
        super().__init__(side, linkView=view)
        self.enableAutoSIPrefix(False)  # writes a label anew at every change, which never shows
        self._look = look
        self._ticks: tuple[Tick, ...] = ()

    def show_ticks(self, ticks: tuple[Tick, ...]) -> None:
        """Show other words."""
        self._ticks = ticks
        self.picture = None
        self.update()

    @property
    def texts(self) -> tuple[str, ...]:
        """The words that show."""
        return tuple(each.text for each in self._ticks)

    @override
    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [each.place for each in self._ticks])]

    @override
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [each.text for each in self._ticks]

    @override
    def generateDrawSpecs(self, p: QPainter) -> tuple[object, list[object], list[Words]]:
        """Return words alone: the grid is painted below the figures, a line along the axis says nothing."""
        bounds = QRectF(0, 0, self.size().width(), self.size().height())
        return (QPen(Qt.PenStyle.NoPen), bounds.topLeft(), bounds.topLeft()), [], self._words(bounds)

    def _words(self, bounds: QRectF) -> list[Words]:
        low, high = self.range
        metrics = self._look.metrics
        found: list[Words] = []
        for tick in self._ticks:
            share = (tick.place - low) / (high - low)
            if self.orientation == "left":
                y = bounds.height() * (1 - share) - metrics.height() / 2
                y = min(max(y, -metrics.height() / 2), bounds.height() - metrics.height() / 2)
                place = QRectF(0, y, bounds.width() - BESIDE, metrics.height())
                flags = _AT_THE_RIGHT
            else:
                width = metrics.horizontalAdvance(tick.text) + 2
                left = min(bounds.width() * share - width / 2, bounds.width() + RELATED - width)
                place = QRectF(left, BESIDE - 2, width, metrics.height())
                flags = _BELOW
            found.append((place, flags, tick.text))
        return found

    @override
    def drawPicture(self, p: QPainter, axisSpec: object, tickSpecs: object, textSpecs: list[Words]) -> None:
        p.setFont(self._look.font)
        p.setPen(self._look.dim)
        for place, flags, text in textSpecs:
            p.drawText(place, flags, text)

    @override
    def boundingRect(self) -> QRectF:
        """Words of the first and last tick reach beyond the axis."""
        beyond = self._look.metrics.height() * 3
        return QRectF(-beyond, -beyond, self.size().width() + 2 * beyond, self.size().height() + 2 * beyond)


class _Layer(pyqtgraph.GraphicsObject):
    """Something painted over the whole view box, in its pixels."""

    def __init__(self, view: pyqtgraph.ViewBox, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view = view
        self._frame: Frame | None = None
        self._picture: Picture | None = None
        self.setParentItem(view)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def arrange(self, frame: Frame, picture: Picture) -> None:
        """Show a picture as a frame says."""
        if self._frame is None or (self._frame.width, self._frame.height) != (frame.width, frame.height):
            self.prepareGeometryChange()
        self._frame, self._picture = frame, picture
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF() if self._frame is None else QRectF(0, 0, self._frame.width, self._frame.height)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._frame is not None and self._picture is not None:
            painter.setClipRect(self.boundingRect())
            self.draw(painter, self._frame, self._picture)

    def draw(self, painter: QPainter, frame: Frame, picture: Picture) -> None:
        """Paint it."""
        raise NotImplementedError


class Sheet(_Layer):
    """Grid and figures; kept as pixels, so that nothing is painted anew while somebody points."""

    def __init__(self, view: pyqtgraph.ViewBox, look: Look) -> None:
        super().__init__(view, look)
        self.ticks = (NO_TICKS, NO_TICKS)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    @override
    def draw(self, painter: QPainter, frame: Frame, picture: Picture) -> None:
        paint_grid(painter, frame, self._look, self.ticks)
        for layer in picture.layers:
            paint_layer(painter, frame, self._look, picture, layer)


class Overlay(_Layer):
    """What is pointed at, selected, brushed."""

    def __init__(self, view: pyqtgraph.ViewBox, look: Look) -> None:
        super().__init__(view, look)
        self.pointed: int | None = None
        self.brushed: tuple[float, float] | None = None  # places of x
        self.selected: tuple[Doubles, Doubles] = (np.zeros(0), np.zeros(0))

    @override
    def draw(self, painter: QPainter, frame: Frame, picture: Picture) -> None:
        if self.brushed is not None:
            paint_brush(painter, frame, self._look, *self.brushed)
        if self.pointed is not None and self.pointed < len(picture.marks):
            paint_pointed(painter, frame, self._look, picture, self.pointed)
        if len(self.selected[0]):
            paint_selected(painter, frame, self._look, picture, self.selected)
