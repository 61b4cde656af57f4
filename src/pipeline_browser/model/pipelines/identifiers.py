"""New identifiers: ULIDs that sort in the order in which they were made."""

from __future__ import annotations

import secrets
import threading
import time

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_BITS = 80
_LENGTH = 26


class UlidMaker:
    """Makes ULIDs, each greater than the one before, also within a millisecond and when the clock goes back.

    https://github.com/ulid/spec: 48 bits of milliseconds, 80 random ones; the successor in the same
    millisecond is the predecessor plus one. (python-ulid does that since 4.0 only, not when the clock goes
    back, and takes 55 ms to import.)
    """

    def __init__(self) -> None:
        self._last = 0
        self._turn = threading.Lock()

    def new(self) -> str:
        """Return a new ULID: 26 characters of Crockford's base 32, in capitals."""
        fresh = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._turn:
            self._last = fresh if fresh >> _RANDOM_BITS > self._last >> _RANDOM_BITS else self._last + 1
            return _text(self._last)


def _text(number: int) -> str:
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


_MAKER = UlidMaker()  # one for the process: two makers would not know of each other's last one


def new_ulid() -> str:
    """Return a new ULID, greater than all that this process made before."""
    return _MAKER.new()
