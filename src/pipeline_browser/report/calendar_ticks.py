"""Where the ticks of a time axis stand, and what they say: whole hours, midnights, firsts of months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.words import datetime_of
from pipeline_browser.report.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_CLOCK = (
    *(1, 2, 5, 10, 20, 50, 100, 200, 500),
    *(step * _SECOND for step in (1, 2, 5, 10, 15, 30)),
    *(step * _MINUTE for step in (1, 2, 5, 10, 15, 30)),
    *(step * _HOUR for step in (1, 2, 3, 6, 12)),
)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
EARLIEST, LATEST = -62_135_510_400_000.0, 253_402_214_400_000.0
"""The calendar's ends, a day away from them, so that every zone has these moments."""


def calendar_ticks(low: float, high: float, most: int, zone: tzinfo | None) -> list[Tick]:
    """Return at most so many ticks between two moments, in milliseconds since 1970 UTC.

    Args:
        zone: whose midnights count; None is this machine's.
    """
    first, last = datetime_of(low, zone), datetime_of(high, zone)
    if first is None or last is None:
        return []
    span = high - low
    for step in _CLOCK:
        if span / step <= most:
            return [_clock_tick(each, step, zone) for each in _within_days(first, low, high, step, zone)]
    for days in _DAYS:
        if span / (days * _DAY) <= most:
            return _told(_every_days(first, last, days, zone), low, high, "day")
    for months in (*_MONTHS, *(12 * years for years in _YEARS)):
        if span / (months * 30.4 * _DAY) <= most:
            return _told(
                _every_months(first, last, months, zone), low, high, "year" if months >= 12 else "month"
            )
    return []


def day_words(day: datetime) -> str:
    """Return ``2 Aug 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def caption(low: float, high: float, zone: tzinfo | None) -> str:
    """Return the days and the zone of what is shown: ``2 Aug 2025`` to ``9 Aug 2025, UTC``."""
    first, last = datetime_of(low, zone), datetime_of(high, zone)
    if first is None or last is None:
        return ""
    days = day_words(first)
    if last.date() != first.date():
        days = f"{days} \N{EN DASH} {day_words(last)}"
    return f"{days}, {last.tzname() or 'UTC'}"


def stretch_words(start: float, width: float, zone: tzinfo | None) -> str:
    """Return a stretch of time in words: ``2 Aug 2025, 14:00 to 15:00``, ``2 Aug 2025 to 8 Aug 2025``."""
    first, last = datetime_of(start, zone), datetime_of(start + width, zone)
    if first is None or last is None:
        return "at the end of the calendar"
    if width >= _DAY:
        end = last - timedelta(hours=12)
        return day_words(first) if end.date() == first.date() else f"{day_words(first)} to {day_words(end)}"
    shape = "%H:%M" if width >= _MINUTE else "%H:%M:%S"
    return f"{day_words(first)}, {first:{shape}} to {last:{shape}}"


def _within_days(first: datetime, low: float, high: float, step: int, zone: tzinfo | None) -> Iterator[float]:
    at = _milliseconds(_midnight(first, zone))
    at += -((at - low) // step) * step if at < low else 0
    while at <= high:
        if at >= low:
            yield at
        at += step


def _clock_tick(moment: float, step: int, zone: tzinfo | None) -> Tick:
    there = datetime_of(moment, zone)
    if there is None:
        return Tick(moment, "")
    if not (there.hour or there.minute or there.second or there.microsecond):
        return Tick(moment, _short_day(there))
    if step < _SECOND:
        return Tick(moment, f"{there:%H:%M:%S}.{there.microsecond // 1000:03}")
    return Tick(moment, f"{there:%H:%M:%S}" if step < _MINUTE else f"{there:%H:%M}")


def _every_days(first: datetime, last: datetime, days: int, zone: tzinfo | None) -> Iterator[datetime]:
    """Yield midnights; of Mondays for weeks, since day 1 of year 1 was one."""
    day = first.toordinal() - (first.toordinal() - 1) % days
    while day <= min(last.toordinal(), date.max.toordinal() - 1):
        yield _midnight(datetime.fromordinal(max(day, 2)), zone)
        day += days


def _every_months(first: datetime, last: datetime, months: int, zone: tzinfo | None) -> Iterator[datetime]:
    number = (first.year * 12 + first.month - 1) // months * months
    number += -min(number - 24, 0) // months * months  # midnights of year 1 are none in every zone
    number += months if number < 24 else 0
    while number <= min(last.year * 12 + last.month - 1, 9998 * 12):
        yield _midnight(datetime(number // 12, number % 12 + 1, 1), zone)  # noqa: DTZ001 - it gets the zone
        number += months


def _told(moments: Iterator[datetime], low: float, high: float, step: str) -> list[Tick]:
    ticks = [Tick(_milliseconds(each), _words(each, step)) for each in moments]
    return [tick for tick in ticks if low <= tick.value <= high]


def _words(there: datetime, step: str) -> str:
    if step == "day":
        return _short_day(there)
    return str(there.year) if step == "year" or there.month == 1 else MONTHS[there.month - 1]


def _short_day(there: datetime) -> str:
    return f"{there.day} {MONTHS[there.month - 1]}"


def _midnight(day: datetime, zone: tzinfo | None) -> datetime:
    naive = day.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    return naive.astimezone() if zone is None else naive.replace(tzinfo=zone)


def _milliseconds(moment: datetime) -> float:
    return (moment - _EPOCH) / timedelta(milliseconds=1)
