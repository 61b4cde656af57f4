"""From the wish to mark a database as migrated to its ledger: reading, comparing, showing, writing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.migrations.progress import BackingUp, WaitingForLock
from pipeline_browser.ui.background import Worker, was_cancelled
from pipeline_browser.ui.migrations.baselining import baseline_jobs as jobs
from pipeline_browser.ui.migrations.baselining.baseline_dialog import BaselineDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.baseline.facts import (
        BaselineOffer,
        BaselineReport,
        Candidate,
        VersionMatch,
    )
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

_VIEW = "migrations/BaselineDialog"


class BaselineFlow(QObject):
    """Shows the dialog of baselines over one window.

    Signals:
        migration_wanted: the Comparison that a new migration is to bring about.
    """

    migration_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._worker = Worker(self)  # replaying many versions takes seconds: the database is not held up
        self._source: MigrationSource | None = None
        self._seen: object = None
        self._candidate: Candidate | None = None
        self._allow_extra = False
        self._job: Job | None = None
        self.dialog: BaselineDialog | None = None
        session.changed.connect(self._follow)

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._worker.shut_down()

    @Slot()
    def begin(self) -> None:
        """Compare the open database with every version of its source."""
        state = self._session.state
        if self.dialog is not None or state is None or state.source is None:
            return
        self._allow_extra = False
        dialog = BaselineDialog(
            self._theme, state.location.name, writable=state.writable, parent=self._window
        )
        dialog.extra_allowed.connect(self._compare_again)
        dialog.agreed.connect(self._write)
        dialog.migration_wanted.connect(self._want_migration)
        dialog.stopped.connect(self._stop)
        dialog.finished.connect(self._closed)
        remembered = self._session.preferences.view(_VIEW)
        if not remembered.isEmpty():
            dialog.restoreGeometry(remembered)
        self.dialog = dialog
        dialog.open()
        self._look(state)

    def _look(self, state: DatabaseState) -> None:
        if self.dialog is not None and state.source is not None:
            self._source, self._seen = state.source, _sight(state)
            self.dialog.show_busy()
            job = self._session.submit(partial(jobs.read, state.source), "Reading the schema")
            self._run(job, self._compare)

    @Slot(object)
    def _compare(self, candidate: Candidate) -> None:
        if self.sender() is self._job:
            self._candidate = candidate
            self._compare_again(self._allow_extra)

    @Slot(bool)
    def _compare_again(self, allow_extra: bool) -> None:  # noqa: FBT001 - a signal's
        self._allow_extra = allow_extra
        if self.dialog is not None and self._source is not None and self._candidate is not None:
            self.dialog.show_busy()
            work = partial(jobs.compare, self._source, self._candidate, allow_extra)
            self._run(self._worker.run(work, "Comparing versions"), self._show)

    @Slot(object)
    def _show(self, offer: BaselineOffer) -> None:
        if self.dialog is not None and self.sender() is self._job:
            self.dialog.show_offer(offer)

    @Slot(object)
    def _write(self, match: VersionMatch) -> None:
        if self.dialog is not None and self.dialog.offer is not None:
            self.dialog.show_busy()
            work = partial(jobs.write, self.dialog.offer, match)
            job = self._session.submit(work, "Marking as migrated", refresh=True)
            job.progressed.connect(self._show_progress)
            self._run(job, self._show_report)

    @Slot(object)
    def _show_progress(self, event: object) -> None:
        if self.dialog is None:
            return
        if isinstance(event, BackingUp):
            self.dialog.show_progress(event.done, event.total)
        elif isinstance(event, WaitingForLock):
            self.dialog.show_waiting(event.seconds)

    @Slot(object)
    def _show_report(self, report: BaselineReport) -> None:
        if self.dialog is not None:
            self.dialog.show_report(report)

    @Slot(object)
    def _want_migration(self, wanted: Comparison) -> None:
        if self.dialog is not None:
            self.dialog.accept()  # the next dialog takes its place
        self.migration_wanted.emit(wanted)

    def _run(self, job: Job, show: Callable[[Any], None]) -> None:
        self._job = job
        job.finished.connect(show)
        job.failed.connect(self._tell)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.dialog is None or self.sender() is not self._job:
            return  # of a dialog that was closed
        if was_cancelled(error) and self.dialog.offer is None:
            self.dialog.reject()
        else:
            self.dialog.show_failure(error)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        """Compare again when the folder is another one, or another program committed something."""
        dialog = self.dialog
        if dialog is None:
            return
        if state is None:
            self._stop()
            dialog.done(0)
        elif dialog.is_open_to_news and state.source is not None and _sight(state) != self._seen:
            self._look(state)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self._session.preferences.remember_view(_VIEW, self.dialog.saveGeometry())
        self._stop()
        self.dialog = None


def _sight(state: DatabaseState) -> object:
    """Return what makes a comparison old."""
    return state.source, state.ledger, state.changed_outside
