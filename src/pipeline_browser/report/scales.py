"""From values to places on the paper, straight or logarithmic."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

_LEAST, _MOST = 1e-300, 1.7e308
_SHARE_OF_LOG = (
    30  # so many times the least is the most: a straight axis would press most values to the floor
)


@dataclass(frozen=True, slots=True)
class Scale:
    """One direction.

    Attributes:
        low, high: values at its ends.
        start, end: pixels there.
    """

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """Return where a value stands; what lies beyond an end stands at the end."""
        if self.is_log:
            low, high, place = (log10(max(each, _LEAST)) for each in (self.low, self.high, value))
        else:  # halved, since the difference of huge values is infinite
            low, high, place = self.low / 2, self.high / 2, value / 2
        share = (place - low) / (high - low) if high > low else 0.5
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def fitting(least: float, most: float, start: float, end: float, *, bent: bool | None = None) -> Scale:
    """Return a scale with some air for values between the two.

    Args:
        bent: logarithmic or not; None for what shows these values better.
    """
    if bent is None:
        bent = least > 0 and most / least > _SHARE_OF_LOG
    if bent:
        return Scale(max(least / 1.3, _LEAST), min(most * 1.3, _MOST), start, end, is_log=True)
    high = min(most * 1.06, _MOST) if most > 0 else 0.0
    low = max(least * 1.06, -_MOST) if least < 0 else 0.0
    return Scale(low, high if high > low else low + 1, start, end)


def around(first: float, last: float, start: float, end: float, *, least: float) -> Scale:
    """Return a straight scale from the first to the last value, at least so long."""
    air = max((least - (last - first)) / 2, (last - first) * 0.02)
    return Scale(first - air, last + air, start, end)
