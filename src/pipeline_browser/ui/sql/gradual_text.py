"""Fills a document with a long text in short slices, so that the window goes on living meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor

from pipeline_browser.ui.formats import figure

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

SLICE = 64_000  # characters before the window has its turn: 10 to 20 milliseconds
LINES = 2_000  # the same for short lines
LONGEST_LINE = 4_000  # characters; laying out a line takes time by the square of its length
MOST = 2_000_000  # characters in all


class GradualText(QObject):
    """Writes lines into one document; the first slice at once.

    Signals:
        filled: the whole text is there.
    """

    filled = Signal()

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._lines: list[str] = []
        self._next = 0
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._add_slice)

    @property
    def is_filled(self) -> bool:
        """Whether the whole text is there."""
        return not self._later.isActive()

    def show(self, text: str) -> None:
        """Write a text in place of what is there; what cannot be shown is counted at its end."""
        shown = text[:MOST]
        self._lines = [_cut(line) for line in shown.split("\n")]
        if len(text) > MOST:
            self._lines += ["", f"… {figure(len(text) - MOST)} more characters are not shown."]
        self._next = 0
        self._document.setPlainText("\n".join(self._slice()))
        if self._next < len(self._lines):
            self._later.start()
        else:
            self._later.stop()
            self.filled.emit()

    @Slot()
    def _add_slice(self) -> None:
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("\n" + "\n".join(self._slice()))
        if self._next >= len(self._lines):
            self._later.stop()
            self.filled.emit()

    def _slice(self) -> list[str]:
        first, characters = self._next, 0
        while self._next < len(self._lines) and self._next - first < LINES and characters < SLICE:
            characters += len(self._lines[self._next])
            self._next += 1
        return self._lines[first : self._next]


def _cut(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return f"{line[:LONGEST_LINE]}… {figure(len(line) - LONGEST_LINE)} more characters in this line"
