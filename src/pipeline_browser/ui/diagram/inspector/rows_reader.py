"""Reading the first rows of what is selected, on the database's worker; only the newest question counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.tables import first_rows
from pipeline_browser.ui.background import Job, was_cancelled

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.tables import Page
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session

_PAUSE = 60  # milliseconds: who runs through tables with a key stops at one


class RowsReader(QObject):
    """Reads rows.

    Signals:
        finished: the Page.
        failed: a PipelineBrowserError.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._table = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._soon.isActive() or self._job is not None

    def read(self, table: str) -> None:
        """Read a table or view; an answer to an earlier question does not come any more."""
        self.stop()
        self._table = table
        self._soon.start()

    def stop(self) -> None:
        """Read no more."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _begin(self) -> None:
        if self._session.state is None:
            return
        self._job = self._session.submit(partial(_read, self._table), "Reading rows", quiet=True)
        self._job.finished.connect(self._tell)
        self._job.failed.connect(self._tell_failure)

    @Slot(object)
    def _tell(self, page: Page) -> None:
        if self.sender() is self._job:
            self._job = None
            self.finished.emit(page)

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._job = None
            if not was_cancelled(error):
                self.failed.emit(error)


def _read(table: str, database: Database, _: Progress, cancellation: Cancellation) -> Page:
    return first_rows(database, table, cancellation=cancellation)
