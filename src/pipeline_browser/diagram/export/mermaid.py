"""The diagram as Mermaid's ``erDiagram`` (https://mermaid.js.org/syntax/entityRelationshipDiagram.html)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named, visible
from pipeline_browser.diagram.graph import BoxKind, End, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line, Row

_PARENT_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "|o", End.MANY: "}o"}
_CHILD_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "o|", End.MANY: "o{"}
_KEYS = ((Mark.PRIMARY, "PK"), (Mark.FOREIGN, "FK"), (Mark.UNIQUE, "UK"))
# What its lexer takes for something else than a name, in any version.
_RESERVED = frozenset(
    {"accdescr", "acctitle", "class", "classdef", "direction", "erdiagram", "many", "o", "one", "only"}
    | {"optionally", "style", "title", "to", "u", "zero"}
)
_NOT_IN_TEXT = re.compile(r'["#%&<>\\;`]')


def mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid document."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "erDiagram"
    for number, box in enumerate(graph.boxes):
        label = "" if _is_plain(box) else f"[{_quoted(_titled(box))}]"
        yield f"    {_entity(graph, number)}{label} {{"
        for row in box.rows:
            yield f"        {_attribute(row)}"
        yield "    }"
    for line in graph.lines:
        yield f"    {_relation(graph, line)}"


def _entity(graph: Graph, number: int) -> str:
    """Return the name of a box where Mermaid's grammar takes it, else a made-up one that needs a label."""
    box = graph.boxes[number]
    return box.name if _is_plain(box) else f"entity_{number}"


def _is_plain(box: Box) -> bool:
    word = box.name.lower()
    return (
        box.kind is BoxKind.TABLE
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", box.name) is not None
        and word not in _RESERVED
        and not word.startswith("entity_")
    )


def _titled(box: Box) -> str:
    kind = "" if box.kind is BoxKind.TABLE else f" ({box.kind.value})"
    return named(box.name) + kind


def _attribute(row: Row) -> str:
    type_, name = _word(row.type, "any"), _word(row.name, "unnamed")
    keys = ", ".join(word for mark, word in _KEYS if mark in row.marks)
    literal = f"{visible(row.type)} {named(row.name)}".strip()
    comment = "" if name == row.name and type_ in (row.type, "any") else _quoted(literal)
    return " ".join(part for part in (type_, name, keys, comment) if part)


def _relation(graph: Graph, line: Line) -> str:
    ends = f"{_PARENT_ENDS[line.parent_end]}--{_CHILD_ENDS[line.child_end]}"
    columns = _quoted(", ".join(map(named, line.columns)))
    return f"{_entity(graph, line.parent)} {ends} {_entity(graph, line.child)} : {columns}"


def _word(text: str, default: str) -> str:
    """Return a word that Mermaid's grammar takes for a type or a name."""
    word = re.sub(r"[^A-Za-z0-9_()]+", "_", text) if text else default
    return word if re.match(r"[A-Za-z_]", word) else f"_{word}"


def _quoted(text: str) -> str:
    escaped = _NOT_IN_TEXT.sub(lambda match: f"#{ord(match[0])};", visible(text))
    return f'"{escaped}"'
