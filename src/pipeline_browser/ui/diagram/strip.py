"""Below the diagram: what is selected or pointed at, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy

from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.words import box_words, extent_words, selection_words
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.loading.loader import Loader
    from pipeline_browser.ui.diagram.loading.row_counter import RowCounter


class Strip(QLabel):
    """One line; a name of thousands of characters is cut off in it, and does not widen the window."""

    def __init__(self, scene: DiagramScene, focus: Focus, counter: RowCounter, loader: Loader) -> None:
        super().__init__()
        self._scene = scene
        self._focus = focus
        self._counter = counter
        self._loader = loader
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "dim")
        self.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("What is selected in the diagram")
        focus.changed.connect(self.follow)
        counter.counted.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Say what is selected."""
        self.setText(shown(self._words()))

    @Slot(str)
    def say(self, words: str) -> None:
        """Say something else for now; nothing to say again what is selected."""
        if words:
            self.setText(shown(words))
        else:
            self.follow()

    def _words(self) -> str:
        picture, focus = self._scene.picture, self._focus
        if picture is None:
            return ""
        line = focus.hovered if focus.hovered is not None else focus.line
        if line is not None:
            return picture.graph.sentence(picture.graph.lines[line])
        if len(focus.boxes) == 1:
            return self._box_words(picture.graph, next(iter(focus.boxes)))
        if focus.boxes:
            return selection_words(picture.graph, focus.boxes)
        return extent_words(picture.graph)

    def _box_words(self, graph: Graph, number: int) -> str:
        """Return what a table is, and what happened to it where two schemas are compared."""
        if self._loader.over is None:
            return box_words(graph, number, self._counter.counts)
        happened = self._loader.over.words.get(fold(graph.boxes[number].name), ())
        return "; ".join((box_words(graph, number, {}), *happened))
