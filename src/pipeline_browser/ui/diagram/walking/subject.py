"""What is selected, by names: it outlives a picture, whose numbers may be others in the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.diagram.graph import Graph, Line
    from pipeline_browser.model.schema import ForeignKey


class KeyName(NamedTuple):
    """A foreign key by what it says."""

    child: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody looks at; empty where nothing is selected.

    Attributes:
        tables: names of the selected tables and views, in the order of the schema.
        key: the selected foreign key; the way one came, where a table is selected too.
        columns: those that are marked, each with its table.
    """

    tables: tuple[str, ...] = ()
    key: KeyName | None = None
    columns: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is selected."""
        return bool(self.tables) or self.key is not None


@dataclass(frozen=True, slots=True)
class Selection:
    """The same in a picture's numbers; what is not in the picture is left out."""

    boxes: frozenset[int] = frozenset()
    line: int | None = None
    rows: frozenset[tuple[int, int]] = frozenset()


def name_of(key: ForeignKey) -> KeyName:
    """Return a foreign key by name."""
    return KeyName(key.table, key.columns, key.parent, key.parent_columns)


class Names:
    """The names of what one graph shows."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._boxes = {fold(box.name): number for number, box in enumerate(graph.boxes)}
        self._lines: dict[KeyName, int] = {}

    def box(self, name: str) -> int | None:
        """Return the number of a table's box."""
        return self._boxes.get(fold(name))

    def line(self, name: KeyName) -> int | None:
        """Return the number of a foreign key's line."""
        if not self._lines:
            keys = enumerate(self._graph.lines)
            self._lines = {self.key(line): number for number, line in reversed([*keys])}
        return self._lines.get(name)

    def key(self, line: Line) -> KeyName:
        """Return a line by name."""
        child, parent = (self._graph.boxes[each].name for each in (line.child, line.parent))
        return KeyName(child, line.columns, parent, line.parent_columns)

    def subject(self, boxes: Iterable[int], line: int | None, rows: Iterable[tuple[int, int]]) -> Subject:
        """Return a selection by names."""
        every = self._graph.boxes
        return Subject(
            tuple(every[box].name for box in sorted(boxes)),
            None if line is None else self.key(self._graph.lines[line]),
            tuple((every[box].name, every[box].rows[row].name) for box, row in sorted(rows)),
        )

    def selection(self, subject: Subject) -> Selection:
        """Return in numbers what of a subject the graph shows."""
        boxes = {number for name in subject.tables if (number := self.box(name)) is not None}
        places = (self._row(table, column) for table, column in subject.columns)
        line = None if subject.key is None else self.line(subject.key)
        return Selection(frozenset(boxes), line, frozenset(place for place in places if place is not None))

    def _row(self, table: str, column: str) -> tuple[int, int] | None:
        if (box := self.box(table)) is None:
            return None
        folded = fold(column)
        rows = enumerate(self._graph.boxes[box].rows)
        return next(((box, number) for number, row in rows if fold(row.name) == folded), None)
