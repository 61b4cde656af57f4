"""The diagram for Graphviz (https://graphviz.org/doc/info/lang.html), each row a port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import more_columns, named, visible, xml
from pipeline_browser.diagram.graph import BoxKind, End, Mark
from pipeline_browser.diagram.measuring import badges
from pipeline_browser.diagram.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line, Row

_ENDS = {End.ONE: "teetee", End.ZERO_OR_ONE: "teeodot", End.MANY: "crowodot"}
_FILLS = {
    BoxKind.TABLE: LIGHT.header,
    BoxKind.VIEW: LIGHT.view,
    BoxKind.VIRTUAL: LIGHT.virtual,
    BoxKind.MISSING: LIGHT.missing,
}
_KEYS = ((Mark.PRIMARY, "PK"), (Mark.FOREIGN, "FK"))
_COLUMNS = 4  # keys, name, type, marks


def dot(graph: Graph) -> str:
    """Return the graph as a DOT document; parents stand left of their children."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "digraph schema {"
    yield "  graph [rankdir=LR, nodesep=0.4, ranksep=1.0];"
    yield '  node [shape=plain, fontname="Helvetica", fontsize=11];'
    yield f'  edge [dir=both, fontname="Helvetica", fontsize=9, color="{LIGHT.line}"];'
    for number, box in enumerate(graph.boxes):
        yield f"  t{number} [label=<{_table(box)}>];"
    for line in graph.lines:
        yield f"  {_edge(graph, line)};"
    yield "}"


def _table(box: Box) -> str:
    style = ' STYLE="DASHED"' if box.kind is BoxKind.MISSING else ""
    rows = [_head(box), *(_row(row, number) for number, row in enumerate(box.rows))]
    if box.hidden_rows:
        rows.append(_wide("", _dim(more_columns(box))))
    table = f'BORDER="1"{style} COLOR="{LIGHT.border}" BGCOLOR="{LIGHT.box}"'
    return f'<TABLE {table} CELLBORDER="0" CELLSPACING="0" CELLPADDING="4">{"".join(rows)}</TABLE>'


def _head(box: Box) -> str:
    kind = "" if box.kind is BoxKind.TABLE else f" {_dim(box.kind.value)}"
    return _wide(f'PORT="h" BGCOLOR="{_FILLS[box.kind]}"', f"<B>{xml(named(box.name))}</B>{kind}")


def _wide(attributes: str, text: str) -> str:
    return f'<TR><TD {attributes} COLSPAN="{_COLUMNS}" ALIGN="LEFT">{text}</TD></TR>'


def _row(row: Row, number: int) -> str:
    keys = " ".join(word for mark, word in _KEYS if mark in row.marks)
    cells = (
        _cell(f'ALIGN="LEFT" PORT="l{number}"', _dim(keys)),
        _cell('ALIGN="LEFT"', xml(named(row.name))),
        _cell('ALIGN="RIGHT"', _dim(visible(row.type))),
        _cell(f'ALIGN="RIGHT" PORT="r{number}"', _dim(badges(row))),
    )
    return f"<TR>{''.join(cells)}</TR>"


def _cell(attributes: str, text: str) -> str:
    return f'<TD BORDER="1" SIDES="T" COLOR="{LIGHT.rule}" {attributes}>{text}</TD>'


def _dim(text: str) -> str:
    return f'<FONT COLOR="{LIGHT.dim}">{xml(text)}</FONT>' if text else " "


def _edge(graph: Graph, line: Line) -> str:
    parent = f"t{line.parent}:{_port('r', line.parent_rows)}:e"
    child = f"t{line.child}:{_port('l', line.child_rows)}:w"
    style = f', style=dashed, color="{LIGHT.problem}"' if line.problem else ""
    return (
        f"{parent} -> {child} [arrowtail={_ENDS[line.parent_end]}, "
        f"arrowhead={_ENDS[line.child_end]}, tooltip={_quoted(graph.sentence(line))}{style}]"
    )


def _port(side: str, rows: tuple[int | None, ...]) -> str:
    return f"{side}{rows[0]}" if rows and rows[0] is not None else "h"


def _quoted(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
