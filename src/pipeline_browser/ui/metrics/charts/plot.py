"""The drawing of one chart: pyqtgraph's view with two axes, and what pointer, wheel and keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.charts.frame import Frame, brought_into, limited, zoomed
from pipeline_browser.ui.metrics.charts.gestures import STILL, Brushing, Gesture, Moving
from pipeline_browser.ui.metrics.charts.items import BESIDE, ChartAxis, Overlay, Sheet
from pipeline_browser.ui.metrics.charts.marking import found_at, place_of
from pipeline_browser.ui.metrics.charts.picture import Area
from pipeline_browser.ui.metrics.charts.steps import Tick
from pipeline_browser.ui.metrics.charts.units import Unit
from pipeline_browser.ui.theme import RADIUS, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Picture

_BETWEEN_WORDS = 14.0  # pixels from word to word along x
_LINES = 1.7  # heights of a line from word to word along y
_CLOSE_LINES = 0.95  # from name to name, none of which can be guessed from the others
_WIDEST_WORDS = 0.35  # of the width, for the names of an axis
_STEP = 0.8  # of what is seen, at one step of zooming
_SMALLEST = 8.0  # pixels, to which figures may shrink before there is nothing to be painted
_BESIDE_MARK = 2.0  # pixels, by which a range reaches beyond its first and last mark
_WALKING = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_WALKS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Plot(pyqtgraph.GraphicsView):
    """Shows a picture.

    Signals:
        pointed: the number of the mark that is pointed at, or None.
        clicked: the number of a mark.
        brushing: two places of x while a range is drawn; None when it is dropped.
        brushed: two places of x.
        area_changed: other places are seen.
        menu_asked: where, in the screen's pixels.
        enlarge_asked: somebody wants to see more, or less again.
    """

    pointed = Signal(object)
    clicked = Signal(int)
    brushing = Signal(object)
    brushed = Signal(object)
    area_changed = Signal()
    menu_asked = Signal(QPoint)
    enlarge_asked = Signal()

    def __init__(self, look: Look, *, pans: str) -> None:
        super().__init__(background=look.page)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # of one colour
        self._look = look
        self._pans = pans
        self._gesture: Gesture | None = None
        self._press: QPointF | None = None
        self._anchor: int | None = None  # the mark where a range that keys make begins
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
        self._anchor = None
        self.leave_brush()
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

    def leave_brush(self) -> None:
        """Forget a range that was handed on; one that is being drawn stays."""
        if self._gesture is None:
            self.drop_brush()

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

    # Gestures.

    def show_brush(self, low: float, high: float) -> None:
        """Show a range of places."""
        self._overlay.brushed = (low, high)
        self._overlay.update()
        self.brushing.emit((low, high))

    def take_brush(self) -> None:
        """Hand the range on; it stays until there are other figures."""
        if self._overlay.brushed is not None:
            self.brushing.emit(None)
            self.brushed.emit(self._overlay.brushed)

    def drop_brush(self) -> None:
        """Forget the range."""
        if self._overlay.brushed is not None:
            self._overlay.brushed = None
            self._overlay.update()
            self.brushing.emit(None)

    @property
    def is_brushed(self) -> bool:
        """Whether a range shows."""
        return self._overlay.brushed is not None

    @override
    def mousePressEvent(self, ev: QMouseEvent) -> None:
        ev.accept()
        if self._gesture is None:
            self.drop_brush()
            self._press = ev.position()

    @override
    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        ev.accept()
        at = ev.position()
        if self._gesture is not None:
            self._gesture.move(self._inside(at))
        elif not ev.buttons():
            self._point(at)
        elif self._press is not None and (at - self._press).manhattanLength() > STILL:
            self._begin(ev)

    def _begin(self, event: QMouseEvent) -> None:
        start = self._press
        if start is None or self._picture is None:
            return
        self.point_at(None)
        inside = self._inside(start)
        plain = event.buttons() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._gesture = Brushing(self, inside) if plain else Moving(self, inside, down="y" in self._pans)
        self.viewport().setCursor(self._gesture.cursor)
        self._gesture.move(self._inside(event.position()))

    @override
    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        ev.accept()
        gesture, press = self._gesture, self._press
        self._leave_gesture()
        if gesture is not None:
            gesture.end(self._inside(ev.position()))
        elif press is not None and ev.button() == Qt.MouseButton.LeftButton:
            self._click(ev.position())
        elif press is not None and ev.button() == Qt.MouseButton.RightButton:
            self.menu_asked.emit(ev.globalPosition().toPoint())

    def _leave_gesture(self) -> None:
        self._gesture = self._press = None
        self.viewport().unsetCursor()

    def _click(self, at: QPointF) -> None:
        found = self._found(at)
        self.point_at(found)
        if found is not None:
            self.clicked.emit(found)

    @override
    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        ev.accept()
        if ev.button() != Qt.MouseButton.LeftButton:
            return
        if not self._edges.contains(ev.position()):
            self.reset()
        elif self._found(ev.position()) is None:
            self.enlarge_asked.emit()

    @override
    def wheelEvent(self, ev: QWheelEvent) -> None:
        asked = bool(ev.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = (ev.angleDelta().y() or ev.angleDelta().x()) / 120
        if not steps or not (asked or self.wheel_zooms or self.hasFocus()):
            ev.ignore()  # whatever holds the charts scrolls
            return
        ev.accept()
        self.zoom(steps, self._inside(ev.position()), self._axes_at(ev.position()))

    def _axes_at(self, at: QPointF) -> str:
        """Return which axis somebody points at; both are none in particular."""
        if at.x() < self._edges.left():
            return "y"
        return "x" if at.y() > self._edges.bottom() else ""

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

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

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:  # the button may still become a drag
            self.menu_asked.emit(self.mapToGlobal(self._edges.center().toPoint()))

    def _point(self, at: QPointF) -> None:
        self.point_at(self._found(at))

    def _found(self, at: QPointF) -> int | None:
        if self._picture is None or not self._edges.contains(at):
            return None
        return found_at(self._frame, self._picture, self._inside(at))

    def _inside(self, at: QPointF) -> QPointF:
        """Return a place of this widget in pixels of the figures."""
        return at - self._edges.topLeft()

    # Keys.

    @override
    def keyPressEvent(self, ev: QKeyEvent) -> None:
        key, marks = Qt.Key(ev.key()), len(self._picture.marks) if self._picture is not None else 0
        if key == Qt.Key.Key_Escape and self._escape():
            return
        shift = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _WALKS and marks and not ev.modifiers() & ~_WALKING:
            self._walk(_WALKS[key], marks, brush=shift)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and marks:
            self._walk_to(0 if key == Qt.Key.Key_Home else marks - 1)
        elif key in _TAKES and self.is_brushed:
            self.take_brush()
        elif key in _TAKES and self.pointed_at is not None:
            self.clicked.emit(self.pointed_at)
        else:
            ev.ignore()

    def _escape(self) -> bool:
        """Give up what is under way; return whether anything was."""
        gesture = self._gesture
        if gesture is not None:
            self._leave_gesture()
            gesture.cancel()
        elif self.is_brushed:
            self.drop_brush()
        elif self.pointed_at is not None:
            self.point_at(None)
        else:
            return False
        return True

    def _walk(self, by: int, marks: int, *, brush: bool) -> None:
        """Go on to the next mark; with Shift, brush what lies between the first one and that."""
        here = self.pointed_at
        if not brush:
            self.drop_brush()
            self._anchor = None
        elif self._anchor is None:
            self._anchor = here
        if here is None:
            seen = [each for each in range(marks) if self._edges.contains(self.mark_rect(each).center())]
            ends = seen or range(marks)
            self._walk_to(ends[0] if by > 0 else ends[-1])
        else:
            self._walk_to(min(max(here + by, 0), marks - 1))
        if brush and self._anchor is not None and self.pointed_at is not None:
            self._brush_marks(self._anchor, self.pointed_at)

    def _brush_marks(self, one: int, other: int) -> None:
        """Show the range from one mark to another, both of them in it."""
        frame, places = self._frame, [self.mark_rect(each) for each in (one, other)]
        low = min(each.left() for each in places) - _BESIDE_MARK - self._edges.left()
        high = max(each.right() for each in places) + _BESIDE_MARK - self._edges.left()
        self.show_brush(frame.x_at(low), frame.x_at(high))

    def _walk_to(self, mark: int) -> None:
        """Point at a mark, and bring it to where it is seen."""
        centre = self._inside(self.mark_rect(mark).center())
        frame = self._frame
        x, y = (frame.x_at(centre.x()), frame.y_at(centre.y()))
        area = brought_into(frame.area, x, y)
        if area != frame.area:
            self.show_area(area)
        self.point_at(mark)
