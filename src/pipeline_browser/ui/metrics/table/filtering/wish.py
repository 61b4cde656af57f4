"""From what somebody chose in a column's filter to conditions, and back; no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.filters import Between, Contains, HasLint, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.metrics.filters import Condition
    from pipeline_browser.model.metrics.table.pages import Value


class Presence(Enum):
    """Whether a column says anything."""

    ANY = "any"
    THERE = "there"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose.

    Attributes:
        values: ticked ones: values of the column, ids of rules for the lint; empty for all.
    """

    presence: Presence = Presence.ANY
    text: str = ""
    low: float | None = None
    high: float | None = None
    values: tuple[Value, ...] = ()


def conditions_of(name: str, wish: Wish) -> tuple[Condition, ...]:
    """Return the conditions on a column that a wish means."""
    if wish.presence is Presence.MISSING:
        return (OneOf(name, (None,)),)
    if BY_NAME[name].kind is Kind.LINT:
        rules = tuple(str(each) for each in wish.values)
        return (HasLint(rules),) if rules or wish.presence is Presence.THERE else ()
    found: list[Condition] = []
    if wish.text:
        found.append(Contains(name, wish.text))
    if wish.values:
        found.append(OneOf(name, wish.values))
    if wish.low is not None or wish.high is not None or (wish.presence is Presence.THERE and not found):
        found.append(Between(name, wish.low, wish.high))
    return tuple(found)


def wish_of(conditions: Iterable[Condition]) -> Wish:
    """Return what somebody chose, who set these conditions on one column."""
    presence, text, low, high = Presence.ANY, "", None, None
    values: tuple[Value, ...] = ()
    for condition in conditions:
        match condition:
            case OneOf(_, (None,)):
                presence = Presence.MISSING
            case OneOf():
                values = condition.values
            case HasLint():
                values = condition.rules
                presence = presence if values else Presence.THERE
            case Contains():
                text = condition.text
            case Between():
                low, high = condition.low, condition.high
                presence = Presence.THERE if low is None and high is None else presence
    return Wish(presence, text, low, high, values)
