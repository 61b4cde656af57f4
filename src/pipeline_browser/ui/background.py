"""Jobs off the window's thread: one serial worker, progress, cancel, and two outcomes.

A job is a plain function of a ``progress`` callable and a Cancellation. Its signals arrive in the window's
thread whatever is connected to them, because the worker's thread only ever fills a mailbox there.

Jobs in the background let all others go first: one that is under way when another is asked for is stopped
and done again afterwards. So nobody waits for a long count or check, though all happens on one thread.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.migrations.progress import BackingUp, StatementStarted, WaitingForLock
from pipeline_browser.ui.lanes import Lanes

Progress = Callable[[object], None]
JobFunction = Callable[[Progress, Cancellation], Any]

PATIENT = 5  # times that a job in the background makes way for others
SHORT = 0.5  # seconds that such a job takes at most, unless it waits
FRAME = 33  # milliseconds between two deliveries of progress: about 30 a second
_TRANSIENT = (BackingUp, StatementStarted, WaitingForLock)  # only the newest of these is worth showing


class JobBroken(PipelineBrowserError):
    """A defect of ours ended the job; the exception hook has told about it already."""


class Job(QObject):
    """A piece of work that was handed to the worker, as the window sees it.

    Signals:
        progressed: an event of the job's own kind, at most about 30 batches a second.
        finished: the result.
        failed: a PipelineBrowserError; Cancelled when it was asked to stop.
        over: after finished or failed, whatever the outcome.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    over = Signal()

    def __init__(self, title: str, cancellation: Cancellation, *, quiet: bool = False) -> None:
        super().__init__()
        self.title = title
        self.quiet = quiet
        self.is_over = False
        self._cancellation = cancellation

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancellation.asked

    @Slot()
    def cancel(self) -> None:
        """Ask it to stop; ``failed`` follows with Cancelled unless it was done already."""
        self._cancellation.cancel()


@dataclass(slots=True, eq=False)
class _Task:
    """The worker's side of a job: no QObject, so none is ever destroyed in the worker's thread."""

    function: JobFunction
    cancellation: Cancellation
    events: deque[object] = field(default_factory=deque)
    lock: threading.Lock = field(default_factory=threading.Lock)
    background: bool = False
    attempts: int = 0
    result: object = None
    error: BaseException | None = None

    def note(self, event: object) -> bool:
        """Keep an event for the window; return whether the window does not know yet that there are any."""
        with self.lock:
            first = not self.events
            if not first and isinstance(event, _TRANSIENT) and type(self.events[-1]) is type(event):
                self.events.pop()
            self.events.append(event)
            return first

    def take(self) -> list[object]:
        """Return and forget the events so far."""
        with self.lock:
            events = list(self.events)
            self.events.clear()
            return events


class _Turn:
    """The one task that is under way, which makes way for others if it is in the background."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Cancellation | None = None
        self._stays = False
        self._begun = 0.0
        self.made_way = False

    def take(self, task: _Task, progress: Progress) -> object:
        """Do a task; a Cancelled that it raises may come from ``make_way``."""
        self.made_way = False
        if not task.background:
            return task.function(progress, task.cancellation)
        turn = Cancellation()
        try:
            with self._lock:
                self._running, self._begun = turn, monotonic()
                self._stays = task.attempts > PATIENT
            with task.cancellation.interrupting(turn.cancel):
                task.cancellation.check()
                return task.function(progress, turn)
        finally:
            with self._lock:
                self._running = None

    def make_way(self) -> None:
        """Cancel the task if it is in the background; from any thread."""
        with self._lock:
            # After a few times it stays, since others may come all the time; not where it waits for a lock.
            stays = self._stays and monotonic() - self._begun < SHORT
            if self._running is not None and not stays:
                self.made_way = True
                self._running.cancel()


class Worker(QObject):
    """One thread that does jobs one after the other.

    Signals:
        started: a Job, when its turn comes.
        ended: the same Job, after its outcome was told.
    """

    started = Signal(object)
    ended = Signal(object)
    _begun = Signal(object)
    _noted = Signal(object)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[_Task, Job] = {}
        self._lanes = Lanes[_Task]()
        self._turn = _Turn()
        self._thread = threading.Thread(target=self._work, name="database worker", daemon=True)
        self._waiting: _Task | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME)
        self._frame.timeout.connect(self._deliver_progress)
        self._begun.connect(self._tell_start, Qt.ConnectionType.QueuedConnection)
        self._noted.connect(self._schedule_progress, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._tell_outcome, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job runs or waits for its turn."""
        return bool(self._jobs)

    @property
    def occupied(self) -> bool:
        """Whether any job but those in the background runs or waits."""
        return any(not task.background for task in self._jobs)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that run or wait, in order."""
        return tuple(self._jobs.values())

    def run(self, function: JobFunction, title: str, *, quiet: bool = False, background: bool = False) -> Job:
        """Do ``function`` after all jobs before it; connect to the returned job at once.

        Args:
            quiet: not worth a mark in the status line.
            background: let others go first. It is cancelled when others are asked for while it runs, and
                begun again after them; so it has to be a short step, and as if it never was then.
        """
        if not self._thread.is_alive():
            self._thread.start()
        task = _Task(function, Cancellation(), background=background)
        job = Job(title, task.cancellation, quiet=quiet)
        self._jobs[task] = job
        self._put(task)
        return job

    def _put(self, task: _Task) -> None:
        self._lanes.put(task, last=task.background)
        if not task.background:
            self._turn.make_way()

    def cancel_all(self) -> None:
        """Ask every job to stop, those too whose turn has not come."""
        for task in tuple(self._jobs):
            task.cancellation.cancel()

    def shut_down(self, seconds: float = 5.0) -> bool:
        """Cancel everything, end the thread, return whether it ended in time. Nothing is told afterwards."""
        self.cancel_all()
        self._lanes.put(None)
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._jobs.clear()
        self._frame.stop()
        return not self._thread.is_alive()

    def finish(self, function: JobFunction, seconds: float = 5.0) -> bool:
        """Shut down, with ``function`` as the thread's last job; return whether all ended in time."""
        self.cancel_all()
        if self._thread.is_alive():
            self._put(_Task(function, Cancellation()))
        return self.shut_down(seconds)

    # In the worker's thread.

    def _work(self) -> None:
        while (task := self._lanes.get()) is not None:
            task.attempts += 1
            if task.attempts == 1:
                self._begun.emit(task)
            if self._do(task):
                self._done.emit(task)
            else:
                self._lanes.put(task, last=True)

    def _do(self, task: _Task) -> bool:
        """Do a task; return whether it is over, false where it made way and has to be done again."""

        def progress(event: object) -> None:
            if task.note(event):
                self._noted.emit(task)

        try:
            task.cancellation.check()
            task.result = self._turn.take(task, progress)
        except Cancelled as error:
            if self._turn.made_way and not task.cancellation.asked:
                return False
            task.error = error
        except BaseException as error:  # noqa: BLE001 - carried to the window's thread, which tells it
            task.error = error
        return True

    # In the window's thread.

    @Slot(object)
    def _tell_start(self, task: _Task) -> None:
        if job := self._jobs.get(task):
            self.started.emit(job)

    @Slot(object)
    def _schedule_progress(self, task: _Task) -> None:
        self._waiting = task
        if not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _deliver_progress(self) -> None:
        task, self._waiting = self._waiting, None
        if task and (job := self._jobs.get(task)):
            for event in task.take():
                job.progressed.emit(event)

    @Slot(object)
    def _tell_outcome(self, task: _Task) -> None:
        if task not in self._jobs:
            return
        self._waiting = task
        self._deliver_progress()
        job = self._jobs.pop(task)
        job.is_over = True
        if task.error is None:
            job.finished.emit(task.result)
        else:
            job.failed.emit(_presentable(task.error))
        job.over.emit()
        self.ended.emit(job)


def _presentable(error: BaseException) -> PipelineBrowserError:
    """Return an expected failure as it is; hand a defect to the exception hook and return a stand-in."""
    if isinstance(error, PipelineBrowserError):
        return error
    sys.excepthook(type(error), error, error.__traceback__)
    return JobBroken("The job ended because of an error in Pipeline Browser", details=repr(error))


def was_cancelled(error: object) -> bool:
    """Whether a job's failure is only that somebody stopped it."""
    return isinstance(error, Cancelled)
