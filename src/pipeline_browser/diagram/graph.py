"""What a diagram shows, before anything is placed: boxes with rows, and lines between rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import Protocol


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
        """Return a line in words; see ``key_sentence``."""
        ends = line.child_end, line.parent_end
        return key_sentence(
            self.boxes[line.child].name, self.boxes[line.parent].name, line, ends, line.problem
        )


class Key(Protocol):
    """What a sentence needs to know of a foreign key: a Line has it, and a ForeignKey too."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The child's columns."""

    @property
    def parent_columns(self) -> tuple[str, ...]:
        """The parent's, in the same order; may be empty."""

    @property
    def on_update(self) -> str:
        """As SQL writes it."""

    @property
    def on_delete(self) -> str:
        """As SQL writes it."""


def key_sentence(child: str, parent: str, key: Key, ends: tuple[End, End], problem: str = "") -> str:
    """Return a foreign key in words: what belongs to what, by which columns, and what follows from it.

    ``each stages belongs to exactly one pipelines (pipeline_id → id); ON DELETE CASCADE``

    Args:
        ends: of the child and of the parent.
        problem: why it cannot be enforced; empty if it can.
    """
    child, parent = _seen(child), _seen(parent)
    child_end, parent_end = ends
    parts = [f"each {child} belongs to {parent_end.value} {parent} ({columns_text(key)})"]
    if child_end is not End.MANY:
        parts.append(f"each {parent} has {child_end.value} {child}")
    parts += actions(key)
    if problem:
        parts.append(f"not enforced: {problem}")
    return "; ".join(parts)


def columns_text(key: Key) -> str:
    """Return ``pipeline_id → id``, or ``a, b → x, y``."""
    names = [", ".join(map(_seen, columns)) for columns in (key.columns, key.parent_columns) if columns]
    return " → ".join(names)


def actions(key: Key) -> list[str]:
    """Return what a key does other than to refuse: ``ON DELETE CASCADE``."""
    events = ("DELETE", key.on_delete), ("UPDATE", key.on_update)
    return [f"ON {event} {action}" for event, action in events if action != "NO ACTION"]


def _seen(name: str) -> str:
    """Return a name as it is; an empty or blank one in quotes."""
    return name if name.strip() else f'"{name}"'
