"""What a grid copies: the value of a cell, rows as text, and what it can paste again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject

from pipeline_browser.ui.clipboard import put_on_clipboard
from pipeline_browser.ui.copying import raw_text, sql_literal, tab_separated
from pipeline_browser.ui.pipelines.details.cells.facts import RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.copying import RawValue
    from pipeline_browser.ui.pipelines.details.cells.facts import Row
    from pipeline_browser.ui.pipelines.details.grids.grid import Grid


class GridCopying(QObject):
    """Of one grid."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def copy(self) -> None:
        """Copy the value of the cell; of several rows all values, under the titles."""
        rows = self._grid.selected_rows
        if len(rows) > 1:
            self._put(self.rows_text(rows))
        elif self._grid.currentIndex().isValid():
            self._put(raw_text(self._value()))

    def copy_rows(self) -> None:
        """Copy the selected rows as tab-separated text under the titles."""
        self._put(self.rows_text(self._grid.selected_rows))

    def copy_literal(self) -> None:
        """Copy the value of the cell as SQLite writes it."""
        if self._grid.currentIndex().isValid():
            self._put(sql_literal(self._value()))

    def rows_text(self, rows: Sequence[Row]) -> str:
        """Return stored rows as tab-separated text."""
        columns = self._grid.model_.columns
        copied = [at for at, column in enumerate(columns) if column.copied]
        stored = [row for row in rows if row.kind is RowKind.STORED]
        values = [[row.cells[at].value for at in copied] for row in stored]
        return tab_separated([columns[at].title for at in copied], values)

    def _put(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        self._grid.add_to_copy(data)
        put_on_clipboard(data)

    def _value(self) -> RawValue:
        cell = self._grid.model_.cell_at(self._grid.currentIndex())
        if cell is None:
            return None
        return cell.face.text if cell.explains else cell.value
