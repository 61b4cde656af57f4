"""Numbers, sizes and moments as people read them, numbers as their system writes them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QLocale

_SHORT_ENOUGH = 10_000
_COUNTABLE = 10**18
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def figure(number: float, digits: int = 0) -> str:
    """Return a number in the system's way, ``1,204`` or ``1.204``, with so many decimal places."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:  # no language at all: that of the words around it
        locale = QLocale(QLocale.Language.English)
    if not abs(number) < _COUNTABLE:  # more digits than mean anything, or than a whole number has
        return locale.toString(float(number), "g", 6)
    return locale.toString(float(number), "f", digits) if digits else locale.toString(round(number))


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 migration``, ``3 migrations``, ``1,204 rows``."""
    return f"{figure(number)} {noun if number == 1 else plural or noun + 's'}"


def short_figure(number: int) -> str:
    """Return a number of things in at most seven characters: ``394``, ``12.3 k``, ``1.2 M``."""
    if number < _SHORT_ENOUGH:
        return figure(number)
    value = float(number)
    for unit in "kMGT":
        value /= 1000
        if value < 999.5 or unit == "T":
            break
    return f"{figure(value, 1 if value < 99.95 else 0)}\u00a0{unit}"


def file_size(size: int) -> str:
    """Return bytes in the largest fitting binary unit."""
    if size < 1024:
        return counted(size, "byte")
    value = float(size)
    for unit in ("KiB", "MiB", "GiB"):
        value /= 1024
        if value < 1023.95:
            return f"{figure(value, 1)} {unit}"
    return f"{figure(value / 1024, 1)} TiB"


def moment(when: datetime, *, utc: bool, zone: tzinfo | None = None) -> str:
    """Return date, time and zone; ``zone`` None is this machine's."""
    there = when.astimezone(UTC if utc else zone)
    return f"{there:%Y-%m-%d %H:%M:%S} {zone_name(there)}"


def clock_time(when: datetime, *, utc: bool, zone: tzinfo | None = None) -> str:
    """Return the time of day, ``12:03:10``; the zone is named where it is not this machine's."""
    there = when.astimezone(UTC if utc else zone)
    return f"{there:%H:%M:%S} UTC" if utc else f"{there:%H:%M:%S}"


def zone_name(when: datetime) -> str:
    """Return the name of the moment's zone, ``UTC`` or ``CET``."""
    return when.tzname() or "UTC"


def ago(when: datetime, now: datetime) -> str:
    """Return ``just now``, ``5 minutes ago``, ``3 days ago``."""
    seconds = (now - when).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    for length, noun in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= length:
            return f"{counted(int(seconds // length), noun)} ago"
    return "just now"
