"""Ctrl-C and the terminate signal as a request to stop, heeded at a point where nothing is half done."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_Result = TypeVar("_Result")
INTERRUPTED = 128 + signal.SIGINT


def run_cancellable(job: Callable[[Cancellation], _Result]) -> _Result:
    """Run ``job`` in a thread of its own; the first signal cancels it, a second one leaves at once.

    Python's handlers run in the main thread, which a long statement would keep from running them.

    Raises:
        Cancelled: as the job raises it.
        KeyboardInterrupt: the second Ctrl-C.
    """
    cancellation = Cancellation()
    worker = _Worker(job, cancellation)
    with _signals_cancel(cancellation):
        worker.start()
        while worker.is_alive():
            worker.join(1)
    return worker.result()


class _Worker(threading.Thread, Generic[_Result]):
    """Keeps what the job returned or raised."""

    def __init__(self, job: Callable[[Cancellation], _Result], cancellation: Cancellation) -> None:
        # A daemon: a second Ctrl-C leaves without waiting for it, and SQLite survives that.
        super().__init__(name="command", daemon=True)
        self._job = job
        self._cancellation = cancellation
        self._results: list[_Result] = []
        self._error: BaseException | None = None

    @override
    def run(self) -> None:
        try:
            self._results.append(self._job(self._cancellation))
        except BaseException as error:  # noqa: BLE001 - handed on to the main thread
            self._error = error

    def result(self) -> _Result:
        if self._error is not None:
            raise self._error
        return self._results[0]


@contextmanager
def _signals_cancel(cancellation: Cancellation) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return

    def cancel(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, previous[signal.Signals(number)])
        cancellation.cancel()

    previous = {number: signal.signal(number, cancel) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
