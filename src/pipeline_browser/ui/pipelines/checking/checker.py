"""Judges pipelines on the database's worker: all of them in slices, those that were touched at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.pipelines.shape import METRICS
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.pipelines.checking.jobs import Judged, judge_edited, judge_one, judge_slice

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.loadability.checking import DatabaseCheck
    from pipeline_browser.model.pipelines.loadability.problem import Severity
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState

LOCKED = 2_000  # milliseconds until a locked database is tried again
SOON = 300  # milliseconds after a database was opened or changed outside


class Checker(QObject):
    """Knows the level of every pipeline, and everything about the one that was asked for.

    Signals:
        progressed: pipelines looked at, and how many there are; while all are being judged.
        judged: a DatabaseVerdict, when all were judged, and again after every edit.
        examined: the PipelineVerdict of the pipeline that was asked for; None if it is gone.
        failed: a PipelineBrowserError that ended the check.
    """

    progressed = Signal(int, int)
    judged = Signal(object)
    examined = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._verdict: DatabaseVerdict | None = None
        self._handle: Handle | None = None
        self._slice: Job | None = None
        self._one: Job | None = None
        self._seen: tuple[datetime | None, Ledger | None] = (None, None)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.begin)
        self._check: DatabaseCheck | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOCKED)
        self._later.timeout.connect(self._go_on)
        session.opened.connect(self._start_over)
        session.created.connect(self._start_over)
        session.changed.connect(self._follow)
        if session.state is not None:
            self._start_over()

    @property
    def verdict(self) -> DatabaseVerdict | None:
        """What is known about the whole database; None until all were judged once."""
        return self._verdict

    @Slot()
    def begin(self) -> None:
        """Judge all pipelines; what was known before stays until that is done."""
        if self._session.state is None:
            return
        self._advance(None)

    def examine(self, handle: Handle | None) -> None:
        """Judge one pipeline in full, and again whenever it was touched; ``examined`` follows."""
        self._handle = handle
        if handle is None or self._session.state is None:
            return
        self._one = self._session.submit(partial(judge_one, handle), "Checking the pipeline", quiet=True)
        self._one.finished.connect(self._tell_one)
        self._one.failed.connect(self._tell_failure)

    @Slot(object)
    def follow(self, edit: Edit) -> None:
        """Judge what an edit touched."""
        if all(change.row.table == METRICS for change in edit.changes):
            return  # the program never reads them
        self.examine(self._handle)
        if self._verdict is not None:
            job = self._session.submit(partial(judge_edited, edit), "Checking what was changed", quiet=True)
            job.finished.connect(self._amend)
            job.failed.connect(self._tell_failure)

    def _advance(self, check: DatabaseCheck | None) -> None:
        self._check = check
        work = partial(judge_slice, check)
        self._slice = self._session.submit(work, "Checking pipelines", quiet=True, background=True)
        self._slice.finished.connect(self._take_slice)
        self._slice.failed.connect(self._try_again)

    @Slot(object)
    def _try_again(self, error: PipelineBrowserError) -> None:
        """Go on later where another program holds the database."""
        if self.sender() is self._slice and isinstance(error, DatabaseBusy):
            self._later.start()
        else:
            self._tell_failure(error)

    @Slot()
    def _go_on(self) -> None:
        if self._session.state is not None and self._slice is not None and self._slice.is_over:
            self._advance(self._check)

    @Slot(object)
    def _take_slice(self, looked: tuple[DatabaseCheck, bool]) -> None:
        if self.sender() is not self._slice:
            return
        if self._session.state is None:  # it was closed meanwhile, perhaps to be opened again
            return
        check, more = looked
        self.progressed.emit(check.done, check.total)
        if more:
            self._advance(check)
        else:
            self._slice = None
            self._verdict = check.verdict()
            self.judged.emit(self._verdict)

    @Slot(object)
    def _amend(self, judged: Judged) -> None:
        """Set the levels of single pipelines in what is known about all."""
        if self._verdict is None:
            return
        levels = dict(self._verdict.levels)
        for handle in judged.looked_for:
            levels.pop(handle, None)
        for verdict in judged.verdicts:
            if verdict.level is not None:
                levels[verdict.handle] = verdict.level
        self._verdict = replace(self._verdict, levels=levels, counts=_counted(levels))
        self.judged.emit(self._verdict)

    @Slot(object)
    def _tell_one(self, verdict: object) -> None:
        if self.sender() is self._one:
            self._one = None
            self.examined.emit(verdict)

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)

    @Slot()
    def _start_over(self) -> None:
        self._verdict, self._handle = None, None
        self._slice, self._one, self._check = None, None, None
        state = self._session.state
        self._seen = _sight(state)
        self._soon.start()

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        if state is None:
            self._start_over()
            self._soon.stop()
        elif _sight(state) != self._seen:
            self._seen = _sight(state)
            self.examine(self._handle)
            self._soon.start()


def _sight(state: DatabaseState | None) -> tuple[datetime | None, Ledger | None]:
    """Return what makes every verdict old: a commit of others, and a ledger that was migrated or repaired."""
    return (state.changed_outside, state.ledger) if state else (None, None)


def _counted(levels: dict[Handle, Severity]) -> dict[Severity, int]:
    return dict(Counter(levels.values()))
