"""Filters in words, without Qt: each condition, the period, how many runs fit, what to do where none does."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.filters import Between, Contains, HasLint, OneOf, Period, Span
from pipeline_browser.model.metrics.lint.rules import RULES
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics import formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Condition, Filter

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MOST_VALUES = 3
_DAY = 86_400_000  # milliseconds
_WORDS: dict[Kind, Callable[[float], str]] = {
    Kind.SHARE: formats.percent,
    Kind.DURATION: formats.duration,
    Kind.RATE: formats.rate,
    Kind.RATIO: formats.ratio,
    Kind.BYTES: formats.size,
    Kind.COUNT: formats.count,
}


def condition_words(condition: Condition, zone: tzinfo | None) -> str:
    """Return a condition as people say it: ``throughput at least 10 MB/s``, ``status failed or stalled``."""
    match condition:
        case Between(name, low, high):
            return _between(BY_NAME[name], low, high, zone)
        case OneOf(name, values):
            return (
                f"{_noun(BY_NAME[name])} {_or_words([_value(BY_NAME[name], each, zone) for each in values])}"
            )
        case Contains(name, text):
            return f"{_noun(BY_NAME[name])} contains “{text}”"
        case HasLint(rules):
            titles = {rule.id: rule.title for rule in RULES}
            return f"lint: {_or_words([titles.get(each, each) for each in rules])}" if rules else "any lint"


def _between(column: Column, low: float | None, high: float | None, zone: tzinfo | None) -> str:
    noun = _noun(column)
    if low is None and high is None:
        return f"{noun} known"
    if low is not None and low == high:
        return f"{noun} {_value(column, low, zone)}"
    if low is None:
        return f"{noun} at most {_value(column, high, zone)}"
    if high is None:
        return f"{noun} at least {_value(column, low, zone)}"
    return f"{noun} {_value(column, low, zone)} to {_value(column, high, zone)}"


def _noun(column: Column) -> str:
    title = column.title
    return title if title[1:2].isupper() else title[0].lower() + title[1:]


def _value(column: Column, value: float | str | None, zone: tzinfo | None) -> str:
    if value is None:
        return "not said"
    if isinstance(value, str):
        return f"“{value}”" if value else "empty"
    if column.kind is Kind.STATUS:
        return Status(int(value)).words if value in set(Status) else str(value)
    if column.kind is Kind.MOMENT:
        return formats.when(value, zone)
    return _WORDS[column.kind](value) if column.kind in _WORDS else figure(value)


def _or_words(words: list[str]) -> str:
    if len(words) > _MOST_VALUES:
        return f"{', '.join(words[:2])} or {figure(len(words) - 2)} others"
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words) or "nothing"


def span_words(span: Span, zone: tzinfo | None) -> str:
    """Return a brushed stretch of time, without seconds where it lasts for more than an hour."""
    first, last = formats.datetime_of(span.start, zone), formats.datetime_of(span.end, zone)
    if first is None or last is None:
        return "a stretch of time"
    shape = "%H:%M" if span.end - span.start >= _DAY / 24 else "%H:%M:%S"
    zone_name = last.tzname() or "UTC"
    if first.date() == last.date():
        return f"{_short_day(first)}, {first:{shape}} to {last:{shape}} {zone_name}"
    if span.end - span.start >= 10 * _DAY:
        return f"{_short_day(first)} to {_short_day(last)}"
    return f"{_short_day(first)}, {first:{shape}} to {_short_day(last)}, {last:{shape}} {zone_name}"


def _short_day(day: datetime) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def day_words(moment: float, zone: tzinfo | None) -> str:
    """Return ``2 August 2025``."""
    day = formats.datetime_of(moment, zone)
    return "" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_words(shown: int, total: int) -> str:
    """Return ``1,204 of 100,000 runs``; ``394 runs`` where all are shown."""
    return counted(total, "run") if shown == total else f"{figure(shown)} of {counted(total, 'run')}"


def nothing_words(wanted: Filter, total: int, first: float, last: float, zone: tzinfo | None) -> str:
    """Return why no run fits, with the fact that helps on.

    Args:
        first, last: the earliest and latest moment of any run, fitting or not; NaN where none has one.
    """
    if not total or wanted.is_empty:
        return ""
    others = bool(wanted.words or wanted.conditions)
    if wanted.period is Period.ALL:
        return f"None of the {counted(total, 'run')} fits all of this."
    here = (
        f"in the {wanted.period.words}"
        if isinstance(wanted.period, Period)
        else f"from {span_words(wanted.period, zone)}"
    )
    if isnan(last):
        return f"No runs {here}: none of them says when it was."
    newest = f"the newest is of {day_words(last, zone)}"
    if others:
        return f"No runs that fit {here}; {newest}."
    return f"No runs {here}; {newest}."
