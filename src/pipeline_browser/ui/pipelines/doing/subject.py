"""What the deeds are about: the selection, and the selected pipeline whole, as it is in the database now."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.reading import handle_of, read_pipeline
from pipeline_browser.ui.background import was_cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


class Subject(QObject):
    """Reads the selected pipeline again after every change.

    Signals:
        changed: another pipeline, another state of it, or other stages of it.
        failed: a PipelineBrowserError; it could not be read, and what was shown stays.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._handles: tuple[Handle, ...] = ()
        self._stage_handles: tuple[Handle, ...] = ()
        self._pipeline: Pipeline | None = None
        self._job: Job | None = None
        self._later: deque[Callable[[], object]] = deque()
        self._seen_outside: datetime | None = None
        session.changed.connect(self._follow)
        editor.edited.connect(self.read)
        editor.busy_changed.connect(self._catch_up)
        editor.clashed.connect(self._forget_later)
        editor.failed.connect(self._forget_later)

    @property
    def handles(self) -> tuple[Handle, ...]:
        """The selected pipelines, and those of selected stages; the current one first."""
        return self._handles

    @property
    def pipeline(self) -> Pipeline | None:
        """The current pipeline, as it was read last."""
        return self._pipeline

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The selected stages of the current pipeline, in order; empty where the pipeline itself is meant."""
        if self._pipeline is None:
            return ()
        return tuple(stage for stage in self._pipeline.stages if handle_of(stage.row) in self._stage_handles)

    @property
    def stage_handles(self) -> tuple[Handle, ...]:
        """The selected stages, by handle."""
        return self._stage_handles

    @property
    def about_stages(self) -> bool:
        """Whether stages are selected, not pipelines."""
        return bool(self._stage_handles)

    @property
    def about_strays(self) -> bool:
        """Whether stages are selected that belong to no pipeline."""
        return bool(self._stage_handles) and not self._handles

    def choose(self, handles: tuple[Handle, ...], stages: tuple[Handle, ...] = ()) -> None:
        """Take a selection; ``changed`` follows, at once where the pipeline is the same."""
        same = handles[:1] == self._handles[:1]
        self._handles, self._stage_handles = handles, stages
        if not handles:
            self._job = None
            self._show(None)
        elif same and self._pipeline is not None:
            self.changed.emit()
        else:
            self.read()

    @Slot()
    def read(self) -> None:
        """Read the current pipeline again."""
        if not self._handles or self._session.state is None:
            return
        work = partial(_read, self._handles[0])
        self._job = self._session.submit(work, "Reading the pipeline", quiet=True)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._tell)

    def soon(self, deed: Callable[[], object]) -> None:
        """Do something now, or once the edits before it are committed and their outcome is known."""
        self._later.append(deed)
        self._catch_up()

    @property
    def is_current(self) -> bool:
        """Whether the pipeline is as it is in the database, as far as this window knows."""
        return not self._editor.busy and (self._job is None or self._job.is_over)

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        """Read again what another program may have changed."""
        at = state.changed_outside if state is not None else None
        if at is not None and at != self._seen_outside:
            self.read()
        self._seen_outside = at

    @Slot(object)
    def _take(self, pipeline: Pipeline | None) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show(pipeline)
            self._catch_up()

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._job = None
            self._later.clear()
            if not was_cancelled(error):
                self.failed.emit(error)

    @Slot()
    def _catch_up(self) -> None:
        while self._later and self.is_current:
            self._later.popleft()()

    @Slot()
    def _forget_later(self) -> None:
        """What was asked for on top of something that did not happen is not done."""
        self._later.clear()

    def _show(self, pipeline: Pipeline | None) -> None:
        self._pipeline = pipeline
        self.changed.emit()


def _read(
    handle: Handle, database: Database, progress: Progress, cancellation: Cancellation
) -> Pipeline | None:
    return read_pipeline(database, handle, cancellation=cancellation)
