"""The one place that edits go through: one after the other, on the database's worker, kept as steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import EditConflict, PipelineBrowserError, RowConflict
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.migrations.progress import WaitingForLock
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.terms import Terms
from pipeline_browser.ui.background import JobBroken, was_cancelled
from pipeline_browser.ui.editing.own_writes import OwnWrites
from pipeline_browser.ui.editing.steps import Steps

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState

Operation = Callable[..., "Edit"]
"""Called as ``operation(database, terms=…)`` on the worker; a partial with keywords of a model operation."""

SETTLED = 400  # milliseconds after the last edit until the rest of the window looks at the database again


class Kind(Enum):
    """What a request does to the steps."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Request:
    """One edit that was asked for.

    Attributes:
        operation: None for undo and redo, whose edit is known only when their turn has come.
        told: the conflicts that mine is to be written over; only they, not what changed after them.
        done: told the edit, before everybody else.
        failed: told a failure (no conflict) in place of everybody else: a dialog that is still open.
    """

    kind: Kind
    operation: Operation | None = None
    told: tuple[RowConflict, ...] = ()
    done: Callable[[Edit], object] | None = None
    failed: Callable[[PipelineBrowserError], object] | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A request that met a conflict.

    Attributes:
        words: of the edit that was to be made, undone or redone; empty where it is not known.
    """

    request: Request
    conflict: EditConflict
    words: str = ""


class Editor(QObject):
    """Commits edits of rows in the session's database.

    Signals:
        edited: an Edit that was committed: done, undone or redone.
        clashed: a Clash; answer with ``insist`` or ``give_up``.
        failed: a PipelineBrowserError; nothing was written.
        availability_changed: ``can_edit`` may be another one now.
        busy_changed: whether an edit is under way.
        steps_changed: what can be undone or redone is another one now.
    """

    edited = Signal(object)
    clashed = Signal(object)
    failed = Signal(object)
    availability_changed = Signal()
    busy_changed = Signal()
    steps_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = Steps(self)
        self._own = OwnWrites()
        self._waiting: deque[Request] = deque()
        self._running: Request | None = None
        self._words = ""
        self._job: Job | None = None
        self._obstacle = ""
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(session.refresh)
        self._steps.stack.indexChanged.connect(self.steps_changed)
        session.changed.connect(self._follow)
        session.opened.connect(self._begin_anew)
        session.created.connect(self._begin_anew)

    # What can be done.

    @property
    def can_edit(self) -> bool:
        """Whether edits can be made at all."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """Why no edits can be made; empty if they can."""
        state = self._session.state
        if state is None:
            return "No database is open"
        if state.outside is OutsideChange.GONE:
            return "The file is not there any more"
        if state.outside is OutsideChange.REPLACED:
            return "The path leads to another file now"
        if state.facts.read_only:
            return f"Read-only: {state.facts.read_only_reason}"
        return self._obstacle

    def set_obstacle(self, why: str) -> None:
        """Say what in the database itself stands in the way of editing; empty for nothing."""
        if why != self._obstacle:
            self._obstacle = why
            self.availability_changed.emit()

    @property
    def busy(self) -> bool:
        """Whether an edit is under way or waits."""
        return self._running is not None or bool(self._waiting)

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty if there is nothing."""
        return self._steps.stack.undoText()

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty if there is nothing."""
        return self._steps.stack.redoText()

    # Asking for edits.

    def do(
        self,
        operation: Operation,
        *,
        done: Callable[[Edit], object] | None = None,
        failed: Callable[[PipelineBrowserError], object] | None = None,
    ) -> None:
        """Commit an edit after those before it; ``edited``, ``clashed`` or ``failed`` follows.

        Args:
            done: told the edit before ``edited`` is.
            failed: told a failure in place of the signal of that name.
        """
        if self.can_edit:
            self._ask(Request(Kind.DO, operation, done=done, failed=failed))

    @Slot()
    def undo(self) -> None:
        """Take the newest step back."""
        if self.can_edit:
            self._ask(Request(Kind.UNDO))

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        if self.can_edit:
            self._ask(Request(Kind.REDO))

    @Slot()
    def stop(self) -> None:
        """Ask the edit that is under way to stop, if it can; a failure with Cancelled follows."""
        if self._job is not None:
            self._job.cancel()

    def insist(self, clash: Clash) -> None:
        """Write mine over theirs, before anything else that waits."""
        told = (*clash.request.told, *clash.conflict.conflicts)  # an edit may meet one after the other
        self._waiting.appendleft(replace(clash.request, told=told))
        self._next()

    def give_up(self, clash: Clash) -> None:
        """Leave theirs; a step that cannot be undone or redone as it was is forgotten."""
        if clash.request.kind is Kind.UNDO:
            self._steps.forget_undo()
        elif clash.request.kind is Kind.REDO:
            self._steps.forget_redo()

    # One after the other.

    def _ask(self, request: Request) -> None:
        self._waiting.append(request)
        self._next()

    def _next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        request = self._waiting.popleft()
        operation = self._operation(request)
        if operation is None:
            self._next()
            return
        self._running = request
        self._job = self._session.submit(partial(_commit, operation, request.told), "Saving the change")
        self._job.finished.connect(self._keep)
        self._job.failed.connect(self._tell)
        self._job.over.connect(self._end)
        self.busy_changed.emit()

    def _operation(self, request: Request) -> Operation | None:
        if request.operation is not None:
            self._words = ""
            return request.operation
        edit = self._steps.to_undo() if request.kind is Kind.UNDO else self._steps.to_redo()
        if edit is None:
            return None
        self._words = edit.words
        return partial(apply_edit, edit=edit)

    @Slot(object)
    def _keep(self, edit: Edit) -> None:
        request = self._running
        if request is None or self.sender() is not self._job:
            return
        if edit.changes:
            self._own.note(edit)
        if request.kind is Kind.UNDO:
            self._steps.undone(edit)
        elif request.kind is Kind.REDO:
            self._steps.redone(edit)
        elif edit.changes:
            self._steps.push(edit)
        self._settled.start()
        if request.done is not None:
            request.done(edit)
        self.edited.emit(edit)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        request = self._running
        if request is None or self.sender() is not self._job:
            return
        if isinstance(error, EditConflict):
            self._clash(request, error)
        elif was_cancelled(error):
            self._waiting.clear()
            if request.failed is not None:
                request.failed(error)
        elif not isinstance(error, JobBroken):  # the exception hook tells about that one
            self._waiting.clear()
            (request.failed or self.failed.emit)(error)

    def _clash(self, request: Request, conflict: EditConflict) -> None:
        """Two quick edits of one cell are no conflict: the second was meant on top of the first."""
        if not request.told and request.kind is Kind.DO and self._own.wrote_all(conflict.conflicts):
            self._waiting.appendleft(replace(request, told=conflict.conflicts))
            return
        self._waiting.clear()  # they were made on top of this one
        self.clashed.emit(Clash(request, conflict, self._words))

    @Slot()
    def _end(self) -> None:
        if self.sender() is not self._job:
            return
        self._running, self._job = None, None
        self._next()
        if not self.busy:
            self.busy_changed.emit()

    # Following the session.

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        if state is None:
            self._begin_anew()
        self.availability_changed.emit()

    @Slot()
    def _begin_anew(self) -> None:
        self._waiting.clear()
        self._running, self._job = None, None
        self._obstacle = ""
        self._steps.clear()
        self._own = OwnWrites()
        self._settled.stop()
        self.steps_changed.emit()


def _commit(
    operation: Operation,
    told: tuple[RowConflict, ...],
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Edit:
    """Run an operation on the worker; while another program holds the lock, say so."""
    before = database.waiting
    database.waiting = lambda seconds: progress(WaitingForLock(seconds))
    try:
        return operation(database, terms=Terms(overwrite=bool(told), cancellation=cancellation, told=told))
    finally:
        database.waiting = before
