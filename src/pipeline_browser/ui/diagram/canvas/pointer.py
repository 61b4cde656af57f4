"""What the pointer does in the view: what a press begins, what it points at, going on beyond the edge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Slot

from pipeline_browser.ui.diagram.canvas.gestures import Band, Drag, Gesture, Pan

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.diagram.moving.mover import Mover

_EDGE = 24.0  # pixels inside the view where it begins to move along
_FASTEST = 28.0  # pixels that it moves at once
_BEAT = 16  # milliseconds
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Pointer(QObject):
    """Holds the gesture that is under way, if any."""

    def __init__(self, view: DiagramView, scene: DiagramScene, focus: Focus, mover: Mover) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._focus = focus
        self._mover = mover
        self._gesture: Gesture | None = None
        self._at = QPointF()
        self._keys = Qt.KeyboardModifier.NoModifier
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT)
        self._beat.timeout.connect(self._move_along)

    @property
    def is_busy(self) -> bool:
        """Whether a button is held down."""
        return self._gesture is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin what a button means where it is pressed."""
        if self._gesture is not None:
            return  # of two buttons the first one counts
        self._at, self._keys = event.position(), event.modifiers()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._gesture = Pan(self._view, self._at)
        elif event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton}:
            self._gesture = self._begin(left=event.button() is Qt.MouseButton.LeftButton)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or point at what is there."""
        self._at, self._keys = event.position(), event.modifiers()
        if self._gesture is None:
            self._point(event.globalPosition())
            return
        self._gesture.move(self._at, self._keys)
        if self._gesture.reaches and not self._beyond().isNull():
            self._beat.start()

    def release(self) -> None:
        """End what was begun."""
        gesture = self._take()
        if gesture is not None:
            gesture.end()

    def cancel(self) -> bool:
        """Give up what was begun; return whether there was anything."""
        gesture = self._take()
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def _take(self) -> Gesture | None:
        self._beat.stop()
        gesture, self._gesture = self._gesture, None
        return gesture

    def _begin(self, *, left: bool) -> Gesture | None:
        place = self._view.place_at(self._at)
        box = self._scene.box_at(place)
        if box is not None:
            return self._press_box(box, left=left)
        line = self._scene.line_at(place, self._view.scale_now)
        if line is not None:
            self._focus.select_line(line.number)
            return None
        if left and self._keys & _SHIFT:
            return Band(self._view, self._scene, self._focus, self._at)
        return Pan(self._view, self._at, self._focus.clear)

    def _press_box(self, box: BoxItem, *, left: bool) -> Gesture | None:
        if left and self._keys & (_CTRL | _SHIFT):
            self._focus.toggle(box.number)
            return None
        if box.number not in self._focus.boxes:
            self._focus.select([box.number])
        if not left or not self._scene.is_built:
            return None
        alone = partial(self._focus.select, [box.number])
        return Drag(self._view, self._mover, self._at, self._focus.boxes, alone)

    def _point(self, at: QPointF) -> None:
        place = self._view.place_at(self._at)
        if (box := self._scene.box_at(place)) is not None:
            self._focus.hover(None)
            self._view.tell_box(box.box.name, at.toPoint())
            return
        line = self._scene.line_at(place, self._view.scale_now)
        self._focus.hover(line.number if line else None)
        self._view.tell_line(line.number if line else None, at.toPoint())

    def _beyond(self) -> QPointF:
        """Return how far the pointer is beyond the inner part of the view; nowhere where it is inside."""
        inside = self._view.viewport().rect().toRectF().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        x = min(0.0, self._at.x() - inside.left()) + max(0.0, self._at.x() - inside.right())
        y = min(0.0, self._at.y() - inside.top()) + max(0.0, self._at.y() - inside.bottom())
        return QPointF(x, y)

    @Slot()
    def _move_along(self) -> None:
        beyond = self._beyond()
        if self._gesture is None or beyond.isNull():
            self._beat.stop()
            return
        self._view.pan(QPointF(_limited(beyond.x() / 2), _limited(beyond.y() / 2)))
        self._gesture.move(self._at, self._keys)


def _limited(step: float) -> float:
    return max(-_FASTEST, min(_FASTEST, step))
