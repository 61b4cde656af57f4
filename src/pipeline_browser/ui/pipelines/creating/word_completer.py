"""Completes the word at the cursor of a comma-separated list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex


class WordCompleter(QCompleter):
    """Offers words for what stands between the last comma and the cursor."""

    def __init__(self, words: Iterable[str], line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self.setModel(QStringListModel(list(words), self))
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path[: self._line.cursorPosition()].rpartition(",")[2].strip()]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        text, at = self._line.text(), self._line.cursorPosition()
        before, comma, _ = text[:at].rpartition(",")
        _, next_comma, behind = text[at:].partition(",")
        return f"{before}{comma}{super().pathFromIndex(index)}{next_comma}{behind}"
