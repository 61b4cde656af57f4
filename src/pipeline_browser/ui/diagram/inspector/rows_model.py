"""A page of rows as a table model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.inspector.value_words import cell_text, value_tooltip
from pipeline_browser.ui.labels import shown, tooltip

if TYPE_CHECKING:
    from pipeline_browser.model.tables import Page, Value

Index = QModelIndex | QPersistentModelIndex
_LONGEST_TITLE = 60  # characters
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """Shows a Page, or nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page: Page | None = None

    def show(self, page: Page | None) -> None:
        """Show another page."""
        self.beginResetModel()
        self.page = page
        self.endResetModel()

    def value(self, index: Index) -> Value:
        """Return the value of a cell."""
        return self.page.rows[index.row()][index.column()] if self.page else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() or self.page is None else len(self.page.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() or self.page is None else len(self.page.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self.value(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(value_tooltip(value))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if isinstance(value, int | float) else _LEFT
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.page is None or orientation is Qt.Orientation.Vertical:
            return None
        name = self.page.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            title = named(name)
            return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(shown(name))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if self._holds_numbers(section) else _LEFT)
        return None

    def _holds_numbers(self, column: int) -> bool:
        values = [row[column] for row in self.page.rows] if self.page else []
        there = [value for value in values if value is not None]
        return bool(there) and all(isinstance(value, int | float) for value in there)
