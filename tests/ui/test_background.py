"""Jobs off the window's thread."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.errors import Cancelled, DatabaseFull, PipelineBrowserError
from pipeline_browser.model.migrations.progress import BackingUp, PlanCommitted
from pipeline_browser.ui.background import PATIENT, JobBroken, Progress, Worker

if TYPE_CHECKING:
    from types import TracebackType

    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.cancellation import Cancellation

WAIT = 5.0  # seconds that no test reaches unless it fails


class Listener(QObject):
    """Keeps what a job told, and in which thread it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[object] = []
        self.outcomes: list[object] = []
        self.threads: set[int] = set()

    @Slot(object)
    def hear(self, event: object) -> None:
        self.events.append(event)
        self.threads.add(threading.get_ident())

    @Slot(object)
    def end(self, outcome: object) -> None:
        self.outcomes.append(outcome)
        self.threads.add(threading.get_ident())


def wait_until_cancelled(progress: Progress, cancellation: Cancellation) -> None:
    assert cancellation.wait(WAIT)
    cancellation.check()


def test_a_job_runs_in_another_thread_and_its_result_arrives_in_the_windows_thread(
    qtbot: QtBot, worker: Worker
) -> None:
    listener = Listener()
    job = worker.run(lambda progress, cancellation: threading.get_ident(), "Asking")
    job.finished.connect(listener.end)
    qtbot.waitUntil(lambda: job.is_over)
    assert listener.threads == {threading.get_ident()}
    assert listener.outcomes != [threading.get_ident()]


def test_even_a_lambda_hears_a_job_in_the_windows_thread(qtbot: QtBot, worker: Worker) -> None:
    threads: list[int] = []
    job = worker.run(lambda progress, cancellation: progress(PlanCommitted(1)), "Asking")
    job.progressed.connect(lambda event: threads.append(threading.get_ident()))
    qtbot.waitUntil(lambda: job.is_over)
    assert threads == [threading.get_ident()]


def test_jobs_run_one_after_the_other_in_the_order_they_were_asked_for(qtbot: QtBot, worker: Worker) -> None:
    done: list[int] = []
    jobs = [worker.run(lambda p, c, each=each: done.append(each), str(each)) for each in range(20)]  # type: ignore[misc]
    qtbot.waitUntil(lambda: jobs[-1].is_over)
    assert done == list(range(20))


def test_a_hundred_thousand_statements_do_not_flood_the_window_and_the_last_one_arrives(
    qtbot: QtBot, worker: Worker
) -> None:
    total = 100_000

    def copy(progress: Progress, cancellation: Cancellation) -> str:
        for done in range(total + 1):
            progress(BackingUp(done, total))
        return "done"

    listener = Listener()
    job = worker.run(copy, "Copying")
    job.progressed.connect(listener.hear)
    qtbot.waitUntil(lambda: job.is_over, timeout=20_000)
    assert listener.events[-1] == BackingUp(total, total)
    assert len(listener.events) < 1_000


def test_events_that_a_log_needs_all_arrive_in_order(qtbot: QtBot, worker: Worker) -> None:
    events = [PlanCommitted(each) for each in range(500)]

    def work(progress: Progress, cancellation: Cancellation) -> None:
        for each in events:
            progress(each)

    listener = Listener()
    job = worker.run(work, "Telling")
    job.progressed.connect(listener.hear)
    qtbot.waitUntil(lambda: job.is_over)
    assert listener.events == events


def test_progress_is_told_while_the_job_still_runs(qtbot: QtBot, worker: Worker) -> None:
    listener = Listener()

    def work(progress: Progress, cancellation: Cancellation) -> None:
        progress(BackingUp(1, 2))
        cancellation.wait(WAIT)

    job = worker.run(work, "Waiting")
    job.progressed.connect(listener.hear)
    qtbot.waitUntil(lambda: listener.events == [BackingUp(1, 2)])
    assert not job.is_over
    job.cancel()
    qtbot.waitUntil(lambda: job.is_over)


def test_cancelling_a_running_job_ends_it_as_cancelled(qtbot: QtBot, worker: Worker) -> None:
    listener = Listener()
    job = worker.run(wait_until_cancelled, "Waiting")
    job.failed.connect(listener.end)
    with qtbot.waitSignal(job.over):
        job.cancel()
    assert [type(each) for each in listener.outcomes] == [Cancelled]


def test_a_job_cancelled_before_its_turn_never_starts(qtbot: QtBot, worker: Worker) -> None:
    started: list[str] = []
    first = worker.run(wait_until_cancelled, "First")
    second = worker.run(lambda progress, cancellation: started.append("second"), "Second")
    second.cancel()
    first.cancel()
    qtbot.waitUntil(lambda: second.is_over)
    assert started == []


def test_an_expected_failure_is_carried_back_as_it_was(qtbot: QtBot, worker: Worker) -> None:
    error = DatabaseFull("The disk is full")

    def work(progress: Progress, cancellation: Cancellation) -> None:
        raise error

    listener = Listener()
    job = worker.run(work, "Writing")
    job.failed.connect(listener.end)
    qtbot.waitUntil(lambda: job.is_over)
    assert listener.outcomes == [error]


def test_a_defect_in_a_job_reaches_the_exception_hook_once_and_ends_the_job(
    qtbot: QtBot, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        told.append(error)

    def work(progress: Progress, cancellation: Cancellation) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "excepthook", hook)
    listener = Listener()
    job = worker.run(work, "Dividing")
    job.failed.connect(listener.end)
    qtbot.waitUntil(lambda: job.is_over)
    assert [type(each) for each in told] == [ZeroDivisionError]
    assert [type(each) for each in listener.outcomes] == [JobBroken]
    assert isinstance(listener.outcomes[0], PipelineBrowserError)


def test_shutting_down_cancels_what_runs_and_what_waits_and_ends_the_thread(qtbot: QtBot) -> None:
    worker = Worker()
    running = threading.Event()
    done: list[str] = []

    def work(progress: Progress, cancellation: Cancellation) -> None:
        running.set()
        wait_until_cancelled(progress, cancellation)

    worker.run(work, "Waiting")
    worker.run(lambda progress, cancellation: done.append("never"), "Never")
    assert running.wait(WAIT)
    assert worker.finish(lambda progress, cancellation: done.append("closed"))
    assert done == ["closed"]
    assert not worker.busy


def test_jobs_in_the_background_let_all_others_go_first(qtbot: QtBot, worker: Worker) -> None:
    done: list[str] = []
    may_go = threading.Event()
    worker.run(lambda p, c: may_go.wait(WAIT), "First")
    last = worker.run(lambda p, c: done.append("background"), "Quietly", background=True)
    for name in ("one", "two"):
        worker.run(lambda p, c, name=name: done.append(name), name)  # type: ignore[misc]
    may_go.set()
    qtbot.waitUntil(lambda: last.is_over)
    assert done == ["one", "two", "background"]


def test_a_job_in_the_background_is_stopped_for_another_one_and_done_again_whole(
    qtbot: QtBot, worker: Worker
) -> None:
    done: list[str] = []
    running = threading.Event()

    def step(progress: Progress, cancellation: Cancellation) -> str:
        done.append("begun")
        if done == ["begun"]:
            running.set()
            wait_until_cancelled(progress, cancellation)
        return "result"

    listener = Listener()
    job = worker.run(step, "Quietly", background=True)
    job.finished.connect(listener.end)
    assert running.wait(WAIT)
    assert not worker.occupied
    worker.run(lambda p, c: done.append("urgent"), "Now")
    qtbot.waitUntil(lambda: job.is_over)
    assert done == ["begun", "urgent", "begun"]
    assert listener.outcomes == ["result"]


def test_a_job_in_the_background_that_made_way_often_comes_to_its_end(qtbot: QtBot, worker: Worker) -> None:
    stopped: list[bool] = []
    running = [threading.Event() for _ in range(PATIENT + 1)]

    def step(progress: Progress, cancellation: Cancellation) -> None:
        running[len(stopped)].set()
        stopped.append(cancellation.wait(WAIT if len(stopped) < PATIENT else 0.05))
        cancellation.check()

    job = worker.run(step, "Quietly", background=True)
    for begun in running:
        assert begun.wait(WAIT)
        worker.run(lambda p, c: None, "Now")
    qtbot.waitUntil(lambda: job.is_over)
    assert stopped == [True] * PATIENT + [False]


def test_a_job_in_the_background_that_is_cancelled_is_not_done_again(qtbot: QtBot, worker: Worker) -> None:
    listener = Listener()
    running = threading.Event()

    def step(progress: Progress, cancellation: Cancellation) -> None:
        running.set()
        wait_until_cancelled(progress, cancellation)

    job = worker.run(step, "Quietly", background=True)
    job.failed.connect(listener.end)
    assert running.wait(WAIT)
    job.cancel()
    qtbot.waitUntil(lambda: job.is_over)
    assert isinstance(listener.outcomes[0], Cancelled)
