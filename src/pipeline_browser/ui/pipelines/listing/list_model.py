"""What the cells of the list say: pipelines and stages, their state, names while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.pipelines.listing import levels
from pipeline_browser.ui.pipelines.listing.cells import Cell, literal
from pipeline_browser.ui.pipelines.listing.columns import (
    COLUMNS,
    NAME,
    ORPHANS,
    ORPHANS_TIP,
    STATE,
    TIMES,
    ListColumn,
)
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, Line
from pipeline_browser.ui.pipelines.listing.list_rows import Index, ListRows
from pipeline_browser.ui.pipelines.listing.selection import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.ui.pipelines.listing.levels import Levels
    from pipeline_browser.ui.theme import Theme

_SHOWN: Mapping[int, Callable[[Cell], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
    Qt.ItemDataRole.EditRole: lambda cell: cell.raw,
    Qt.ItemDataRole.ToolTipRole: lambda cell: tooltip(cell.tip),
}
_ROLES = {
    *_SHOWN,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
}
_ORDINARY = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _ORDINARY | Qt.ItemFlag.ItemIsEditable
_GROUP = Key(None)
_MOST_CELLS = 2_000
NOT_READ = Cell("\N{EN DASH}", dim=True, tip="Being read")


class ListModel(ListRows):
    """Every row is a pipeline or, below it, one of its stages; what was not read yet shows a dash.

    Signals:
        rename_asked: a Key and the text that was typed for its name.
    """

    rename_asked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._utc = False
        self._levels: Levels | None = None
        self._typed: dict[Key, str] = {}
        self._cells: dict[tuple[Line, str], Cell] = {}
        self.can_rename = False
        theme.changed.connect(self._repaint)

    @override
    def forget(self) -> None:
        self._levels = None
        super().forget()

    def set_utc(self, utc: bool) -> None:  # noqa: FBT001 - the window's switch, as its signal gives it
        """Show times in UTC or in local time."""
        if utc != self._utc:
            self._utc = utc
            self._cells.clear()
            self._repaint()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, TIMES[0], TIMES[-1])

    def set_levels(self, known: Levels | None) -> None:
        """Mark pipelines; those not named have nothing, None means that nothing was checked yet."""
        self._levels = known
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, STATE), self.index(rows - 1, STATE))

    def show_typed(self, key: Key, text: str) -> None:
        """Show a new name until the row is read again."""
        self._typed[key] = text
        self._cells.clear()
        self._repaint()

    @Slot()
    def forget_typed_names(self) -> None:
        """Show the names as they were read: what was typed was not taken."""
        self._typed.clear()
        self._cells.clear()
        self._repaint()

    @override
    def _renew(self, rows: Collection[ListedPipeline] | None) -> None:
        self._cells.clear()
        read = {row.handle for row in rows or ()}
        self._typed = {key: text for key, text in self._typed.items() if rows and key.pipeline not in read}

    # What Qt asks.

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == NAME and self.can_rename and self.key_at(index.row()) != _GROUP:
            return _EDITABLE
        return _ORDINARY

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        line, column = self.flat.line(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if index.column() == STATE:
            return self._state(line, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(line, column)
        attribute = _SHOWN.get(role)
        return attribute(self.cell(line, column)) if attribute else None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != NAME:
            return False
        if value == self.cell(self.flat.line(index.row()), COLUMNS[NAME]).raw:
            return False
        key = self.key_at(index.row())
        self.show_typed(key, str(value))
        self.rename_asked.emit(key, str(value))
        return True

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title
        if role == Qt.ItemDataRole.DisplayRole and section == STATE:
            return ""  # the column is as narrow as an icon
        if role == Qt.ItemDataRole.DisplayRole:
            zone = " (UTC)" if self._utc else ""
            return f"{column.title}{zone}" if section in TIMES else column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{column.title}: {column.tip}")
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def cell(self, line: Line, column: ListColumn) -> Cell:
        """Return what a column says of a line; painting asks for it several times."""
        cell = self._cells.get((line, column.key))
        if cell is None:
            if len(self._cells) >= _MOST_CELLS:
                self._cells.clear()
            cell = self._cells[line, column.key] = self._cell(line, column)
        return cell

    def _cell(self, line: Line, column: ListColumn) -> Cell:
        pipeline = self.pipeline_at(line.place)
        if pipeline is None:
            return NOT_READ
        if line.stage == WHOLE:
            cell = column.pipeline(pipeline, self._utc)
        else:
            cell = column.stage(pipeline.stages[line.stage], self._utc)
        if self._typed and column.key == "name":
            typed = self._typed.get(self.key_at(self.flat.row(line)))
            return cell if typed is None else Cell(typed, raw=typed)
        return cell

    def order_text(self, line: Line) -> str:
        """Return the order of a stage, as it is stored."""
        stage = self.stage_at(line)
        order = stage.get("stage_order") if stage else None
        return "" if order is None else literal(order)

    def level_of(self, line: Line) -> Severity | None:
        """Return how bad it is with the pipeline of a line; None where there is nothing to say, or yet."""
        handle = self.handle_at(line.place)
        if line.stage != WHOLE:
            return None
        if handle is None:
            return Severity.NOTE
        return None if self._levels is None else self._levels.get(handle)

    def is_archived(self, line: Line) -> bool:
        """Whether the pipeline, or the stage itself, is archived."""
        pipeline, stage = self.pipeline_at(line.place), self.stage_at(line)
        if pipeline is not None and pipeline.archived:
            return True
        return stage is not None and stage.get("archived", 0) != 0

    def _state(self, line: Line, role: int) -> object:
        level = self.level_of(line)
        if line.stage != WHOLE:
            return None
        words = "" if level is None else levels.WORDS[level]
        tip = levels.TIPS[level] if level else levels.UNKNOWN if self._levels is None else levels.FINE
        if self.handle_at(line.place) is None:
            tip = ORPHANS_TIP
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"State: {words or tip}"
        return tooltip(tip) if role == Qt.ItemDataRole.ToolTipRole else None

    def _said(self, line: Line, column: ListColumn) -> str:
        text = self.cell(line, column).text or "nothing"
        if column.key != "name":
            return f"{column.title}: {text}"
        if line.stage != WHOLE:
            return f"Stage {figure(line.stage + 1)}: {text}"
        kind = ORPHANS if self.handle_at(line.place) is None else f"Pipeline: {text}"
        archived = ", archived" if self.is_archived(line) else ""
        return f"{kind}{archived}, {'expanded' if self.flat.is_expanded(line.place) else 'collapsed'}"


def _alignment(column: ListColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
