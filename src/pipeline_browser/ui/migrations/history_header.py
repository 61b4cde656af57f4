"""The history table's header: the description takes what room the others leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.column_header import ColumnHeader
from pipeline_browser.ui.migrations.history_columns import COLUMNS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

STRETCHED = next(at for at, column in enumerate(COLUMNS) if column.key == "description")
SMALLEST = 48  # pixels of a column
SHORTEST_DESCRIPTION = 112


class HistoryHeader(ColumnHeader):
    """The header of the columns of the history."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Columns of the history", COLUMNS, SMALLEST, parent)
        self.setToolTip("Drag to move or resize a column, click to sort, right-click to choose columns")

    def fill(self, width: int, longest_version: int) -> None:
        """Give the description what room the others leave, until a person has arranged the columns.

        Args:
            longest_version: digits; a timestamp needs three times the room of a sequential number.
        """
        if self.is_arranged:
            return
        with self.filling():
            self.resizeSection(0, self.width_of(0, longest_version))
            others = self.length() - self.sectionSize(STRETCHED)
            self.resizeSection(STRETCHED, max(SHORTEST_DESCRIPTION, width - others))
