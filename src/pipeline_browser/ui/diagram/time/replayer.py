"""Replaying the migrations for the slider: first what the database should be, then every version."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.comparing.timeline import History
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.time.making import compare_with_promise, replay

if TYPE_CHECKING:
    from pipeline_browser.diagram.comparing.timeline import Replayed, Timeline
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.ui.background import Job, Worker
    from pipeline_browser.ui.diagram.loading.loader import Loader
    from pipeline_browser.ui.session import Session

_TITLE = "Replaying the migrations"


class Replayer(QObject):
    """Makes one timeline at a time; the next one takes the place of one that is still being made.

    Signals:
        progressed: how far it is, as Replayed.
        finished: the Timeline.
        failed: a PipelineBrowserError; Cancelled where somebody stopped it.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, loader: Loader, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._loader = loader
        self._worker = worker
        self._job: Job | None = None
        self._basis: object = None  # what the last timeline was made of

    @property
    def is_busy(self) -> bool:
        """Whether a timeline is being made."""
        return self._job is not None

    @property
    def is_outdated(self) -> bool:
        """Whether files, ledger or schema are others now."""
        state = self._session.state
        return state is not None and self._basis != (state.entries, self._loader.own_schema)

    def begin(self) -> None:
        """Make a timeline of what is known now; ``finished`` or ``failed`` follows."""
        self.stop()
        state, schema = self._session.state, self._loader.own_schema
        if state is None or schema is None or state.source is None:
            return
        self._basis = state.entries, schema
        # On the database's worker; the rest needs no database.
        self._job = self._session.submit(partial(compare_with_promise, state.source), _TITLE, quiet=True)
        self._job.finished.connect(self._go_on)
        self._job.failed.connect(self._go_on_without)

    def stop(self) -> None:
        """Give up what is being made, without a word."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._basis = None

    @Slot()
    def cancel(self) -> None:
        """Give up what is being made; ``failed`` follows."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _go_on(self, drift: Drift) -> None:
        if self.sender() is self._job:
            self._replay(drift)

    @Slot(object)
    def _go_on_without(self, error: PipelineBrowserError) -> None:
        """Replay in spite of it: only what the database should be is not known."""
        if self.sender() is not self._job:
            return
        if was_cancelled(error):
            self._tell(error)
        else:
            self._replay(None)

    def _replay(self, drift: Drift | None) -> None:
        state, schema = self._session.state, self._loader.own_schema
        if state is None or schema is None or state.source is None:
            self._job = None
            return
        history = History(state.entries, schema, state.source.config.table_name, drift)
        self._job = self._worker.run(partial(replay, history), _TITLE, quiet=True)
        self._job.progressed.connect(self._tell_progress)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._tell)

    @Slot(object)
    def _tell_progress(self, event: Replayed) -> None:
        if self.sender() is self._job:
            self.progressed.emit(event)

    @Slot(object)
    def _take(self, timeline: Timeline) -> None:
        if self.sender() is self._job:
            self._job = None
            self.finished.emit(timeline)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._job = None
            self.failed.emit(error)
