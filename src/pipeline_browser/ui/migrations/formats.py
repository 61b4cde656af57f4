"""Figures, times and checksums as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from pipeline_browser.ui.formats import ago, figure
from pipeline_browser.ui.formats import moment as moment_words

SHORT_ENDS = 6  # hexadecimal digits of a checksum that stay on either side
_STORED_TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")
LONGEST = 500  # characters of a line that is elided anyway
NOT_RECORDED = "not recorded"


def short_checksum(checksum: bytes) -> str:
    """Return the first and last hexadecimal digits, the middle left out."""
    digits = checksum.hex()
    return digits if len(digits) <= 2 * SHORT_ENDS + 1 else f"{digits[:SHORT_ENDS]}…{digits[-SHORT_ENDS:]}"


def checksum_kind(checksum: bytes) -> str:
    """Return the name of the hash that gives a checksum of this length."""
    return {48: "SHA-384", 32: "SHA-256"}.get(len(checksum), f"{len(checksum)} bytes")


def milliseconds(value: float | None) -> str:
    """Return a figure for a column of milliseconds: three digits below a thousand, whole ones above."""
    if value is None:
        return NOT_RECORDED
    if value >= 100:
        return figure(value)
    return figure(value, 1 if value >= 10 else 2 if value >= 1 else 3)


def duration(nanoseconds: float) -> str:
    """Return a duration with a unit that suits it: ``240 µs``, ``15.6 ms``, ``3.2 s``, ``2 min 5 s``."""
    seconds = nanoseconds / 1e9
    if seconds >= 59.95:
        return long_duration(seconds)
    for factor, unit in ((1.0, "s"), (1e3, "ms")):
        if seconds * factor >= 0.9995:
            return f"{_three_digits(seconds * factor)} {unit}"
    return f"{figure(seconds * 1e6)} µs"


def long_duration(seconds: float) -> str:
    """Return ``2 min 5 s`` or ``3 h 29 min``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def clock(seconds: float) -> str:
    """Return elapsed time as a clock that ticks: ``0:07``, ``12:03``, ``3:29:00``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _three_digits(value: float) -> str:
    return figure(value, 0 if value >= 99.95 else 1 if value >= 9.995 else 2)


def stored_time(text: str) -> datetime | None:
    """Return a ledger's time (UTC); None for a text that is no time."""
    for shape in _STORED_TIMES:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def shown_time(text: str, *, utc: bool, zone: tzinfo | None = None) -> str:
    """Return a ledger's time in UTC or in ``zone`` (None: this machine's), what is no time as stored."""
    moment = stored_time(text)
    if moment is None:
        return text
    return (moment if utc else _in_zone(moment, zone)).strftime("%Y-%m-%d %H:%M:%S")


def time_tooltip(text: str, *, now: datetime, zone: tzinfo | None = None) -> str:
    """Return ``3 days ago`` with the moment in both zones."""
    moment = stored_time(text)
    if moment is None:
        return f"Stored as “{text}”, which is no time that sqlx writes"
    lines = [ago(moment, now), moment_words(moment, utc=True)]
    if (local := _in_zone(moment, zone)) is not moment:
        lines.insert(1, moment_words(local, utc=False, zone=zone))
    return "\n".join(lines)


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    try:
        return moment.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # year 1 or 9999 west or east of Greenwich
        return moment


def first_line(sql: str) -> str:
    """Return a statement's first line, with its blanks as single ones."""
    return brief(" ".join(sql[: 4 * LONGEST].split("\n", 1)[0].split()))


def brief(text: str, most: int = LONGEST) -> str:
    """Return a text that one line can show; fitting a megabyte into a cell would hold up the window."""
    return text if len(text) <= most else f"{text[:most]}…"
