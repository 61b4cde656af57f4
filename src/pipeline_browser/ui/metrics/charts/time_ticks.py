"""Ticks of a time axis: at whole hours, midnights, firsts of months, in a zone with its summer time."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.ui.formats import zone_name
from pipeline_browser.ui.metrics.charts.steps import Tick
from pipeline_browser.ui.metrics.charts.units import decimal_steps
from pipeline_browser.ui.metrics.formats import datetime_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    Room = Callable[[Sequence[str]], float]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_CLOCK = (
    *(1, 2, 5, 10, 20, 50, 100, 200, 500),
    *(each * _SECOND for each in (1, 2, 5, 10, 15, 30)),
    *(each * _MINUTE for each in (1, 2, 5, 10, 15, 30)),
    *(each * _HOUR for each in (1, 2, 3, 6, 12)),
)
_DAYS = (1, 2, 5, 10)  # of a month, which each begins anew
_MONTH_STEPS = (1, 2, 3, 6)
_LONG = 300 * _DAY  # milliseconds, over which days do not matter
_FIRST, _LAST = -62_135_596_800_000 + _DAY, 253_402_300_799_000 - _DAY  # the years 1 to 9999, in any zone
_BEYOND = (OverflowError, ValueError, OSError)  # the zone leads out of the years 1 to 9999
_CLOSEST = 40  # pixels from tick to tick, whatever their words


def time_ticks(low: float, high: float, pixels: float, room: Room, zone: tzinfo | None) -> tuple[Tick, ...]:
    """Return ticks between two moments, in milliseconds since 1970 UTC."""
    between = pixels / (high - low)  # pixels of a millisecond
    low, high = max(min(low, _LAST), _FIRST), max(min(high, _LAST), _FIRST)
    first, last = datetime_of(low, zone), datetime_of(high, zone)
    if first is None or last is None or not high > low:
        return ()
    least = _CLOSEST / between
    ticks: tuple[Tick, ...] = ()
    for step, moments in _candidates(first, last, zone, least):
        ticks = tuple(
            Tick(_milliseconds(each), _words(each, step)) for each in moments if first <= each <= last
        )
        places = [each.place for each in ticks]
        closest = min((b - a for a, b in pairwise(places)), default=high - low)
        if closest * between >= room([each.text for each in ticks] or [""]):
            break
    return ticks


def time_caption(low: float, high: float, zone: tzinfo | None) -> str:
    """Return days and zone of what is shown: the first and the last day, ``2 Aug 2025, UTC``."""
    low, high = max(min(low, _LAST), _FIRST), max(min(high, _LAST), _FIRST)
    first, last = datetime_of(low, zone), datetime_of(high, zone)
    if first is None or last is None:
        return ""
    ends = [day_words(first), day_words(last)]
    if high - low > _LONG:
        ends = [f"{MONTHS[each.month - 1]} {each.year}" for each in (first, last)]
    elif first.year == last.year and first.date() != last.date():
        ends[0] = ends[0].removesuffix(f" {first.year}")
    words = " \N{EN DASH} ".join(dict.fromkeys(ends))
    return f"{words}, {zone_name(last)}"


def day_words(day: datetime) -> str:
    """Return ``2 Aug 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _candidates(
    first: datetime, last: datetime, zone: tzinfo | None, least: float
) -> Iterator[tuple[str, Iterator[datetime]]]:
    """Yield moments from fine to coarse, with the name of what lies between them."""
    for step in _CLOCK:
        if step >= least:
            yield _clock_name(step), _within_days(first, last, zone, step)
    for days in _DAYS:
        if days * _DAY >= least:
            yield "day", _days(first, last, zone, days)
    for months in _MONTH_STEPS:
        if months * 28 * _DAY >= least:
            yield "month", _months(first, last, zone, months)
    for years in decimal_steps(max(least / (366 * _DAY), 1)):
        yield "year", _months(first, last, zone, int(years) * 12)


def _clock_name(step: int) -> str:
    return "millisecond" if step < _SECOND else "second" if step < _MINUTE else "minute"


def _within_days(first: datetime, last: datetime, zone: tzinfo | None, step: int) -> Iterator[datetime]:
    """Count from the midnight before; after a change of the clock the full hours are others."""
    for midnight in _days(first, last, zone, 1):
        start, end = _milliseconds(midnight), _milliseconds(_next_midnight(midnight, zone))
        skipped = max(int((_milliseconds(first) - start) // step), 0)
        at = start + skipped * step
        while at < min(end, _milliseconds(last) + 1):
            moment = datetime_of(at, zone)
            if moment is not None:
                yield moment
            at += step


def _days(first: datetime, last: datetime, zone: tzinfo | None, every: int) -> Iterator[datetime]:
    """Yield midnights from that of the first day on: of the 1st, the 11th, the 21st of each month, say."""
    begin = first.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    end = last.replace(tzinfo=None)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        for day in range(1, monthrange(year, month + 1)[1] + 1, every):
            local = datetime(year, month + 1, day)  # noqa: DTZ001 - its zone follows
            if begin <= local <= end and (every == 1 or day <= 31 - every // 2):
                with suppress(
                    OverflowError, ValueError, OSError
                ):  # the zone leads out of the years 1 to 9999
                    yield _in_zone(local, zone)


def _next_midnight(midnight: datetime, zone: tzinfo | None) -> datetime:
    try:
        return _in_zone(midnight.replace(tzinfo=None) + timedelta(days=1), zone)
    except (OverflowError, ValueError, OSError):  # the last day of all
        return midnight + timedelta(hours=23)


def _months(first: datetime, last: datetime, zone: tzinfo | None, every: int) -> Iterator[datetime]:
    start = (first.year * 12 + first.month - 1) // every * every
    for number in range(start if start >= 12 else start + every, last.year * 12 + last.month, every):
        year, month = divmod(number, 12)
        with suppress(*_BEYOND):
            yield _in_zone(datetime(year, month + 1, 1), zone)  # noqa: DTZ001 - its zone follows


def _in_zone(local: datetime, zone: tzinfo | None) -> datetime:
    return local.replace(tzinfo=zone) if zone is not None else local.astimezone()


def _milliseconds(moment: datetime) -> float:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1)


def _words(moment: datetime, step: str) -> str:
    """Return the words of a tick: at midnight the day, in January the year."""
    day = f"{moment.day} {MONTHS[moment.month - 1]}"
    if step == "year" or (step == "month" and moment.month == 1):
        return str(moment.year)
    if step == "month":
        return MONTHS[moment.month - 1]
    if step == "day" or not (moment.hour or moment.minute or moment.second or moment.microsecond):
        return day
    if step == "minute":
        return f"{moment:%H:%M}"
    return f"{moment:%H:%M:%S}" if step == "second" else f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}"


def bucket_words(start: float, width: float, zone: tzinfo | None) -> str:
    """Return a stretch of time in words: ``2 Aug 2025, 14:00 to 15:00 CEST``, or ``2 Aug 2025``."""
    first, last = datetime_of(start, zone), datetime_of(start + width, zone)
    if first is None or last is None:
        return ""
    if _is_midnight(first) and _is_midnight(last):
        end = last - timedelta(hours=12)
        return day_words(first) if end.date() == first.date() else f"{day_words(first)} to {day_words(end)}"
    shape = "%H:%M" if width >= _MINUTE else "%H:%M:%S"
    end_words = f"{last:{shape}}" if last.date() == first.date() else f"{day_words(last)}, {last:{shape}}"
    return f"{day_words(first)}, {first:{shape}} to {end_words} {zone_name(last)}"


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)
