"""The diagram for Graphviz (https://graphviz.org/doc/info/lang.html), each row a port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import happened, more_columns, named, visible, xml
from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.measuring import badges
from pipeline_browser.diagram.notation import STATE_SIGNS
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
    dashed = box.kind is BoxKind.MISSING or box.state is State.REMOVED
    style = ' STYLE="DASHED"' if dashed else ""
    rows = [_head(box), *(_row(row, number) for number, row in enumerate(box.rows))]
    if box.hidden_rows:
        rows.append(_wide("", _dim(more_columns(box))))
    border = LIGHT.border if box.state is State.SAME else LIGHT.of_state(box.state)
    table = f'BORDER="1"{style} COLOR="{border}" BGCOLOR="{LIGHT.box}"'
    return f'<TABLE {table} CELLBORDER="0" CELLSPACING="0" CELLPADDING="4">{"".join(rows)}</TABLE>'


def _head(box: Box) -> str:
    kind = "" if box.kind is BoxKind.TABLE else f" {_dim(box.kind.value)}"
    fill = _FILLS[box.kind] if box.state is State.SAME else LIGHT.soft_of_state(box.state)
    return _wide(f'PORT="h" BGCOLOR="{fill}"', f"<B>{xml(named(box.name))}</B>{kind}{_told(box)}")


def _wide(attributes: str, text: str) -> str:
    return f'<TR><TD {attributes} COLSPAN="{_COLUMNS}" ALIGN="LEFT">{text}</TD></TR>'


def _row(row: Row, number: int) -> str:
    keys = " ".join(word for mark, word in _KEYS if mark in row.marks)
    fill = "" if row.state is State.SAME else f' BGCOLOR="{LIGHT.soft_of_state(row.state)}"'
    cells = (
        _cell(f'ALIGN="LEFT" PORT="l{number}"{fill}', _dim(keys)),
        _cell(f'ALIGN="LEFT"{fill}', xml(named(row.name)) + _told(row)),
        _cell(f'ALIGN="RIGHT"{fill}', _dim(visible(row.type))),
        _cell(f'ALIGN="RIGHT" PORT="r{number}"{fill}', _dim(badges(row))),
    )
    return f"<TR>{''.join(cells)}</TR>"


def _cell(attributes: str, text: str) -> str:
    return f'<TD BORDER="1" SIDES="T" COLOR="{LIGHT.rule}" {attributes}>{text}</TD>'


def _dim(text: str) -> str:
    return f'<FONT COLOR="{LIGHT.dim}">{xml(text)}</FONT>' if text else " "


def _told(item: Box | Row) -> str:
    """Return what happened to a table or column: its sign and the word, in its colour."""
    if item.state is State.SAME:
        return ""
    words = f"{STATE_SIGNS[item.state]} {item.state.value}"
    return f' <FONT COLOR="{LIGHT.of_state(item.state)}">{words}</FONT>'


def _edge(graph: Graph, line: Line) -> str:
    parent = f"t{line.parent}:{_port('r', line.parent_rows)}:e"
    child = f"t{line.child}:{_port('l', line.child_rows)}:w"
    told = "; ".join([graph.sentence(line), *happened(line)])
    return (
        f"{parent} -> {child} [arrowtail={_ENDS[line.parent_end]}, "
        f"arrowhead={_ENDS[line.child_end]}, tooltip={_quoted(told)}{_line_style(line)}]"
    )


def _line_style(line: Line) -> str:
    """Return how a line that something happened to, or that cannot be enforced, looks."""
    if line.state is not State.SAME:
        dashed = "dashed" if line.state is State.REMOVED or line.problem else "bold"
        colour = LIGHT.of_state(line.state)
        return f', style={dashed}, color="{colour}", fontcolor="{colour}", label="{line.state.value}"'
    return f', style=dashed, color="{LIGHT.problem}"' if line.problem else ""


def _port(side: str, rows: tuple[int | None, ...]) -> str:
    return f"{side}{rows[0]}" if rows and rows[0] is not None else "h"


def _quoted(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
