"""Qt's models over the history: all entries, and those that fit the filter, in order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor

from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.migrations.history_columns import COLUMNS, HistoryColumn, matches
from pipeline_browser.ui.migrations.linting.finding_words import (
    are_as_grave,
    findings_summary,
    gravest_finding,
)
from pipeline_browser.ui.migrations.plan_words import SEVERITY_ICONS, SEVERITY_MEANINGS
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.migrations.history import HistoryEntry, MigrationState
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """Every migration of source and ledger, one a row."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[HistoryEntry] = []
        self._utc = False
        self.revision = 0  # counts the changes of the entries
        theme.changed.connect(self._repaint)

    @property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """All entries, by version."""
        return tuple(self._entries)

    def entry(self, row: int) -> HistoryEntry:
        """Return the entry of a row."""
        return self._entries[row]

    def set_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show other facts; rows that stay keep their selection and place."""
        if list(entries) == self._entries:
            return
        old, new = [_key(each) for each in self._entries], [_key(each) for each in entries]
        if not set(old) & set(new):
            self.beginResetModel()
            self._take(list(entries))
            self.endResetModel()
            return
        self._remove_all_but(set(new))
        self._insert_missing(entries)
        self._take(list(entries))
        self._repaint()

    def set_utc(self, utc: bool) -> None:  # noqa: FBT001 - the window's switch, as its signal gives it
        """Show times in UTC or in local time."""
        if utc != self._utc:
            self._utc = utc
            self._repaint()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    @override
    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self._cell(self._entries[index.row()], COLUMNS[index.column()], role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"{column.title} ({'UTC' if self._utc else 'local'})"
                if column.key == "installed_on"
                else column.title
            )
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _cell(self, entry: HistoryEntry, column: HistoryColumn, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(entry, self._utc)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = (
                findings_summary(entry.findings)
                if column.key == "findings"
                else column.text(entry, self._utc)
            )
            return f"{column.title}: {text or 'nothing'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(column.tooltip(entry))
        return self._look(entry, column, role)

    def _look(self, entry: HistoryEntry, column: HistoryColumn, role: int) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and column.fixed_width:
            return self._theme.fixed_font()
        if role == Qt.ItemDataRole.DecorationRole and column.key == "state":
            return self._theme.icon(ICONS[entry.state], MEANINGS[entry.state])
        severity = gravest_finding(entry.findings) if column.key == "findings" else None
        if role == Qt.ItemDataRole.DecorationRole and severity is not None:
            return self._theme.icon(SEVERITY_ICONS[severity], SEVERITY_MEANINGS[severity])
        return self._colour(entry, column) if role == Qt.ItemDataRole.ForegroundRole else None

    def _colour(self, entry: HistoryEntry, column: HistoryColumn) -> QColor | None:
        if column.key == "state":
            return QColor(self._theme.tone(MEANINGS[entry.state]).text)
        no_time = column.key == "execution_time" and entry.row and entry.row.milliseconds is None
        from_folder = column.key == "checksum" and entry.row is None
        no_down = column.key == "reversible" and not entry.reversible
        return QColor(self._theme.colours.dim) if no_time or from_folder or no_down else None

    def _take(self, entries: list[HistoryEntry]) -> None:
        self._entries = entries
        self.revision += 1

    def _remove_all_but(self, kept: set[object]) -> None:
        gone = [row for row, entry in enumerate(self._entries) if _key(entry) not in kept]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(_NOTHING, first, last)
            self._take(self._entries[:first] + self._entries[last + 1 :])
            self.endRemoveRows()

    def _insert_missing(self, entries: Sequence[HistoryEntry]) -> None:
        here = {_key(entry) for entry in self._entries}
        new = [row for row, entry in enumerate(entries) if _key(entry) not in here]
        for first, last in _runs(new):
            self.beginInsertRows(_NOTHING, first, last)
            self._take([*self._entries[:first], *entries[first : last + 1], *self._entries[first:]])
            self.endInsertRows()

    @Slot()
    def _repaint(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(COLUMNS) - 1))


class ShownHistory(QSortFilterProxyModel):
    """The entries that fit the filter; a folder holds thousands of files at most, so a proxy will do."""

    def __init__(self, model: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = model
        self._words = ""
        self._wanted: MigrationState | Severity | None = None
        self._ranked = (-1, -1)
        self._rank_of: list[int] = []
        self.setSourceModel(model)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is in force."""
        return bool(self._words.strip()) or self._wanted is not None

    def entry_at(self, row: int) -> HistoryEntry:
        """Return the entry of a shown row."""
        return self._history.entry(self.mapToSource(self.index(row, 0)).row())

    def set_filter(self, words: str, wanted: MigrationState | Severity | None) -> None:
        """Let through what holds all ``words`` and is in a state, or has findings as grave (None: any)."""
        self._words, self._wanted = words, wanted
        self.invalidate()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        # The entries come by version; comparing a thousand of them again would take its time.
        as_they_come = COLUMNS[column].key == "version" and order is Qt.SortOrder.AscendingOrder
        super().sort(-1 if as_they_come else column, order)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self.is_filtered:
            return True
        entry = self._history.entry(source_row)
        return self._is_wanted(entry) and matches(entry, self._words)

    def _is_wanted(self, entry: HistoryEntry) -> bool:
        if isinstance(self._wanted, Severity):
            return are_as_grave(entry.findings, self._wanted)
        return self._wanted is None or entry.state is self._wanted

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        ranks = self._ranks(source_left.column())
        return ranks[source_left.row()] < ranks[source_right.row()]

    def _ranks(self, column: int) -> list[int]:
        """Return each row's place in the order of a column, made once for all comparisons of a sort."""
        if self._ranked != (column, self._history.revision):
            sort_key, entries = COLUMNS[column].sort_key, self._history.entries
            # Python's sort keeps rows that are equal in the order of their versions.
            order = sorted(range(len(entries)), key=lambda row: sort_key(entries[row]))
            self._rank_of = [0] * len(order)
            for rank, row in enumerate(order):
                self._rank_of[row] = rank
            self._ranked = (column, self._history.revision)
        return self._rank_of


def _key(entry: HistoryEntry) -> object:
    """Return what an entry is known by over time: two files may carry one version."""
    return entry.version, entry.migration.path if entry.migration else None


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of consecutive rows."""
    runs = []
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in group]
        runs.append((members[0], members[-1]))
    return runs


def _alignment(column: HistoryColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
