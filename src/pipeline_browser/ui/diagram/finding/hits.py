"""Which tables and columns a text is found in, whether the diagram shows them or not; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.graph import Box, BoxKind, Graph
    from pipeline_browser.model.schema import Schema


@dataclass(frozen=True, slots=True)
class Findable:
    """A table or view with all its columns: names and types."""

    table: str
    kind: BoxKind
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A table whose name was found, or one of its columns.

    Attributes:
        about: what kind of table it is, or the column's type.
    """

    table: str
    column: str | None = None
    about: str = ""


def findable(graph: Graph, schema: Schema) -> tuple[Findable, ...]:
    """Return what can be found in a diagram: also the columns that its boxes leave out, or alone have."""
    known = {table.name: tuple((each.name, each.type) for each in table.columns) for table in schema.tables}
    known |= {view.name: tuple((name, "") for name in view.columns) for view in schema.views}
    return tuple(Findable(box.name, box.kind, _columns(box, known.get(box.name, ()))) for box in graph.boxes)


def _columns(box: Box, known: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table, with those that are drawn although they are gone."""
    names = {name for name, _ in known}
    return known + tuple((row.name, row.type) for row in box.rows if row.name not in names)


def find(everything: Sequence[Findable], text: str) -> tuple[Hit, ...]:
    """Return every hit, whatever the case: names that begin with the text first, tables before columns.

    With a dot in it the text is looked for in ``table.column``.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return ()
    ranked = []
    for number, each in enumerate(everything):
        names = [(each.table, Hit(each.table, None, each.kind.value))]
        prefix = f"{each.table}." if "." in wanted else ""
        names += [(prefix + name, Hit(each.table, name, type_)) for name, type_ in each.columns]
        for place, (name, hit) in enumerate(names):
            at = name.casefold().find(wanted)
            if at >= 0:
                ranked.append((place > 0, at > 0, number, place, hit))
    return tuple(hit for *_, hit in sorted(ranked, key=lambda rank: rank[:4]))
