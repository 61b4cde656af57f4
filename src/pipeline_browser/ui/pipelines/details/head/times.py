"""The program's timestamps as people read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp
from pipeline_browser.ui.formats import ago, moment, zone_name
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value


def parsed(value: Value) -> datetime | None:
    """Return a stored time; None for what the program does not read as one."""
    if not isinstance(value, str) or not is_timestamp(value):
        return None
    try:
        return datetime.fromisoformat(value.replace("\u2212", "-"))
    except ValueError:  # a leap second
        return None


def short_time(value: Value, *, utc: bool, day: bool = False) -> str:
    """Return date, hour and minute with the zone (the ``day`` alone); what is no time as it is stored."""
    when = parsed(value)
    if when is None:
        return cell_text(value)
    try:
        there = when.astimezone(UTC) if utc else when.astimezone()
    except (OverflowError, OSError, ValueError):  # year 1 or 9999 west or east of Greenwich
        there = when
    return f"{there:%Y-%m-%d}" if day else f"{there:%Y-%m-%d %H:%M} {zone_name(there)}"


def whole_time(title: str, value: Value, *, utc: bool) -> str:
    """Return a time to the second, how long ago it was, and how it is stored."""
    when = parsed(value)
    if when is None:
        return f"{title}: {cell_text(value)}\nThis is no time that the program reads."
    try:
        spoken = moment(when, utc=utc)
    except (OverflowError, OSError, ValueError):
        spoken = str(when)
    return f"{title} {ago(when, datetime.now(UTC))}: {spoken}\nStored as {cell_text(value)}"
