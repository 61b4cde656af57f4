"""What the list shows, read on the session's worker: an order of all, rows of some, what was edited."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.pipelines.listing.viewing import (
    ReadRows,
    Touched,
    read_listing,
    read_lost,
    read_some,
    read_touched,
)
from pipeline_browser.ui.background import Job, was_cancelled
from pipeline_browser.ui.pipelines.listing.orders import Orders, base_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.listing.query import Query
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session


class Reader(QObject):
    """Asks one question at a time; a newer one takes an older one's place.

    Signals:
        answered: the Listing of the newest query.
        unchanged: the database holds what it held.
        rows_read: a ReadRows.
        touched_read: a Touched.
        lost_read: the ListedPipeline with stages that belong to none.
        failed: a PipelineBrowserError of the newest query, or of rows.
        busy_changed: whether a query is under way.
        postponed: ``query`` or ``lost``, which nobody waited for, and another program holds the database.

    Attributes:
        index: finds words in memory; without it the database is asked.
        stamp: the newest moment that is known of.
    """

    answered = Signal(object)
    unchanged = Signal()
    rows_read = Signal(object)
    touched_read = Signal(object)
    lost_read = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)
    postponed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._orders = Orders()
        self._asked: Query | None = None
        self._kept: Collection[Handle] = ()
        self._jobs: dict[str, Job] = {}
        self._unhurried: set[str] = set()  # kinds of jobs in the background
        self._wanted: tuple[Handle, ...] = ()
        self.index: SearchIndex | None = None
        self.stamp: Stamp | None = None
        self._listed: Stamp | None = None  # of the moment of the last order

    @property
    def is_busy(self) -> bool:
        """Whether something is being read that somebody waits for."""
        return any(kind not in self._unhurried for kind in self._jobs)

    @property
    def reads_ahead(self) -> bool:
        """Whether a query is under way that nobody waited for when it was asked."""
        return "query" in self._jobs and "query" in self._unhurried

    # Asking.

    def ask(
        self, query: Query, kept: Collection[Handle] = (), *, again: bool = False, ahead: bool = False
    ) -> None:
        """Find what fits; ``answered`` follows, at once where the order is known and the index is there.

        Args:
            kept: pipelines that stay in the list, whether words fit them or not.
            again: look whether the database is another one; ``unchanged`` follows where it is not.
            ahead: nobody waits for it: after everything else, and DatabaseBusy fails it soon.
        """
        if self._session.state is None:
            return
        known = self._listed if again and query == self._asked else None
        self._asked, self._kept = query, kept
        if not again and self._orders.get(self._in_database, self.stamp) is not None:
            self._drop("query")
            self._tell()
            return
        work = partial(_list, self._in_database, known, not ahead)
        self._begin("query", work, "Listing pipelines", self._take, background=ahead)

    @property
    def _in_database(self) -> Query:
        """What the database is asked for: words are looked for in memory, if possible."""
        assert self._asked is not None  # noqa: S101 - nothing is read before something was asked
        if self._asked.words and self.index is None:
            return replace(base_of(self._asked), text=self._asked.text)
        return base_of(self._asked)

    def prepare(self) -> None:
        """Get ready for words: somebody may begin to type."""
        if self.index is not None and self._asked is not None:
            self._orders.prepare(self._asked, self.index)

    @Slot(object)
    def _take(self, listing: Listing | None) -> None:
        if not self._ends("query") or self._asked is None:
            return
        if listing is None:
            self.unchanged.emit()
            return
        self.stamp = self._listed = listing.stamp
        if listing.query.words:
            self.answered.emit(replace(listing, query=self._asked))
            return
        self._orders.keep(listing)
        if self._orders.get(self._in_database, self.stamp) is None:  # the index has come, or gone, meanwhile
            self.ask(self._asked, self._kept)
        else:
            self._tell()

    def _tell(self) -> None:
        query = self._asked
        assert query is not None  # noqa: S101 - it was asked for
        listing = self._orders.get(self._in_database, self.stamp)
        if query.words and self.index is not None:
            listing = self._orders.fitting(query, self.index, self._kept)
        if listing is not None:
            self.answered.emit(replace(listing, query=query))

    def want_rows(self, handles: Sequence[Handle]) -> None:
        """Read some rows; of what is wanted while others are being read only the newest counts."""
        self._wanted = tuple(handles)
        if "rows" not in self._jobs:
            self._read_rows()

    def _read_rows(self) -> None:
        if self._wanted and self._session.state is not None:
            work = partial(_rows, self._wanted)
            self._wanted = ()
            self._begin("rows", work, "Reading pipelines", self._take_rows)

    @Slot(object)
    def _take_rows(self, rows: ReadRows) -> None:
        if self._ends("rows"):
            self._read_rows()
            self.rows_read.emit(rows)

    def read_touched(self, handles: Collection[Handle]) -> None:
        """Read what became of pipelines that were edited; each edit's are told."""
        if self._session.state is not None:
            job = self._session.submit(partial(_touched, tuple(handles)), "Reading pipelines", quiet=True)
            job.finished.connect(self._take_touched)
            job.failed.connect(self._tell_failure)
            self._jobs[f"touched {id(job)}"] = job

    @Slot(object)
    def _take_touched(self, touched: Touched) -> None:
        if not self._ends(f"touched {id(self.sender())}"):
            return
        self._follow_edit(touched)
        self.touched_read.emit(touched)

    def _follow_edit(self, touched: Touched) -> None:
        """Keep the index in step with our own edits, as long as nobody else writes."""
        index = self.index
        if index is not None:
            for handle, text in touched.texts.items():
                index.replace(handle, text)
            if index.stamp.others == touched.stamp.others and index.stamp.schema == touched.stamp.schema:
                index.stamp = touched.stamp
        if self.stamp is not None and self.stamp.others == touched.stamp.others:
            self.stamp = touched.stamp

    def read_lost(self) -> None:
        """Read the stages that belong to no pipeline."""
        if self._session.state is not None:
            title = "Looking for stages without a pipeline"
            self._begin("lost", _lost, title, self._take_lost, background=True)

    @Slot(object)
    def _take_lost(self, group: ListedPipeline) -> None:
        if self._ends("lost"):
            self.lost_read.emit(group)

    def stop(self) -> None:
        """Forget everything: another database is looked at, or none."""
        busy = "query" in self._jobs
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._orders.clear()
        self._asked = self.index = self.stamp = self._listed = None
        self._kept = self._wanted = ()
        if busy:
            self.busy_changed.emit(False)

    # Jobs, one of each kind.

    def _begin(self, kind: str, work: object, title: str, take: object, *, background: bool = False) -> None:
        before = self._jobs.get(kind)
        if before is not None:
            before.cancel()
        elif kind == "query":
            self.busy_changed.emit(True)
        job = self._session.submit(work, title, quiet=True, background=background)  # type: ignore[arg-type]
        job.finished.connect(take)
        job.failed.connect(self._tell_failure)
        self._jobs[kind] = job
        self._unhurried.discard(kind)
        if background:
            self._unhurried.add(kind)

    def _drop(self, kind: str) -> None:
        if kind in self._jobs:
            self._jobs.pop(kind).cancel()
            self.busy_changed.emit(False)

    def _ends(self, kind: str) -> bool:
        """Note that a job has ended; false where another one has taken its place."""
        if self._jobs.get(kind) is not self.sender():
            return False
        del self._jobs[kind]
        if kind == "query":
            self.busy_changed.emit(False)
        return True

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        kind = next((kind for kind, job in self._jobs.items() if job is self.sender()), None)
        if kind is None or not self._ends(kind):
            return
        if kind == "rows":
            self._read_rows()
        if kind in self._unhurried and isinstance(error, DatabaseBusy):
            self.postponed.emit(kind)
        elif not was_cancelled(error):
            self.failed.emit(error)


def _list(
    query: Query,
    known: Stamp | None,
    patient: bool,  # noqa: FBT001 - bound by a partial
    database: Database,
    _: Progress,
    cancellation: Cancellation,
) -> Listing | None:
    return read_listing(database, query, known=known, patient=patient, cancellation=cancellation)


def _rows(
    handles: tuple[Handle, ...], database: Database, _: Progress, cancellation: Cancellation
) -> ReadRows:
    return read_some(database, handles, cancellation=cancellation)


def _touched(
    handles: tuple[Handle, ...], database: Database, _: Progress, cancellation: Cancellation
) -> Touched:
    return read_touched(database, handles, cancellation=cancellation)


def _lost(database: Database, _: Progress, cancellation: Cancellation) -> ListedPipeline:
    return read_lost(database, cancellation=cancellation)
