"""Asking a running job to stop, from any thread."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cancellation:
    """A request to stop that one thread makes and another one heeds."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    @property
    def asked(self) -> bool:
        """Whether somebody asked for the job to stop."""
        return self._asked.is_set()

    def cancel(self) -> None:
        """Ask for the job to stop, and interrupt what it is doing right now."""
        self._asked.set()
        with self._lock:
            for interrupt in self._interrupts:
                interrupt()

    def check(self) -> None:
        """Raise Cancelled if somebody asked for it."""
        if self.asked:
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Wait at most ``seconds`` for the request; return whether it came."""
        return self._asked.wait(seconds)

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Call ``interrupt`` (from the asking thread) when the request comes during the block."""
        with self._lock:
            self._interrupts.append(interrupt)
        try:
            yield
        finally:
            with self._lock:
                self._interrupts.remove(interrupt)
