"""What contradicts itself in a run: each rule with its tolerance, its expression and its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must not be.

    Attributes:
        id: stable: in filters, exports and on the command line.
        title: a few words, as a choice in a menu.
        tolerance: in words, what is still taken as equal; empty where nothing is compared.
        broken: the SQL condition that a run ``m`` (see ``source.py``) breaks the rule.
    """

    id: str
    title: str
    tolerance: str
    broken: str


RULES: tuple[Rule, ...] = ()


def breaks_any(rules: tuple[str, ...] = ()) -> str:
    """Return the condition that a run breaks one of the rules with these ids; of all where none is named."""
    conditions = [f"({rule.broken})" for rule in RULES if not rules or rule.id in rules]
    return f"({' OR '.join(conditions)})" if conditions else "0"
