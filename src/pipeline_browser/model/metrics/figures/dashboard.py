"""Everything that the dashboard shows of some runs, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.errors import errors_over_time
from pipeline_browser.model.metrics.figures.facts import Dashboard
from pipeline_browser.model.metrics.figures.histogram import histogram
from pipeline_browser.model.metrics.figures.over_time import over_time
from pipeline_browser.model.metrics.figures.percentiles import known
from pipeline_browser.model.metrics.figures.ratios import ratios_of
from pipeline_browser.model.metrics.figures.sizes import size_against_duration
from pipeline_browser.model.metrics.figures.spread import spread_of
from pipeline_browser.model.metrics.figures.tiles import tiles_of
from pipeline_browser.model.metrics.figures.timeline import timeline

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.runs import Runs


def compute(runs: Runs, zone: tzinfo | None = None) -> Dashboard:
    """Return all tiles and series; about 40 ms for 100,000 runs.

    Args:
        runs: in any order; the result does not depend on it.
        zone: whose midnights days begin at; None is this machine's.
    """
    moments = known(np.concatenate((runs.started, runs.ended)))
    return Dashboard(
        tiles=tiles_of(runs),
        throughput=over_time(runs, runs.throughput, zone),
        duration=over_time(runs, runs.duration, zone),
        throughputs=spread_of(runs.throughput),
        durations=spread_of(runs.duration),
        throughput_histogram=histogram(runs.throughput),
        ratios=ratios_of(runs),
        sizes=size_against_duration(runs),
        errors=errors_over_time(runs, zone),
        timeline=timeline(runs),
        first=float(moments.min()) if len(moments) else float("nan"),
        last=float(moments.max()) if len(moments) else float("nan"),
        now=runs.now,
    )
