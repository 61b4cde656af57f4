"""What pointer, wheel and keys do in the drawing of one chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.charts.drawing import Drawing
from pipeline_browser.ui.metrics.charts.frame import brought_into
from pipeline_browser.ui.metrics.charts.gestures import STILL, Brushing, Gesture, Moving
from pipeline_browser.ui.metrics.charts.marking import found_at

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Picture

_BESIDE_MARK = 2.0  # pixels, by which a range reaches beyond its first and last mark
_WALKING = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_WALKS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Plot(Drawing):
    """A drawing that somebody can point at, click, brush, move and zoom.

    Signals:
        clicked: the number of a mark.
        brushing: two places of x while a range is drawn; None when it is dropped.
        brushed: two places of x.
        menu_asked: where, in the screen's pixels.
        enlarge_asked: somebody wants to see more, or less again.
    """

    clicked = Signal(int)
    brushing = Signal(object)
    brushed = Signal(object)
    menu_asked = Signal(QPoint)
    enlarge_asked = Signal()

    def __init__(self, look: Look, *, pans: str) -> None:
        """Make it; ``pans`` are the axes along which it can be moved."""
        super().__init__(look, pans=pans)
        self._anchor: int | None = None  # the mark where a range that keys make begins
        self._gesture: Gesture | None = None
        self._press: QPointF | None = None

    @override
    def show_picture(self, picture: Picture) -> None:
        self._anchor = None
        self.leave_brush()
        super().show_picture(picture)

    # Ranges and gestures.

    def leave_brush(self) -> None:
        """Forget a range that was handed on; one that is being drawn stays."""
        if self._gesture is None:
            self.drop_brush()

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
