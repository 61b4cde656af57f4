"""What a pressed button does until it is let go; each gesture is an object of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pipeline_browser.diagram.layout.snapping import Guide
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.diagram.moving.carry import Carry
    from pipeline_browser.ui.diagram.moving.mover import Mover

_SNAP = 8.0  # pixels of the screen within which boxes snap
_HELP = "Ctrl or Alt: without snapping. Esc: put it back."
_FREELY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Gesture(Protocol):
    """Follows the pointer; places are of the viewport.

    Attributes:
        reaches: whether it goes on outside of the view, which then moves along.
    """

    reaches: bool

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Follow the pointer."""

    def end(self) -> None:
        """Do what is left to be done."""

    def cancel(self) -> None:
        """Let everything be as it was."""


class Pan:
    """Moves what is seen; a press that was let go at once is a click."""

    reaches = False

    def __init__(self, view: DiagramView, at: QPointF, click: Callable[[], None] = lambda: None) -> None:
        self._view = view
        self._from = at
        self._last = at
        self._click = click
        self._moved = False

    def move(self, at: QPointF, _keys: Qt.KeyboardModifier) -> None:
        """Move what is seen with the pointer."""
        if not self._moved and _is_click(self._from, at):
            return
        if not self._moved:
            self._moved = True
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._view.pan(self._last - at)
        self._last = at

    def end(self) -> None:
        """Let go."""
        if self._moved:
            self._view.viewport().unsetCursor()
        else:
            self._click()

    def cancel(self) -> None:
        """Let go where the pointer is."""
        self._view.viewport().unsetCursor()


class Drag:
    """Moves boxes; they snap into line with others, unless a key is held."""

    reaches = True

    def __init__(
        self,
        view: DiagramView,
        mover: Mover,
        at: QPointF,
        boxes: Collection[int],
        click: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._mover = mover
        self._from = at
        self._start = view.place_at(at)
        self._boxes = boxes
        self._click = click
        self._carry: Carry | None = None

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Show the boxes where the pointer takes them."""
        if self._carry is None:
            if _is_click(self._from, at):
                return
            self._carry = self._mover.take_up(self._boxes)
            self._view.stage.hold()
            self._view.helped.emit(_HELP)
        if self._carry is not None:
            by = self._view.place_at(at) - self._start
            tolerance = 0.0 if keys & _FREELY else _SNAP / self._view.scale_now
            guides = self._mover.preview(self._carry, Point(by.x(), by.y()), tolerance)
            self._view.show_guides([_line(guide) for guide in guides])

    def end(self) -> None:
        """Let the boxes stay."""
        self._view.show_guides()
        if self._carry is not None:
            self._mover.drop(self._carry)
            self._view.stage.release()
            self._view.helped.emit("")
        else:
            self._click()

    def cancel(self) -> None:
        """Put the boxes back."""
        self._view.show_guides()
        if self._carry is not None:
            self._mover.put_back()
            self._view.stage.release()
            self._view.helped.emit("")


class Band:
    """Selects the boxes that a rectangle touches, and what was selected before."""

    reaches = True

    def __init__(self, view: DiagramView, scene: DiagramScene, focus: Focus, at: QPointF) -> None:
        self._view = view
        self._scene = scene
        self._focus = focus
        self._start = view.place_at(at)
        self._before = focus.boxes

    def move(self, at: QPointF, _keys: Qt.KeyboardModifier) -> None:
        """Stretch the rectangle to the pointer."""
        band = QRectF(self._start, self._view.place_at(at)).normalized()
        self._view.show_band(band)
        touched = {box.number for box in self._scene.boxes if box.sceneBoundingRect().intersects(band)}
        self._focus.select(self._before | touched)

    def end(self) -> None:
        """Keep what is selected."""
        self._view.show_band()

    def cancel(self) -> None:
        """Select what was selected before."""
        self._view.show_band()
        self._focus.select(self._before)


def _line(guide: Guide) -> QLineF:
    return QLineF(QPointF(*guide.start), QPointF(*guide.end))


def _is_click(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
