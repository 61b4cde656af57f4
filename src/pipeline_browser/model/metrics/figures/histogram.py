"""How values are spread over a logarithmic axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Histogram
from pipeline_browser.model.metrics.figures.percentiles import percentile

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles

FEWEST, MOST = 5, 40  # bins
_HALF_A_BIN = 0.05  # of a decade, where all values are equal


def histogram(values: Doubles) -> Histogram:
    """Return the histogram of the values above 0."""
    ordered = np.sort(values[values > 0])
    left_out = len(values) - len(ordered)
    if not len(ordered):
        nothing = float("nan")
        return Histogram(np.zeros(0), np.zeros(0, dtype=np.int64), nothing, nothing, left_out)
    edges = _edges(float(ordered[0]), float(ordered[-1]), len(ordered))
    inner = np.searchsorted(ordered, edges[1:-1], side="left")
    counts = np.diff(inner, prepend=0, append=len(ordered))
    return Histogram(edges, counts, percentile(ordered, 0.5), percentile(ordered, 0.95), left_out)


def _edges(lowest: float, highest: float, count: int) -> Doubles:
    """Return edges from the lowest to the highest value; twice the cube root of the count is Rice's rule."""
    bins = min(MOST, max(FEWEST, int(np.ceil(2 * np.cbrt(count)))))
    low, high = np.log10(lowest), np.log10(highest)
    with np.errstate(over="ignore", under="ignore"):
        edges = 10.0 ** np.linspace(low, high, bins + 1)
    edges[0], edges[-1] = lowest, highest
    if np.all(np.diff(edges) > 0):
        return edges
    around = np.array([low - _HALF_A_BIN, high + _HALF_A_BIN])  # too close together to be told apart
    with np.errstate(over="ignore", under="ignore"):
        return np.nan_to_num(10.0**around)
