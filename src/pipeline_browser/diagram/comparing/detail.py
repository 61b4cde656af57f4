"""A graph in less detail: only columns of keys, or none; what happened to a column shows in spite of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import Detail, Graph, Mark, State

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Box, Line


def in_detail(graph: Graph, detail: Detail) -> Graph:
    """Return a graph that shows all columns with fewer of them."""
    if detail is Detail.COLUMNS:
        return graph
    shown = [_shown(box, rows, detail) for box, rows in zip(graph.boxes, _referred(graph), strict=True)]
    boxes = tuple(
        replace(
            box,
            rows=tuple(box.rows[row] for row in rows),
            hidden_rows=box.hidden_rows + len(box.rows) - len(rows),
        )
        for box, rows in zip(graph.boxes, shown, strict=True)
    )
    numbers = [{row: number for number, row in enumerate(rows)} for rows in shown]
    return Graph(boxes, tuple(_line(line, numbers) for line in graph.lines))


def _referred(graph: Graph) -> list[set[int]]:
    """Return for each box the rows that foreign keys refer to."""
    referred: list[set[int]] = [set() for _ in graph.boxes]
    for line in graph.lines:
        referred[line.parent].update(row for row in line.parent_rows if row is not None)
    return referred


def _shown(box: Box, referred: set[int], detail: Detail) -> list[int]:
    if detail is Detail.NAMES:
        return []
    return [
        number
        for number, row in enumerate(box.rows)
        if number in referred or row.marks & (Mark.PRIMARY | Mark.FOREIGN) or row.state is not State.SAME
    ]


def _line(line: Line, numbers: list[dict[int, int]]) -> Line:
    return replace(
        line,
        child_rows=tuple(None if row is None else numbers[line.child].get(row) for row in line.child_rows),
        parent_rows=tuple(None if row is None else numbers[line.parent].get(row) for row in line.parent_rows),
    )
