"""The figures above everything: how many runs, of which status, how fast, how small, how faulty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Tiles
from pipeline_browser.model.metrics.figures.percentiles import known, percentile
from pipeline_browser.model.metrics.figures.sums import mean, total
from pipeline_browser.model.metrics.reading import (
    MISSING_END,
    MISSING_START,
    UNREADABLE_END,
    UNREADABLE_START,
)
from pipeline_browser.model.metrics.status import Status

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles, Runs

_NOTHING = float("nan")


def tiles_of(runs: Runs) -> Tiles:
    """Return the figures of some runs."""
    of_status = np.bincount(runs.status, minlength=len(Status))
    throughput = np.sort(known(runs.throughput))
    compression, compressed_runs = _compression(runs)
    return Tiles(
        runs=len(runs),
        completed=int(of_status[Status.COMPLETED]),
        failed=int(of_status[Status.FAILED]),
        running=int(of_status[Status.RUNNING]),
        stalled=int(of_status[Status.STALLED]),
        not_started=int(of_status[Status.NOT_STARTED]),
        bytes_processed=_sum(runs.processed),
        median_throughput=percentile(throughput, 0.5),
        mean_throughput=mean(throughput),
        compression=compression,
        compressed_runs=compressed_runs,
        errors=_sum(runs.errors),
        warnings=_sum(runs.warnings),
        error_rate=_error_rate(runs),
        untimed=int(np.count_nonzero(np.isnan(runs.when))),
        missing_start=_having(runs, MISSING_START),
        unreadable_start=_having(runs, UNREADABLE_START),
        missing_end=_having(runs, MISSING_END),
        unreadable_end=_having(runs, UNREADABLE_END),
    )


def _having(runs: Runs, bit: int) -> int:
    return int(np.count_nonzero(runs.times & bit))


def _compression(runs: Runs) -> tuple[float, int]:
    """Return all output by all input; a size of 0 is what a row has that does not know it."""
    both = (runs.status == Status.COMPLETED) & (runs.input_size > 0) & (runs.output_size > 0)
    count = int(np.count_nonzero(both))
    if not count:
        return _NOTHING, 0
    return mean(runs.output_size[both]) / mean(runs.input_size[both]), count


def _error_rate(runs: Runs) -> float:
    errors = known(runs.errors)
    if not len(errors):
        return _NOTHING
    chunks = known(runs.chunks)
    chunks_and_one = (total(chunks) if len(chunks) else 0) + 1
    return total(errors) / chunks_and_one if chunks_and_one > 0 else _NOTHING


def _sum(values: Doubles) -> float:
    """Return the sum of what is there; NaN where nothing is."""
    there = known(values)
    return total(there) if len(there) else _NOTHING
