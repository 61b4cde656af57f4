"""Keeps the list in step with database and controls: asks, waits for the first rows, shows, follows edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.ui.pipelines.listing.arranging import Wish, arranged
from pipeline_browser.ui.pipelines.listing.choosing import Choosing
from pipeline_browser.ui.pipelines.listing.indexer import Indexer
from pipeline_browser.ui.pipelines.listing.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.location import Location
    from pipeline_browser.model.pipelines.listing.handles import Handles
    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.listing.query import Query
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.model.pipelines.listing.viewing import ReadRows, Touched
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.pipelines.listing.levels import Levels
    from pipeline_browser.ui.pipelines.listing.list_table import ListTable
    from pipeline_browser.ui.pipelines.listing.list_view import Place
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState

_PATIENCE = 60  # milliseconds for which an order waits for its first rows
_MANY = 500  # edited pipelines, from which on everything is read again
_LOCKED = 2_000  # milliseconds until a locked database is tried again
_IDLE = 400  # milliseconds after which a window that has nothing to do reads what may be wanted next


class Lister(QObject):
    """Fills a table with what fits.

    Signals:
        shown: other pipelines show, or none.
        listed: the Listing that shows now, when it is a new one.
        left: another database, or none, is open.
        failed: a PipelineBrowserError; what was shown before stays.

    Attributes:
        listing: what shows now; None until something was read.
        orphans: stages without a pipeline that show now.
    """

    shown = Signal()
    listed = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        table: ListTable,
        query: Callable[[], Query],
        problems_only: Callable[[], bool],
        panel: QWidget,
    ) -> None:
        """Follow the session.

        Args:
            query, problems_only: what the controls ask for now.
            panel: while nobody sees it, nothing is urgent.
        """
        super().__init__(panel)
        self._panel = panel
        self._session = session
        self._table = table
        self._query = query
        self._problems_only = problems_only
        self.reader = Reader(session, self)
        self.indexer = Indexer(session, self)
        self.choosing = Choosing(table)
        self.listing: Listing | None = None
        self.orphans = 0
        self._location: Location | None = None
        self._coming: Listing | None = None  # an answer whose first rows are still being read
        self._touched: set[Handle] = set()  # edited since the last query
        self._rows_stamp: Stamp | None = None  # of the moment whose rows are in the cache
        self._lost = 0
        self._levels: Levels | None = None
        self._is_stale = True
        self._idle = self._timer(_IDLE, self._read_ahead)
        self._lost_later = self._timer(_LOCKED, self.reader.read_lost)
        self._patience = self._timer(_PATIENCE, self._show_coming)
        self._connect()

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read."""
        busy = self.reader.is_busy or self.reader.reads_ahead
        return not self._is_stale and not busy and self._coming is None

    # Asking.

    @Slot()
    def ask(self) -> None:
        """Find what the controls ask for now."""
        self._touched.clear()
        self.reader.ask(self._query())

    def refresh(self, touched: Collection[Handle] | None = None) -> None:
        """Read again what was changed; None: anything may be."""
        if touched is None or len(touched) > _MANY:
            self._look_again()
        else:
            self.reader.read_touched(touched)

    def want(self) -> None:
        """Read now, if that was not done yet: the list is looked at."""
        self._idle.stop()
        if (self._is_stale and not self.reader.is_busy) or self.reader.reads_ahead:
            self._look_again()

    def set_levels(self, levels: Levels | None) -> None:
        """Mark pipelines, and arrange them by it where that is asked for."""
        self._levels = levels
        self._table.list.set_levels(levels)

    @Slot(object)
    def follow(self, state: DatabaseState | None) -> None:
        """Look again at the database; a list that nobody sees waits until there is nothing else to do."""
        location = state.location if state else None
        if location != self._location:
            self._location = location
            self._leave()
        if state is None:
            self.shown.emit()
        elif self._panel.isVisible():
            self._look_again()
        else:
            self._is_stale = True
            self._idle.start(_IDLE)

    def _leave(self) -> None:
        self.reader.stop()
        self.indexer.stop()
        self._patience.stop()
        self._lost_later.stop()
        self.choosing.forget()
        self.listing = self._coming = self._levels = self._rows_stamp = None
        self._touched = set()
        self._lost = self.orphans = 0
        self._is_stale = True
        self._table.list.forget()
        self.left.emit()

    @Slot()
    def _read_ahead(self) -> None:
        """Read while nobody waits for anything."""
        if self._is_stale and self._session.state is not None:
            if self._session.worker.occupied:
                self._idle.start(_IDLE)
            else:
                self._look_again(ahead=True)

    def _look_again(self, *, ahead: bool = False) -> None:
        """Find it again, if the database is another one than it was."""
        self._idle.stop()
        self._is_stale = False
        self.reader.ask(self._query(), self._touched, again=True, ahead=ahead)

    @Slot(str)
    def _try_later(self, kind: str) -> None:
        """Another program holds the database, and nobody waits for this."""
        if kind == "lost":
            self._lost_later.start()
        else:
            self._is_stale = True
            self._idle.start(_LOCKED)

    # Answers.

    @Slot(object)
    def _take_answer(self, listing: Listing) -> None:
        """Show it as soon as the rows are there that will be seen."""
        if listing.stamp != self._rows_stamp:
            self._rows_stamp = listing.stamp
            self._table.list.cache.age()
        self._coming = listing
        missing = self._table.list.cache.missing(self._needed(listing))
        if missing:
            self._patience.start()
            self.reader.want_rows([each for each in missing if each is not None])
        else:
            self._show_coming()

    def _needed(self, listing: Listing) -> list[Handle | None]:
        """Return the pipelines that are going to be seen, and those that are expanded."""
        handles = self._arranged(listing.handles)
        seen = self._table.will_be_seen(handles, goes_to_top=self._is_another(listing))
        return [*seen, *self._table.list.expanded]

    def _is_another(self, listing: Listing) -> bool:
        """Whether somebody asked for something else than what shows."""
        return self.listing is None or self.listing.query != listing.query

    @Slot(object)
    def _take_rows(self, read: ReadRows) -> None:
        if self._coming is not None:
            place = self._table.place()
            self._table.list.cache.put(read.rows, self._table.list.expanded)
            self._show_coming(place)
        else:
            self._table.take_rows(read.rows)
            self.choosing.select_wanted()

    @Slot(object)
    def _take_touched(self, touched: Touched) -> None:
        if self._rows_stamp is not None and self._rows_stamp.others == touched.stamp.others:
            self._rows_stamp = touched.stamp  # we alone have written: all other rows are as they were
        self._touched |= {row.handle for row in touched.rows if row.handle is not None}
        self._table.take_rows(touched.rows)
        self.reader.ask(self._query(), self._touched, again=True)

    @Slot(object)
    def _take_index(self, index: SearchIndex | None) -> None:
        self.reader.index = index
        self.reader.prepare()
        query = self._query()
        if query.words:
            self.reader.ask(query, self._touched)

    @Slot(object)
    def _take_lost(self, group: ListedPipeline) -> None:
        model = self._table.list
        model.cache.put([group], model.expanded)
        if model.orphans or group.stages:
            self._lost = len(group.stages)
            self.show_again()

    @Slot()
    def _read_seen(self) -> None:
        if self._coming is not None:
            return
        missing = self._table.list.cache.missing(self._table.seen())
        handles = [each for each in missing if each is not None]
        if handles:
            self.reader.want_rows(handles)

    # Showing.

    @Slot()
    def _show_coming(self, place: Place | None = None) -> None:
        self._patience.stop()
        coming, self._coming = self._coming, None
        if coming is None:
            return
        another, before = self._is_another(coming), self.listing
        self.listing = coming
        self.show_again(place, goes_to_top=another)
        self.listed.emit(coming)
        if before is None or before.stamp != coming.stamp:
            self.reader.read_lost()
        self._follow_with_index()

    @Slot()
    def _follow_with_index(self) -> None:
        if self.listing is not None and self.reader.stamp is not None:
            self.indexer.follow(self.reader.stamp, self.reader.index)
            self.reader.prepare()

    def show_again(self, place: Place | None = None, *, goes_to_top: bool = False) -> None:
        """Show what was found, as the controls want it now.

        Args:
            place: what was where before.
            goes_to_top: something else was asked for than what shows.
        """
        if self.listing is None:
            return
        words = self._table.delegate.words = self.listing.query.words
        self.orphans = 0 if words or self._problems_only() else self._lost
        place = place or self._table.place()
        kept = self._table.show_rows(self._arranged(self.listing.handles), self.orphans, place)
        if not self.choosing.select_wanted() and not kept:
            self.choosing.choose_another(place, goes_to_top=goes_to_top)
        self.shown.emit()

    def _arranged(self, handles: Handles) -> Handles:
        wish = Wish(self._query(), self._levels, self._problems_only(), self._touched)
        return arranged(handles, self._table.list.handles, wish)

    # Building.

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        self.reader.answered.connect(self._take_answer)
        self.reader.rows_read.connect(self._take_rows)
        self.reader.unchanged.connect(self._follow_with_index)
        self.reader.touched_read.connect(self._take_touched)
        self.reader.lost_read.connect(self._take_lost)
        self.reader.postponed.connect(self._try_later)
        self.reader.failed.connect(self.failed)
        self.indexer.ready.connect(self._take_index)
        self._table.seen_changed.connect(self._read_seen)
        self._session.changed.connect(self.follow)
