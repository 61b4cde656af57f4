"""The table of runs with its filters, what is selected summed up below, or why there is nothing."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.metrics.filters import HasLint
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.model.metrics.table.sums import SUMMED
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.metrics.table.filtering.column_filters import ColumnFilters
from pipeline_browser.ui.metrics.table.foot_line import FootLine
from pipeline_browser.ui.metrics.table.page_reader import PageReader
from pipeline_browser.ui.metrics.table.run_columns import RUN_COLUMNS
from pipeline_browser.ui.metrics.table.runs_copying import RunsCopying
from pipeline_browser.ui.metrics.table.runs_view import RunsView

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.model.metrics.table.sums import Summary
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_SOON = 40  # milliseconds after the last change of the selection, before it is summed up


class RunsTable(QWidget):
    """Shows the runs of a View.

    Signals:
        selection_changed: the keys of the selected runs, as an array in the order of the table.
        order_asked: an Order.
        condition_asked: a condition that is to be added to the filter, in place of one like it.
        condition_removed: a condition that is to go.
        clear_asked: all filters are to go, since nothing fits.
        menu_asked: the QMenu of the selected runs, before it shows: others may add to it.
        activated: the key of a run that somebody goes to (Enter, double click).
        failed: a PipelineBrowserError; what was shown stays.
    """

    selection_changed = Signal(object)
    order_asked = Signal(object)
    condition_asked = Signal(object)
    condition_removed = Signal(object)
    clear_asked = Signal()
    menu_asked = Signal(object)
    activated = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.shown: View | None = None
        self._coming: tuple[View, bool] | None = None
        self._wanted: Collection[int] = ()
        self._summary: Summary | None = None
        self.view = RunsView(theme, session.preferences)
        self.reader = PageReader(session, self)
        self.copying = RunsCopying(session, self.view)
        self.filters = ColumnFilters(self.view, self.reader, theme)
        self.foot = FootLine(theme)
        self.empty = EmptyPlace(theme, "table")
        self.clear = QPushButton("Clear filters", self)
        self._soon = QTimer(self)
        self._lay_out()
        self._connect()

    # What others ask for.

    @property
    def selected(self) -> array[int]:
        """The keys of the selected runs, in the order of the table."""
        return self.view.selected

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns that show, in the order of the screen."""
        return tuple(RUN_COLUMNS[at].column for at in self.view.shown_columns)

    @property
    def is_shown(self) -> bool:
        """Whether the runs of the newest view are there, with the rows that they begin with."""
        return self._coming is None

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read, and told."""
        busy = self.reader.is_busy or self._coming is not None or self._soon.isActive()
        return not busy and not self.view.is_telling

    def show_view(self, view: View) -> None:
        """Show other runs, or the same anew; they come together with their first rows."""
        before = self._coming[0] if self._coming is not None else self.shown
        to_top = before is None or before.question != view.question
        self._coming = (view, to_top or (self._coming is not None and self._coming[1]))
        self.reader.use(view, self.view.will_be_seen(view.keys, to_top=self._coming[1]))

    def forget(self) -> None:
        """Show nothing: another database is looked at, or none."""
        self.reader.stop()
        self._soon.stop()
        self.shown, self._coming, self._wanted, self._summary = None, None, (), None
        self.copying.source = None
        self.copying.contested = frozenset()
        self.filters.wanted = None
        self.view.runs.forget()
        self.foot.clear()

    def select(self, keys: Collection[int]) -> bool:
        """Select runs and scroll to the first; return whether any of them is shown.

        What is not shown yet is selected when it comes with the next view.
        """
        self._wanted = tuple(keys)
        return self._coming is None and self._select_wanted()

    def enter(self) -> None:
        """Give the table the focus, with a cursor in it."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.view.runs.keys:
            self.view.select_keys([self.view.runs.keys[0]])

    # What shows.

    @Slot(object)
    def _begin(self, rows: list[RunRow]) -> None:
        if self._coming is None:
            return
        (view, to_top), self._coming = self._coming, None
        self.shown = view
        self.copying.source = view.read.source
        self.filters.wanted = view.question.filter
        self.view.show_runs(view.keys, rows, to_top=to_top)
        self.view.header.show_order(view.question.order)
        self.view.header.show_filtered(_columns_of(view.question.filter))
        self._select_wanted()
        self._show_why_empty(view)
        self._tell_lint()
        if len(self.view.selected) > 1:
            self._soon.start()
        self._tell_line()

    def _select_wanted(self) -> bool:
        found = bool(self._wanted) and self.view.select_keys(self._wanted)
        if found:
            self._wanted = ()
            self.view.show_current()
        return found

    def _show_why_empty(self, view: View) -> None:
        if view.keys:
            self._stack.setCurrentWidget(self.view)
            return
        if len(view.every):
            self.empty.tell(
                "No run fits the filters",
                "The database has runs, none of which fit all of them.",
                [self.clear],
            )
        else:
            self.empty.tell("No runs yet", "")
        self._stack.setCurrentWidget(self.empty)

    @Slot()
    def _read_seen(self) -> None:
        missing = self.view.runs.missing(*self.view.seen())
        if missing:
            self.reader.want_rows(missing)

    @Slot(object, object)
    def _take_rows(self, rows: list[RunRow], asked: Sequence[int]) -> None:
        self.view.runs.gone(set(asked) - {row.key for row in rows})
        self.view.runs.take(rows)

    @Slot()
    def _follow_lint(self) -> None:
        """Show what a page of rows alone could not know, and how many runs there is something to say of."""
        if self.copying.contested != self.reader.contested:
            self.copying.contested = self.reader.contested
            self.view.runs.age()
            self._read_seen()
        self._tell_lint()

    def _tell_lint(self) -> None:
        told = self.shown is None or bool(self.shown.question.filter.on("lint"))
        self.foot.show_contradictions(0 if told else self.view.runs.count(array("q", self.reader.bits)))

    @Slot()
    def _show_lint(self) -> None:
        self.condition_asked.emit(HasLint())

    # The selection and the line below.

    @Slot(object)
    def _note_selection(self, keys: array[int]) -> None:
        self._summary = None
        self.reader.drop_sum()
        if len(keys) > 1:
            self._soon.start()
        self._tell_line()
        self.selection_changed.emit(keys)

    @Slot()
    def _sum_up(self) -> None:
        keys = self.view.selected
        shown = {column.name for column in self.shown_columns}
        if len(keys) > 1:
            self.reader.sum_up(keys, [column for column in SUMMED if column.name in shown])

    @Slot(object)
    def _show_summary(self, summary: Summary) -> None:
        self._summary = summary
        self._tell_line()

    @Slot()
    def _tell_line(self) -> None:
        if self.shown is not None:
            names = [column.name for column in self.shown_columns]
            shown, total = len(self.shown.keys), len(self.shown.every)
            self.foot.show_runs(shown, total, len(self.view.selected), self._summary, names)

    @Slot()
    def _follow_columns(self) -> None:
        """Sum up what shows now."""
        self._tell_line()
        if len(self.view.selected) > 1:
            self._soon.start()

    # Sorting.

    @Slot(int)
    def _ask_order(self, at: int) -> None:
        """The same column again turns the order; another one begins with what is looked for first."""
        column = RUN_COLUMNS[at].column
        now = self.shown.question.order if self.shown is not None else Order()
        down = not now.descending if now.column == column.name else column.kind.is_numeric
        if self.shown is not None:
            self.view.header.show_order(now)  # until the runs come in the other one
        self.order_asked.emit(Order(column.name, down))

    @Slot()
    def _sort_current(self) -> None:
        self._ask_order(max(0, self.view.currentIndex().column()))

    # The menu.

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_asked.emit(menu)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return what can be done with the selected runs and the current cell."""
        menu = QMenu(self)
        has_cell = self.view.runs.row_at(self.view.currentIndex().row()) is not None
        menu.addActions([self._to_value, self._by_column, self._by_order])
        self._to_value.setEnabled(has_cell)
        columns = self.view.header.choices()
        columns.setTitle("Columns")
        columns.setParent(menu, columns.windowFlags())
        menu.addMenu(columns)
        menu.addSeparator()
        menu.addActions([each for each in self.view.actions() if each.objectName().startswith("copy")])
        return menu

    def _action(self, name: str, text: str, keys: str, slot: object) -> QAction:
        action = QAction(text, self.view)
        action.setObjectName(name)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.view.addAction(action)
        return action

    @Slot()
    def _activate(self) -> None:
        key = self.view.current_key
        if key is not None:
            self.activated.emit(key)

    # Building.

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.clear.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        self._to_value = self._action(
            "filter_to_value", "Filter to this value", "Ctrl+Return", self.filters.to_value
        )
        self._by_column = self._action(
            "filter_by_column", "Filter by this column…", "Alt+Down", self.filters.open_current
        )
        self._by_order = self._action("sort_by_column", "Sort by this column", "Alt+Up", self._sort_current)

    def _connect(self) -> None:
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._sum_up)
        self.reader.began.connect(self._begin)
        self.reader.rows_read.connect(self._take_rows)
        self.reader.checked.connect(self._follow_lint)
        self.foot.lint_asked.connect(self._show_lint)
        self.filters.condition_asked.connect(self.condition_asked)
        self.filters.condition_removed.connect(self.condition_removed)
        self.reader.summed.connect(self._show_summary)
        self.reader.failed.connect(self.failed)
        self.copying.failed.connect(self.failed)
        self.view.seen_changed.connect(self._read_seen)
        self.view.selection_told.connect(self._note_selection)
        self.view.activated.connect(self._activate)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.header.sort_asked.connect(self._ask_order)
        self.view.header.arranged.connect(self._follow_columns)
        self.clear.clicked.connect(self.clear_asked)


def _columns_of(wanted: Filter) -> set[str]:
    return {getattr(each, "column", "lint") for each in wanted.conditions}
