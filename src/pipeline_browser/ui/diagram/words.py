"""What the Diagram tab says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.diagram.count_words import count_words
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.table_counts import TableRows

_LONGEST_NAME = 40  # characters in a menu


def extent_words(graph: Graph) -> str:
    """Return what a diagram shows: ``16 tables and views, 11 foreign keys``."""
    keys = counted(len(graph.lines), "foreign key")
    return f"{counted(len(graph.boxes), 'table or view', 'tables and views')}, {keys}"


def box_words(graph: Graph, number: int, counts: Mapping[str, TableRows]) -> str:
    """Return what a table is, how many rows it has, and how it is connected."""
    box = graph.boxes[number]
    rows = counts.get(box.name)
    parents = sum(line.child == number for line in graph.lines)
    children = sum(line.parent == number for line in graph.lines)
    parts = [
        f"{box.kind.value} {box.name}",
        counted(len(box.rows) + box.hidden_rows, "column"),
        count_words(rows) if rows else "",
        f"refers to others by {counted(parents, 'foreign key')}" if parents else "",
        f"referred to by {counted(children, 'foreign key')}" if children else "",
    ]
    return "; ".join(filter(None, parts))


def called(graph: Graph, boxes: Collection[int]) -> str:
    """Return what boxes are called in a menu: by name, or how many they are."""
    if len(boxes) != 1:
        return counted(len(boxes), "table")
    name = graph.boxes[next(iter(boxes))].name
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
