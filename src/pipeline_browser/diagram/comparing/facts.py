"""What a comparison of two schemas comes to: one graph with marks, figures, and words for every table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema.difference import SchemaDifference
    from pipeline_browser.model.schema.facts import Schema

HAPPENED = (State.ADDED, State.CHANGED, State.REMOVED)
"""In the order in which it is told."""


class Thing(Enum):
    """What is counted; the value is the word for one of it, and for several."""

    TABLE = ("table", "tables")
    VIEW = ("view", "views")
    COLUMN = ("column", "columns")
    KEY = ("foreign key", "foreign keys")
    INDEX = ("index", "indexes")
    TRIGGER = ("trigger", "triggers")
    RULE = ("rule", "rules")  # primary keys, unique constraints, checks, options of tables

    def counted(self, number: int) -> str:
        """Return ``1 index``, ``3 columns``."""
        return f"{number:,} {self.value[number != 1]}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things of each kind were added, changed and removed.

    What belongs to a table that came or went did so too; the rules are those of tables that stay.
    """

    numbers: Mapping[tuple[State, Thing], int] = field(default_factory=Counter)

    def of(self, state: State, thing: Thing) -> int:
        """Return how many."""
        return self.numbers.get((state, thing), 0)

    def in_state(self, state: State) -> Iterator[tuple[Thing, int]]:
        """Yield what there is of a state, and how many."""
        for thing in Thing:
            if number := self.of(state, thing):
                yield thing, number

    def total(self, state: State) -> int:
        """Return how many things are in a state, whatever they are."""
        return sum(number for _, number in self.in_state(state))

    @property
    def are_tables_alone(self) -> bool:
        """Whether nothing but tables is counted: else a changed table is told by what changed in it."""
        return all(thing is Thing.TABLE for (_, thing), number in self.numbers.items() if number)

    @property
    def is_nothing(self) -> bool:
        """Whether both schemas mean the same."""
        return not any(self.numbers.values())


@dataclass(frozen=True, slots=True)
class Compared:
    """Two schemas in one.

    Attributes:
        graph: of both, with all columns; boxes, rows and lines say what happened to them.
        schema: the later one, with the tables, views and triggers that only the earlier one has.
        difference: all that is not equal, as the earlier schema promises it and the later one has it.
        words: what happened to each table or view that something happened to, by folded name.
    """

    before: Schema
    after: Schema
    graph: Graph
    schema: Schema
    difference: SchemaDifference
    counts: Counts
    words: Mapping[str, tuple[str, ...]]
