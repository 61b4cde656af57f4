"""A table of facts that are read and copied: icons, indented rows, bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from pipeline_browser.overriding import override
from pipeline_browser.ui.column_header import ColumnHeader
from pipeline_browser.ui.copy_actions import add_copy_actions, show_copy_menu
from pipeline_browser.ui.copying import sql_literal, tab_separated
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.migrations.formats import brief
from pipeline_browser.ui.row_table import dress_rows
from pipeline_browser.ui.theme import GROUP, INSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.migrations.rehearsing.words import FactRow
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_NARROWEST = 40  # pixels of a column
_INDENT = "      "


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column: its title, the digits that it usually holds, whether it holds figures or a bar."""

    title: str
    characters: int
    figures: bool = False
    bar: bool = False
    shown: bool = True


class FactModel(QAbstractTableModel):
    """Rows of facts."""

    def __init__(self, theme: Theme, columns: Sequence[FactColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._rows: Sequence[FactRow] = ()
        theme.changed.connect(self._repaint)

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> FactRow:
        """Return a row."""
        return self._rows[at]

    @override
    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = row.cells[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (_INDENT if row.indented and not column else "") + shown(brief(text))
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(shown(brief(text)))
            case Qt.ItemDataRole.DecorationRole if row.icon and not column:
                return self._theme.icon(row.icon, row.meaning)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.AccessibleTextRole if self._columns[column].bar and row.share is not None:
                return f"{round(100 * row.share)} % of the whole"
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].figures else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    @Slot()
    def _repaint(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class FactTable(QTableView):
    """Shows a FactModel; its first column takes the room that is left, unless it has but one."""

    def __init__(self, theme: Theme, name: str, columns: Sequence[FactColumn]) -> None:
        super().__init__()
        self._columns = columns
        self.facts = FactModel(theme, columns, self)
        self.setHorizontalHeader(ColumnHeader(f"Columns of {name}", columns, _NARROWEST, self))
        self.setModel(self.facts)
        dress_rows(self, theme, name)
        self._dress_header()
        for at, column in enumerate(columns):
            if column.bar:
                self.setItemDelegateForColumn(at, BarDelegate(theme, self))
        add_copy_actions(self, self.copy, self.copy_rows, self.copy_literal)
        self.customContextMenuRequested.connect(self._offer)

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Show other rows."""
        self.facts.show_rows(rows)

    @Slot()
    def copy(self) -> None:
        """Copy the cell; of several rows everything, tab-separated."""
        if len(self.selectionModel().selectedRows()) > 1:
            self.copy_rows()
        elif (index := self.currentIndex()).isValid():
            QGuiApplication.clipboard().setText(self.facts.row(index.row()).cells[index.column()])

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows with their headers."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        titles = [column.title for column in self._columns]
        QGuiApplication.clipboard().setText(tab_separated(titles, [self.facts.row(at).cells for at in rows]))

    @Slot()
    def copy_literal(self) -> None:
        """Copy the cell as SQL writes it."""
        if (index := self.currentIndex()).isValid():
            cell = self.facts.row(index.row()).cells[index.column()]
            QGuiApplication.clipboard().setText(sql_literal(cell))

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        assert isinstance(header, ColumnHeader)  # noqa: S101 - set above
        header.set_first_widths()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        if len(self._columns) == 1:
            header.hide()

    @Slot(QPoint)
    def _offer(self, at: QPoint) -> None:
        show_copy_menu(self, at)


class BarDelegate(QStyledItemDelegate):
    """Paints how much of the whole a row takes, as a bar."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        row = model.row(index.row()) if isinstance(model, FactModel) else None
        if row is None or row.share is None:
            return
        room = option.rect.adjusted(INSIDE, 0, -GROUP, 0)
        width = max(2, round(room.width() * min(1.0, row.share)))
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.outline if row.indented else colours.accent_fill))
        painter.drawRoundedRect(room.left(), room.center().y() - 3, width, 7, 2, 2)
        painter.restore()
