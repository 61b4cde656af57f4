"""The list's header: the name takes what room the others leave, and always shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from pipeline_browser.overriding import override
from pipeline_browser.ui.column_header import ColumnHeader
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME, STATE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SMALLEST = 28  # pixels of a column: an icon
SHORTEST_NAME = 160


class ListHeader(ColumnHeader):
    """The header of the columns of the pipelines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Columns of the pipelines", COLUMNS, SMALLEST, parent)
        self.setSortIndicatorShown(False)

    @override
    def first_width(self, at: int) -> int:
        return SMALLEST if at == STATE else super().first_width(at)

    @override
    def may_switch(self, at: int) -> bool:
        return at != NAME  # the tree's arrows are in it

    def fill(self, width: int) -> None:
        """Give the name what room the others leave, until a person has arranged the columns."""
        if self.is_arranged:
            return
        with self.filling():
            others = self.length() - self.sectionSize(NAME)
            wanted = self.first_width(NAME)
            width_left = max(min(wanted, SHORTEST_NAME), width - others, min(wanted, width // 2))
            self.resizeSection(NAME, width_left)

    @override
    @Slot()
    def _note_sorting(self) -> None:
        """Sorting is remembered, but leaves the widths to the window."""
        self.arranged.emit()
