"""Which runs are looked at: a period, words, conditions on columns; one value for every part of the tab."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import Enum
from math import isfinite
from typing import TypeGuard

from pipeline_browser.model.metrics.columns import BY_NAME

DAY = 86_400_000  # milliseconds


class Period(Enum):
    """A stretch of time that ends now; the value is what is remembered."""

    ALL = "all"
    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"

    @property
    def days(self) -> int:
        """How many days it reaches back; 0 for everything."""
        return _DAYS[self]

    @property
    def words(self) -> str:
        """The words that a person reads."""
        return (
            "all times"
            if self is Period.ALL
            else "last 24 hours"
            if self is Period.DAY
            else f"last {self.days} days"
        )


_DAYS = {Period.ALL: 0, Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 90}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that somebody brushed, in milliseconds since 1970 UTC; the end is not part of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Between:
    """A number of a column lies in a range, both ends included; None leaves an end open."""

    column: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column holds one of some values (numbers of Status, texts); None among them stands for NULL."""

    column: str
    values: tuple[float | int | str | None, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """A column's text contains another one, whatever the case of ASCII letters."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class HasLint:
    """A run breaks one of some rules of the lint, by their ids; none of them named: any rule."""

    rules: tuple[str, ...] = ()


Condition = Between | OneOf | Contains | HasLint


@dataclass(frozen=True, slots=True)
class Filter:
    """Which runs.

    Attributes:
        period: relative to now, or a brushed span. A run stands in time at its start, else at its end; one
            without either is in no period but ALL.
        text: words that must all be found, each in the pipeline's name, in the algorithm of a stage or, from
            six characters on, in the pipeline's id or a checksum; letter case does not matter.
    """

    period: Period | Span = Period.ALL
    text: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text, each once."""
        return tuple(dict.fromkeys(self.text.split()))

    @property
    def is_empty(self) -> bool:
        """Whether every run is looked at."""
        return self == Filter()

    def with_condition(self, condition: Condition) -> Filter:
        """Return the filter with a condition in place of the one of the same kind on the same column."""
        others = tuple(each for each in self.conditions if not _same_place(each, condition))
        return replace(self, conditions=(*others, condition))

    def without(self, condition: Condition) -> Filter:
        """Return the filter without a condition."""
        return replace(self, conditions=tuple(each for each in self.conditions if each != condition))

    def within(self, period: Period | Span) -> Filter:
        """Return the filter for another stretch of time."""
        return replace(self, period=period)

    def on(self, column: str) -> tuple[Condition, ...]:
        """Return the conditions on a column."""
        return tuple(each for each in self.conditions if getattr(each, "column", "lint") == column)


def _same_place(one: Condition, other: Condition) -> bool:
    return type(one) is type(other) and getattr(one, "column", "") == getattr(other, "column", "")


def to_json(wanted: Filter) -> str:
    """Return a filter as text to be remembered."""
    period = wanted.period
    facts = {
        "period": period.value if isinstance(period, Period) else [period.start, period.end],
        "text": wanted.text,
        "conditions": [[type(each).__name__, _fields(each)] for each in wanted.conditions],
    }
    return json.dumps(facts)


def from_json(text: str) -> Filter:
    """Return the filter that a remembered text says; what is not understood is left out."""
    try:
        facts = json.loads(text)
    except ValueError:
        return Filter()
    if not isinstance(facts, dict):
        return Filter()
    conditions = facts.get("conditions")
    found = [_condition(each) for each in conditions] if isinstance(conditions, list) else []
    words = facts.get("text")
    return Filter(
        _period(facts.get("period")),
        words if _is_text(words) else "",
        tuple(each for each in found if each is not None),
    )


def _fields(condition: Condition) -> dict[str, object]:
    return {name: getattr(condition, name) for name in type(condition).__slots__}


def _period(fact: object) -> Period | Span:
    if isinstance(fact, list) and len(fact) == 2 and all(type(each) is int and _fits(each) for each in fact):
        return Span(*fact)
    return Period(fact) if isinstance(fact, str) and fact in {each.value for each in Period} else Period.ALL


def _condition(fact: object) -> Condition | None:
    """Return what was remembered, if it is sound: somebody may have edited the settings."""
    if not (isinstance(fact, list) and len(fact) == 2 and isinstance(fact[1], dict)):
        return None
    name, fields = fact
    column = fields.get("column", "")
    if name == HasLint.__name__:
        rules = _values(fields.get("rules"))
        return HasLint(tuple(each for each in rules if isinstance(each, str)))
    if not isinstance(column, str) or column not in BY_NAME:
        return None
    if name == Contains.__name__:
        text = fields.get("text")
        return Contains(column, text) if text and _is_text(text) else None
    if name == OneOf.__name__:
        return OneOf(column, _values(fields.get("values")))
    return Between(column, _end(fields.get("low")), _end(fields.get("high"))) if name == "Between" else None


def _values(fact: object) -> tuple[float | int | str | None, ...]:
    values = fact if isinstance(fact, list) else []
    return tuple(each for each in values if each is None or _is_text(each) or _is_number(each))


def _end(fact: object) -> float | None:
    return float(fact) if _is_number(fact) else None


def _is_number(fact: object) -> TypeGuard[int | float]:
    """No truth value, and nothing that SQLite could not be asked for."""
    return (type(fact) is int and _fits(fact)) or (type(fact) is float and isfinite(fact))


def _is_text(fact: object) -> TypeGuard[str]:
    """Not half of a pair of surrogates, which JSON can hold and UTF-8 cannot."""
    return isinstance(fact, str) and not any("\ud800" <= letter <= "\udfff" for letter in fact)


def _fits(number: int) -> bool:
    return -(2**63) <= number < 2**63
