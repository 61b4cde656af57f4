"""The left side of the tab: filter, list of pipelines with their stages, or why there are none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.pipelines.listing.handles import like
from pipeline_browser.model.pipelines.listing.query import Query, Sort
from pipeline_browser.overriding import override
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.pipelines.listing import list_words
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS
from pipeline_browser.ui.pipelines.listing.filter_bar import FilterBar
from pipeline_browser.ui.pipelines.listing.indexer import Indexer
from pipeline_browser.ui.pipelines.listing.list_table import ListTable
from pipeline_browser.ui.pipelines.listing.reader import Reader
from pipeline_browser.ui.pipelines.listing.selection import Key, Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QShowEvent

    from pipeline_browser.model.location import Location
    from pipeline_browser.model.pipelines.listing.handles import Handles
    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.model.pipelines.listing.viewing import ReadRows, Touched
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.pipelines.listing.levels import Levels
    from pipeline_browser.ui.pipelines.listing.list_view import Place
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

_PATIENCE = 60  # milliseconds for which an order waits for its first rows
_MANY = 500  # edited pipelines, from which on everything is read again
_IDLE = 400  # milliseconds after which a window that has nothing to do reads what may be wanted next


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
        self._location: Location | None = None
        self._listing: Listing | None = None
        self._coming: Listing | None = None  # an answer whose first rows are still being read
        self._touched: set[Handle] = set()  # edited since the last query
        self._chosen: Key | None = None  # where somebody put the cursor
        self._automatic: Key | None = None  # where it was put since it had to be somewhere
        self._rows_stamp: Stamp | None = None  # of the moment whose rows are in the cache
        self._lost = 0
        self._levels: Levels | None = None
        self._is_stale = True
        self._wanted: tuple[Key, ...] = ()
        self.bar = FilterBar(session.preferences)
        self.table = ListTable(theme, session.preferences)
        self.reader = Reader(session, self)
        self.indexer = Indexer(session, self)
        self.empty = EmptyPlace(theme, "pipelines")
        self.steps = {step.value: QPushButton(step.value, self) for step in list_words.Step}
        for button in self.steps.values():
            button.hide()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._lay_out()
        self._connect()
        self._follow(session.state)

    # What others ask for.

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self.table.selection

    @property
    def listing(self) -> Listing | None:
        """What shows now."""
        return self._listing

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read."""
        return not self._is_stale and not self.reader.is_busy and self._coming is None

    def select(self, handle: Handle, stages: Sequence[Handle] = ()) -> bool:
        """Select a pipeline, or some of its stages by handle; return whether it is shown already.

        What is not listed yet is selected when it comes with the next refresh.
        """
        keys = [Key(handle, stage) for stage in stages] or [Key(handle)]
        self._wanted = tuple(keys)
        return self._select_wanted()

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
        if touched is None or len(touched) > _MANY:
            self._look_again()
        else:
            self.reader.read_touched(touched)

    def set_levels(self, levels: Levels | None) -> None:
        """Mark pipelines; those not named are fine; None: nothing is known yet."""
        self._levels = levels
        self.table.list.set_levels(levels)
        self.bar.allow_problems(known=levels is not None)
        if self.bar.problems.isChecked() or self.query.sort is Sort.STATE:
            self._show_listing(goes_to_top=True)

    def show_problems(self) -> None:
        """Show the pipelines with problems alone, the worst first."""
        self.bar.field.clear()
        self.bar.problems.setChecked(True)
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

    # Following the session.

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        location = state.location if state else None
        if location != self._location:
            self._location = location
            self._leave()
        if state is None:
            self._show_why_empty()
        elif self.isVisible():
            self._look_again()
        else:
            self._is_stale = True
            self._idle.start()

    def _leave(self) -> None:
        self.reader.stop()
        self.indexer.stop()
        self._patience.stop()
        self._listing = self._coming = None
        self._wanted, self._chosen, self._touched = (), None, set()
        self._levels = self._rows_stamp = None
        self._lost = 0
        self._is_stale = True
        self.table.list.forget()
        self.bar.show_count("")
        self.bar.allow_problems(known=False)

    @Slot()
    def _read_ahead(self) -> None:
        """Read while nobody waits for anything."""
        if self._is_stale and self._session.state is not None:
            if self._session.worker.occupied:
                self._idle.start()
            else:
                self._look_again()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.stop()
        if self._is_stale and not self.reader.is_busy:
            self._look_again()

    # Asking.

    @Slot()
    def _ask(self) -> None:
        """Find what the controls ask for now."""
        self._touched.clear()
        self.reader.ask(self.query)

    def _look_again(self) -> None:
        """Find it again, if the database is another one than it was."""
        self._idle.stop()
        self._is_stale = False
        self.reader.ask(self.query, self._touched, again=True)

    @Slot()
    def _confirm(self) -> None:
        """Know that everything is as it was."""
        self._follow_with_index()

    @Slot(object)
    def _take_answer(self, listing: Listing) -> None:
        """Show it as soon as the rows are there that will be seen."""
        if listing.stamp != self._rows_stamp:
            self._rows_stamp = listing.stamp
            self.table.list.cache.age()
        self._coming = listing
        missing = self.table.list.cache.missing(self._needed(listing))
        if missing:
            self._patience.start()
            self.reader.want_rows([each for each in missing if each is not None])
        else:
            self._show_coming()

    def _needed(self, listing: Listing) -> list[Handle | None]:
        """Return the pipelines that are going to be seen, and those that are expanded."""
        shown = self._arranged(listing.handles)
        return [*self.table.will_be_seen(shown, self._goes_to_top(listing)), *self.table.list.expanded]

    def _goes_to_top(self, listing: Listing) -> bool:
        """Whether somebody asked for something else than what shows."""
        return self._listing is None or self._listing.query != listing.query

    @Slot(object)
    def _take_rows(self, read: ReadRows) -> None:
        if self._coming is not None:
            place = self.table.place()
            self.table.list.cache.put(read.rows, self.table.list.expanded)
            self._show_coming(place)
        else:
            self.table.take_rows(read.rows)
            self._select_wanted()

    @Slot(object)
    def _take_touched(self, touched: Touched) -> None:
        if self._rows_stamp is not None and self._rows_stamp.others == touched.stamp.others:
            self._rows_stamp = touched.stamp  # we alone have written: all other rows are as they were
        self._touched |= {row.handle for row in touched.rows if row.handle is not None}
        self.table.take_rows(touched.rows)
        self.reader.ask(self.query, self._touched, again=True)

    @Slot(object)
    def _take_index(self, index: SearchIndex | None) -> None:
        self.reader.index = index
        self.reader.prepare()
        if self.bar.field.text().strip():
            self.reader.ask(self.query, self._touched)

    @Slot(object)
    def _take_lost(self, group: ListedPipeline) -> None:
        model = self.table.list
        model.cache.put([group], model.expanded)
        if model.orphans or group.stages:
            self._lost = len(group.stages)
            self._show_listing()

    # Showing.

    @Slot()
    def _show_coming(self, place: Place | None = None) -> None:
        self._patience.stop()
        coming, self._coming = self._coming, None
        if coming is None:
            return
        before, self._listing = self._listing, coming
        goes_to_top = before is None or before.query != coming.query
        self._show_listing(place, goes_to_top=goes_to_top)
        self.bar.archived.setToolTip(tooltip(list_words.hidden_words(coming)))
        self.listed.emit(coming)
        if before is None or before.stamp != coming.stamp:
            self.reader.read_lost()
        self._follow_with_index()

    def _follow_with_index(self) -> None:
        if self._listing is not None and self.reader.stamp is not None:
            self.indexer.follow(self.reader.stamp, self.reader.index)
            self.reader.prepare()

    def _show_listing(self, place: Place | None = None, *, goes_to_top: bool = False) -> None:
        listing = self._listing
        if listing is None:
            return
        self.table.delegate.words = listing.query.words
        handles = self._arranged(listing.handles)
        orphans = 0 if listing.query.words or self.bar.problems.isChecked() else self._lost
        place = place or self.table.place()
        kept = self.table.show_rows(handles, orphans, place)
        if not self._select_wanted() and not kept:
            self._choose_another(place, goes_to_top=goes_to_top)
        self.bar.show_count(list_words.count_words(listing, len(handles), orphans))
        self._show_why_empty()

    def _choose_another(self, place: Place, *, goes_to_top: bool) -> None:
        """Put the cursor somewhere, since its row is not shown any more: where somebody chose it to be."""
        if not self.table.list.rowCount():
            return
        if goes_to_top and self._chosen is not None and self.table.select_keys([self._chosen], self._chosen):
            self.table.scrollTo(self.table.currentIndex())
            return
        if goes_to_top:
            self.table.select_row(0)
        else:
            self.table.select_near(place)
        self._automatic = self.table.list.key_at(self.table.currentIndex().row())
        self.table.scrollTo(self.table.currentIndex())

    @Slot(object)
    def _note_choice(self, selection: Selection) -> None:
        if selection.current is not None and selection.current != self._automatic:
            self._chosen = selection.current
        self.selection_changed.emit(selection)

    def _arranged(self, handles: Handles) -> Handles:
        """Return the pipelines as the controls want them, with those that were edited in their old places."""
        arranged = self._with_problems(handles)
        shown = self.table.list.handles
        if not self._touched or self.query.sort is Sort.NAME or len(arranged) != len(shown):
            return arranged
        same = all((each in arranged) == (each in shown) for each in self._touched)
        return shown if same else arranged

    def _with_problems(self, handles: Handles) -> Handles:
        """Return those that have problems, or all in the order of their problems, as the controls say."""
        levels = self._levels
        if levels is None:
            return handles
        if self.bar.problems.isChecked():
            handles = like(handles, (handle for handle in handles if handle in levels))
        if self.query.sort is Sort.STATE:
            worst_first = not self.query.descending
            key = partial(_level, levels, -1 if worst_first else 1)
            handles = like(handles, sorted(handles, key=key))
        return handles

    def _select_wanted(self) -> bool:
        if not self._wanted:
            return False
        for handle in {key.pipeline for key in self._wanted if key.stage is not None}:
            for place in self.table.list.places_of({handle}):
                self.table.expand(place, expanded=True)
        found = self.table.select_keys(self._wanted, self._wanted[0])
        if found:
            self._wanted = ()
            self.table.scrollTo(self.table.currentIndex())
        return found

    @Slot()
    def _read_seen(self) -> None:
        if self._coming is not None:
            return
        missing = self.table.list.cache.missing(self.table.seen())
        handles = [each for each in missing if each is not None]
        if handles:
            self.reader.want_rows(handles)

    def _show_why_empty(self) -> None:
        for button in self.steps.values():
            button.hide()
        listing = self._listing
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
        self._idle.timeout.connect(self._read_ahead)
        self._patience.timeout.connect(self._show_coming)
        self.reader.answered.connect(self._take_answer)
        self.reader.rows_read.connect(self._take_rows)
        self.reader.unchanged.connect(self._confirm)
        self.reader.touched_read.connect(self._take_touched)
        self.reader.lost_read.connect(self._take_lost)
        self.reader.failed.connect(self.failed)
        self.indexer.ready.connect(self._take_index)
        self.reader.busy_changed.connect(self.bar.set_busy)
        self.bar.text_changed.connect(self._ask)
        self.bar.switched.connect(self._ask)
        self.bar.left.connect(self._go_to_list)
        self.table.sort_changed.connect(self._ask)
        self.table.seen_changed.connect(self._read_seen)
        self.table.typed.connect(self.bar.type)
        self.table.selection_changed.connect(self._note_choice)
        self.table.activated_row.connect(self.activated)
        self.table.customContextMenuRequested.connect(self.menu_asked)
        self.table.list.rename_asked.connect(self.rename_asked)
        self.steps[list_words.Step.NEW.value].clicked.connect(self.new_asked)
        self.steps[list_words.Step.CLEAR.value].clicked.connect(self.clear_filter)
        self.steps[list_words.Step.SHOW_ARCHIVED.value].clicked.connect(self._show_archived)
        self._session.changed.connect(self._follow)

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


def _level(levels: Levels, sign: int, handle: Handle) -> int:
    return sign * levels.get(handle, 0)
