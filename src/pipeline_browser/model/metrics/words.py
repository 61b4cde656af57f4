"""Figures of runs as people read them, each with its unit; a dash where nothing is known.

How a number itself is written is the caller's: as the person's system has it in the window, in a fixed form
in reports and on the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite, isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

UNKNOWN = "\N{EN DASH}"
ENDLESS = "\N{INFINITY}"  # a sum beyond all numbers
_RATES = ((1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s"), (1e3, "kB/s"), (1.0, "B/s"))
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_KIB = 1024
_SIZES = ("KiB", "MiB", "GiB", "TiB")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_DIGITS = 9
_TOO_LONG = 1e15  # from here on digits would say nothing


@dataclass(frozen=True, slots=True)
class Words:
    """Figures in words.

    Attributes:
        figure: writes a number with so many decimal places.
    """

    figure: Callable[[float, int], str]

    def significant(self, value: float, digits: int = 3) -> str:
        """Return a number with so many digits that mean something: ``0.0213``, ``213``, ``2,130``."""
        if not isfinite(value):
            return _beyond(value)
        if value == 0 or abs(value) >= _TOO_LONG:
            return self._whole(value)
        exponent = int(f"{abs(value):.{digits - 1}e}".split("e")[1])  # after rounding: 0.9996 is 1.00
        return self.figure(value, min(max(digits - 1 - exponent, 0), _MOST_DIGITS))

    def _whole(self, value: float) -> str:
        return self.figure(value, 0) if abs(value) < _TOO_LONG else f"{float(value):.2e}"

    def rate(self, value: float) -> str:
        """Return bytes per second in the largest fitting decimal unit: ``58.9 MB/s``."""
        if not isfinite(value):
            return _beyond(value)
        factor, unit = next(each for each in _RATES if abs(value) >= each[0] * 0.9995 or each[0] == 1)
        return f"{self.significant(value / factor)} {unit}"

    def duration(self, value: float) -> str:
        """Return milliseconds as ``12 ms``, ``1.53 s``, ``2 min 5 s``, ``3 h 29 min`` or ``2 d 3 h``."""
        if not isfinite(value):
            return _beyond(value)
        sign, size = ("-" if value < 0 else ""), abs(value)
        if size < _SECOND:
            return f"{sign}{self.significant(size) if size % 1 else self.figure(size, 0)} ms"
        if size < _MINUTE - 5:
            return f"{sign}{self.significant(size / _SECOND)} s"
        if size < _HOUR - _SECOND / 2:
            return sign + self._two(round(size / _SECOND), 60, "min", "s")
        if size < _DAY - _MINUTE / 2:
            return sign + self._two(round(size / _MINUTE), 60, "h", "min")
        return sign + self._two(round(size / _HOUR), 24, "d", "h")

    def _two(self, count: int, per: int, large: str, small: str) -> str:
        whole, rest = divmod(count, per)
        more = f" {rest} {small}" if rest and whole < _TOO_LONG else ""
        return f"{self._whole(whole)} {large}{more}"

    def size(self, value: float) -> str:
        """Return bytes in the largest fitting binary unit: ``12.3 MiB``."""
        if not isfinite(value):
            return _beyond(value)
        number = abs(round(value))
        sign = "-" if value < 0 and number else ""
        if number < _KIB:
            return f"{sign}{self.figure(number, 0)} {'byte' if number == 1 else 'bytes'}"
        steps = next((each for each in (1, 2, 3) if number / _KIB**each < _KIB - 0.05), 4)
        scaled = number / _KIB**steps
        figure = self.figure(scaled, 1) if scaled < _TOO_LONG else self._whole(scaled)
        return f"{sign}{figure} {_SIZES[steps - 1]}"

    def ratio(self, value: float) -> str:
        """Return output by input: ``0.253``."""
        return self.significant(value)

    def percent(self, value: float) -> str:
        """Return a share as ``12.3 %``."""
        return f"{self.significant(value * 100)} %" if isfinite(value) else _beyond(value)

    def count(self, value: float) -> str:
        """Return how many: ``1,204``."""
        return self._whole(value) if isfinite(value) else _beyond(value)

    def counted(self, number: float, noun: str, plural: str = "") -> str:
        """Return ``1 run``, ``1,204 runs``."""
        return f"{self.count(number)} {noun if number == 1 else plural or noun + 's'}"

    def when(self, value: float, zone: tzinfo | None) -> str:
        """Return milliseconds since 1970 UTC as date, time and zone; ``zone`` None is this machine's."""
        there = datetime_of(value, zone)
        return UNKNOWN if there is None else f"{written(there)} {there.tzname() or 'UTC'}"


def _beyond(value: float) -> str:
    if isnan(value):
        return UNKNOWN
    return ENDLESS if value > 0 else f"-{ENDLESS}"


def written(there: datetime) -> str:
    """Return ``2026-01-01 00:00:00``, of year 1 too, which strftime writes with one digit."""
    return there.replace(tzinfo=None, microsecond=0).isoformat(" ")


def datetime_of(value: float, zone: tzinfo | None) -> datetime | None:
    """Return a moment in a zone (None: this machine's); None where no calendar has it."""
    if isnan(value):
        return None
    try:
        return (_EPOCH + timedelta(milliseconds=value)).astimezone(zone)
    except (OverflowError, OSError, ValueError):  # before year 1 or after year 9999
        return None


def english(number: float, digits: int = 0) -> str:
    """Return a number as ``1,204.50``."""
    return f"{number:,.{digits}f}" if digits else f"{round(number):,}"


ENGLISH = Words(english)
