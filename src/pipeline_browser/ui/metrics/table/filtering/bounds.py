"""The ends of a range as text to be edited: as somebody would type them, and exactly the same when read."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.table.typed import NotUnderstood, parse_typed
from pipeline_browser.model.metrics.words import ENGLISH, datetime_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator


def typed_text(value: float, kind: Kind, zone: tzinfo | None, *, is_high: bool) -> str:
    """Return the shortest text that means a value exactly; ``zone`` None is this machine's."""
    now = datetime.now(UTC)
    for text in _candidates(value, kind, zone):
        try:
            if parse_typed(text, kind, zone, now)[is_high] == value:
                return text
        except NotUnderstood:
            continue
    return repr(value)


def _candidates(value: float, kind: Kind, zone: tzinfo | None) -> Iterator[str]:
    number = str(int(value)) if value == int(value) else repr(value)
    if kind is Kind.MOMENT:
        there = datetime_of(value, zone)
        if there is not None:
            seconds = written(there)
            yield from (seconds[:10], seconds[:16], seconds, there.isoformat())
    elif kind is Kind.BYTES:
        yield from (ENGLISH.size(value), f"{number} bytes")
    elif kind is Kind.RATE:
        yield from (ENGLISH.rate(value), f"{number} B/s")
    elif kind is Kind.DURATION:
        yield from (ENGLISH.duration(value), f"{number} ms")
    elif kind is Kind.SHARE:
        yield from (f"{value * 100:g} %", f"{value * 100!r} %")
    yield number
