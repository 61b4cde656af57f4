"""Rows of cells as a table model in which rows keep their identity when they are shown anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.pipelines.details.cells.facts import Change, Face, RowKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from pipeline_browser.ui.pipelines.details.cells.facts import Cell, Column, Row

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """Shows rows; what somebody enters is only told, and shown until the database has answered.

    Signals:
        entered: a Change.
    """

    entered = Signal(object)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()
        self.can_edit = False
        self.can_drag = False
        self._latest: tuple[Row, ...] = ()
        self._held: Row | None = None
        self._awaited: dict[tuple[Hashable, int], str] = {}

    # What is shown.

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; those that are there already keep what points at them."""
        self._latest = tuple(rows)
        rows = self._with_held(rows)
        self._awaited.clear()
        self._remove_all_but({row.key for row in rows})
        self._insert_missing(rows)
        self._order(rows)
        self.rows = tuple(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def start_over(self, rows: Sequence[Row]) -> None:
        """Show rows of something else: nothing points at them any more."""
        self.beginResetModel()
        self._held = None
        self._awaited.clear()
        self.rows = self._latest = tuple(rows)
        self.endResetModel()

    def hold(self, row: Row | None) -> None:
        """Keep a row that is being edited, even where it is gone from the database; None for none."""
        self._held = row

    def drop_what_was_held(self) -> None:
        """Take away a row that was only kept because it was being edited."""
        if self._held is None and len(self.rows) != len(self._latest):
            self.show(self._latest)

    def await_answer(self, row: Row, column: int, text: str) -> None:
        """Show what was entered until the next rows come."""
        self._awaited[row.key, column] = text
        self._repaint()

    def forget_awaited(self) -> None:
        """Show what is stored: it was not changed."""
        if self._awaited:
            self._awaited.clear()
            self._repaint()

    # Asking for rows and cells.

    def row_at(self, index: Index) -> Row | None:
        """Return the row of an index."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def cell_at(self, index: Index) -> Cell | None:
        """Return the cell of an index."""
        row = self.row_at(index)
        return row.cells[index.column()] if row is not None else None

    def place_of(self, key: Hashable) -> int:
        """Return where the row of a key is; -1 if nowhere."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), -1)

    def column_of(self, key: str) -> int:
        """Return where a column is."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    # Qt's questions.

    @override
    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        cell, row = self.cell_at(index), self.row_at(index)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if cell is None or row is None:
            return Qt.ItemFlag.ItemIsDropEnabled if self.can_drag else Qt.ItemFlag.NoItemFlags
        if self.can_edit and cell.judge is not None:
            if cell.face.checked is not None:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            if cell.face.checked is None or cell.face.meaning is not None or row.kind is RowKind.OFFERED:
                flags |= Qt.ItemFlag.ItemIsEditable
        if self.can_drag and row.kind is RowKind.STORED:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell, row = self.cell_at(index), self.row_at(index)
        if cell is None or row is None or role not in _ROLES:
            return None
        face, column = self._face(row, index.column(), cell), self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return face.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role == Qt.ItemDataRole.CheckStateRole:
            if face.checked is None:
                return None
            return Qt.CheckState.Checked if face.checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {_spoken(face)}" + (f". {face.reason}" if face.reason else "")
        return tooltip(_tip(face))

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, cell = self.row_at(index), self.cell_at(index)
        if role != Qt.ItemDataRole.CheckStateRole or row is None or cell is None or not self.can_edit:
            return False
        on = not cell.face.checked
        # Columns hold 1 and 0, parameters are text.
        stored = int(on) if cell.spec.choices and cell.spec.choices[0].value == "1" else str(on).lower()
        self.entered.emit(Change(row, self.columns[index.column()].key, stored))
        return True

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(column.tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        return None

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def face_at(self, index: Index) -> Face | None:
        """Return how a cell reads now."""
        cell, row = self.cell_at(index), self.row_at(index)
        return self._face(row, index.column(), cell) if cell is not None and row is not None else None

    def _face(self, row: Row, column: int, cell: Cell) -> Face:
        text = self._awaited.get((row.key, column))
        if text is None:
            return cell.face
        if cell.face.checked is not None:
            on = not cell.face.checked
            return replace(cell.face, text=text, dim=False, checked=on, meaning=None, reason="")
        return replace(cell.face, text=text, dim=False, meaning=None, reason="")

    def _repaint(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # From the rows of before to those of now.

    def _with_held(self, rows: Sequence[Row]) -> list[Row]:
        held = self._held
        if held is None or any(row.key == held.key for row in rows):
            return list(rows)
        at = min(max(0, self.place_of(held.key)), len(rows))
        return [*rows[:at], held, *rows[at:]]

    def _remove_all_but(self, kept: set[Hashable]) -> None:
        for at in reversed(range(len(self.rows))):
            if self.rows[at].key not in kept:
                self.beginRemoveRows(_NOTHING, at, at)
                self.rows = self.rows[:at] + self.rows[at + 1 :]
                self.endRemoveRows()

    def _insert_missing(self, rows: Sequence[Row]) -> None:
        here = {row.key for row in self.rows}
        for at, row in enumerate(rows):
            if row.key not in here:
                place = min(at, len(self.rows))
                self.beginInsertRows(_NOTHING, place, place)
                self.rows = (*self.rows[:place], row, *self.rows[place:])
                self.endInsertRows()

    def _order(self, rows: Sequence[Row]) -> None:
        before, after = [row.key for row in self.rows], [row.key for row in rows]
        if before == after:
            return
        self.layoutAboutToBeChanged.emit()
        place = {key: at for at, key in enumerate(after)}
        old = self.persistentIndexList()
        new = [self.index(place[before[index.row()]], index.column()) for index in old]
        self.rows = tuple(rows)
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.CheckStateRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


def _spoken(face: Face) -> str:
    if face.checked is not None and not face.text:
        return "on" if face.checked else "off"
    return face.text or "nothing"


def _tip(face: Face) -> str:
    whole = face.whole or face.text
    return f"{whole}\n\n{face.reason}" if face.reason and face.reason != whole else whole
