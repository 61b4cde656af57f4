"""The diagram as Mermaid's ``erDiagram`` (https://mermaid.js.org/syntax/entityRelationshipDiagram.html)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import actions, happened, named, visible
from pipeline_browser.diagram.graph import BoxKind, End, Mark, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line, Row

_PARENT_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "|o", End.MANY: "}o"}
_CHILD_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "o|", End.MANY: "o{"}
_KEYS = ((Mark.PRIMARY, "PK"), (Mark.FOREIGN, "FK"), (Mark.UNIQUE, "UK"))
# What its lexer takes for something else than a name, in any version.
_RESERVED = frozenset(
    {"accdescr", "acctitle", "class", "classdef", "direction", "end", "erdiagram", "many", "o", "one"}
    | {"only", "optionally", "style", "subgraph", "title", "to", "u", "zero"}
)
# What it takes for markup in a quoted text: HTML, Markdown, mathematics, icons, entities of its own.
_ACTING = re.compile(r'["#%&<>\\;`*~$]|(?<![^\W_])_|_(?![^\W_])|:(?=fa-)')
_NOT_IN_WORDS = re.compile(r"[^A-Za-z0-9_()]+")
_NO_BEGINNING = re.compile(r"(?![A-Za-z_])|(?:pk|fk|uk)\b", re.IGNORECASE)
_IS_EMPHASIS = re.compile(r"_.*_")  # shown without its underscores


def mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid document; what it has no words for stands in its comments."""
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
        and box.state is State.SAME
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", box.name) is not None
        and word not in _RESERVED
        and not word.startswith("entity_")
    )


def _titled(box: Box) -> str:
    kind = [] if box.kind is BoxKind.TABLE else [box.kind.value]
    words = ", ".join([*kind, *happened(box)])
    return named(box.name) + (f" ({words})" if words else "")


def _attribute(row: Row) -> str:
    type_, name = _word(row.type, "any"), _word(row.name, "unnamed")
    keys = ", ".join(word for mark, word in _KEYS if mark in row.marks and not _is_implied(mark, row))
    comment = "; ".join(_comments(row, type_, name))
    return " ".join(part for part in (type_, name, keys, _quoted(comment) if comment else "") if part)


def _comments(row: Row, type_: str, name: str) -> Iterator[str]:
    """Yield what the grammar has no place for, or could not take as it is."""
    yield from happened(row)
    if name != row.name or _IS_EMPHASIS.fullmatch(name):
        yield named(row.name)
    if type_ != (row.type or "any"):
        yield visible(row.type)
    if Mark.NOT_NULL in row.marks and not _is_implied(Mark.NOT_NULL, row):
        yield "not null"
    if row.default is not None:
        yield f"default {visible(row.default)}"


def _is_implied(mark: Mark, row: Row) -> bool:
    return mark in Mark.UNIQUE | Mark.NOT_NULL and Mark.PRIMARY in row.marks


def _relation(graph: Graph, line: Line) -> str:
    stroke = ".." if line.problem else "--"
    ends = f"{_PARENT_ENDS[line.parent_end]}{stroke}{_CHILD_ENDS[line.child_end]}"
    words = "; ".join([", ".join(map(named, line.columns)), *actions(line), *happened(line)])
    return f"{_entity(graph, line.parent)} {ends} {_entity(graph, line.child)} : {_quoted(words)}"


def _word(text: str, default: str) -> str:
    """Return a word that Mermaid's grammar takes for a type or a name."""
    word = _NOT_IN_WORDS.sub("_", text) if text else default
    return f"_{word}" if _NO_BEGINNING.match(word) else word


def _quoted(text: str) -> str:
    escaped = _ACTING.sub(lambda match: f"#{ord(match[0])};", visible(text))
    return f'"{escaped}"'
