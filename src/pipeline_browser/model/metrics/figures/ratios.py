"""How well each way to compress does: the spread of its runs' compression ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Group, Ratios
from pipeline_browser.model.metrics.figures.percentiles import sort_groups

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Runs

MOST = 16
"""So many groups can stand side by side."""


def ratios_of(runs: Runs) -> Ratios:
    """Return the compression ratios by algorithm."""
    there = runs.ratio > 0
    found = sort_groups(runs.algorithm[there], runs.ratio[there])
    shares = [found.percentile(share).tolist() for share in (0, 0.25, 0.5, 0.75, 1)]
    groups = [
        Group(runs.algorithms[number], *figures)
        for number, *figures in zip(found.groups.tolist(), found.counts.tolist(), *shares, strict=True)
    ]
    groups.sort(key=_by_size)
    hidden = groups[MOST:]
    return Ratios(
        groups=tuple(sorted(groups[:MOST], key=_by_median)),
        hidden_groups=len(hidden),
        hidden_runs=sum(each.count for each in hidden),
        left_out=len(runs) - int(np.count_nonzero(there)),
    )


def _by_size(group: Group) -> tuple[int, str]:
    return -group.count, group.algorithm


def _by_median(group: Group) -> tuple[float, str]:
    return group.median, group.algorithm
