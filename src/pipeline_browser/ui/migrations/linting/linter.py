"""Lints the migrations of the open database in the background, whenever they may be others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.lint.allowing import Allowances, read_allowances
from pipeline_browser.model.migrations.lint.database import concerning
from pipeline_browser.model.migrations.lint.facts import LintReport
from pipeline_browser.model.migrations.lint.linting import find_all, judged

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.lint.facts import Finding
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a source, whatever is allowed, and what of that concerns the open database.

    Attributes:
        trouble: why the folder's settings could not be read; nothing is allowed then.
    """

    source: MigrationSource
    findings: tuple[Finding, ...]
    report: LintReport
    trouble: SourceError | None = None


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
        self._linted: Linted | None = None
        self._job: Job | None = None
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
            self._linted = None
            self._tell(LintReport())
            return
        known = self._linted if self._linted and self._linted.source == state.source else None
        work = partial(_lint, state.source, state.plan, known.findings if known else None)
        self._job = self._session.submit(work, "Looking at migrations", quiet=True, background=True)
        self._job.finished.connect(self._take)

    @Slot(object)
    def _take(self, linted: Linted) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        known, self._linted = self._linted, linted
        self._tell(linted.report)
        if linted.trouble is not None and not (known and str(known.trouble) == str(linted.trouble)):
            self.failed.emit(linted.trouble)

    def _tell(self, report: LintReport) -> None:
        if report != self.report:
            self.report = report
            self.judged.emit(report)


def _lint(
    source: MigrationSource,
    plan: Plan | None,
    findings: tuple[Finding, ...] | None,
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Linted:
    """Find what is not known yet, and leave out what is allowed; the database itself is not asked."""
    if findings is None:
        findings = find_all(source, now=datetime.now(UTC), cancellation=cancellation)
    trouble, allowances = None, Allowances()
    try:
        allowances = read_allowances(source.folder)
    except SourceError as error:
        trouble = error
    if plan is None:
        return Linted(source, findings, judged(findings, source, allowances), trouble)
    return Linted(source, findings, concerning(findings, plan, allowances), trouble)
