"""From a column's title or a cell to conditions: the popup and where it is, and the current cell's value."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.filters import Filter, HasLint, OneOf
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.ui.metrics.table.filtering.popup import FilterPopup
from pipeline_browser.ui.metrics.table.run_columns import PLACES, RUN_COLUMNS

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Condition
    from pipeline_browser.model.metrics.table.choices import Choices
    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.ui.metrics.table.page_reader import PageReader
    from pipeline_browser.ui.metrics.table.runs_view import RunsView
    from pipeline_browser.ui.theme import Theme


class ColumnFilters(QObject):
    """Asks for conditions on one column at a time.

    Signals:
        condition_asked: a condition that is to be added to the filter, in place of one like it.
        condition_removed: a condition that is to go.

    Attributes:
        wanted: the filter that is in force; None where nothing is shown.
        popup: what shows now, if any.
    """

    condition_asked = Signal(object)
    condition_removed = Signal(object)

    def __init__(self, view: RunsView, reader: PageReader, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._reader = reader
        self._theme = theme
        self.wanted: Filter | None = None
        self.popup: FilterPopup | None = None
        reader.offered.connect(self._show_choices)
        view.header.filter_asked.connect(self.open)
        view.header.unfilter_asked.connect(self._remove)

    @Slot(int)
    def open(self, at: int) -> None:
        """Show the filter of a column, by its number."""
        if self.wanted is None:
            return
        column = RUN_COLUMNS[at].column
        zone = UTC if self._view.runs.utc else None
        self.popup = FilterPopup(column, self.wanted.on(column.name), zone, self._theme, self._view)
        self.popup.decided.connect(self._decide)
        self.popup.closed.connect(self._forget)
        self._place()
        self.popup.show()
        self._place()  # its style has given it its height
        self._reader.offer(self.wanted, column.name)

    @Slot()
    def open_current(self) -> None:
        """Show the filter of the column that has the cursor."""
        self.open(max(0, self._view.currentIndex().column()))

    @Slot()
    def to_value(self) -> None:
        """Show only the runs that say in the current column what the current one says."""
        index = self._view.currentIndex()
        row = self._view.runs.row_at(index.row())
        if row is not None:
            self.condition_asked.emit(_is_same(RUN_COLUMNS[index.column()].column, row))

    @Slot(object)
    def _show_choices(self, choices: Choices) -> None:
        if self.popup is not None:
            self.popup.show_choices(choices)
            self._place()

    def _place(self) -> None:
        """Put it below its column's title; above it where the screen ends."""
        assert self.popup is not None  # noqa: S101 - the caller has looked
        self.popup.adjustSize()
        header, size = self._view.header, self.popup.size()
        funnel = header.funnel_of(PLACES[self.popup.column.name])
        left = min(funnel.left(), max(0, header.width() - size.width()))
        place = header.mapToGlobal(QPoint(left, header.height()))
        if place.y() + size.height() > self._view.screen().availableGeometry().bottom():
            place = header.mapToGlobal(QPoint(left, -size.height()))
        self.popup.move(place)

    @Slot()
    def _forget(self) -> None:
        if self.sender() is self.popup:
            self.popup = None

    @Slot(object)
    def _decide(self, conditions: tuple[Condition, ...]) -> None:
        assert self.popup is not None  # noqa: S101 - it has just spoken
        self._replace(self.popup.column.name, conditions)

    @Slot(int)
    def _remove(self, at: int) -> None:
        self._replace(RUN_COLUMNS[at].name, ())

    def _replace(self, name: str, conditions: tuple[Condition, ...]) -> None:
        before = () if self.wanted is None else self.wanted.on(name)
        for condition in before:
            if condition not in conditions:
                self.condition_removed.emit(condition)
        for condition in conditions:
            if condition not in before:
                self.condition_asked.emit(condition)


def _is_same(column: Column, row: RunRow) -> Condition:
    """Return the condition that a run says the same as this one; rules of the lint by their ids."""
    value = row[column.name]
    if column.kind is Kind.LINT and value is not None:
        return HasLint(tuple(rule.id for rule in rules_of(int(value))))
    return OneOf(column.name, (value,))
