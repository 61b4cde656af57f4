"""What the list copies: the raw value of a cell, or rows with headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from pipeline_browser.ui.copy_actions import add_copy_actions
from pipeline_browser.ui.copying import raw_text, sql_literal, tab_separated
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME

if TYPE_CHECKING:
    from pipeline_browser.ui.copying import RawValue
    from pipeline_browser.ui.pipelines.listing.list_view import ListView


class ListCopying(QObject):
    """Copies from a list of pipelines, by its keys and menu."""

    def __init__(self, view: ListView) -> None:
        super().__init__(view)
        self._view = view
        add_copy_actions(view, self.copy, self.copy_rows, self.copy_literal)

    def copy_text(self) -> str:
        """Return the raw value of the current cell; with several rows selected, those with headers."""
        if len(self._view.selectionModel().selectedRows()) > 1:
            return self.rows_text()
        index = self._view.currentIndex()
        return raw_text(self._raw(index.row(), index.column())) if index.isValid() else ""

    def rows_text(self) -> str:
        """Return the selected rows as tab-separated text under the titles of the shown columns."""
        columns = self._visible_columns()
        rows = sorted(index.row() for index in self._view.selectionModel().selectedRows(NAME))
        table = [[self._raw(row, at) for at in columns] for row in rows]
        return tab_separated([COLUMNS[at].title for at in columns], table)

    def literal_text(self) -> str:
        """Return the current cell's value as SQLite writes it."""
        index = self._view.currentIndex()
        return sql_literal(self._raw(index.row(), index.column())) if index.isValid() else ""

    @Slot()
    def copy(self) -> None:
        """Put the cell, or the selected rows, on the clipboard."""
        QGuiApplication.clipboard().setText(self.copy_text())

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, tab-separated, with headers."""
        QGuiApplication.clipboard().setText(self.rows_text())

    @Slot()
    def copy_literal(self) -> None:
        """Put the current cell's SQL literal on the clipboard."""
        QGuiApplication.clipboard().setText(self.literal_text())

    def _raw(self, row: int, column: int) -> RawValue:
        index = self._view.list.index(row, column)
        if COLUMNS[column].key == "state":
            text = index.data(Qt.ItemDataRole.DisplayRole)
            return str(text) if text else None
        return self._view.list.cell(self._view.list.flat.line(row), COLUMNS[column]).raw

    def _visible_columns(self) -> list[int]:
        in_order = [self._view.header.logicalIndex(place) for place in range(len(COLUMNS))]
        return [at for at in in_order if not self._view.header.isSectionHidden(at)]
