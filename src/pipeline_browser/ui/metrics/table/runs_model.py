"""The rows of the table: keys in order, and of what is seen the cells; nothing else is kept of the others."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.metrics.table.cells import NOT_READ, Cell, cell_of
from pipeline_browser.ui.metrics.table.run_columns import RUN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline_browser.model.metrics.table.pages import RunRow

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MOST_ROWS = 2_000  # kept, about 2 KB each
_MOST_CELLS = 4_000
_MINUTE = timedelta(minutes=1)
_FEW = 4  # keys that are looked for one by one
_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
}
_MOMENTS = tuple(at for at, each in enumerate(RUN_COLUMNS) if each.column.kind is Kind.MOMENT)


class RunsModel(QAbstractTableModel):
    """Every row is a run; what was not read yet shows a dash.

    Attributes:
        keys: of the runs, in order.
        stale: rows that are shown until they are read anew.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keys: array[int] = array("q")
        self.stale: set[int] = set()
        self._rows: OrderedDict[int, RunRow] = OrderedDict()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._utc = False
        self._now = datetime.now(UTC)

    # What stands where.

    def key_at(self, row: int) -> int | None:
        """Return the key of a row; None where there is no such row."""
        return self.keys[row] if 0 <= row < len(self.keys) else None

    def row_at(self, row: int) -> RunRow | None:
        """Return what was read of a row."""
        key = self.key_at(row)
        return None if key is None else self._rows.get(key)

    def known(self, key: int) -> RunRow | None:
        """Return what was read of a run."""
        return self._rows.get(key)

    def count(self, keys: Collection[int]) -> int:
        """Return how many of some runs are shown."""
        return sum(last - first + 1 for first, last in self.ranges_of(keys))

    def rows_of(self, keys: Collection[int]) -> list[int]:
        """Return where some runs stand, ascending; those that are not shown are left out."""
        return [row for first, last in self.ranges_of(keys) for row in range(first, last + 1)]

    def ranges_of(self, keys: Collection[int]) -> list[tuple[int, int]]:
        """Return first and last row of each stretch that some runs stand in, ascending."""
        if len(keys) <= _FEW:
            return _joined(sorted(row for row in map(self._row_of, set(keys)) if row >= 0))
        from pipeline_browser.model.metrics.table.stretches import stretches  # noqa: PLC0415 - numpy, there by now

        return stretches(self.keys, keys if isinstance(keys, array) else array("q", keys))

    def _row_of(self, key: int) -> int:
        try:
            return self.keys.index(key)
        except ValueError:
            return -1

    def missing(self, first: int, last: int) -> list[int]:
        """Return the keys of some rows that have to be read, and count the others as just looked at."""
        wanted = []
        for key in self.keys[max(first, 0) : last + 1]:
            if key in self._rows:
                self._rows.move_to_end(key)
            if key not in self._rows or key in self.stale:
                wanted.append(key)
        return wanted

    # Changing what is shown.

    def show(self, keys: array[int], read: Iterable[RunRow]) -> None:
        """Show runs in an order, with what was read of some of them; all others are read anew when seen."""
        self.stale = set(self._rows)
        if keys == self.keys:
            self.take(list(read))
            return
        self.beginResetModel()
        self.keys = keys
        self._now = datetime.now(UTC)
        self._put(read)
        self._cells.clear()
        self.endResetModel()

    def take(self, read: Collection[RunRow]) -> None:
        """Show rows that were read; those that say what they said are not drawn again."""
        new = [each for each in read if self._rows.get(each.key) != each]
        self._put(read)
        if datetime.now(UTC) - self._now > _MINUTE:  # how long ago something was is another time now
            self._now = datetime.now(UTC)
            self._cells.clear()
        for each in new:
            for section in range(len(RUN_COLUMNS)):
                self._cells.pop((each.key, section), None)
        for first, last in self.ranges_of([each.key for each in new]):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(RUN_COLUMNS) - 1))

    def _put(self, read: Iterable[RunRow]) -> None:
        for row in read:
            self._rows[row.key] = row
            self._rows.move_to_end(row.key)
            self.stale.discard(row.key)
        while len(self._rows) > MOST_ROWS:
            self.stale.discard(self._rows.popitem(last=False)[0])

    def gone(self, keys: Iterable[int]) -> None:
        """Note that some runs are not there any more: nobody needs to read them again."""
        self.stale.difference_update(keys)

    def age(self) -> None:
        """Have everything read anew when it is looked at next."""
        self.stale = set(self._rows)

    def forget(self) -> None:
        """Show nothing, and remember nothing of another database."""
        self._rows.clear()
        self.show(array("q"), ())

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC or in local time."""
        if utc != self._utc:
            self._utc = utc
            self._cells.clear()
            self._repaint()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(RUN_COLUMNS) - 1)

    @property
    def utc(self) -> bool:
        """Whether times are shown in UTC."""
        return self._utc

    @Slot()
    def _repaint(self) -> None:
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, len(RUN_COLUMNS) - 1))

    # What Qt asks.

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(RUN_COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell.tip)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{RUN_COLUMNS[index.column()].title}: {cell.text or cell.tip or 'nothing'}"
        return cell.text

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(RUN_COLUMNS):
            return None
        shown = RUN_COLUMNS[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{shown.title} (UTC)" if self._utc and section in _MOMENTS else shown.title
        if role == Qt.ItemDataRole.ToolTipRole:
            unit = f" (stored in {shown.column.unit})" if shown.column.unit else ""
            return tooltip(f"{shown.title}: {shown.column.explanation}{unit}")
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def cell(self, row: int, section: int) -> Cell:
        """Return what a cell says; painting asks for it several times."""
        key = self.key_at(row)
        if key is None:
            return NOT_READ
        cell = self._cells.get((key, section))
        if cell is None:
            if len(self._cells) >= _MOST_CELLS:
                self._cells.clear()
            read = self._rows.get(key)
            column = RUN_COLUMNS[section].column
            cell = NOT_READ if read is None else cell_of(column, read, utc=self._utc, now=self._now)
            self._cells[key, section] = cell
        return cell


def _alignment(section: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if RUN_COLUMNS[section].number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _joined(rows: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
