"""Sums and means that huge values do not break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles


def total(values: Doubles) -> float:
    """Return a sum; infinity where it is too large for a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(values.sum())


def mean(values: Doubles) -> float:
    """Return the mean, of huge values too; NaN of none."""
    if not len(values):
        return float("nan")
    summed = total(values)
    return summed / len(values) if np.isfinite(summed) else float((values / len(values)).sum())
