"""What can be said about a value before it is written: fine, unusual or impossible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Stored = str | int | float | bytes | None  # what a column can hold


class Fitness(Enum):
    """How a value stands to what the program accepts."""

    FINE = "fine"
    UNUSUAL = "unusual"  # the program loads it; the reason says what it does then
    IMPOSSIBLE = "impossible"  # the program could not load the pipeline, or SQLite could not store it


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found about a value that somebody typed or chose.

    Attributes:
        value: what is to be stored; meaningless where the value is impossible.
        reason: why it is not fine, as a sentence or two; empty if it is.
        suggestion: a better value to offer; None where there is none.
    """

    fitness: Fitness
    value: Stored = None
    reason: str = ""
    suggestion: Stored = None

    @property
    def can_be_stored(self) -> bool:
        """Whether the value may be written."""
        return self.fitness is not Fitness.IMPOSSIBLE


def fine(value: Stored) -> Judgement:
    """Return that there is nothing to say about a value."""
    return Judgement(Fitness.FINE, value)


def unusual(value: Stored, reason: str, suggestion: Stored = None) -> Judgement:
    """Return that a value loads, and what is odd about it."""
    return Judgement(Fitness.UNUSUAL, value, reason, suggestion)


def impossible(reason: str, suggestion: Stored = None) -> Judgement:
    """Return why a value cannot be written."""
    return Judgement(Fitness.IMPOSSIBLE, None, reason, suggestion)
