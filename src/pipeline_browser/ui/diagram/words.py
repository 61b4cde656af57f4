"""What the Diagram tab says; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``3 tables`` or ``1 table``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def extent_words(graph: Graph) -> str:
    """Return what a diagram shows: ``16 tables and views, 11 foreign keys``."""
    keys = counted(len(graph.lines), "foreign key")
    return f"{counted(len(graph.boxes), 'table or view', 'tables and views')}, {keys}"


def box_words(graph: Graph, number: int) -> str:
    """Return what a table is and how it is connected."""
    box = graph.boxes[number]
    parents = sum(line.child == number for line in graph.lines)
    children = sum(line.parent == number for line in graph.lines)
    parts = [
        f"{box.kind.value} {box.name}",
        counted(len(box.rows) + box.hidden_rows, "column"),
        f"refers to others by {counted(parents, 'foreign key')}" if parents else "",
        f"referred to by {counted(children, 'foreign key')}" if children else "",
    ]
    return "; ".join(filter(None, parts))
