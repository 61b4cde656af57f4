"""The drawing of one chart: pyqtgraph's view with two axes, what is seen of them, what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.charts.frame import Frame, limited, zoomed
from pipeline_browser.ui.metrics.charts.items import BESIDE, ChartAxis, Overlay, Sheet
from pipeline_browser.ui.metrics.charts.marking import place_of
from pipeline_browser.ui.metrics.charts.picture import Area
from pipeline_browser.ui.metrics.charts.steps import Tick
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.theme import RADIUS, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Picture

_BETWEEN_WORDS = 14.0  # pixels from word to word along x
_LINES = 1.7  # heights of a line from word to word along y
_CLOSE_LINES = 0.95  # from name to name, none of which can be guessed from the others
_WIDEST_WORDS = 0.35  # of the width, for the names of an axis
_STEP = 0.8  # of what is seen, at one step of zooming
_SMALLEST = 8.0  # pixels, to which figures may shrink before there is nothing to be painted


class Drawing(pyqtgraph.GraphicsView):
    """Shows a picture.

    Signals:
        pointed: the number of the mark that is pointed at, or None.
        area_changed: other places are seen.
    """

    pointed = Signal(object)
    area_changed = Signal()

    def __init__(self, look: Look, *, pans: str) -> None:
        """Make it; ``pans`` are the axes along which it can be moved."""
        super().__init__(background=look.page)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # of one colour
        self._look = look
        self._pans = pans
        self._picture: Picture | None = None
        self._area = Area(0, 1, 0, 1)
        self._frame = Frame(self._area, 1, 1)
        self._edges = QRectF(0, 0, 1, 1)
        self.wheel_zooms = True
        self._leaving = False
        self._box = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self._across = ChartAxis("bottom", self._box, look)
        self._up = ChartAxis("left", self._box, look)
        for item in (self._box, self._across, self._up):
            self.addItem(item)
        self._sheet = Sheet(self._box, look)
        self._overlay = Overlay(self._box, look)
        self._overlay.setZValue(1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown.

    @property
    def frame(self) -> Frame:
        """What is seen, and how large."""
        return self._frame

    @property
    def figures(self) -> QRectF:
        """Where the figures are, in pixels of this widget."""
        return self._edges

    @property
    def is_zoomed(self) -> bool:
        """Whether somebody has chosen what is seen."""
        return self._picture is not None and self._area != self._picture.area

    @property
    def pointed_at(self) -> int | None:
        """The mark that is pointed at."""
        return self._overlay.pointed

    @property
    def tick_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words along x and along y."""
        return self._across.texts, self._up.texts

    def show_picture(self, picture: Picture) -> None:
        """Show other figures; who has zoomed keeps seeing the same places, if anything is there."""
        keeps = self.is_zoomed and self._fits(picture)
        pointed = self._followed(picture)
        self._picture = picture
        self._area = self._area if keeps else picture.area
        self._arrange()
        if self._overlay.pointed is not None:  # the same one may have another number and other figures now
            self._overlay.pointed = pointed
            self.pointed.emit(pointed)

    def _followed(self, picture: Picture) -> int | None:
        """Return which mark of another picture is the one that somebody points at."""
        at, before = self._overlay.pointed, self._picture
        if at is None or before is None:
            return None
        old, new = before.marks, picture.marks
        if old.keys is not None and new.keys is not None:
            found = np.flatnonzero(new.keys == old.keys[at])
        elif old.keys is None and new.keys is None and before.x == picture.x:
            found = np.flatnonzero(new.x == old.x[at])
        else:
            return None
        return int(found[0]) if len(found) else None

    def _fits(self, picture: Picture) -> bool:
        before, area = self._picture, picture.area
        if before is None or (before.x, before.y) != (picture.x, picture.y):
            return False
        return self._area.left < area.right and self._area.right > area.left

    def show_area(self, area: Area) -> None:
        """Show other places."""
        if self._picture is not None:
            self._area = limited(area, self._picture.area)
            self._arrange()
            self.area_changed.emit()

    def reset(self) -> None:
        """Show everything again."""
        if self._picture is not None and self.is_zoomed:
            self._area = self._picture.area
            self._arrange()
            self.area_changed.emit()

    def zoom(self, steps: float, at: QPointF | None = None, axes: str = "") -> None:
        """See more closely (or less, where steps are below 0), around a place in pixels of the figures."""
        frame = self._frame
        middle = at or QPointF(frame.width / 2, frame.height / 2)
        axes = axes or self._pans
        factor = _STEP**steps
        factors = (factor if "x" in axes else 1.0, factor if "y" in axes else 1.0)
        self.show_area(zoomed(frame.area, frame.x_at(middle.x()), frame.y_at(middle.y()), factors))

    def show_selected(self, where: tuple[Doubles, Doubles]) -> None:
        """Mark runs by their values of x and y."""
        self._overlay.selected = where
        self._overlay.update()

    def set_leaving(self, *, leaving: bool) -> None:
        """While it is painted for a file or the clipboard there is no focus, and nothing kept as pixels."""
        self._leaving = leaving
        cache = self._sheet.CacheMode
        self._sheet.setCacheMode(cache.NoCache if leaving else cache.DeviceCoordinateCache)

    def point_at(self, mark: int | None) -> None:
        """Point at a mark, or at none."""
        if mark != self._overlay.pointed:
            self._overlay.pointed = mark
            self._overlay.update()
            self.pointed.emit(mark)

    def mark_rect(self, mark: int) -> QRectF:
        """Return where a mark is, in pixels of this widget."""
        assert self._picture is not None  # noqa: S101 - there is a mark
        return place_of(self._frame, self._picture, mark).translated(self._edges.topLeft())

    def repaint_all(self) -> None:
        """Paint with other colours."""
        self.setBackground(self._look.page)
        self._arrange()

    # Where things are.

    @override
    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        if hasattr(self, "_overlay") and ev is not None:
            self._arrange()

    def _arrange(self) -> None:
        picture = self._picture
        if picture is None:
            return
        metrics = self._look.metrics
        bottom = metrics.height() + BESIDE
        height = max(self.height() - bottom - RELATED, _SMALLEST)
        up = picture.y.ticks(self._area.bottom, self._area.top, height, self._room_up)
        up = self._fitted(up)
        left = max([metrics.horizontalAdvance(each.text) for each in up], default=0) + BESIDE + 2
        width = max(self.width() - left - RELATED, _SMALLEST)
        across = picture.x.ticks(self._area.left, self._area.right, width, self._room_across)
        self._edges = QRectF(left, RELATED, width, height)
        self._frame = Frame(self._area, width, height)
        self._box.setGeometry(self._edges)
        self._across.setHeight(bottom)  # else the item keeps to a height of its own
        self._across.setGeometry(QRectF(left, RELATED + height, width, bottom))
        self._up.setWidth(left)
        self._up.setGeometry(QRectF(0, RELATED, left, height))
        self._box.setRange(
            xRange=(self._area.left, self._area.right),
            yRange=(self._area.bottom, self._area.top),
            padding=0,
        )
        self._across.show_ticks(across)
        self._up.show_ticks(up)
        self._sheet.ticks = (across, up)
        self._sheet.arrange(self._frame, picture)
        self._overlay.arrange(self._frame, picture)

    def _fitted(self, ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
        """Shorten names that would take the room of the figures."""
        most = self.width() * _WIDEST_WORDS
        elided = self._look.metrics.elidedText
        return tuple(
            Tick(each.place, elided(each.text, Qt.TextElideMode.ElideMiddle, most)) for each in ticks
        )

    def _room_up(self, _texts: Sequence[str]) -> float:
        names = self._picture is not None and self._picture.y.unit is Unit.NAME
        return self._look.metrics.height() * (_CLOSE_LINES if names else _LINES)

    def _room_across(self, texts: Sequence[str]) -> float:
        widest = max(texts, key=len)
        return self._look.metrics.horizontalAdvance(widest) + _BETWEEN_WORDS

    # The focus.

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Show where the keys go."""
        if self.hasFocus() and not self._leaving:
            painter.setPen(QPen(self._look.accent, 1))
            painter.drawRoundedRect(
                QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS
            )
