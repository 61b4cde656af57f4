"""The left side of the tab: filter, list of pipelines with their stages, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.pipelines.listing.query import Query, Sort
from pipeline_browser.overriding import override
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.pipelines.listing import list_words
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, STATE
from pipeline_browser.ui.pipelines.listing.filter_bar import FilterBar
from pipeline_browser.ui.pipelines.listing.list_table import ListTable
from pipeline_browser.ui.pipelines.listing.lister import Lister
from pipeline_browser.ui.pipelines.listing.selection import Key, Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QShowEvent

    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.pipelines.listing.levels import Levels
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class ListingPanel(QWidget):
    """Which pipelines there are.

    Signals:
        selection_changed: the Selection, when it is another one.
        rename_asked: a Key and the text that was typed for its name (F2 in the list).
        menu_asked: a place of the table's viewport, to show a menu at.
        activated: the Key of a stage that somebody goes to (Enter, double click).
        new_asked: somebody wants a new pipeline.
        listed: the Listing that shows now.
        failed: a PipelineBrowserError; what was shown before stays.
    """

    selection_changed = Signal(object)
    rename_asked = Signal(object, str)
    menu_asked = Signal(QPoint)
    activated = Signal(object)
    new_asked = Signal()
    listed = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.bar = FilterBar(session.preferences)
        self.table = ListTable(theme, session.preferences)
        self.lister = Lister(session, self.table, self._asked, self.bar.problems.isChecked, self)
        self.empty = EmptyPlace(theme, "pipelines")
        self.steps = {step.value: QPushButton(step.value, self) for step in list_words.Step}
        for button in self.steps.values():
            button.hide()
        self._lay_out()
        self._connect()
        self.lister.follow(session.state)

    # What others ask for.

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self.table.selection

    @property
    def listing(self) -> Listing | None:
        """What shows now."""
        return self.lister.listing

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read."""
        return self.lister.is_settled

    def select(self, handle: Handle, stages: Sequence[Handle] = ()) -> bool:
        """Select a pipeline, or some of its stages by handle; return whether it is shown already.

        What is not listed yet is selected when it comes with the next refresh.
        """
        keys = [Key(handle, stage) for stage in stages] or [Key(handle)]
        self.lister.choosing.wanted = tuple(keys)
        return self.lister.choosing.select_wanted()

    def reveal(self, handle: Handle, stages: Sequence[Handle] = ()) -> None:
        """Select it, whatever the filter hides now."""
        if not self.select(handle, stages):
            self.bar.field.clear()
            self.bar.problems.setChecked(False)
            self.bar.archived.setChecked(True)

    def shows_stages_of(self, handle: Handle) -> bool:
        """Whether a pipeline is expanded."""
        return handle in self.table.list.expanded

    def refresh(self, touched: Collection[Handle] | None = None) -> None:
        """Read again what was changed; None: anything may be.

        A pipeline that was edited stays where it is until the next query, though it might be filtered out now
        or sorted elsewhere; only in the order of names it goes to its place, and is kept in sight.
        """
        self.lister.refresh(touched)

    def set_levels(self, levels: Levels | None) -> None:
        """Mark pipelines; those not named are fine; None: nothing is known yet."""
        self.lister.set_levels(levels)
        self.bar.allow_problems(known=levels is not None)
        if self.bar.problems.isChecked() or self.query.sort is Sort.STATE:
            self.lister.show_again()

    def show_problems(self) -> None:
        """Show the pipelines with problems alone, the worst first."""
        self.bar.field.clear()
        self.bar.problems.setChecked(True)
        self.table.header.setSortIndicator(STATE, Qt.SortOrder.AscendingOrder)
        self.table.setFocus()

    def set_can_rename(self, *, can: bool) -> None:
        """Whether F2 begins to rename in the list."""
        self.table.list.can_rename = can

    @Slot()
    def rename(self) -> None:
        """Begin to rename the current row in its place."""
        self.table.rename()

    @property
    def query(self) -> Query:
        """What the controls ask for."""
        header = self.table.header
        return Query(
            self.bar.field.text(),
            self.bar.archived.isChecked(),
            COLUMNS[header.sortIndicatorSection()].sort,
            header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def _asked(self) -> Query:
        return self.query

    # What shows.

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lister.want()

    @Slot(object)
    def _note_choice(self, selection: Selection) -> None:
        self.lister.choosing.note(selection)
        self.selection_changed.emit(selection)

    @Slot()
    def _tell_shown(self) -> None:
        listing = self.listing
        if listing is not None:
            shown = len(self.table.list.handles)
            self.bar.show_count(list_words.count_words(listing, shown, self.lister.orphans))
            self.bar.archived.setToolTip(tooltip(list_words.hidden_words(listing)))
        self._show_why_empty()

    @Slot()
    def _forget(self) -> None:
        self.bar.show_count("")
        self.bar.allow_problems(known=False)

    def _show_why_empty(self) -> None:
        for button in self.steps.values():
            button.hide()
        listing = self.listing
        if self._session.state is None:
            self._tell(list_words.NOTHING_OPEN)
        elif listing is not None and not self.table.list.rowCount():
            self._tell(list_words.why_empty(listing, problems_only=self.bar.problems.isChecked()))
        else:
            self._stack.setCurrentWidget(self.table)

    def _tell(self, why: list_words.Emptiness) -> None:
        self.empty.tell(why.heading, why.text, [self.steps[step.value] for step in why.steps])
        self._stack.setCurrentWidget(self.empty)

    # The controls.

    @Slot()
    def clear_filter(self) -> None:
        """Show all pipelines again."""
        self.bar.problems.setChecked(False)
        self.bar.field.clear()
        self.table.setFocus()

    @Slot()
    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.table.list.rowCount():
            self.table.select_row(0)

    @Slot()
    def _show_archived(self) -> None:
        self.bar.archived.setChecked(True)

    @Slot()
    def enter(self) -> None:
        """Give the focus to the list, or to what can be done where it is empty."""
        (self.table if self._stack.currentWidget() is self.table else self.bar.field).setFocus()

    def _connect(self) -> None:
        lister = self.lister
        lister.shown.connect(self._tell_shown)
        lister.listed.connect(self.listed)
        lister.left.connect(self._forget)
        lister.failed.connect(self.failed)
        lister.reader.busy_changed.connect(self.bar.set_busy)
        self.bar.text_changed.connect(lister.ask)
        self.bar.switched.connect(lister.ask)
        self.bar.left.connect(self._go_to_list)
        self.table.sort_changed.connect(lister.ask)
        self.table.typed.connect(self.bar.type)
        self.table.selection_changed.connect(self._note_choice)
        self.table.activated_row.connect(self.activated)
        self.table.customContextMenuRequested.connect(self.menu_asked)
        self.table.list.rename_asked.connect(self.rename_asked)
        self.steps[list_words.Step.NEW.value].clicked.connect(self.new_asked)
        self.steps[list_words.Step.CLEAR.value].clicked.connect(self.clear_filter)
        self.steps[list_words.Step.SHOW_ARCHIVED.value].clicked.connect(self._show_archived)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        # Its lines are no reason to leave the details less room than they need.
        self.empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
