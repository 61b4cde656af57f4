"""Figures of runs as people read them, each with its unit; what is not known is a dash."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from math import isnan

from pipeline_browser.ui.formats import figure, file_size
from pipeline_browser.ui.formats import moment as moment_words

UNKNOWN = "\N{EN DASH}"
_RATES = ((1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s"), (1e3, "kB/s"), (1.0, "B/s"))
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def significant(value: float, digits: int = 3) -> str:
    """Return a number with so many digits that mean something: ``0.0213``, ``2.13``, ``213``, ``2,130``."""
    if value == 0:
        return figure(0)
    exponent = int(f"{abs(value):.{digits - 1}e}".split("e")[1])  # after rounding: 0.9996 is 1.00
    return figure(value, min(max(digits - 1 - exponent, 0), 9))


def rate(value: float) -> str:
    """Return bytes per second in the largest fitting decimal unit: ``58.9 MB/s``."""
    if isnan(value):
        return UNKNOWN
    for factor, unit in _RATES:
        if abs(value) >= factor * 0.9995 or factor == 1.0:
            return f"{significant(value / factor)} {unit}"
    return UNKNOWN


def duration(value: float) -> str:
    """Return milliseconds as ``12 ms``, ``1.53 s``, ``2 min 5 s``, ``3 h 29 min`` or ``2 d 3 h``."""
    if isnan(value):
        return UNKNOWN
    sign, size = ("-" if value < 0 else ""), abs(value)
    if size < _SECOND:
        return f"{sign}{significant(size) if size % 1 else figure(size)} ms"
    if size < _MINUTE - 5:
        return f"{sign}{significant(size / _SECOND)} s"
    if size < _HOUR - _SECOND / 2:
        return sign + _two(round(size / _SECOND), 60, "min", "s")
    if size < _DAY - _MINUTE / 2:
        return sign + _two(round(size / _MINUTE), 60, "h", "min")
    return sign + _two(round(size / _HOUR), 24, "d", "h")


def _two(count: int, per: int, large: str, small: str) -> str:
    whole, rest = divmod(count, per)
    return f"{figure(whole)} {large} {rest} {small}" if rest else f"{figure(whole)} {large}"


def size(value: float) -> str:
    """Return bytes in the largest fitting binary unit: ``12.3 MiB``."""
    return (
        UNKNOWN if isnan(value) else f"-{file_size(round(-value))}" if value < 0 else file_size(round(value))
    )


def ratio(value: float) -> str:
    """Return output by input: ``0.253``."""
    return UNKNOWN if isnan(value) else significant(value)


def percent(value: float) -> str:
    """Return a share as ``12.3 %``."""
    return UNKNOWN if isnan(value) else f"{significant(value * 100)} %"


def count(value: float) -> str:
    """Return how many: ``1,204``."""
    return UNKNOWN if isnan(value) else figure(value)


def when(value: float, zone: tzinfo | None) -> str:
    """Return milliseconds since 1970 UTC as date, time and zone; ``zone`` None is this machine's."""
    there = datetime_of(value, zone)
    return UNKNOWN if there is None else moment_words(there, utc=False, zone=there.tzinfo)


def datetime_of(value: float, zone: tzinfo | None) -> datetime | None:
    """Return a moment in a zone (None: this machine's); None where no calendar has it."""
    if isnan(value):
        return None
    try:
        return (_EPOCH + timedelta(milliseconds=value)).astimezone(zone)
    except (OverflowError, OSError, ValueError):  # before year 1 or after year 9999
        return None
