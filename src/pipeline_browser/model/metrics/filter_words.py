"""A filter in words, part by part, as a report or a line of the command line names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.filters import Between, Contains, HasLint, OneOf, Period
from pipeline_browser.model.metrics.lint.rules import RULES, rules_of
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import UNKNOWN

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Condition, Filter, Span
    from pipeline_browser.model.metrics.words import Words


def filter_words(wanted: Filter, words: Words, zone: tzinfo | None) -> tuple[str, ...]:
    """Return what a filter asks for, the period first.

    Args:
        zone: of moments; None is this machine's.
    """
    parts = [period_words(wanted.period, words, zone)]
    if wanted.words:
        quoted = " and ".join(f"“{word}”" for word in wanted.words)
        parts.append(f"with {quoted} in a name, id, checksum or algorithm")
    parts += [condition_words(each, words, zone) for each in wanted.conditions]
    return tuple(parts)


def period_words(period: Period | Span, words: Words, zone: tzinfo | None) -> str:
    """Return ``last 7 days``, or from when to when."""
    if isinstance(period, Period):
        return period.words
    start, end = words.when(period.start, zone), words.when(period.end, zone)
    if end == UNKNOWN:
        return f"from {start}"
    return f"before {end}" if start.startswith("0001-01-01 ") else f"from {start} to before {end}"


def condition_words(condition: Condition, words: Words, zone: tzinfo | None) -> str:
    """Return a condition as ``Duration from 1 min to 2 min``, ``Status: failed or stalled``."""
    match condition:
        case Between(name, low, high):
            column = BY_NAME[name]
            ends = [
                f"{sign} {value_words(column, end, words, zone)}"
                for sign, end in (("at least", low), ("at most", high))
                if end is not None
            ]
            return f"{column.title} {' and '.join(ends) or 'is known'}"
        case OneOf(name, values):
            column = BY_NAME[name]
            told = [value_words(column, each, words, zone) for each in values]
            return f"{column.title}: {' or '.join(told) or 'none'}"
        case Contains(name, text):
            return f"{BY_NAME[name].title} contains “{text}”"
        case HasLint(rules):
            titles = [rule.title for rule in RULES if rule.id in rules]
            return f"contradictory: {' or '.join(titles)}" if titles else "contradictory"


def value_words(column: Column, value: float | str | None, words: Words, zone: tzinfo | None) -> str:
    """Return a value of a column as it is shown, with its unit."""
    if value is None:
        return "clean" if column.kind is Kind.LINT else "unknown"
    if isinstance(value, str):
        return value
    if column.kind is Kind.STATUS:
        return Status(int(value)).words if value in {int(each) for each in Status} else str(value)
    if column.kind is Kind.LINT:
        return ", ".join(rule.title for rule in rules_of(int(value)))
    if column.kind is Kind.MOMENT:
        return words.when(value, zone)
    writers = {
        Kind.SHARE: words.percent,
        Kind.DURATION: words.duration,
        Kind.RATE: words.rate,
        Kind.RATIO: words.ratio,
        Kind.BYTES: words.size,
        Kind.COUNT: words.count,
    }
    return writers[column.kind](value) if column.kind in writers else str(value)
