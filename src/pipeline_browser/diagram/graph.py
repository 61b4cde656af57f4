"""What a diagram shows, before anything is placed: boxes with rows, and lines between rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto


class BoxKind(Enum):
    """What a box stands for."""

    TABLE = "table"
    VIEW = "view"
    VIRTUAL = "virtual table"
    MISSING = "missing table"  # a parent that does not exist


class Mark(Flag):
    """What a row says about its column."""

    NONE = 0
    PRIMARY = auto()
    FOREIGN = auto()
    UNIQUE = auto()
    NOT_NULL = auto()
    INDEXED = auto()
    DEFAULT = auto()
    GENERATED = auto()


class End(Enum):
    """How many rows stand at an end of a line, as crow's feet tell it."""

    ONE = "exactly one"
    ZERO_OR_ONE = "at most one"
    MANY = "any number of"


class State(Enum):
    """What happened to a box, a row or a line, for diagrams that compare two schemas."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Detail(Enum):
    """How much of a table its box shows."""

    COLUMNS = "all columns"
    KEYS = "columns of keys only"
    NAMES = "its name only"


@dataclass(frozen=True, slots=True)
class Row:
    """A column in a box.

    Attributes:
        default: SQL text, or None.
    """

    name: str
    type: str = ""
    marks: Mark = Mark.NONE
    default: str | None = None
    state: State = State.SAME


@dataclass(frozen=True, slots=True)
class Box:
    """A table, a view, or what stands in for a table that is missing.

    Attributes:
        hidden_rows: how many columns the box does not show.
    """

    name: str
    kind: BoxKind
    rows: tuple[Row, ...] = ()
    hidden_rows: int = 0
    state: State = State.SAME


@dataclass(frozen=True, slots=True)
class Line:
    """A foreign key, of one column or several.

    Attributes:
        child, parent: numbers of the boxes.
        child_rows, parent_rows: numbers of the rows, in the order of the key; None where hidden.
        columns, parent_columns: the names.
        child_end, parent_end: how many rows stand at each end.
        problem: why SQLite cannot enforce it; empty if it can.
    """

    child: int
    parent: int
    child_rows: tuple[int | None, ...]
    parent_rows: tuple[int | None, ...]
    columns: tuple[str, ...]
    parent_columns: tuple[str, ...]
    child_end: End
    parent_end: End
    on_update: str = "NO ACTION"
    on_delete: str = "NO ACTION"
    problem: str = ""
    state: State = State.SAME


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and lines, in the order of the schema."""

    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()

    def sentence(self, line: Line) -> str:
        """Return a line in words: ``each stages belongs to exactly one pipelines; ON DELETE CASCADE``."""
        child, parent = self.boxes[line.child].name, self.boxes[line.parent].name
        parts = [f"each {child} belongs to {line.parent_end.value} {parent}"]
        if line.child_end is not End.MANY:
            parts.append(f"each {parent} has {line.child_end.value} {child}")
        for event, action in (("DELETE", line.on_delete), ("UPDATE", line.on_update)):
            if action != "NO ACTION":
                parts.append(f"ON {event} {action}")
        if line.problem:
            parts.append(f"not enforced: {line.problem}")
        return "; ".join(parts)
