"""What a pressed button does until it is let go; each gesture is an object of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtCore import QPointF

    from pipeline_browser.ui.diagram.mover import Mover
    from pipeline_browser.ui.diagram.view import DiagramView


class Gesture(Protocol):
    """Follows the pointer; places are of the viewport."""

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""

    def end(self, at: QPointF) -> None:
        """Do what is left to be done."""


class Pan:
    """Moves what is seen; a press that was let go at once is a click."""

    def __init__(self, view: DiagramView, at: QPointF, click: Callable[[], None] = lambda: None) -> None:
        self._view = view
        self._from = at
        self._last = at
        self._click = click
        self._moved = False

    def move(self, at: QPointF) -> None:
        """Move what is seen with the pointer."""
        if not self._moved and _is_click(self._from, at):
            return
        if not self._moved:
            self._moved = True
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._view.pan(self._last - at)
        self._last = at

    def end(self, _at: QPointF) -> None:
        """Let go."""
        if self._moved:
            self._view.viewport().unsetCursor()
        else:
            self._click()


class Drag:
    """Moves boxes; the view is not touched."""

    def __init__(self, view: DiagramView, mover: Mover, at: QPointF, boxes: Collection[int]) -> None:
        self._view = view
        self._mover = mover
        self._from = at
        self._boxes = boxes
        self._moved = False

    def move(self, at: QPointF) -> None:
        """Show the boxes where the pointer is."""
        if self._moved or not _is_click(self._from, at):
            self._moved = True
            self._mover.preview(self._boxes, self._by(at))

    def end(self, at: QPointF) -> None:
        """Let the boxes stay."""
        if self._moved:
            self._mover.drop(self._boxes, self._by(at))

    def _by(self, at: QPointF) -> Point:
        off = (at - self._from) / self._view.scale_now
        return Point(off.x(), off.y())


def _is_click(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
