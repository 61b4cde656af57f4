"""The files of an import as rows; those that are seen are asked for, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.metrics.importing.file_columns import COLUMNS, FILE, STATE
from pipeline_browser.ui.metrics.importing.import_words import MARKS, why_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from pipeline_browser.model.metrics.importing.plan import PlannedFile
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FilesModel(QAbstractTableModel):
    """Files in the order that a person chose."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preferences = preferences
        self._given: tuple[PlannedFile, ...] = ()
        self._files: list[PlannedFile] = []
        self._sorting: tuple[int, Qt.SortOrder] | None = None
        theme.changed.connect(self._show_again)
        preferences.changed.connect(self._show_again)

    def show_files(self, files: Sequence[PlannedFile]) -> None:
        """Show other files, sorted as those before."""
        self.beginResetModel()
        self._given = tuple(files)
        self._files = self._sorted()
        self.endResetModel()

    def file_at(self, row: int) -> PlannedFile | None:
        """Return the file in a row."""
        return self._files[row] if 0 <= row < len(self._files) else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._files)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        each = self.file_at(index.row())
        if each is None:
            return None
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return COLUMNS[column].text(each, self._preferences.current.utc)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                text = str(each.file.path) if column == FILE else why_words(each)
                return tooltip(shown(text))
            case Qt.ItemDataRole.DecorationRole if column == STATE:
                mark = MARKS[each.standing]
                return self._theme.icon(mark.icon, mark.meaning)
            case Qt.ItemDataRole.ForegroundRole if column == STATE:
                return QColor(self._theme.tone(MARKS[each.standing].meaning).text)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorting = None if column < 0 else (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self._files
        self._files = self._sorted()
        places = {id(each): row for row, each in enumerate(self._files)}
        for index in self.persistentIndexList():
            row = places[id(before[index.row()])]
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()

    def _sorted(self) -> list[PlannedFile]:
        """Return the files in order; what is missing comes last either way."""
        if self._sorting is None:
            return list(self._given)
        column, order = self._sorting
        found = [(COLUMNS[column].order(each), each) for each in self._given]
        known = [(key, each) for key, each in found if key is not None]
        known.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        return [each for _, each in known] + [each for key, each in found if key is None]

    @Slot()
    def _show_again(self) -> None:
        if self._files:
            last = self.index(len(self._files) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
