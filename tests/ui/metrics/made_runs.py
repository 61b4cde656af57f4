"""Runs for pictures, without a database: as many as wanted, the same every time."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.runs import Runs
from pipeline_browser.model.metrics.status import Status
from tests.small_runs import NOW

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Dashboard

Columns = NDArray[np.float64] | NDArray[np.int64]
HOUR = 3_600_000.0  # milliseconds


def made_runs(count: int, **columns: Columns) -> Runs:
    """Return runs an hour apart, the last one an hour ago, each a bit larger than the one before."""
    number = np.arange(count, dtype=float)
    started = NOW - HOUR * (count - number)
    size = 1e6 * (1 + number)
    duration = 100.0 * (1 + number)
    cells: dict[str, Any] = {
        "keys": np.arange(1, count + 1, dtype=np.int64),
        "started": started,
        "ended": started + duration,
        "times": np.zeros(count, dtype=np.int64),
        "status": np.where(number % 5 == 4, int(Status.FAILED), int(Status.COMPLETED)).astype(np.int64),
        "duration": duration,
        "throughput": size / duration * 1000 * (1 + number % 3),
        "ratio": 0.2 + 0.1 * (number % 4),
        "processed": size,
        "total": size,
        "chunks": np.ones(count),
        "errors": np.where(number % 5 == 4, 2.0, 0.0),
        "warnings": np.where(number % 3 == 2, 1.0, 0.0),
        "input_size": size,
        "output_size": size * 0.3,
        "algorithm": (number % 2).astype(np.int64) + 1,
        "algorithms": ("no compression", "brotli", "zstd"),
        "now": NOW,
    }
    return Runs(**{**cells, **columns})


def dashboard_of(runs: Runs) -> Dashboard:
    """Return the dashboard of some runs, in UTC."""
    return compute(runs, UTC)
