"""Does a larger file take longer in proportion: input size against duration, and the line through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Regression, SizeAgainstDuration
from pipeline_browser.model.metrics.figures.over_time import FEW, points_of

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Points
    from pipeline_browser.model.metrics.runs import Doubles, Runs, Wholes

ACROSS, UP = 96, 64
"""Cells of the grid that one run each is taken from: small enough to be covered by a point."""

_FEWEST = 3  # runs that a line is drawn through


def size_against_duration(runs: Runs) -> SizeAgainstDuration:
    """Return input sizes and durations, of the runs that have both above 0."""
    there = np.flatnonzero((runs.input_size > 0) & (runs.duration > 0))
    x, y = np.log10(runs.input_size[there]), np.log10(runs.duration[there])
    points, weights = _sample(runs, there, x, y)
    return SizeAgainstDuration(
        points=points,
        weights=weights,
        regression=_regression(x, y),
        count=len(there),
        left_out=len(runs) - len(there),
    )


def _sample(runs: Runs, there: Wholes, x: Doubles, y: Doubles) -> tuple[Points, Wholes]:
    """Return all runs, or of each cell the one with the smallest key, and how many each stands for."""
    if len(there) <= FEW:
        return points_of(runs, there, runs.input_size, runs.duration), np.ones(len(there), dtype=np.int64)
    cells = _numbered(x, ACROSS) * UP + _numbered(y, UP)
    counts = np.bincount(cells, minlength=ACROSS * UP)
    smallest = np.full(len(counts), np.iinfo(np.int64).max)
    np.minimum.at(smallest, cells, runs.keys[there])
    chosen = runs.keys[there] == smallest[cells]
    points = points_of(runs, there[chosen], runs.input_size, runs.duration)
    order = np.lexsort((runs.keys[there[chosen]], runs.input_size[there[chosen]]))
    return points, counts[cells[chosen]][order]


def _numbered(values: Doubles, cells: int) -> Wholes:
    """Return the cell of each value, of so many between the lowest and the highest."""
    low, high = values.min(), values.max()
    if low == high:
        return np.zeros(len(values), dtype=np.int64)
    numbers: Wholes = np.minimum((values - low) / (high - low) * cells, cells - 1).astype(np.int64)
    return numbers


def _regression(x: Doubles, y: Doubles) -> Regression | None:
    if len(x) < _FEWEST or x.min() == x.max():
        return None
    dx, dy = x - x.mean(), y - y.mean()
    spread_x, spread_y, both = float(dx @ dx), float(dy @ dy), float(dx @ dy)
    slope = both / spread_x
    explained = 1.0 if y.min() == y.max() else min(1.0, both * both / (spread_x * spread_y))
    return Regression(slope, float(y.mean() - slope * x.mean()), explained, len(x))
