"""Lints the migrations of the open database in the background, whenever they may be others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.migrations.lint.facts import LintReport
from pipeline_browser.ui.migrations.linting.lint_run import Linted, LintRun

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


class Linter(QObject):
    """Keeps the report about the session's migrations.

    Signals:
        judged: another LintReport.
        failed: a SourceError about the settings in the folder.
    """

    judged = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._run: LintRun | None = None
        self._job: Job | None = None
        self._trouble = ""
        self.report = LintReport()
        session.changed.connect(self.look_at)
        self.look_at(session.state)

    @Slot(object)
    def look_at(self, state: DatabaseState | None) -> None:
        """Lint what the session shows now; a report about the same texts stays until then."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if state is None or state.source is None:
            self._run = None
            self._tell(LintReport())
            return
        if self._run is None or not self._run.is_about(state.source, state.location):
            self._run = LintRun(state.source, state.location)
        self._run.plan = state.plan
        self._go_on(self._run)

    def _go_on(self, run: LintRun) -> None:
        work = partial(_step, run)
        self._job = self._session.submit(work, "Looking at migrations", quiet=True, background=True)
        self._job.finished.connect(self._take)

    @Slot(object)
    def _take(self, linted: Linted | None) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        if linted is None:
            if self._run is not None and self._session.state is not None:
                self._go_on(self._run)
            return
        self._tell(linted.report)
        trouble = str(linted.trouble or "")
        if linted.trouble is not None and trouble != self._trouble:
            self.failed.emit(linted.trouble)
        self._trouble = trouble

    def _tell(self, report: LintReport) -> None:
        if report != self.report:
            self.report = report
            self.judged.emit(report)


def _step(run: LintRun, database: Database, progress: Progress, cancellation: Cancellation) -> Linted | None:
    """Go on for a moment; return the outcome if that was the last step."""
    return run.step(database, cancellation)
