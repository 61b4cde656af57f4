"""What stands in which row of the list, and how that changes: pipelines, and stages of those expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Slot

from pipeline_browser.model.pipelines.listing.handles import NO_HANDLES, Handles
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, FlatRows, Line
from pipeline_browser.ui.pipelines.listing.row_cache import RowCache
from pipeline_browser.ui.pipelines.listing.selection import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.rows import StoredRow

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ListRows(QAbstractTableModel):
    """The rows of a flat model; a hundred thousand pipelines take a megabyte.

    Attributes:
        handles: of the pipelines, in order.
        orphans: stages that belong to no pipeline; they stand at the end, below a row of their own.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._expanded: set[Handle | None] = set()
        self.flat = FlatRows()
        self.cache = RowCache()
        self.handles: Handles = NO_HANDLES
        self.orphans = 0

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
        self._renew(None)
        self._count_rows()
        self.endResetModel()

    def _show_same(self) -> None:
        """Show what was read anew of the same pipelines."""
        self._renew(None)
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
        self._renew(rows)
        places = self.places_of({row.handle for row in rows})
        for place in places:
            pipeline = self.pipeline_at(place)
            if pipeline is not None:
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
            self.beginInsertRows(NOWHERE, row + before + 1, row + after)
            self.flat.set_stages(place, count)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(NOWHERE, row + after + 1, row + before)
            self.flat.set_stages(place, count)
            self.endRemoveRows()
        else:
            self.flat.set_stages(place, count)

    def forget(self) -> None:
        """Show nothing, and remember nothing of another database."""
        self._expanded.clear()
        self.cache.clear()
        self.show(NO_HANDLES, 0)

    def _renew(self, rows: Collection[ListedPipeline] | None) -> None:
        """Forget what was made of some rows, or of all: they were read anew."""

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.flat.rows

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @Slot()
    def _repaint(self) -> None:
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(COLUMNS) - 1))

    def _repaint_pipelines(self, first: int, last: int) -> None:
        begin, end = self.flat.row(Line(first)), self.flat.row(Line(last)) + self.flat.stages_of(last)
        self.dataChanged.emit(self.index(begin, 0), self.index(end, len(COLUMNS) - 1))
