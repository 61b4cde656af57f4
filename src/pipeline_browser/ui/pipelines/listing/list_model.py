"""Qt's flat model of pipelines and the stages of those that are expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from pipeline_browser.model.pipelines.listing.handles import NO_HANDLES, Handles
from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.reading import handle_of
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
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, FlatRows, Line
from pipeline_browser.ui.pipelines.listing.row_cache import RowCache
from pipeline_browser.ui.pipelines.listing.selection import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.ui.pipelines.listing.levels import Levels
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
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


class ListModel(QAbstractTableModel):
    """Every row is a pipeline or, below it, one of its stages; what was not read yet shows a dash.

    Signals:
        rename_asked: a Key and the text that was typed for its name.

    Attributes:
        handles: of the pipelines, in order.
        orphans: stages that belong to no pipeline; they stand at the end, below a row of their own.
    """

    rename_asked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._utc = False
        self._levels: Levels | None = None
        self._typed: dict[Key, str] = {}
        self._expanded: set[Handle | None] = set()
        self._cells: dict[tuple[Line, str], Cell] = {}
        self.flat = FlatRows()
        self.cache = RowCache()
        self.handles: Handles = NO_HANDLES
        self.orphans = 0
        self.can_rename = False
        self._drop_flags = Qt.ItemFlag.NoItemFlags
        theme.changed.connect(self._repaint)

    # What stands where.

    @property
    def expanded(self) -> Collection[Handle | None]:
        """The pipelines that are expanded, those too that the filter hides now."""
        return self._expanded

    def handle_at(self, place: int) -> Handle | None:
        """Return the pipeline at a place of the order; None for the group at the end."""
        return self.handles[place] if place < len(self.handles) else None

    def pipeline_at(self, place: int) -> ListedPipeline | None:
        """Return what is known of the pipeline at a place; None if it was not read yet."""
        return self.cache.get(self.handle_at(place))

    def stage_at(self, line: Line) -> StoredRow | None:
        """Return the stage that a line shows; None for a pipeline."""
        pipeline = self.pipeline_at(line.place)
        if line.stage == WHOLE or pipeline is None or line.stage >= len(pipeline.stages):
            return None
        return pipeline.stages[line.stage]

    def key_at(self, row: int) -> Key:
        """Return what a row is known by."""
        line = self.flat.line(row)
        stage = self.stage_at(line)
        return Key(self.handle_at(line.place), None if stage is None else handle_of(stage))

    def rows_of(self, keys: Iterable[Key]) -> dict[Key, int]:
        """Return where some rows stand now; what is not shown is left out."""
        wanted: dict[Handle | None, list[Key]] = {}
        for key in keys:
            wanted.setdefault(key.pipeline, []).append(key)
        found: dict[Key, int] = {}
        for place in self.places_of(wanted):
            for key in wanted[self.handle_at(place)]:
                row = self._row_of(key, place)
                if row is not None:
                    found[key] = row
        return found

    def places_of(self, handles: Collection[Handle | None]) -> list[int]:
        """Return the places of some pipelines, ascending."""
        if not handles:
            return []
        if len(handles) == 1 and None not in handles:
            return self._place_of(next(iter(handles)))
        places = [place for place, handle in enumerate(self.handles) if handle in handles]
        return [*places, len(self.handles)] if None in handles and self.orphans else places

    def _place_of(self, handle: Handle | None) -> list[int]:
        try:
            return [self.handles.index(handle)]
        except ValueError:
            return []

    def _row_of(self, key: Key, place: int) -> int | None:
        if key.stage is None:
            return self.flat.row(Line(place))
        pipeline = self.pipeline_at(place)
        shown = self.flat.stages_of(place)
        for number, stage in enumerate(pipeline.stages[:shown] if pipeline else ()):
            if handle_of(stage) == key.stage:
                return self.flat.row(Line(place, number))
        return None

    # Changing what is shown.

    def show(self, handles: Handles, orphans: int) -> None:
        """Show other pipelines, or the same in another order; what was expanded stays so."""
        if orphans == self.orphans and handles == self.handles:
            self._show_same()
            return
        self.beginResetModel()
        self.handles, self.orphans = handles, orphans
        self._typed.clear()
        self._cells.clear()
        self._count_rows()
        self.endResetModel()

    def _show_same(self) -> None:
        """Show what was read anew of the same pipelines."""
        self._typed.clear()
        self._cells.clear()
        for place in self.places_of(self._expanded):
            pipeline = self.pipeline_at(place)
            self._set_stages(place, None if pipeline is None else len(pipeline.stages))
        self._repaint()

    def _count_rows(self) -> None:
        sizes = {}
        for place in self.places_of(self._expanded):
            pipeline = self.pipeline_at(place)
            if pipeline is not None:
                sizes[place] = len(pipeline.stages)
        self.flat.use(len(self.handles) + bool(self.orphans), sizes)

    def take(self, rows: Iterable[ListedPipeline]) -> None:
        """Take in rows that were read; where they stand they show at once."""
        rows = list(rows)
        self.cache.put(rows, self._expanded)
        self._cells.clear()
        places = self.places_of({row.handle for row in rows})
        for place in places:
            pipeline = self.pipeline_at(place)
            if pipeline is not None:
                self._forget_typed(pipeline)
                wanted = pipeline.handle in self._expanded
                self._set_stages(place, len(pipeline.stages) if wanted else None)
        if places:
            self._repaint_pipelines(places[0], places[-1])

    def set_expanded(self, handle: Handle | None, place: int, *, expanded: bool) -> None:
        """Expand or collapse a pipeline; one that was not read yet expands when it is."""
        if expanded:
            self._expanded.add(handle)
        else:
            self._expanded.discard(handle)
        pipeline = self.pipeline_at(place)
        if pipeline is not None:
            self._set_stages(place, len(pipeline.stages) if expanded else None)
            self._repaint_pipelines(place, place)

    def _set_stages(self, place: int, count: int | None) -> None:
        """Let so many rows stand below a pipeline, none where it is None."""
        before, after = self.flat.stages_of(place), count or 0
        if self.flat.is_expanded(place) == (count is not None) and before == after:
            return
        row = self.flat.row(Line(place))
        if after > before:
            self.beginInsertRows(_NOWHERE, row + before + 1, row + after)
            self.flat.set_stages(place, count)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_NOWHERE, row + after + 1, row + before)
            self.flat.set_stages(place, count)
            self.endRemoveRows()
        else:
            self.flat.set_stages(place, count)

    def forget(self) -> None:
        """Show nothing, and remember nothing of another database."""
        self._expanded.clear()
        self.cache.clear()
        self._levels = None
        self.show(NO_HANDLES, 0)

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

    def _forget_typed(self, pipeline: ListedPipeline) -> None:
        for key in [key for key in self._typed if key.pipeline == pipeline.handle]:
            del self._typed[key]

    # What Qt asks.

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.flat.rows

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return self._drop_flags
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

    @Slot()
    def _repaint(self) -> None:
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(COLUMNS) - 1))

    def _repaint_pipelines(self, first: int, last: int) -> None:
        begin, end = self.flat.row(Line(first)), self.flat.row(Line(last)) + self.flat.stages_of(last)
        self.dataChanged.emit(self.index(begin, 0), self.index(end, len(COLUMNS) - 1))


def _alignment(column: ListColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
