"""Reads the index a slice at a time while the database has nothing else to do, and anew when it changed."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.pipelines.listing.indexing import IndexBuilder
from pipeline_browser.ui.background import was_cancelled

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session

AGAIN = 500  # milliseconds after a change: others may follow
SELDOM = 10.0  # seconds between two indexes, where another program writes all the time
LOCKED = 2_000  # milliseconds until a locked database is tried again
WAITING = 300  # milliseconds after all jobs were called off


class Indexer(QObject):
    """Keeps an index of the open database.

    Signals:
        ready: a SearchIndex; None where there is too much text for one.
    """

    ready = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._builder: IndexBuilder | None = None
        self._job: Job | None = None
        self._stamp: Stamp | None = None  # of the index that there is
        self._ended = 0.0
        self._gave_up = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether an index is being read, or about to be."""
        return self._job is not None or self._soon.isActive()

    def follow(self, stamp: Stamp, index: SearchIndex | None) -> None:
        """Read an index unless there is one of this moment."""
        if self._gave_up or self.is_busy or (index is not None and index.stamp == stamp):
            return
        since = monotonic() - self._ended
        wait = 0 if index is None else max(AGAIN, round((SELDOM - since) * 1000))
        self._builder = None
        self._soon.start(wait)

    def stop(self) -> None:
        """Forget what was begun: another database is looked at, or none."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self._builder = None
        self._gave_up = False
        self._ended = 0.0

    @Slot()
    def _go_on(self) -> None:
        if self._session.state is None:
            return
        if self._builder is None:
            self._builder = IndexBuilder()
        work = partial(_read_on, self._builder)
        self._job = self._session.submit(work, "Reading words", quiet=True, background=True)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._give_up)

    @Slot(object)
    def _take(self, index: SearchIndex | None) -> None:
        if self.sender() is not self._job or self._builder is None:
            return
        self._job = None
        if not self._builder.is_complete and not self._builder.too_large:
            self._go_on()
            return
        self._gave_up = self._builder.too_large
        self._builder = None
        self._ended = monotonic()
        self.ready.emit(index)

    @Slot(object)
    def _give_up(self, error: PipelineBrowserError) -> None:
        """Leave it: what is wrong with the database is told by whoever needs it."""
        if self.sender() is not self._job:
            return
        self._job = None
        if was_cancelled(error):
            self._soon.start(WAITING)
        elif isinstance(error, DatabaseBusy):
            self._soon.start(LOCKED)
        else:
            self._gave_up = True
            self._builder = None


def _read_on(
    builder: IndexBuilder, database: Database, _: Progress, cancellation: Cancellation
) -> SearchIndex | None:
    if not builder.is_complete:
        builder.read_on(database, cancellation=cancellation)
    return builder.index() if builder.is_complete else None
