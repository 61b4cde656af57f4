"""What is selected, found or pointed at, and how that shows: what belongs to it stays, the rest fades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pipeline_browser.diagram.shown import names_of, numbers_of, reached
from pipeline_browser.ui.diagram.canvas.look import Emphasis

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipeline_browser.diagram.graph import Line
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene

Row = tuple[int, int]  # a box and a row of it
Mark = tuple[int, int | None]  # None is the box's name


class Focus(QObject):
    """Selected boxes or a selected line, or both, one hovered line, and all that was found.

    Signals:
        changed: something else is selected, found or hovered.

    Attributes:
        rows: those that are meant of the selected boxes.
        hits: what was found; as long as there are any, all else fades.
        steps: how far around the selection nothing fades.
    """

    changed = Signal()

    def __init__(self, scene: DiagramScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.boxes: frozenset[int] = frozenset()
        self.line: int | None = None
        self.hovered: int | None = None
        self.rows: frozenset[Row] = frozenset()
        self.hits: frozenset[Mark] = frozenset()
        self.steps = 1
        self._inner: frozenset[int] = frozenset()  # the lines of these boxes belong to the selection

    @property
    def dims(self) -> bool:
        """Whether what does not belong to the selection, or was not found, fades."""
        return bool(self.boxes) or self.line is not None or bool(self.hits)

    @property
    def names(self) -> frozenset[str]:
        """The folded names of the selected boxes."""
        picture = self._scene.picture
        return names_of(picture.graph, self.boxes) if picture else frozenset()

    def select_names(self, names: frozenset[str]) -> None:
        """Select the boxes of folded names, as far as there are any."""
        if picture := self._scene.picture:
            self.select(numbers_of(picture.graph, names))

    def clear(self) -> None:
        """Select nothing."""
        self._set(frozenset(), None)

    def forget(self) -> None:
        """Select nothing and have found nothing, because the items are going to be others."""
        self.boxes, self.line, self.hovered, self.rows = frozenset(), None, None, frozenset()
        self.hits = frozenset()
        self.changed.emit()

    def select(
        self, boxes: Iterable[int], rows: Iterable[tuple[int, int]] = (), line: int | None = None
    ) -> None:
        """Select boxes, with rows of them marked, and the line by which one came to them."""
        self._set(frozenset(boxes), line, frozenset(rows))

    def toggle(self, box: int) -> None:
        """Add a box to those selected, or take it out."""
        self._set(self.boxes ^ {box}, None)

    def select_line(self, line: int) -> None:
        """Select one line."""
        self._set(frozenset(), line)

    def hover(self, line: int | None) -> None:
        """Show that the pointer is on a line, or on none."""
        if line != self.hovered:
            self.hovered = line
            self.show()

    def find(self, hits: Iterable[Mark]) -> None:
        """Mark all that was found; nothing to end that."""
        found = frozenset(hits)
        if found != self.hits:
            self.hits = found
            self.show()

    def light(self, steps: int) -> None:
        """Let nothing fade that is so many steps around the selection."""
        if steps != self.steps:
            self.steps = steps
            self.show()

    def neighbours(self, boxes: Iterable[int]) -> frozenset[int]:
        """Return boxes with those that are near."""
        picture = self._scene.picture
        return reached(picture.graph, boxes, self.steps) if picture else frozenset(boxes)

    def _set(self, boxes: frozenset[int], line: int | None, rows: frozenset[Row] = frozenset()) -> None:
        if (boxes, line, rows) != (self.boxes, self.line, self.rows):
            self.boxes, self.line, self.rows = boxes, line, rows
            self.show()

    def show(self) -> None:
        """Give every item its emphasis."""
        near = self._near()
        found = {box for box, _ in self.hits}
        marked = self._marked()
        for box in self._scene.boxes:
            box.emphasise(self._of_box(box.number, near, found), marked.get(box.number, frozenset()))
        for line in self._scene.lines:
            line.emphasise(self._of_line(line.number, line.line))
        self.changed.emit()

    def _near(self) -> frozenset[int] | None:
        """Return the boxes that stay; None if all do."""
        picture = self._scene.picture
        found = frozenset(box for box, _ in self.hits)
        self._inner = frozenset()
        if self.boxes and picture:
            self._inner = reached(picture.graph, self.boxes, self.steps - 1)
            return self.neighbours(self.boxes) | found
        if self.line is not None and picture:
            line = picture.graph.lines[self.line]
            return frozenset({line.child, line.parent}) | found
        return found or None

    def _marked(self) -> Mapping[int, frozenset[int | None]]:
        """Return the rows that are meant, by box."""
        marked: set[Mark] = {*self.rows, *self.hits}
        lines = self._scene.picture.graph.lines if self._scene.picture else ()
        for line in {lines[number] for number in (self.line, self.hovered) if number is not None}:
            marked |= {(line.child, row) for row in line.child_rows if row is not None}
            marked |= {(line.parent, row) for row in line.parent_rows if row is not None}
        by_box: dict[int, set[int | None]] = {}
        for box, row in marked:
            by_box.setdefault(box, set()).add(row)
        return {box: frozenset(rows) for box, rows in by_box.items()}

    def _of_box(self, box: int, near: frozenset[int] | None, found: Collection[int]) -> Emphasis:
        if box in self.boxes:
            return Emphasis.SELECTED
        if box in found:
            return Emphasis.FOUND
        return Emphasis.PLAIN if near is None or box in near else Emphasis.DIMMED

    def _of_line(self, number: int, line: Line) -> Emphasis:
        if number == self.line:
            return Emphasis.SELECTED
        if number == self.hovered:
            return Emphasis.HOVERED
        if line.child in self._inner or line.parent in self._inner:
            return Emphasis.NEAR
        return Emphasis.DIMMED if self.dims else Emphasis.PLAIN
