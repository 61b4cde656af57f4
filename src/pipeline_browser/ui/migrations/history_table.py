"""The table of all migrations: its look, its keys, and what it copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.copying import raw_text, sql_literal, tab_separated
from pipeline_browser.ui.migrations.history_columns import COLUMNS
from pipeline_browser.ui.migrations.history_header import HistoryHeader
from pipeline_browser.ui.migrations.history_model import HistoryModel, Index, ShownHistory
from pipeline_browser.ui.theme import ICON, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.migrations.history import HistoryEntry, MigrationState
    from pipeline_browser.model.migrations.plan import Severity
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

VIEW_NAME = "migrations/columns"


class HistoryTable(QTableView):
    """Shows a HistoryModel, sorted and filtered.

    Signals:
        current_changed: the current HistoryEntry, or None.
        selection_changed: the selected entries may be others.
    """

    current_changed = Signal(object)
    selection_changed = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.history = HistoryModel(theme, self)
        self.shown = ShownHistory(self.history, self)
        self.header = HistoryHeader(self)
        self._dress(theme)
        self.setModel(self.shown)
        self._arrange()
        self._add_copying()
        self.history.set_utc(preferences.current.utc)
        preferences.changed.connect(self._follow_preferences)
        self.header.arranged.connect(self._remember)

    @property
    def current_entry(self) -> HistoryEntry | None:
        """The entry that has the cursor."""
        index = self.currentIndex()
        return self.shown.entry_at(index.row()) if index.isValid() else None

    @property
    def selected_entries(self) -> list[HistoryEntry]:
        """The selected entries, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.shown.entry_at(row) for row in rows]

    def show_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show other facts; selection, cursor and scroll position stay where their rows do."""
        place = self.verticalScrollBar().value()
        self.history.set_entries(entries)
        self.verticalScrollBar().setValue(place)
        self._fill()
        self.current_changed.emit(self.current_entry)

    def set_filter(self, words: str, wanted: MigrationState | Severity | None) -> None:
        """Show only what holds all words and is in the state, or has findings as grave."""
        self.shown.set_filter(words, wanted)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.current_changed.emit(self.current_entry)

    def go_to(self, version: int) -> bool:
        """Put the cursor on a version; return whether it is shown."""
        for row in range(self.shown.rowCount()):
            if self.shown.entry_at(row).version == version:
                flags = QItemSelectionModel.SelectionFlag
                index = self.shown.index(row, max(0, self.currentIndex().column()))
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
                return True
        return False

    def copy_text(self) -> str:
        """Return the raw value of the current cell; with several rows selected, those with headers."""
        if len(self.selected_entries) > 1:
            return self.rows_text()
        entry = self.current_entry
        return raw_text(COLUMNS[self.currentIndex().column()].raw(entry)) if entry else ""

    def rows_text(self) -> str:
        """Return the selected rows as tab-separated text under the titles of the shown columns."""
        columns = [COLUMNS[at] for at in self._visible_columns()]
        rows = [[column.raw(entry) for column in columns] for entry in self.selected_entries]
        return tab_separated([column.title for column in columns], rows)

    def literal_text(self) -> str:
        """Return the current cell's value as SQLite writes it."""
        entry = self.current_entry
        return sql_literal(COLUMNS[self.currentIndex().column()].raw(entry)) if entry else ""

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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit(self.current_entry)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def _fill(self) -> None:
        longest = max((len(str(entry.version)) for entry in self.history.entries), default=0)
        self.header.fill(self.viewport().width(), longest)

    def _dress(self, theme: Theme) -> None:
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED + 4)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {RELATED - 3}px; border: none; }}")
        self.setTabKeyNavigation(False)
        self.setFont(theme.body_font())
        self.setAccessibleName("Migrations")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _arrange(self) -> None:
        self.header.set_first_widths()
        self.setSortingEnabled(True)
        self.header.setSortIndicatorShown(False)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.header.restore(self._preferences.view(VIEW_NAME))
        self.header.watch()

    def _add_copying(self) -> None:
        for name, text, keys, slot in (
            ("copy", "Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy),
            ("copy_literal", "Copy as SQL literal", QKeySequence("Ctrl+Shift+C"), self.copy_literal),
        ):
            action = QAction(text, self)
            action.setObjectName(name)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _visible_columns(self) -> list[int]:
        in_order = [self.header.logicalIndex(place) for place in range(len(COLUMNS))]
        return [at for at in in_order if not self.header.isSectionHidden(at)]

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(VIEW_NAME, self.header.saveState())

    @Slot(object)
    def _follow_preferences(self, _settings: object) -> None:
        self.history.set_utc(self._preferences.current.utc)


class _CellDelegate(QStyledItemDelegate):
    """Elides checksums and files in the middle, and frames the cell that Ctrl+C would copy."""

    def __init__(self, theme: Theme, view: HistoryTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        column = COLUMNS[index.column()]
        middle = column.fixed_width or column.key == "file"
        option.textElideMode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        option.decorationSize.setWidth(ICON)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(self._theme.colours.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()
