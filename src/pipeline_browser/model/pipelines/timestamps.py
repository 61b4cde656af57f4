"""Moments as Adaptive Pipeline writes them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

_BILLION = 1_000_000_000


def now_rfc3339() -> str:
    """Return this moment as chrono's ``to_rfc3339`` writes it: nine fractional digits and ``+00:00``."""
    seconds, nanoseconds = divmod(time.time_ns(), _BILLION)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{nanoseconds:09d}+00:00"
