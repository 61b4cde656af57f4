"""The table under the tree: its look, what is selected and told, what stays in its place, what is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QTableView, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME
from pipeline_browser.ui.pipelines.listing.list_copying import ListCopying
from pipeline_browser.ui.pipelines.listing.list_delegate import ListDelegate
from pipeline_browser.ui.pipelines.listing.list_header import ListHeader
from pipeline_browser.ui.pipelines.listing.list_model import ListModel
from pipeline_browser.ui.pipelines.listing.selecting import selected_in
from pipeline_browser.ui.pipelines.listing.selection import Key, Selection
from pipeline_browser.ui.row_table import dress_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.pipelines.listing.handles import Handles
    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.pipelines.listing.list_rows import Index
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

VIEW_NAME = "pipelines/columns"
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Place:
    """What is to stay where it is while rows come and go.

    Attributes:
        top: the uppermost row, and how many pixels of it are above the edge.
        current: the row with the cursor, and its distance from the edge, where it is seen.
    """

    top: Key | None
    above: int
    current: Key | None
    column: int
    at: int | None
    selection: Selection
    row: int


class ListView(QTableView):
    """Shows a ListModel.

    Signals:
        selection_changed: the Selection, when it is another one.
        seen_changed: other pipelines are seen.
        sort_changed: another column or direction.
    """

    selection_changed = Signal(object)
    seen_changed = Signal()
    sort_changed = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preferences = preferences
        self._told = Selection()
        self._replacing = False
        self.list = ListModel(theme, self)
        self.header = ListHeader(self)
        self.delegate = ListDelegate(theme, self)
        self._soon = self._timer(self._tell_selection)
        self._look = self._timer(self.seen_changed.emit)
        self._dress(theme)
        self.setModel(self.list)
        # With every row selected, the header would ask for each of them, at each picture.
        self.header.setSelectionModel(QItemSelectionModel(self.list, self.header))
        self._arrange()
        self._connect()

    # Selection.

    @property
    def selection(self) -> Selection:
        """What is selected now."""
        current = self.currentIndex()
        key = self.list.key_at(current.row()) if current.isValid() else None
        ranges = sorted((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        return selected_in(self.list, ranges, key)

    def select_keys(self, keys: Iterable[Key], current: Key | None, column: int = NAME) -> bool:
        """Select rows, with the cursor on one of them; return whether any of them is shown."""
        keys = list(keys)
        rows = self.list.rows_of([*keys, current] if current else keys)
        self._select(
            {rows[key] for key in keys if key in rows}, rows.get(current) if current else None, column
        )
        return bool(rows)

    def _select(self, rows: Iterable[int], current: int | None, column: int) -> None:
        chosen = QItemSelection()
        for first, last in _runs(sorted(rows)):
            chosen.select(self.list.index(first, 0), self.list.index(last, len(COLUMNS) - 1))
        model = self.selectionModel()
        if current is not None:
            model.setCurrentIndex(self.list.index(current, max(column, 0)), _Flag.NoUpdate)
        model.select(chosen, _Flag.ClearAndSelect | _Flag.Rows)

    def select_row(self, row: int) -> None:
        """Select one row alone and put the cursor there."""
        index = self.list.index(row, max(self.currentIndex().column(), NAME))
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)

    @property
    def is_telling(self) -> bool:
        """Whether another selection is about to be told."""
        return self._soon.isActive() or self._look.isActive()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._soon.start()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._soon.start()

    @Slot()
    def _tell_selection(self) -> None:
        if self._replacing:
            return
        selection = self.selection
        if selection != self._told:
            self._told = selection
            self.selection_changed.emit(selection)

    # What stays where it is.

    def place(self) -> Place:
        """Return what is seen and selected, to be put back after other rows were shown."""
        current = self.currentIndex()
        top = self.rowAt(0)
        at = self.rowViewportPosition(current.row()) if current.isValid() else -1
        seen = current.isValid() and 0 <= at < self.viewport().height()
        return Place(
            self.list.key_at(top) if top >= 0 else None,
            self.rowViewportPosition(top) if top >= 0 else 0,
            self.list.key_at(current.row()) if current.isValid() else None,
            current.column(),
            at if seen else None,
            self.selection,
            current.row(),
        )

    def put_back(self, place: Place) -> bool:
        """Select and scroll as it was; return whether the cursor's row is still shown."""
        chosen = place.selection
        stages = [Key(stage.pipeline, stage.handle) for stage in chosen.stages]
        anchors = [each for each in (place.current, place.top) if each is not None]
        rows = self.list.rows_of([*stages, *anchors])
        pipelines = self.list.flat.rows_at(self.list.places_of(set(chosen.pipelines)))
        selected = {*pipelines, *(rows[key] for key in stages if key in rows)}
        self._select(selected, rows.get(place.current) if place.current else None, place.column)
        if place.current in rows and place.at is not None:
            self._scroll(rows[place.current], place.at)
        elif place.top in rows:
            self._scroll(rows[place.top], place.above)
        return place.current in rows

    def select_near(self, place: Place) -> None:
        """Select what is left where the cursor was: the pipeline of a stage that went, else the next row."""
        owner = None if place.current is None else Key(place.current.pipeline)
        rows = self.list.rows_of([owner]) if owner is not None else {}
        nearest = min(max(place.row, 0), self.list.rowCount() - 1)
        self.select_row(rows.get(owner, nearest) if owner is not None else nearest)

    def take_rows(self, rows: Iterable[ListedPipeline]) -> None:
        """Show rows that were read; the cursor stays with its stage, wherever that stands now."""
        place = self.place()
        self._replacing = True
        self.list.take(rows)
        if not self.put_back(place) and place.current is not None:
            self.select_near(place)
        self._replacing = False
        self._soon.start()

    def _scroll(self, row: int, at: int) -> None:
        """Scroll until a row's upper edge is ``at`` pixels below that of the viewport."""
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - at)

    def show_rows(self, handles: Handles, orphans: int, place: Place | None = None) -> bool:
        """Show other pipelines; selection, cursor, expanded ones and what is seen stay.

        Args:
            place: as it was before their stages were known anew, which may stand in another order.

        Returns whether the cursor's row is still shown.
        """
        place = place or self.place()
        self._replacing = True
        self.list.show(handles, orphans)
        kept = self.put_back(place)
        self._replacing = False
        self._soon.start()
        self._look.start()
        return kept

    def will_be_seen(self, handles: Handles, *, goes_to_top: bool) -> list[Handle | None]:
        """Return the pipelines that are going to be seen once others are shown, and some around them."""
        place = self.place()
        rows = self._rows_that_fit()
        anchor = place.current if place.at is not None else None if goes_to_top else place.top
        at = 0
        if anchor is not None and anchor.pipeline is not None and anchor.pipeline in handles:
            at = handles.index(anchor.pipeline)
        first = max(0, at - rows)
        return list(handles[first : at + 2 * rows])

    # What is seen.

    def seen(self, margin: int = 1) -> list[Handle | None]:
        """Return the pipelines that are seen, and ``margin`` times as many rows before and after them."""
        rows = self.list.rowCount()
        if not rows:
            return []
        height = self._rows_that_fit()
        top = max(0, self.rowAt(0))
        first = self.list.flat.line(max(0, top - margin * height)).place
        last = self.list.flat.line(min(rows - 1, top + (1 + margin) * height)).place
        return [self.list.handle_at(place) for place in range(first, last + 1)]

    @Slot()
    def _look_soon(self) -> None:
        """Tell that others are seen; a signal's number would be taken for the timer's milliseconds."""
        self._look.start()

    def _rows_that_fit(self) -> int:
        return 1 + self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fill(self.viewport().width())
        self._look.start()

    # Building.

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.timeout.connect(slot)
        return timer

    def _dress(self, theme: Theme) -> None:
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(self.delegate)
        dress_rows(self, theme, "Pipelines")

    def _arrange(self) -> None:
        self.header.set_first_widths()
        self.header.moveSection(0, 0)
        self.header.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        self.header.restore(self._preferences.view(VIEW_NAME))
        self.header.watch()

    def _connect(self) -> None:
        self.copying = ListCopying(self)
        self.header.arranged.connect(self._remember)
        self.header.sortIndicatorChanged.connect(self.sort_changed)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        self.list.rowsInserted.connect(self._look_soon)
        self.list.rowsRemoved.connect(self._look_soon)
        self.list.set_utc(self._preferences.current.utc)
        self._preferences.changed.connect(self._follow_preferences)

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(VIEW_NAME, self.header.saveState())

    @Slot(object)
    def _follow_preferences(self, _settings: object) -> None:
        self.list.set_utc(self._preferences.current.utc)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of consecutive rows."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
