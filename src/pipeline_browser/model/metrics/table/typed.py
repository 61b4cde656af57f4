"""What a person types into a range, with its unit: ``10 MB/s``, ``64 KiB``, ``1.5 s``, ``2025-07-01``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from pipeline_browser.model.metrics.columns import Kind

_BYTES = {"": 1, "b": 1, "byte": 1, "bytes": 1} | {
    f"{letter}{binary}{b}": (1024 if binary or not b else 1000) ** power
    for power, letter in enumerate("kmgtp", 1)
    for binary in ("", "i")
    for b in ("", "b")
}  # one letter and KiB count in 1,024, kB in 1,000
_DURATIONS = {
    "ms": 1, "millisecond": 1, "milliseconds": 1, "": 1, "s": 1_000, "sec": 1_000, "second": 1_000,
    "seconds": 1_000, "m": 60_000, "min": 60_000, "minute": 60_000, "minutes": 60_000, "h": 3_600_000,
    "hour": 3_600_000, "hours": 3_600_000, "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
}  # fmt: skip
_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
_NUMBER = re.compile(r"([+-]?(?:[0-9][0-9 ,.'_]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*([^0-9\s,.]*)\s*", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_STEPS = (
    ("%Y", None),
    ("%Y-%m", None),
    ("%Y-%m-%d", timedelta(days=1)),
    ("%Y-%m-%d %H:%M", timedelta(minutes=1)),
    ("%Y-%m-%d %H:%M:%S", timedelta(seconds=1)),
)
_AGO = re.compile(r"(.+?)\s+ago", re.IGNORECASE)

EXAMPLES = {
    Kind.BYTES: "64 KiB",
    Kind.RATE: "10 MB/s",
    Kind.DURATION: "1.5 s",
    Kind.SHARE: "50 %",
    Kind.RATIO: "0.25",
    Kind.COUNT: "3",
    Kind.MOMENT: "2025-07-01",
}
"""What one could type, for each kind of number."""


class NotUnderstood(ValueError):
    """A text that names no value; its words say why."""


def parse_typed(text: str, kind: Kind, zone: tzinfo | None, now: datetime) -> tuple[float, float]:
    """Return the least and the greatest value that a text means: a day has many moments, a number is one.

    Args:
        zone: of moments without one; None is this machine's.

    Raises:
        NotUnderstood: it means nothing.
    """
    stripped = text.strip().replace("\u2212", "-").replace("\u00a0", " ")
    if kind is Kind.MOMENT:
        return _moment(stripped, zone, now)
    if kind is Kind.DURATION:
        value = _duration(stripped)
    elif kind in (Kind.SHARE, Kind.RATIO):
        number, unit = _number(stripped, kind)
        if unit not in ("", "%"):
            raise _unknown(unit, kind)
        value = number / 100 if unit == "%" or kind is Kind.SHARE else number
    else:
        value = _with_unit(stripped, kind)
    return value, value


def _with_unit(text: str, kind: Kind) -> float:
    units = _THOUSANDS if kind is Kind.COUNT else _BYTES
    number, unit = _number(text, kind)
    if kind is Kind.RATE:
        unit = re.sub(r"(/s|ps|/sec|/second)$", "", unit)
    if unit not in units:
        raise _unknown(unit, kind)
    return number * units[unit]


def _duration(text: str) -> float:
    """Return milliseconds of ``1.5 s``, ``2 h 5 min`` or a bare number of milliseconds."""
    total, at = 0.0, 0
    while at < len(text):
        match = _NUMBER.match(text, at)
        if match is None:
            raise _not(text, Kind.DURATION)
        unit = match[2].lower()
        if unit not in _DURATIONS or (not unit and match.end() < len(text)):
            raise _unknown(unit, Kind.DURATION)
        total += _value(match[1], text, Kind.DURATION) * _DURATIONS[unit]
        at = match.end()
    if not text:
        raise _not(text, Kind.DURATION)
    return total


def _number(text: str, kind: Kind) -> tuple[float, str]:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise _not(text, kind)
    return _value(match[1], text, kind), match[2].lower()


def _value(digits: str, text: str, kind: Kind) -> float:
    """Return a number, with commas between groups of three or one before a fraction."""
    plain = re.sub(r"[ '_]", "", digits)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        raise _not(text, kind) from None


def _moment(text: str, zone: tzinfo | None, now: datetime) -> tuple[float, float]:
    ago = _AGO.fullmatch(text)
    if ago is not None:
        then = now.timestamp() * 1000 - _duration(ago[1])
        return then, then
    plain = text.replace("T", " ")
    if plain.lower() in ("today", "yesterday"):
        day = now.astimezone(zone) - timedelta(days=plain.lower() == "yesterday")
        plain = f"{day:%Y-%m-%d}"
    for form, length in _STEPS:
        try:
            start = datetime.strptime(plain, form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        end = start + length if length else _next(start, month="%m" in form)
        return _milliseconds(start, zone), _milliseconds(end, zone) - 1
    try:
        exact = datetime.fromisoformat(text)
    except ValueError:
        raise _not(text, Kind.MOMENT) from None
    return _milliseconds(exact, zone), _milliseconds(exact, zone)


def _next(start: datetime, *, month: bool) -> datetime:
    if not month or start.month == 12:
        return start.replace(year=start.year + 1, month=1)
    return start.replace(month=start.month + 1)


def _milliseconds(moment: datetime, zone: tzinfo | None) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _not(text: str, kind: Kind) -> NotUnderstood:
    return NotUnderstood(f"“{text}” is not understood. Write it like {EXAMPLES[kind]}.")


def _unknown(unit: str, kind: Kind) -> NotUnderstood:
    return NotUnderstood(f"“{unit}” is not a unit here. Write it like {EXAMPLES[kind]}.")
