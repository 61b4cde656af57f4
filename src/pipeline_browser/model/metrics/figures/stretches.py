"""Which stretches of time runs are summed up by: widths that people count in, whole days from midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles, Wholes

MOST = 120
"""How many stretches there may be, beside the one that is cut by alignment."""

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_DAYS = (1, 2, 7, 14, 30, 90, 365, 5 * 365, 10 * 365, 50 * 365, 100 * 365)
WIDTHS = (
    *(number * SECOND for number in (1, 2, 5, 10, 15, 30)),
    *(number * MINUTE for number in (1, 2, 5, 10, 15, 30)),
    *(number * HOUR for number in (1, 2, 3, 6, 12)),
    *(number * DAY for number in _DAYS),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches without gaps.

    Attributes:
        edges: milliseconds since 1970 UTC, ascending, one more than there are stretches.
        width: milliseconds, without a change of the clock.
    """

    edges: Doubles
    width: float

    def __len__(self) -> int:
        return len(self.edges) - 1

    def places(self, moments: Doubles) -> Wholes:
        """Return the number of the stretch that each moment lies in; all must lie in one."""
        return np.searchsorted(self.edges, moments, side="right") - 1


def stretches(moments: Doubles, zone: tzinfo | None) -> Stretches:
    """Return at most about 120 stretches that hold all moments.

    Args:
        moments: milliseconds since 1970 UTC, at least one, all in the years 1 to 9999.
        zone: whose midnights days begin at; None is this machine's.
    """
    first, last = float(moments.min()), float(moments.max())
    width = next((each for each in WIDTHS if last - first <= each * MOST), WIDTHS[-1])
    day = _day(first, zone)
    if width < DAY:
        start = _midnight(day, zone)
        start += (first - start) // width * width
        count = int((last - start) // width) + 1
        return Stretches(np.arange(count + 1, dtype=np.float64) * width + start, width)
    edges = _days(day, last, width // DAY, zone)
    edges[0] = min(edges[0], first)  # midnights of year 1 are guessed
    return Stretches(edges, width)


def _days(day: int, last: float, step: int, zone: tzinfo | None) -> Doubles:
    """Return midnights: of Mondays where a stretch is a week, since day 1 of year 1 was one."""
    day -= (day - 1) % step
    edges = [_midnight(day, zone)]
    while edges[-1] <= last:
        day += step
        edges.append(_midnight(day, zone))
    return np.array(edges)


def _day(moment: float, zone: tzinfo | None) -> int:
    """Return the number of the day in a zone, counted from 1 at the first of year 1."""
    try:
        return (_EPOCH + timedelta(milliseconds=moment)).astimezone(zone).toordinal()
    except (OverflowError, ValueError, OSError):  # the zone leads out of the years 1 to 9999
        return _EPOCH_DAY + int(moment // DAY)


def _midnight(day: int, zone: tzinfo | None) -> float:
    """Return when a day begins in a zone; where the clock skips midnight, at the moment of the change."""
    utc = float((day - _EPOCH_DAY) * DAY)
    if not 1 <= day <= _LAST_DAY:
        return utc
    try:
        return datetime.combine(date.fromordinal(day), time(), tzinfo=zone).timestamp() * SECOND
    except (OverflowError, ValueError, OSError):
        return utc
