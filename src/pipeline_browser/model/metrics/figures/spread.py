"""How the values of one figure lie: from the least to the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Spread
from pipeline_browser.model.metrics.figures.percentiles import known, percentile
from pipeline_browser.model.metrics.figures.sums import mean

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles


def spread_of(values: Doubles) -> Spread:
    """Return the spread of the values that are there."""
    ordered = np.sort(known(values))
    return Spread(
        count=len(ordered),
        mean=mean(ordered),
        minimum=percentile(ordered, 0),
        median=percentile(ordered, 0.5),
        p95=percentile(ordered, 0.95),
        p99=percentile(ordered, 0.99),
        maximum=percentile(ordered, 1),
    )
