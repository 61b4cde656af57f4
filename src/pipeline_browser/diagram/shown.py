"""What of a schema a diagram shows: how much of each table, and which tables, by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import BoxKind, Detail, Graph
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FAR = 1_000_000  # steps: all the way


class Direction(Enum):
    """Which lines lead on from a table."""

    BOTH = "both"
    PARENTS = "parents"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Near:
    """Some tables, and those that are at most so many lines away.

    Attributes:
        names: folded as SQLite compares them.
    """

    names: frozenset[str]
    steps: int = 0
    direction: Direction = Direction.BOTH


@dataclass(frozen=True, slots=True)
class Shown:
    """A person's choice; names that the schema does not have are kept, and mean nothing until it has them.

    Attributes:
        hidden: folded names of what was hidden one by one.
        only: show nothing else; None shows all.
        views: show views.
        loose: show what no foreign key joins with anything.
    """

    detail: Detail = Detail.COLUMNS
    hidden: frozenset[str] = frozenset()
    only: Near | None = None
    views: bool = True
    loose: bool = True

    @property
    def everything(self) -> Shown:
        """The same detail of all tables."""
        return Shown(self.detail)


def chosen(graph: Graph, shown: Shown) -> tuple[int, ...]:
    """Return the numbers of the boxes that are shown."""
    within = _within(graph, shown.only)
    left_out = _left_out(graph, shown)
    return tuple(number for number in range(len(graph.boxes)) if number in within and number not in left_out)


def _within(graph: Graph, only: Near | None) -> Collection[int]:
    """Return what may be shown; all, where nothing is left of what alone was to be shown."""
    everything = range(len(graph.boxes))
    if only is None:
        return everything
    boxes = numbers_of(graph, only.names)
    return reached(graph, boxes, only.steps, only.direction) or everything


def _left_out(graph: Graph, shown: Shown) -> set[int]:
    out = {number for number, box in enumerate(graph.boxes) if fold(box.name) in shown.hidden}
    if not shown.views:
        out |= views(graph)
    if not shown.loose:
        out |= loose(graph)
    return out


def views(graph: Graph) -> set[int]:
    """Return the numbers of the views."""
    return {number for number, box in enumerate(graph.boxes) if box.kind is BoxKind.VIEW}


def loose(graph: Graph) -> set[int]:
    """Return the numbers of the tables that no foreign key joins with anything; a view is no table."""
    joined = {end for line in graph.lines for end in (line.child, line.parent)}
    return set(range(len(graph.boxes))) - joined - views(graph)


def numbers_of(graph: Graph, names: Collection[str]) -> frozenset[int]:
    """Return the boxes of folded names, as far as there are any."""
    return frozenset(number for number, box in enumerate(graph.boxes) if fold(box.name) in names)


def names_of(graph: Graph, boxes: Iterable[int]) -> frozenset[str]:
    """Return the folded names of boxes."""
    return frozenset(fold(graph.boxes[number].name) for number in boxes)


def reached(
    graph: Graph, boxes: Iterable[int], steps: int, direction: Direction = Direction.BOTH
) -> frozenset[int]:
    """Return boxes with those that are at most so many lines away."""
    found = edge = frozenset(boxes)
    ways = _ways(graph, direction) if steps else []
    for _ in range(steps):
        edge = frozenset(other for box in edge for other in ways[box]) - found
        if not edge:
            break
        found |= edge
    return found


def _ways(graph: Graph, direction: Direction) -> list[set[int]]:
    ways: list[set[int]] = [set() for _ in graph.boxes]
    for line in graph.lines:
        if direction is not Direction.CHILDREN:
            ways[line.child].add(line.parent)
        if direction is not Direction.PARENTS:
            ways[line.parent].add(line.child)
    return ways


def hiding(shown: Shown, names: Collection[str]) -> Shown:
    """Return the choice without some tables, by folded name."""
    return replace(shown, hidden=shown.hidden | frozenset(names))


def revealing(graph: Graph, shown: Shown, names: Collection[str]) -> Shown:
    """Return the choice with some tables that it left out, and nothing else that it left out."""
    boxes = numbers_of(graph, names)
    if not shown.views and boxes & views(graph):
        shown = replace(hiding(shown, names_of(graph, views(graph))), views=True)
    if not shown.loose and boxes & loose(graph):
        shown = replace(hiding(shown, names_of(graph, loose(graph))), loose=True)
    only = shown.only
    if only is not None and not boxes <= frozenset(_within(graph, only)):
        only = Near(names_of(graph, frozenset(_within(graph, only)) | boxes))
    return replace(shown, hidden=shown.hidden - frozenset(names), only=only)


def part_of(graph: Graph, boxes: Collection[int]) -> Graph:
    """Return some boxes of a graph and the lines among them; the same graph where those are all."""
    if len(boxes) == len(graph.boxes):
        return graph
    number = {box: each for each, box in enumerate(sorted(boxes))}
    lines = tuple(
        replace(line, child=number[line.child], parent=number[line.parent])
        for line in graph.lines
        if line.child in number and line.parent in number
    )
    return Graph(tuple(graph.boxes[box] for box in number), lines)
