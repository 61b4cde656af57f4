"""The grid of a page of rows: NULL and empty values dim, and copying of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyledItemDelegate, QTableView

from pipeline_browser.model.tables import Cut
from pipeline_browser.overriding import override
from pipeline_browser.ui.copy_actions import add_copy_actions, show_copy_menu
from pipeline_browser.ui.copying import raw_text, sql_literal, tab_separated
from pipeline_browser.ui.diagram.inspector.rows_model import RowsModel
from pipeline_browser.ui.diagram.inspector.value_words import stand_in, too_long
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from pipeline_browser.model.tables import Page, Value
    from pipeline_browser.ui.copying import RawValue
    from pipeline_browser.ui.diagram.inspector.rows_model import Index
    from pipeline_browser.ui.theme import Theme

_NARROWEST, _WIDEST = 56, 220  # pixels of a column, at first
_MEASURED = 40  # columns: the others have a common width
_COMMON = 110


class RowsTable(QTableView):
    """Shows a RowsModel.

    Signals:
        refused: why a value was not copied.
    """

    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_CellDelegate(theme, self.rows, self))
        self._dress(theme)
        add_copy_actions(self, self.copy, self.copy_rows, self.copy_literal)
        self.customContextMenuRequested.connect(self._show_menu)

    def show_page(self, page: Page | None) -> None:
        """Show other rows; of the same columns, their widths and the place stay."""
        before = self.rows.page
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.rows.show(page)
        if page is not None and before is not None and before.columns == page.columns:
            self.horizontalScrollBar().setValue(across)
            self.verticalScrollBar().setValue(down)
        elif page is not None:
            self._fit_columns()

    def selected_cells(self) -> list[Index]:
        """Return the selected cells, row by row; the current one where none is selected."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [*indexes] or ([self.currentIndex()] if self.currentIndex().isValid() else [])

    @Slot()
    def copy(self) -> None:
        """Copy the value of a cell as it is stored; several cells as rows with headers."""
        cells = self.selected_cells()
        if len(cells) > 1:
            self.copy_rows()
        elif cells:
            self._put(self._whole(cells, raw_text))

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected cells as tab-separated text under the names of their columns."""
        cells, page = self.selected_cells(), self.rows.page
        if page is None or not cells:
            return
        columns = sorted({cell.column() for cell in cells})
        chosen = {(cell.row(), cell.column()) for cell in cells}
        rows = []
        for row in sorted({cell.row() for cell in cells}):
            values = [page.rows[row][column] if (row, column) in chosen else "" for column in columns]
            rows.append([self._plain(value) for value in values])
        self._put(tab_separated([page.columns[column] for column in columns], rows))

    @Slot()
    def copy_literal(self) -> None:
        """Copy the value of a cell as SQLite writes it; several with commas between."""
        self._put(self._whole(self.selected_cells(), sql_literal))

    def _whole(self, cells: list[Index], write: Callable[[RawValue], str]) -> str | None:
        """Return values in writing; None, and why, if not all of one is here."""
        values = [self.rows.value(cell) for cell in cells]
        cut = next((value for value in values if isinstance(value, Cut)), None)
        if cut is not None:
            self.refused.emit(too_long(cut))
            return None
        return ", ".join(write(value) for value in values if not isinstance(value, Cut))

    def _plain(self, value: Value) -> RawValue:
        if isinstance(value, Cut):
            self.refused.emit(too_long(value))
            return None
        return value

    def _put(self, text: str | None) -> None:
        if text is not None:
            QGuiApplication.clipboard().setText(text)

    def _fit_columns(self) -> None:
        """Give every column the width of its longest short value."""
        metrics, title = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        for column in range(self.rows.columnCount()):
            if column >= _MEASURED:
                self.setColumnWidth(column, _COMMON)
                continue
            name = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
            widths = [title.horizontalAdvance(name) * 1.06 + GROUP]
            for row in range(self.rows.rowCount()):
                text = str(self.rows.index(row, column).data())
                widths.append(metrics.horizontalAdvance(text[:80]) + GROUP + RELATED)
            self.setColumnWidth(column, round(max(_NARROWEST, min(_WIDEST, max(widths)))))

    def _dress(self, theme: Theme) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.body_font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("First rows")
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setStyleSheet(
            "QTableView { border: none; border-radius: 0; }"
            f"QTableView::item {{ padding: 0 {RELATED - 3}px; border: none; }}"
        )

    @Slot("QPoint")
    def _show_menu(self, at: QPoint) -> None:
        if self.selected_cells():
            show_copy_menu(self, at)


class _CellDelegate(QStyledItemDelegate):
    """Writes dim what only stands in for a value, so that no text looks like it."""

    def __init__(self, theme: Theme, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        value = self._model.value(index)
        if word := stand_in(value):
            option.text = word
        if word or isinstance(value, bytes):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(self._theme.colours.dim))
