"""Signals as requests to stop."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.model.errors import Cancelled

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation


def send(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def test_what_the_job_returns_comes_back() -> None:
    assert run_cancellable(lambda _: 7) == 7


def test_what_the_job_raises_comes_back() -> None:
    def job(_: Cancellation) -> None:
        raise LookupError("there")

    with pytest.raises(LookupError, match="there"):
        run_cancellable(job)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_the_job_to_stop(number: signal.Signals) -> None:
    def job(cancellation: Cancellation) -> bool:
        send(number)
        asked = cancellation.wait(10)
        cancellation.check()
        return asked

    before = signal.getsignal(number)
    with pytest.raises(Cancelled):
        run_cancellable(job)
    assert signal.getsignal(number) is before


def test_a_second_signal_leaves_at_once_whatever_the_job_does() -> None:
    left = threading.Event()

    def job(cancellation: Cancellation) -> None:
        send(signal.SIGINT)
        cancellation.wait(10)
        send(signal.SIGINT)
        left.wait(10)

    with pytest.raises(KeyboardInterrupt):
        run_cancellable(job)
    left.set()


def test_in_another_thread_signals_are_left_alone() -> None:
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(run_cancellable(lambda _: 3)))
    thread.start()
    thread.join()
    assert results == [3]
