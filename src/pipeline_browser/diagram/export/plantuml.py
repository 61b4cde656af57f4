"""The diagram for PlantUML (https://plantuml.com/ie-diagram)."""

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
_KEYS = ((Mark.PRIMARY, "<<PK>>"), (Mark.FOREIGN, "<<FK>>"), (Mark.UNIQUE, "<<UQ>>"))
# All that its Creole markup, its preprocessor or its grammar could take for more than text.
_ACTING = re.compile(r"(?<=_)_|[^\w ()\U00010000-\U0010ffff]|^ | $|  +")


def plantuml(graph: Graph) -> str:
    """Return the graph as a PlantUML document."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield from ("@startuml", "hide circle", "hide methods", "left to right direction")
    for number, box in enumerate(graph.boxes):
        yield f'entity "{_title(box)}" as t{number}{_stereotype(box)} {{'
        for row in box.rows:
            yield f"  {_field(row)}"
        yield "}"
    for line in graph.lines:
        yield _relation(line)
    yield "@enduml"


def _stereotype(box: Box) -> str:
    return "" if box.kind is BoxKind.TABLE else f" <<{box.kind.value}>>"


def _field(row: Row) -> str:
    keys = [word for mark, word in _KEYS if mark in row.marks]
    type_ = [f": {_text(visible(row.type))}"] if row.type else []
    mandatory = "* " if Mark.NOT_NULL in row.marks else ""
    return " ".join(["{field}", mandatory + _text(named(row.name)), *type_, *keys])


def _relation(line: Line) -> str:
    ends = f"{_PARENT_ENDS[line.parent_end]}--{_CHILD_ENDS[line.child_end]}"
    return f"t{line.parent} {ends} t{line.child} : {_text(', '.join(map(named, line.columns)))}"


def _text(text: str) -> str:
    return _ACTING.sub(lambda match: "".join(map(_reference, match[0])), text)


def _reference(character: str) -> str:
    # Versions of 2020 fail on these two as decimal references (and take the other kind for generics).
    return f"<U+{ord(character):04X}>" if character in "\\$" else f"&#{ord(character)};"


def _title(box: Box) -> str:
    text = _text(named(box.name))
    return f"{text} " if text.endswith(">") else text
