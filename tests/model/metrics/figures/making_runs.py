"""Runs of numbers alone, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline_browser.model.metrics.runs import Runs
from pipeline_browser.model.metrics.status import Status
from tests.small_runs import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence

NAN = float("nan")
DOUBLES = (
    "started", "ended", "duration", "throughput", "ratio", "processed", "total", "chunks", "errors",
    "warnings", "input_size", "output_size",
)  # fmt: skip


def made_runs(count: int, *, algorithms: tuple[str, ...] = ("zstd",), **columns: Sequence[float]) -> Runs:
    """Return runs with keys from 1; what is not given is NaN, the status completed."""
    made: dict[str, Any] = {name: np.array(columns.pop(name, [NAN] * count), dtype=float) for name in DOUBLES}
    made["status"] = np.array(columns.pop("status", [Status.COMPLETED] * count), dtype=np.int64)
    made["algorithm"] = np.array(columns.pop("algorithm", [0] * count), dtype=np.int64)
    made["keys"] = np.array(columns.pop("keys", range(1, count + 1)), dtype=np.int64)
    assert not columns
    return Runs(times=np.zeros(count, dtype=np.int64), algorithms=algorithms, now=NOW, **made)
