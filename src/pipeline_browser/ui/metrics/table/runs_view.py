"""The table view: what is selected and told, what stays in its place, what is seen."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.table.run_columns import PIPELINE, RUN_COLUMNS
from pipeline_browser.ui.metrics.table.runs_delegate import RunsDelegate
from pipeline_browser.ui.metrics.table.runs_header import RunsHeader
from pipeline_browser.ui.metrics.table.runs_model import RunsModel
from pipeline_browser.ui.row_table import dress_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

VIEW_NAME = "metrics/columns"
MOST_RANGES = 2_000
"""Stretches of selected rows. Their cost grows with their square: of more only the cursor's row stays."""
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Place:
    """What is to stay where it is while rows come and go.

    Attributes:
        top: the uppermost row, and how many pixels of it are above the edge; None at the very top.
        current: the row with the cursor, and its distance from the edge, where it is seen.
    """

    top: int | None
    above: int
    current: int | None
    column: int
    at: int | None
    selected: array[int]


class RunsView(QTableView):
    """Shows a RunsModel.

    Signals:
        selection_told: the keys of the selected runs, as an array, when they are others.
        seen_changed: other runs are seen.
    """

    selection_told = Signal(object)
    seen_changed = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._told: array[int] = array("q")
        self._replacing = False
        self.runs = RunsModel(self)
        self.header = RunsHeader(theme, self)
        self.delegate = RunsDelegate(theme, self.runs, self)
        self._soon = self._timer(self._tell_selection)
        self._look = self._timer(self.seen_changed.emit)
        self._dress(theme)
        self.setModel(self.runs)
        # With every row selected, the header would ask for each of them, at each picture.
        self.header.setSelectionModel(QItemSelectionModel(self.runs, self.header))
        self._arrange()

    # Selection.

    @property
    def selected(self) -> array[int]:
        """The keys of the selected runs, in the order of the table."""
        ranges = sorted((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        found = array("q")
        last = -1
        for top, bottom in ranges:  # those of one row may come once a cell
            found.extend(self.runs.keys[max(top, last + 1) : bottom + 1])
            last = max(last, bottom)
        return found

    @property
    def current_key(self) -> int | None:
        """The run that has the cursor."""
        return self.runs.key_at(self.currentIndex().row())

    def select_keys(self, keys: Collection[int], current: int | None = None) -> bool:
        """Select runs; the cursor goes to one of them. Return whether any of them is shown."""
        ranges = self.runs.ranges_of(keys)
        at = self.runs.rows_of([current]) if current is not None else []
        row = at[0] if at else ranges[0][0] if ranges else None
        self._select(ranges, row, self.currentIndex().column())
        return bool(ranges)

    def _select(self, ranges: list[tuple[int, int]], current: int | None, column: int) -> None:
        if len(ranges) > MOST_RANGES:
            ranges = [] if current is None else [(current, current)]
        chosen = QItemSelection()
        for first, last in ranges:
            chosen.select(self.runs.index(first, 0), self.runs.index(last, len(RUN_COLUMNS) - 1))
        model = self.selectionModel()
        if current is not None:
            model.setCurrentIndex(self.runs.index(current, max(column, 0)), _Flag.NoUpdate)
        model.select(chosen, _Flag.ClearAndSelect | _Flag.Rows)

    def show_current(self) -> None:
        """Scroll until the cursor is seen."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @property
    def is_telling(self) -> bool:
        """Whether another selection, or that others are seen, is about to be told."""
        return self._soon.isActive() or self._look.isActive()

    def note_told(self) -> None:
        """Take what is selected as known to everybody."""
        self._told = self.selected

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._soon.start()

    @Slot()
    def _tell_selection(self) -> None:
        if self._replacing:
            return
        selected = self.selected
        if selected != self._told:
            self._told = selected
            self.selection_told.emit(selected)

    # What stays where it is.

    def place(self) -> Place:
        """Return what is seen and selected, to be put back after other rows were shown."""
        current = self.currentIndex()
        top = self.rowAt(0)
        at = self.rowViewportPosition(current.row()) if current.isValid() else -1
        seen = current.isValid() and 0 <= at < self.viewport().height()
        scrolled = self.verticalScrollBar().value() > 0
        return Place(
            self.runs.key_at(top) if top >= 0 and scrolled else None,
            self.rowViewportPosition(top) if top >= 0 else 0,
            self.runs.key_at(current.row()) if current.isValid() else None,
            current.column(),
            at if seen else None,
            self.selected,
        )

    def show_runs(self, keys: array[int], read: Iterable[RunRow], *, to_top: bool) -> None:
        """Show other runs, or the same anew; what is selected stays, and what is seen unless ``to_top``."""
        if keys == self.runs.keys and not to_top:
            self.runs.show(keys, read)
            self._look.start()
            return
        place = self.place()
        self._replacing = True
        self.runs.show(keys, read)
        self._put_back(place, to_top=to_top)
        self._replacing = False
        self._soon.start()
        self._look.start()

    def _put_back(self, place: Place, *, to_top: bool) -> None:
        current = self.runs.rows_of([place.current]) if place.current is not None else []
        ranges = self.runs.ranges_of(place.selected)
        if ranges or current:
            self._select(ranges, current[0] if current else None, place.column)
        top = self.runs.rows_of([place.top]) if place.top is not None else []
        if to_top:
            self.scrollToTop()
        elif current and place.at is not None:
            self._scroll(current[0], place.at)
        elif top:
            self._scroll(top[0], place.above)

    def _scroll(self, row: int, at: int) -> None:
        """Scroll until a row's upper edge is ``at`` pixels below that of the viewport."""
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - at)

    def will_be_seen(self, keys: array[int], *, to_top: bool) -> array[int]:
        """Return the runs that are going to be seen once others are shown."""
        place, rows = self.place(), self._rows_that_fit()
        anchor = None if to_top else place.current if place.at is not None else place.top
        at = 0
        if anchor is not None:
            try:
                at = max(0, keys.index(anchor) - rows)
            except ValueError:
                at = 0
        return keys[at : at + 2 * rows]

    # What is seen.

    def seen(self) -> tuple[int, int]:
        """Return the first and last row that are seen, and as many more before and after them."""
        height = self._rows_that_fit()
        top = max(0, self.rowAt(0))
        return max(0, top - height), min(self.runs.rowCount() - 1, top + 2 * height)

    def _rows_that_fit(self) -> int:
        return 1 + self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize())

    @Slot()
    def _look_soon(self) -> None:
        """Tell that others are seen; a signal's number would be taken for the timer's milliseconds."""
        self._look.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fill(self.viewport().width())
        self._look.start()

    # Keys.

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last run: rows are what is selected."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0}
        ends[QAbstractItemView.CursorAction.MoveEnd] = self.runs.rowCount() - 1
        if cursorAction in ends and self.runs.rowCount():
            return self.runs.index(ends[cursorAction], max(0, self.currentIndex().column()))
        return super().moveCursor(cursorAction, modifiers)

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
        dress_rows(self, theme, "Runs")

    def _arrange(self) -> None:
        self.header.set_first_widths()
        self.header.restore(self._preferences.view(VIEW_NAME))
        self.header.setSectionHidden(PIPELINE, False)
        self.header.watch()
        self.header.arranged.connect(self._remember)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        self.runs.set_utc(utc=self._preferences.current.utc)
        self._preferences.changed.connect(self._follow_preferences)

    @property
    def shown_columns(self) -> list[int]:
        """The numbers of the columns that show, in the order of the screen."""
        in_order = [self.header.logicalIndex(place) for place in range(len(RUN_COLUMNS))]
        return [at for at in in_order if not self.header.isSectionHidden(at)]

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(VIEW_NAME, self.header.saveState())

    @Slot(object)
    def _follow_preferences(self, _settings: object) -> None:
        self.runs.set_utc(utc=self._preferences.current.utc)
