"""What a pressed button does until it is let go; each gesture is an object of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF

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


def _is_click(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
