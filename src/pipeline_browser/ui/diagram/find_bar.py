"""The field that finds tables and columns as one types, with the number of hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.finding import Hit, find, hits_text
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from pipeline_browser.diagram.graph import Graph

_WIDTH = 240


class FindBar(QWidget):
    """Goes from hit to hit with Enter and Shift+Enter.

    Signals:
        found: the current Hit; None where there is none.
        left: Escape was pressed.
    """

    found = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph: Graph | None = None
        self.hits: tuple[Hit, ...] = ()
        self._current = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a table or column")
        self.field.setAccessibleName("Find a table or column")
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(_WIDTH // 2)
        self.field.setMaximumWidth(_WIDTH)
        self.field.textChanged.connect(self._search)
        self.count = plain_label(role="dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RELATED)
        row.addWidget(self.field)
        row.addWidget(self.count)
        self.setFocusProxy(self.field)

    def use(self, graph: Graph | None) -> None:
        """Look in another graph from now on; what is typed stays."""
        self._graph = graph
        self.hits = find(graph, self.field.text()) if graph else ()
        self._current = 0
        self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def go(self, steps: int) -> None:
        """Go to another hit, round and round."""
        if self.hits:
            self._current = (self._current + steps) % len(self.hits)
            self._tell()
            self.found.emit(self.hits[self._current])

    @Slot(str)
    def _search(self, text: str) -> None:
        self.hits = find(self._graph, text) if self._graph else ()
        self._current = 0
        self._tell()
        self.found.emit(self.hits[0] if self.hits else None)

    def _tell(self) -> None:
        self.count.setText(hits_text(len(self.hits), self._current) if self.field.text().strip() else "")
