"""One figure of runs over time: single points where there are few, median and 95th percentile where many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Buckets, OverTime, Points
from pipeline_browser.model.metrics.figures.percentiles import sort_groups
from pipeline_browser.model.metrics.figures.stretches import stretches

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.runs import Doubles, Runs

FEW = 2_000
"""So many points can be seen and pointed at one by one."""


def over_time(runs: Runs, values: Doubles, zone: tzinfo | None) -> OverTime:
    """Return one figure over time.

    Args:
        values: one a run; NaN where it has none.
        zone: whose midnights days begin at; None is this machine's.
    """
    when = runs.when
    there = np.flatnonzero(~(np.isnan(when) | np.isnan(values)))
    left_out = len(runs) - len(there)
    if len(there) <= FEW:
        return OverTime(points_of(runs, there, when, values), None, left_out)
    return OverTime(NO_POINTS, _buckets(when[there], values[there], zone), left_out)


NO_POINTS = Points(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))


def points_of(runs: Runs, some: np.ndarray, x: Doubles, y: Doubles) -> Points:
    """Return some runs, by their places, in the order of x; equal ones by key."""
    order = some[np.lexsort((runs.keys[some], x[some]))]
    return Points(runs.keys[order], x[order], y[order])


def _buckets(when: Doubles, values: Doubles, zone: tzinfo | None) -> Buckets:
    parts = stretches(when, zone)
    found = sort_groups(parts.places(when), values)
    start = parts.edges[found.groups]
    return Buckets(start, parts.width, found.counts, found.percentile(0.5), found.percentile(0.95))
