"""What waits for a thread: in two lanes, of which the second moves only while the first is quiet."""

from __future__ import annotations

import threading
from collections import deque
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
QUIET = 0.08  # seconds after something of the first lane: more may follow, as while somebody types


class Lanes(Generic[T]):
    """A queue with a second lane; None ends whoever takes from it."""

    def __init__(self) -> None:
        self._first: deque[T | None] = deque()
        self._second: deque[T] = deque()
        self._filled = threading.Condition()
        self._took_first = False
        self._quiet_from = 0.0

    def put(self, item: T | None, *, last: bool = False) -> None:
        """Add something to the end of a lane."""
        with self._filled:
            if last and item is not None:
                self._second.append(item)
            else:
                self._first.append(item)
            self._filled.notify()

    def get(self) -> T | None:
        """Wait for something and take it; whatever was taken before is done."""
        with self._filled:
            if self._took_first:
                self._quiet_from = monotonic() + QUIET
            while not self._first and not self._may_take_second():
                self._filled.wait(self._patience())
            self._took_first = bool(self._first)
            return self._first.popleft() if self._first else self._second.popleft()

    def _may_take_second(self) -> bool:
        return bool(self._second) and monotonic() >= self._quiet_from

    def _patience(self) -> float | None:
        return max(0.0, self._quiet_from - monotonic()) if self._second else None
