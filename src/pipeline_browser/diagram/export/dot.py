"""The diagram for Graphviz (https://graphviz.org/doc/info/lang.html), each row a port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named, visible, xml
from pipeline_browser.diagram.graph import BoxKind, End, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line, Row

_ENDS = {End.ONE: "teetee", End.ZERO_OR_ONE: "teeodot", End.MANY: "crowodot"}
_FILLS = {
    BoxKind.TABLE: "#e3ecf9",
    BoxKind.VIEW: "#eee9fa",
    BoxKind.VIRTUAL: "#fcf0d6",
    BoxKind.MISSING: "#fce8e6",
}
_KEYS = ((Mark.PRIMARY, "PK"), (Mark.FOREIGN, "FK"))


def dot(graph: Graph) -> str:
    """Return the graph as a DOT document; parents stand left of their children."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "digraph schema {"
    yield "  graph [rankdir=LR, nodesep=0.4, ranksep=1.0];"
    yield '  node [shape=plain, fontname="Helvetica", fontsize=11];'
    yield '  edge [dir=both, fontname="Helvetica", fontsize=9, color="#6b7480"];'
    for number, box in enumerate(graph.boxes):
        yield f"  t{number} [label=<{_table(box)}>];"
    for line in graph.lines:
        yield f"  {_edge(graph, line)};"
    yield "}"


def _table(box: Box) -> str:
    kind = "" if box.kind is BoxKind.TABLE else f" <I>{box.kind.value}</I>"
    name = f"<B>{xml(named(box.name))}</B>{kind}"
    head = f'<TR><TD PORT="h" COLSPAN="3" BGCOLOR="{_FILLS[box.kind]}">{name}</TD></TR>'
    rows = "".join(_row(row, number) for number, row in enumerate(box.rows))
    return f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4">{head}{rows}</TABLE>'


def _row(row: Row, number: int) -> str:
    keys = " ".join(word for mark, word in _KEYS if mark in row.marks)
    cells = (keys or " ", named(row.name), visible(row.type) or " ")
    ports = (f'PORT="l{number}"', "", f'PORT="r{number}"')
    aligned = 'ALIGN="LEFT"'
    return (
        f"<TR>{''.join(f'<TD {aligned} {p}>{xml(c)}</TD>' for p, c in zip(ports, cells, strict=True))}</TR>"
    )


def _edge(graph: Graph, line: Line) -> str:
    parent = _port("r", line.parent_rows)
    child = _port("l", line.child_rows)
    style = ", style=dashed" if line.problem else ""
    return (
        f"t{line.parent}:{parent}:e -> t{line.child}:{child}:w [arrowtail={_ENDS[line.parent_end]}, "
        f"arrowhead={_ENDS[line.child_end]}, tooltip={_quoted(graph.sentence(line))}{style}]"
    )


def _port(side: str, rows: tuple[int | None, ...]) -> str:
    return f"{side}{rows[0]}" if rows and rows[0] is not None else "h"


def _quoted(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
