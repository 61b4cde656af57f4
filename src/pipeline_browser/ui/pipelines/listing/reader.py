"""What the list shows, read on the session's worker: an order of all, and rows of some."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.listing.viewing import Answer, ReadRows, read_answer, read_some
from pipeline_browser.ui.background import Job, was_cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.listing.query import Query
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session

FIRST_ROWS = 60  # read with the order, so that a list shows at once what is in it


class Reader(QObject):
    """Asks one question at a time; a newer one takes an older one's place.

    Signals:
        answered: an Answer to the newest query.
        rows_read: a ReadRows.
        failed: a PipelineBrowserError of the newest query or of rows.
        busy_changed: whether a query is under way.
    """

    answered = Signal(object)
    rows_read = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query: Job | None = None
        self._rows: Job | None = None
        self._wanted: tuple[Handle, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether a query is under way, or rows are read."""
        return self._query is not None or self._rows is not None

    def ask(self, query: Query, also: Sequence[Handle], first: int = 0) -> None:
        """Read what fits, the rows of ``also`` and those from place ``first`` of the order on."""
        if self._session.state is None:
            return
        if self._query is not None:
            self._query.cancel()
        else:
            self.busy_changed.emit(True)
        work = partial(_answer, query, tuple(also), first)
        self._query = self._session.submit(work, "Listing pipelines", quiet=True)
        self._query.finished.connect(self._tell_answer)
        self._query.failed.connect(self._tell_failure)

    def want_rows(self, handles: Sequence[Handle]) -> None:
        """Read some rows; of what is wanted while others are being read only the newest counts."""
        self._wanted = tuple(handles)
        if self._rows is None:
            self._read_rows()

    def stop(self) -> None:
        """Forget what was asked: another database is looked at, or none."""
        for job in (self._query, self._rows):
            if job is not None:
                job.cancel()
        if self._query is not None:
            self.busy_changed.emit(False)
        self._query = self._rows = None
        self._wanted = ()

    def _read_rows(self) -> None:
        if self._wanted and self._session.state is not None:
            work = partial(_rows, self._wanted)
            self._wanted = ()
            self._rows = self._session.submit(work, "Reading pipelines", quiet=True)
            self._rows.finished.connect(self._tell_rows)
            self._rows.failed.connect(self._tell_failure)

    @Slot(object)
    def _tell_answer(self, answer: Answer) -> None:
        if self.sender() is self._query:
            self._query = None
            self.busy_changed.emit(False)
            self.answered.emit(answer)

    @Slot(object)
    def _tell_rows(self, rows: ReadRows) -> None:
        if self.sender() is self._rows:
            self._rows = None
            self._read_rows()
            self.rows_read.emit(rows)

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._query:
            self._query = None
            self.busy_changed.emit(False)
        elif self.sender() is self._rows:
            self._rows = None
            self._read_rows()
        else:
            return
        if not was_cancelled(error):
            self.failed.emit(error)


def _answer(
    query: Query,
    also: tuple[Handle, ...],
    first: int,
    database: Database,
    _: Progress,
    cancellation: Cancellation,
) -> Answer:
    return read_answer(database, query, also=also, first=first, count=FIRST_ROWS, cancellation=cancellation)


def _rows(
    handles: tuple[Handle, ...], database: Database, _: Progress, cancellation: Cancellation
) -> ReadRows:
    return read_some(database, handles, cancellation=cancellation)
