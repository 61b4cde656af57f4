"""The table of an import's preview: its look, and what it copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.column_header import ColumnHeader
from pipeline_browser.ui.copy_actions import add_copy_actions, show_copy_menu
from pipeline_browser.ui.copying import sql_literal, tab_separated
from pipeline_browser.ui.metrics.importing.file_columns import COLUMNS, FILE
from pipeline_browser.ui.metrics.importing.files_model import FilesModel, Index
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QPainter

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

VIEW_NAME = "metrics/import-columns"
_SMALLEST = 40  # pixels of a column


class FilesTable(QTableView):
    """Shows a FilesModel; sorts by a click on a title."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.files = FilesModel(theme, preferences, self)
        self.header = ColumnHeader("Columns of the files", COLUMNS, _SMALLEST, self)
        self.setHorizontalHeader(self.header)
        self.setModel(self.files)
        self._dress(theme)
        self.header.set_first_widths()
        self.header.restore(preferences.view(VIEW_NAME))
        self.header.setSectionHidden(FILE, False)
        self.header.watch()
        self.header.arranged.connect(self._remember)
        add_copy_actions(self, self.copy, self.copy_rows, self.copy_literal)
        self.customContextMenuRequested.connect(self._show_menu)

    def _dress(self, theme: Theme) -> None:
        self.setAccessibleName("Files to import")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Cells(theme, self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.header.setStretchLastSection(True)

    @Slot()
    def copy(self) -> None:
        """Copy the current cell; a file's whole path."""
        QGuiApplication.clipboard().setText(self._current_text())

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows under their titles."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        headers = [column.title for column in COLUMNS]
        texts = [[self._text(self.files.index(row, at)) for at in range(len(COLUMNS))] for row in rows]
        QGuiApplication.clipboard().setText(tab_separated(headers, texts))

    @Slot()
    def copy_literal(self) -> None:
        """Copy the current cell as SQL."""
        QGuiApplication.clipboard().setText(sql_literal(self._current_text()))

    def _current_text(self) -> str:
        return self._text(self.currentIndex())

    def _text(self, index: QModelIndex) -> str:
        each = self.files.file_at(index.row())
        if each is None:
            return ""
        return str(each.file.path) if index.column() == FILE else str(index.data() or "")

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(VIEW_NAME, self.header.saveState())

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        show_copy_menu(self, at)


class _Cells(QStyledItemDelegate):
    """Lets texts begin where their titles do, and gives up the middle of a file's name, not its end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        is_file = index.column() == FILE
        option.textElideMode = Qt.TextElideMode.ElideMiddle if is_file else Qt.TextElideMode.ElideRight
        option.rect = option.rect.adjusted(INSIDE, 0, -INSIDE, 0)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._theme.colours.selection))
        super().paint(painter, option, index)
