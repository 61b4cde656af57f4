"""What ran when, beside what: the newest runs as bars in lanes."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.facts import Timeline
from pipeline_browser.model.metrics.status import STALLED_AFTER, Status

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles, Runs, Wholes

NEWEST = 300
MOST_RUNNING = 300  # beside them, however old
_LAST_MOMENT = 253_402_300_799_999.0  # of the year 9999; a duration may lead anywhere
_NARROWEST = 1 / 250  # of the whole: as wide as a bar has to be drawn to be seen


def timeline(runs: Runs) -> Timeline:
    """Return the newest runs, and all that are running, as bars."""
    started = np.flatnonzero(~np.isnan(runs.started))
    order = started[np.lexsort((runs.keys[started], runs.started[started]))]
    is_running = np.flatnonzero(runs.status[order] == Status.RUNNING)
    shown = np.union1d(np.arange(len(order))[-NEWEST:], is_running[-MOST_RUNNING:])
    bars = runs.taken(order[shown])
    end = _ends(bars)
    lane, lanes = _lanes(bars.started, end)
    return Timeline(
        keys=bars.keys,
        start=bars.started,
        end=end,
        lane=lane,
        status=bars.status,
        lanes=lanes,
        hidden=len(order) - len(shown),
        left_out=len(runs) - len(order),
    )


def _ends(bars: Runs) -> Doubles:
    otherwise = np.where(bars.status == Status.RUNNING, float(bars.now), bars.started)
    heard_of = np.minimum(bars.started + STALLED_AFTER, float(bars.now))
    otherwise = np.where(bars.status == Status.STALLED, heard_of, otherwise)
    by_duration = np.minimum(bars.started + np.minimum(bars.duration, _LAST_MOMENT * 2), _LAST_MOMENT)
    by_duration = np.where(np.isnan(by_duration), otherwise, by_duration)
    return np.maximum(np.where(np.isnan(bars.ended), by_duration, bars.ended), bars.started)


def _lanes(start: Doubles, end: Doubles) -> tuple[Wholes, int]:
    """Give each bar the first lane that is free, as if it were as wide as it has to be drawn."""
    if not len(start):
        return np.zeros(0, dtype=np.int64), 0
    room = (float(end.max()) - float(start.min())) * _NARROWEST
    chosen: list[int] = []
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    lanes = 0
    for begins, ends in zip(start.tolist(), end.tolist(), strict=True):
        while busy and busy[0][0] <= begins:
            heapq.heappush(free, heapq.heappop(busy)[1])
        lane = heapq.heappop(free) if free else lanes
        lanes = max(lanes, lane + 1)
        heapq.heappush(busy, (max(ends, begins + room), lane))
        chosen.append(lane)
    return np.array(chosen, dtype=np.int64), lanes
