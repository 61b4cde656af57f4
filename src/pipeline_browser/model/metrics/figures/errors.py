"""When things went wrong: errors, warnings and failed runs per stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import ErrorsOverTime
from pipeline_browser.model.metrics.figures.stretches import Stretches, stretches
from pipeline_browser.model.metrics.status import Status

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.runs import Doubles, Runs, Wholes


def errors_over_time(runs: Runs, zone: tzinfo | None) -> ErrorsOverTime:
    """Return sums over time; a run that does not say how many errors it had counts with 0.

    Args:
        zone: whose midnights days begin at; None is this machine's.
    """
    when = runs.when
    timed = ~np.isnan(when)
    left_out = len(runs) - int(np.count_nonzero(timed))
    if left_out == len(runs):
        return ErrorsOverTime(np.zeros(0), 0, np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64), left_out)
    parts = stretches(when[timed], zone)
    places = parts.places(when[timed])
    return ErrorsOverTime(
        start=parts.edges[:-1],
        width=parts.width,
        errors=_sums(parts, places, runs.errors[timed]),
        warnings=_sums(parts, places, runs.warnings[timed]),
        failed=np.bincount(places[runs.status[timed] == Status.FAILED], minlength=len(parts)),
        left_out=left_out,
    )


def _sums(parts: Stretches, places: Wholes, values: Doubles) -> Doubles:
    return np.bincount(places, np.nan_to_num(values), minlength=len(parts)).astype(np.float64)
