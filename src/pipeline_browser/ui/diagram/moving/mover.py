"""Moving boxes: their lines follow at once, and each move is one change that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.picture import moved
from pipeline_browser.ui.diagram.moving.carry import Carry
from pipeline_browser.ui.diagram.words import called

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.diagram.layout.snapping import Guide
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.loading.history import History

_NOWHERE = Point(0.0, 0.0)


class Mover(QObject):
    """Takes boxes up, shows them on their way, and lets them stay elsewhere.

    Signals:
        taken_up: boxes begin to move.
        hinted: the numbers of lines that there was no time to route.
    """

    taken_up = Signal()
    hinted = Signal(object)

    def __init__(self, scene: DiagramScene, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._history = history

    def take_up(self, boxes: Collection[int]) -> Carry | None:
        """Begin to move boxes; None where there are none."""
        state = self._history.state
        if state is None or not boxes:
            return None
        self.taken_up.emit()
        return Carry(state.picture, boxes)

    def preview(self, carry: Carry, by: Point, tolerance: float) -> tuple[Guide, ...]:
        """Show boxes ``by`` further, or where they snap to near that; return what they are in line with.

        Args:
            tolerance: pixels of the scene that snapping may take them; 0 lets them stand anywhere.
        """
        state = self._history.state
        if state is None or state.picture is not carry.picture:
            return ()  # the diagram became another one under the pointer
        carry.go(by, tolerance)
        self._scene.place(carry.moved())
        return carry.guides

    def put_back(self) -> None:
        """Show everything where it stands: a move was given up."""
        state, shown = self._history.state, self._scene.picture
        if state and shown and state.picture.graph == shown.graph:
            self._scene.place(state.picture.layout)

    def drop(self, carry: Carry) -> None:
        """Let boxes stay where they were shown last; nothing happens where that is nowhere else."""
        if carry.by == _NOWHERE:
            self.put_back()
        else:
            self._push(carry, "")

    def move(self, boxes: Collection[int], by: Point) -> None:
        """Let boxes stay ``by`` further; several such moves of the same boxes are one change."""
        if carry := self.take_up(boxes):
            carry.by = by
            self._push(carry, "move")

    def put(self, places: Sequence[Point], text: str) -> None:
        """Let every box stand at a place; ``text`` names the change."""
        if state := self._history.state:
            self._history.push(text, state.with_picture(moved(state.picture, places)))

    def _push(self, carry: Carry, kind: str) -> None:
        state = self._history.state
        if state is None or state.picture is not carry.picture:
            return
        picture = replace(state.picture, layout=carry.dropped())
        text = f"move {called(picture.graph, carry.boxes)}"
        series = (kind, carry.boxes) if kind else None
        self._history.push(text, state.with_picture(picture), series=series)
        if carry.hinted:
            self.hinted.emit(carry.hinted)
