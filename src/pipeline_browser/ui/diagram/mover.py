"""Moving boxes: their lines follow at once, every move can be undone, and places are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from pipeline_browser.diagram.layout.routing import rerouted
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.measuring import sizes_and_links
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.diagram.layout.shapes import Link, Size
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.scene import DiagramScene

_LONGEST_NAME = 40  # characters in a menu
GRID = 4.0  # pixels at scale 1 that moved boxes snap to


class Mover(QObject):
    """Knows where everything stands now.

    Signals:
        placed: the Layout, after every change that is worth remembering.
    """

    placed = Signal(object)

    def __init__(self, scene: DiagramScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.undo_stack = QUndoStack(self)
        self.arranged: Layout | None = None
        self.layout_now = Layout((), ())
        self._sizes: list[Size] = []
        self._links: list[Link] = []

    @property
    def is_arranged(self) -> bool:
        """Whether everything stands where the arrangement put it."""
        return self.arranged is None or self.layout_now.positions == self.arranged.positions

    def begin(self, picture: Picture, arranged: Layout) -> None:
        """Start with a picture as it is shown; ``arranged`` is how it was without anybody's moves."""
        self.undo_stack.clear()
        self.arranged = arranged
        self.layout_now = picture.layout
        self._sizes, self._links = sizes_and_links(picture.graph, picture.shape)

    def preview(self, boxes: Collection[int], by: Point) -> None:
        """Show boxes elsewhere, while they are dragged."""
        self._scene.place(self._moved(boxes, by, thorough=False))

    def drop(self, boxes: Collection[int], by: Point) -> None:
        """Let boxes stay ``by`` further; nothing happens where that is nowhere else."""
        moved = self._moved(boxes, by, thorough=True)
        if moved.positions == self.layout_now.positions:
            self._scene.place(self.layout_now)
            return
        self.undo_stack.push(_Place(self, self.layout_now, moved, f"move of {self._called(boxes)}"))

    def arrange(self) -> None:
        """Put everything back where the arrangement wants it."""
        if self.arranged is not None and not self.is_arranged:
            self.undo_stack.push(_Place(self, self.layout_now, self.arranged, "arranging"))

    def take(self, layout: Layout) -> None:
        """Show and remember a layout; for the undo commands."""
        self.layout_now = layout
        self._scene.place(layout)
        self.placed.emit(layout)

    def _called(self, boxes: Collection[int]) -> str:
        if len(boxes) > 1:
            return f"{len(boxes):,} tables"
        name = self._scene.boxes[next(iter(boxes))].box.name
        return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"

    def _moved(self, boxes: Collection[int], by: Point, *, thorough: bool) -> Layout:
        positions = list(self.layout_now.positions)
        step = Point(_snapped(by.x), _snapped(by.y))
        for box in boxes:
            positions[box] = positions[box].moved(step)
        return rerouted(self.layout_now, self._sizes, self._links, positions, thorough=thorough)


class _Place(QUndoCommand):
    def __init__(self, mover: Mover, before: Layout, after: Layout, text: str) -> None:
        super().__init__(text)
        self._mover = mover
        self._before = before
        self._after = after

    @override
    def redo(self) -> None:
        self._mover.take(self._after)

    @override
    def undo(self) -> None:
        self._mover.take(self._before)


def _snapped(length: float) -> float:
    return round(length / GRID) * GRID
