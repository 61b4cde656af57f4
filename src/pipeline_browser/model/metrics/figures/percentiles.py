"""Percentiles of many groups at once: all values sorted by group, then looked up (type 7, see ``facts``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles, Wholes

_FEW_GROUPS = 2**16


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """Values in ascending order within each group, groups in the order of their numbers.

    Attributes:
        groups: the numbers of those that have values.
        starts: where in ``values`` each of them starts.
        counts: how many values each of them has, at least one.
    """

    values: Doubles
    groups: Wholes
    starts: Wholes
    counts: Wholes

    def percentile(self, share: float) -> Doubles:
        """Return a percentile of each group.

        Args:
            share: 0 for the minimum, 0.5 for the median, 1 for the maximum.
        """
        places = share * (self.counts - 1)
        lower = np.floor(places).astype(np.int64)
        upper = np.minimum(lower + 1, self.counts - 1)
        below, above = self.values[self.starts + lower], self.values[self.starts + upper]
        weight = places - lower
        # Not below + (above - below) * weight: the difference of huge values is infinite.
        between: Doubles = np.clip(below * (1 - weight) + above * weight, below, above)
        return between


def sort_groups(groups: Wholes, values: Doubles) -> Sorted:
    """Return values sorted within their groups.

    Args:
        groups: a number from 0 for each value.
        values: none of them NaN.
    """
    order = np.argsort(values)
    numbers = groups[order]
    small = numbers.astype(np.uint16) if not len(groups) or groups.max() < _FEW_GROUPS else numbers
    by_group = np.argsort(small, kind="stable")  # of 16 bits: numpy counts instead of comparing
    numbers = numbers[by_group]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    counts = np.diff(starts, append=len(numbers))
    return Sorted(values[order[by_group]], numbers[starts], starts, counts)


def percentile(ordered: Doubles, share: float) -> float:
    """Return a percentile of ascending values; NaN of none."""
    if not len(ordered):
        return float("nan")
    one = Sorted(ordered, *(np.array([each], dtype=np.int64) for each in (0, 0, len(ordered))))
    return float(one.percentile(share)[0])


def known(values: Doubles) -> Doubles:
    """Return the values that are there."""
    return values[~np.isnan(values)]
