"""Which of two moments is the later one, to the nanosecond, whatever offset each was written with."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

_PARTS = re.compile(r"(.{19})(?:\.([0-9]+))?(?:[zZ]|([+\-\u2212])(..):(..))")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000_000
_DIGITS = 9


def instant(value: Value) -> int | None:
    """Return the nanoseconds since 1970 of an RFC 3339 text, as chrono reads one; None for anything else.

    Digits beyond the ninth are cut off, and the year 0, which Python has none of, counts as none.
    """
    if not isinstance(value, str) or not is_timestamp(value):
        return None
    match = _PARTS.fullmatch(value)
    if match is None or value.startswith("0000"):
        return None
    text, fraction, sign, hours, minutes = match.groups()
    # A leap second is the one after the 59th.
    leap = text.endswith("60")
    moment = datetime.strptime(
        f"{text[:10]}T{text[11:17]}{'59' if leap else text[17:]}Z", "%Y-%m-%dT%H:%M:%S%z"
    )
    offset = timedelta(hours=int(hours), minutes=int(minutes)) if sign else timedelta()
    seconds = (moment - _EPOCH) // timedelta(seconds=1)
    seconds += int(leap) - int(offset.total_seconds()) * (1 if sign == "+" else -1)
    return seconds * _SECOND + int((fraction or "")[:_DIGITS].ljust(_DIGITS, "0"))
