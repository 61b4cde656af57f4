"""What waits for a thread: in two lanes, of which the second moves only while the first is empty."""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """A queue with a second lane; None ends whoever takes from it."""

    def __init__(self) -> None:
        self._first: deque[T | None] = deque()
        self._second: deque[T] = deque()
        self._filled = threading.Condition()

    def put(self, item: T | None, *, last: bool = False) -> None:
        """Add something to the end of a lane."""
        with self._filled:
            if last and item is not None:
                self._second.append(item)
            else:
                self._first.append(item)
            self._filled.notify()

    def get(self) -> T | None:
        """Wait for something and take it."""
        with self._filled:
            while not self._first and not self._second:
                self._filled.wait()
            return self._first.popleft() if self._first else self._second.popleft()
