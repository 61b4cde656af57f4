"""What the Diagram tab says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.graph import BoxKind
from pipeline_browser.diagram.joining import way_between
from pipeline_browser.diagram.shown import FAR, Direction, numbers_of
from pipeline_browser.ui.diagram.count_words import count_words
from pipeline_browser.ui.formats import counted, figure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.shown import Near
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.table_counts import TableRows

_LONGEST_NAME = 40  # characters in a menu


def extent_words(graph: Graph) -> str:
    """Return what a diagram shows: ``16 tables, 11 foreign keys``."""
    keys = counted(len(graph.lines), "foreign key")
    return f"{_boxes(graph, range(len(graph.boxes)))}, {keys}"


def box_words(graph: Graph, number: int, counts: Mapping[str, TableRows]) -> str:
    """Return what a table is, how many rows it has, and how it is connected."""
    box = graph.boxes[number]
    rows = counts.get(box.name)
    parents = sum(line.child == number for line in graph.lines)
    children = sum(line.parent == number for line in graph.lines)
    parts = [
        f"{box.kind.value} {named(box.name)}",
        counted(len(box.rows) + box.hidden_rows, "column"),
        count_words(rows) if rows else "",
        f"refers to others by {counted(parents, 'foreign key')}" if parents else "",
        f"referred to by {counted(children, 'foreign key')}" if children else "",
    ]
    return "; ".join(filter(None, parts))


def selection_words(graph: Graph, boxes: Collection[int]) -> str:
    """Return how many are selected, and what joins them: ``3 tables selected; 2 foreign keys …``."""
    keys = sum(line.child in boxes and line.parent in boxes for line in graph.lines)
    between = f"{counted(keys, 'foreign key')} between them" if keys else "no foreign key between them"
    return f"{_boxes(graph, boxes)} selected; {between}"


def joining_words(graph: Graph, ends: Collection[int], boxes: Collection[int]) -> str:
    """Return how boxes hang together: ``payment → rental → inventory``; or that they do not."""
    if len(ends) == 2:
        way = way_between(graph, min(ends), max(ends))
        steps = [f" {_arrow(graph, *step)} {named(graph.boxes[step[1]].name)}" for step in pairwise(way)]
        if steps:
            return named(graph.boxes[way[0]].name) + "".join(steps)
        return "No foreign keys join them, directly or by way of others"
    return selection_words(graph, boxes)


def _arrow(graph: Graph, one: int, other: int) -> str:
    """Return which of two boxes refers to the other."""
    refers = any((line.child, line.parent) == (one, other) for line in graph.lines)
    is_referred = any((line.child, line.parent) == (other, one) for line in graph.lines)
    return "↔" if refers and is_referred else "→" if refers else "←"


def called(graph: Graph, boxes: Collection[int]) -> str:
    """Return what boxes are called in a menu: by name, or how many they are."""
    if len(boxes) != 1:
        return _boxes(graph, boxes)
    name = graph.boxes[next(iter(boxes))].name
    return named(name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…")


def _boxes(graph: Graph, boxes: Collection[int]) -> str:
    word = kinds_word(graph, boxes)
    return f"{figure(len(boxes))} {word if len(boxes) != 1 else word.removesuffix('s')}"


def kinds_word(graph: Graph, boxes: Collection[int]) -> str:
    """Return ``tables``, ``views`` or ``tables and views``, as the boxes are."""
    kinds = {graph.boxes[box].kind is BoxKind.VIEW for box in boxes}
    return "tables and views" if len(kinds) > 1 else "views" if True in kinds else "tables"


def near_words(centre: str, near: Near) -> str:
    """Return a neighbourhood in words: ``orders and 2 steps around``."""
    if not near.steps:
        return centre
    if near.direction is Direction.PARENTS:
        return f"{centre} with parents"
    if near.direction is Direction.CHILDREN:
        return f"{centre} with children"
    if near.steps >= FAR:
        return f"{centre} and all around"
    return f"{centre} and {counted(near.steps, 'step')} around"


def shown_words(state: DiagramState) -> str:
    """Return what of a diagram is shown, if that is not all: ``5 of 16 tables``; empty if it is."""
    only = state.shown.only
    if state.is_whole and only is None:
        return ""
    every = range(len(state.graph.boxes))
    words = f"{figure(len(state.picture.graph.boxes))} of {_boxes(state.graph, every)}"
    centre = numbers_of(state.graph, only.names) if only else frozenset()
    if only is None or not only.steps or not centre:
        return words
    return f"{near_words(called(state.graph, centre), only)}: {words}"


def hits_words(count: int, current: int, hidden: int) -> str:
    """Return how many hits there are: ``2 of 7``, ``2 of 7 and 1 hidden``."""
    if not count:
        return f"{counted(hidden, 'hit')} in hidden tables" if hidden else "no hits"
    words = f"{figure(current + 1)} of {figure(count)}"
    return f"{words} and {figure(hidden)} hidden" if hidden else words
