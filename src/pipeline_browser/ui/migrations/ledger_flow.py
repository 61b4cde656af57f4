"""What leads from looking to a written ledger: one dialog at a time, its jobs, and what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.migrations.progress import BackingUp, WaitingForLock
from pipeline_browser.ui.background import Worker, was_cancelled
from pipeline_browser.ui.migrations.ledger_dialog import LedgerDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

Shown = TypeVar("Shown", bound=LedgerDialog)


class LedgerFlow(QObject, Generic[Shown]):
    """Keeps one LedgerDialog over a window, and the one job that it waits for.

    Looking may take seconds (git, many versions), so it has a worker of its own beside the database's.
    """

    def __init__(self, session: Session, theme: Theme, window: QWidget, view: str) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._view = view
        self._worker = Worker(self)
        self._job: Job | None = None
        self.dialog: Shown | None = None

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._worker.shut_down()

    def _open(self, dialog: Shown) -> None:
        dialog.stopped.connect(self._stop)
        dialog.finished.connect(self._closed)
        remembered = self._session.preferences.view(self._view)
        if not remembered.isEmpty():
            dialog.restoreGeometry(remembered)
        self.dialog = dialog
        dialog.open()

    def _run(self, job: Job, show: Callable[[Any], None]) -> None:
        self._job = job
        job.finished.connect(show)
        job.failed.connect(self._tell)

    def _run_writing(self, job: Job, show: Callable[[Any], None]) -> None:
        job.progressed.connect(self._show_progress)
        self._run(job, show)

    def _is_awaited(self) -> bool:
        """Whether the job that speaks is the one that the dialog waits for."""
        return self.dialog is not None and self.sender() is self._job

    @Slot(object)
    def _show_progress(self, event: object) -> None:
        if self.dialog is None:
            return
        if isinstance(event, BackingUp):
            self.dialog.show_progress(event.done, event.total)
        elif isinstance(event, WaitingForLock):
            self.dialog.show_waiting(event.seconds)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.dialog is None or not self._is_awaited():
            return  # of a dialog that was closed
        if was_cancelled(error) and not self.dialog.has_answer:
            self.dialog.reject()
        else:
            self.dialog.show_failure(error)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _close_without_database(self) -> None:
        self._stop()
        if self.dialog is not None:
            self.dialog.done(0)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self._session.preferences.remember_view(self._view, self.dialog.saveGeometry())
        self._stop()
        self.dialog = None
