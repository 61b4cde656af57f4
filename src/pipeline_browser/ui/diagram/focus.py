"""What is selected or under the pointer, and how that shows: neighbours stay, the rest fades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pipeline_browser.diagram.shown import names_of, numbers_of
from pipeline_browser.ui.diagram.look import Emphasis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.diagram.graph import Line
    from pipeline_browser.ui.diagram.scene import DiagramScene


class Focus(QObject):
    """Selected boxes or a selected line, or both, and one hovered line.

    Signals:
        changed: something else is selected or hovered.
    """

    changed = Signal()

    def __init__(self, scene: DiagramScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.boxes: frozenset[int] = frozenset()
        self.line: int | None = None
        self.hovered: int | None = None
        self.rows: frozenset[tuple[int, int]] = frozenset()

    @property
    def dims(self) -> bool:
        """Whether what is not near the selection fades."""
        return bool(self.boxes) or self.line is not None

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
        """Select nothing, because the items are going to be others."""
        self.boxes, self.line, self.hovered, self.rows = frozenset(), None, None, frozenset()
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

    def neighbours(self, boxes: Iterable[int]) -> frozenset[int]:
        """Return boxes with those that one line away."""
        near = set(boxes)
        for item in self._scene.lines:
            if item.line.child in self.boxes or item.line.parent in self.boxes:
                near |= {item.line.child, item.line.parent}
        return frozenset(near)

    def _set(
        self, boxes: frozenset[int], line: int | None, rows: frozenset[tuple[int, int]] = frozenset()
    ) -> None:
        if (boxes, line, rows) != (self.boxes, self.line, self.rows):
            self.boxes, self.line, self.rows = boxes, line, rows
            self.show()

    def show(self) -> None:
        """Give every item its emphasis."""
        near = self._near()
        marked = self._marked_rows()
        for box in self._scene.boxes:
            rows = frozenset(row for number, row in marked if number == box.number)
            box.emphasise(self._of_box(box.number, near), rows)
        for line in self._scene.lines:
            line.emphasise(self._of_line(line.number, line.line))
        self.changed.emit()

    def _near(self) -> frozenset[int] | None:
        """Return the boxes that stay; None if all do."""
        if self.boxes:
            return self.neighbours(self.boxes)
        if self.line is not None:
            line = self._scene.lines[self.line].line
            return frozenset({line.child, line.parent})
        return None

    def _marked_rows(self) -> frozenset[tuple[int, int]]:
        marked = set(self.rows)
        for number in {self.line, self.hovered} - {None}:
            line = self._scene.lines[number].line  # type: ignore[index]  # None is taken out
            marked |= {(line.child, row) for row in line.child_rows if row is not None}
            marked |= {(line.parent, row) for row in line.parent_rows if row is not None}
        return frozenset(marked)

    def _of_box(self, box: int, near: frozenset[int] | None) -> Emphasis:
        if box in self.boxes:
            return Emphasis.SELECTED
        return Emphasis.PLAIN if near is None or box in near else Emphasis.DIMMED

    def _of_line(self, number: int, line: Line) -> Emphasis:
        if number == self.line:
            return Emphasis.SELECTED
        if number == self.hovered:
            return Emphasis.HOVERED
        if line.child in self.boxes or line.parent in self.boxes:
            return Emphasis.NEAR
        return Emphasis.DIMMED if self.boxes or self.line is not None else Emphasis.PLAIN
