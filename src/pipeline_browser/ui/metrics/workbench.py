"""Joins the parts of the tab: what is read goes down to them, what somebody asks for comes up from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton

from pipeline_browser.model.metrics.filters import Between, Condition, Filter, Span
from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.editing.saved_line import SavedLine
from pipeline_browser.ui.metrics.charts_place import ChartsPlace
from pipeline_browser.ui.metrics.details.panel import RunDetails
from pipeline_browser.ui.metrics.doing import actions as rows
from pipeline_browser.ui.metrics.doing.deeds import Deeds
from pipeline_browser.ui.metrics.emptiness import NOTHING_OPEN, READING, Emptiness, unreadable, why_empty
from pipeline_browser.ui.metrics.filtering.bar import FilterBar
from pipeline_browser.ui.metrics.importing.dropping import Drops
from pipeline_browser.ui.metrics.importing.importing import Importing
from pipeline_browser.ui.metrics.memory import Memory
from pipeline_browser.ui.metrics.naming import Naming
from pipeline_browser.ui.metrics.reader import Reader
from pipeline_browser.ui.metrics.table.runs_table import RunsTable
from pipeline_browser.ui.metrics.tiles.tiles import Tiles
from pipeline_browser.ui.metrics.tools import MetricsTools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.selecting import Order
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.metrics.charts.grid import ChartGrid
    from pipeline_browser.ui.metrics.tab import MetricsTab
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class Workbench(QObject):
    """Everything behind one tab.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
        told: a Notice about something that was done.
        pipeline_asked: the handle of a pipeline that somebody wants to see.
    """

    failed = Signal(object)
    told = Signal(object)
    pipeline_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        editor: Editor,
        theme: Theme,
        tab: MetricsTab,
        worker: Worker,
        window: QWidget,
    ) -> None:
        super().__init__(tab)
        self._session = session
        self._editor = editor
        self._tab = tab
        self._memory = Memory(session.preferences)
        self._utc = session.preferences.current.utc
        self.reader = Reader(session, self)
        self.bar = FilterBar(theme)
        self.tiles = Tiles(theme)
        self.charts = ChartsPlace(theme, session.preferences)
        self.table = RunsTable(session, theme)
        self.details = RunDetails(session, theme)
        self.importing = Importing(session, editor, theme, window)
        self.naming = Naming(session, self)
        deeds = Deeds(self, editor, session, worker, theme, window)
        self.actions = make_actions(rows.ACTIONS, tab, tab, (deeds,))
        self.deeds = deeds
        self._import = QPushButton("Import runs…", tab)
        self._import.hide()
        tools = MetricsTools(self.actions, theme)
        tab.put(tools, (self.bar, self.tiles), self.charts, self.table, self.details)
        tab.settled = lambda: self.is_settled
        bar = self.bar
        above = (tools, bar.periods, bar.field, bar.chips, bar.all_times, self.tiles)
        tab.in_order = (*above, self.charts, self.table, self.details)
        tab.add_below(SavedLine(editor, quiet=True))
        self.drops = Drops(tab)
        self._connect()
        self._forget()
        deeds.follow()

    @property
    def view(self) -> View | None:
        """What shows."""
        return self.reader.view

    @property
    def parts(self) -> list[QWidget]:
        """What F6 goes through."""
        grid = self.charts.grid
        return [self.bar.field, *([] if grid is None else [grid]), self.table.view, self.details.area]

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read."""
        grid = self.charts.grid
        charts = grid is not None and grid.is_settled
        nothing = self._tab.stack.currentWidget() is self._tab.empty
        return not self.reader.is_busy and self.table.is_settled and (charts or nothing)

    # What is read goes down.

    @Slot(object)
    def show(self, view: View) -> None:
        """Show runs with their figures in every part."""
        why = why_empty(view, self._editor.why_not)
        if why is not None:
            self._tell(why)
        dashboard, question = view.dashboard, view.question
        self.bar.set_zone(question.zone)
        self.bar.show_filter(question.filter, len(view.keys), len(view.every), view.first, view.last)
        self.tiles.show_tiles(dashboard.tiles)
        self.table.show_view(view)
        self.details.refresh()
        self._draw(view)
        if why is None:
            self._tab.stack.setCurrentWidget(self._tab.dashboard)
        self.deeds.follow()

    def _draw(self, view: View) -> None:
        grid, state = self.charts.grid, self._session.state
        if grid is not None:
            grid.deeds.location = None if state is None else state.location
            grid.show_dashboard(view.dashboard, view.runs)

    @Slot(object)
    def _greet_charts(self, grid: ChartGrid) -> None:
        grid.run_clicked.connect(self._go_to_run)
        grid.hovered.connect(self.naming.ask)
        grid.brushed.connect(self._narrow)
        grid.filter_asked.connect(self._add_condition)
        grid.words_asked.connect(self._look_for)
        grid.told.connect(self.told)
        grid.failed.connect(self.failed)
        self.naming.named.connect(grid.show_name)
        if self.view is not None:
            self._draw(self.view)
            grid.select(self.table.selected)

    # What somebody asks for comes up.

    @Slot(object)
    def set_filter(self, wanted: Filter) -> None:
        """Look at other runs; remembered for this database."""
        self.reader.set_filter(wanted)
        state = self._session.state
        if state is not None:
            self._memory.keep_filter(str(state.location.path or ""), wanted)

    @Slot(object)
    def set_order(self, order: Order) -> None:
        """Look at the runs in another order; remembered."""
        self.reader.set_order(order)
        self._memory.keep_order(order)

    @Slot(object)
    def _add_condition(self, condition: Condition) -> None:
        self.set_filter(self.reader.filter.with_condition(condition))

    @Slot(object)
    def _switch_condition(self, condition: Condition) -> None:
        """A second click takes back the first."""
        there = condition in self.reader.filter.conditions
        (self._remove_condition if there else self._add_condition)(condition)

    @Slot(object)
    def _remove_condition(self, condition: Condition) -> None:
        self.set_filter(self.reader.filter.without(condition))

    @Slot(object)
    def _narrow(self, brushed: Span | Between) -> None:
        if isinstance(brushed, Span):
            self.set_filter(self.reader.filter.within(brushed))
        else:
            self._add_condition(brushed)

    @Slot(str)
    def _look_for(self, words: str) -> None:
        self.set_filter(replace(self.reader.filter, text=words))

    @Slot(object)
    def _go_to_run(self, key: int) -> None:
        self.table.select([key])

    @Slot(object)
    def _follow_selection(self, keys: Sequence[int]) -> None:
        if len(keys) > 1:
            self.details.show_many(len(keys))
        else:
            self.details.show_run(keys[0] if keys else None)
        if self.charts.grid is not None:
            self.charts.grid.select(keys)
        self.deeds.follow()

    # Where nothing is.

    def _tell(self, why: Emptiness) -> None:
        buttons = [self._import] if why.offers_import else []
        self._tab.empty.tell(why.heading, why.text, buttons)
        self._tab.stack.setCurrentWidget(self._tab.empty)

    @Slot(object)
    def _take_failure(self, error: PipelineBrowserError) -> None:
        """Where nothing shows yet, the reason stands in its place; else it is told beside what shows."""
        if self.view is None:
            self._tell(unreadable(error))
        else:
            self.failed.emit(error)

    @Slot()
    def _forget(self) -> None:
        """Another database, or none."""
        state = self._session.state
        self._tell(NOTHING_OPEN if state is None else READING)
        self.table.forget()
        self.details.show_run(None)
        if state is not None:
            self.reader.begin_with(self._memory.filter_of(str(state.location.path or "")), self._memory.order)

    @Slot()
    def _open_details(self) -> None:
        self.details.setVisible(True)
        self.deeds.follow()

    @Slot()
    def _show_tab(self) -> None:
        self.charts.load()
        self.reader.show()

    @Slot(object)
    def _use_settings(self, _settings: object) -> None:
        utc = self._session.preferences.current.utc
        if utc != self._utc:
            self._utc = utc
            self.reader.ask_again()

    @Slot()
    def _enter(self) -> None:
        if self._tab.stack.currentWidget() is self._tab.empty:
            self._import.setFocus()
        else:
            self.table.enter()

    def _connect(self) -> None:
        tab, table = self._tab, self.table
        tab.shown.connect(self._show_tab)
        tab.hidden.connect(self.reader.hide)
        tab.entered.connect(self._enter)
        self.reader.answered.connect(self.show)
        self.reader.left.connect(self._forget)
        self.reader.failed.connect(self._take_failure)
        self.reader.busy_changed.connect(self.bar.set_busy)
        self.charts.ready.connect(self._greet_charts)
        self.bar.filter_changed.connect(self.set_filter)
        self.tiles.filter_asked.connect(self._switch_condition)
        table.order_asked.connect(self.set_order)
        table.condition_asked.connect(self._add_condition)
        table.condition_removed.connect(self._remove_condition)
        table.selection_changed.connect(self._follow_selection)
        table.clear_asked.connect(self.deeds.clear_filters)
        table.activated.connect(self._open_details)
        table.menu_asked.connect(self.deeds.add_to_menu)
        table.failed.connect(self.failed)
        table.reader.checked.connect(self.reader.know_lint)
        self.bar.left.connect(table.enter)
        self.details.changed.connect(self.deeds.follow)
        self.details.failed.connect(self.failed)
        self.details.pipeline_wanted.connect(self.pipeline_asked)
        self.importing.failed.connect(self.failed)
        self._import.clicked.connect(self.importing.ask)
        self.drops.dropped.connect(self.importing.take)
        self._session.preferences.changed.connect(self._use_settings)
        self._editor.edited.connect(self.reader.ask_again)  # sooner than the session looks at the file again
        self._editor.availability_changed.connect(self.deeds.follow)
        self._editor.steps_changed.connect(self.deeds.follow)
