"""The diagram for PlantUML (https://plantuml.com/ie-diagram)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import actions, happened, more_columns, named, visible
from pipeline_browser.diagram.graph import BoxKind, End, Mark
from pipeline_browser.diagram.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line, Row

_PARENT_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "|o", End.MANY: "}o"}
_CHILD_ENDS = {End.ONE: "||", End.ZERO_OR_ONE: "o|", End.MANY: "o{"}
_KEYS = ((Mark.PRIMARY, "<<PK>>"), (Mark.FOREIGN, "<<FK>>"), (Mark.UNIQUE, "<<UQ>>"))
# All that its Creole markup, its preprocessor or its grammar could take for more than text.
_ACTING = re.compile(r"(?<=_)_|[^\w ()\U00010000-\U0010ffff]|^ | $|  +")
_LOOKS = (
    "hide circle",
    "hide methods",
    "left to right direction",
    "skinparam shadowing false",
    "skinparam class {",
    f"  BackgroundColor {LIGHT.box}",
    f"  HeaderBackgroundColor {LIGHT.header}",
    f"  BorderColor {LIGHT.border}",
    f"  ArrowColor {LIGHT.line}",
    "  FontStyle bold",
    "}",
)


def plantuml(graph: Graph) -> str:
    """Return the graph as a PlantUML document."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield from ("@startuml", *_LOOKS)
    for number, box in enumerate(graph.boxes):
        yield f'entity "{_title(box)}" as t{number}{_stereotype(box)} {{'
        yield from _fields(box)
        yield "}"
    for line in graph.lines:
        yield _relation(line)
    yield "@enduml"


def _stereotype(box: Box) -> str:
    kind = [] if box.kind is BoxKind.TABLE else [box.kind.value]
    words = "".join(f" <<{word}>>" for word in [*kind, *happened(box)])
    return words + (f" {LIGHT.soft_of_state(box.state)}" if happened(box) else "")


def _fields(box: Box) -> Iterator[str]:
    """Yield the columns, those of a primary key that comes first above a line, as is usual there."""
    keys = [Mark.PRIMARY in row.marks for row in box.rows]
    first = keys.index(False) if False in keys else len(keys)
    parted = 0 < first < len(keys) and not any(keys[first:])
    for number, row in enumerate(box.rows):
        if parted and number == first:
            yield "  --"
        yield f"  {_field(row)}"
    if box.hidden_rows:
        yield f"  .. {more_columns(box)} .."


def _field(row: Row) -> str:
    keys = [word for mark, word in _KEYS if mark in row.marks and not _is_implied(mark, row)]
    type_ = [f": {_text(visible(row.type))}"] if row.type else []
    default = [f"= {_text(visible(row.default))}"] if row.default is not None else []
    mandatory = "* " if Mark.NOT_NULL in row.marks else ""
    told = [f"<<{word}>>" for word in happened(row)]
    return " ".join(["{field}", mandatory + _text(named(row.name)), *type_, *default, *keys, *told])


def _is_implied(mark: Mark, row: Row) -> bool:
    return mark is Mark.UNIQUE and Mark.PRIMARY in row.marks


def _relation(line: Line) -> str:
    stroke = ".." if line.problem else "--"
    ends = f"{_PARENT_ENDS[line.parent_end]}{stroke}{_CHILD_ENDS[line.child_end]}"
    words = [", ".join(map(named, line.columns)), *actions(line), *happened(line)]
    label = r"\n".join(map(_text, words))
    return f"t{line.parent} {ends} t{line.child} : {label}"


def _text(text: str) -> str:
    return _ACTING.sub(lambda match: "".join(map(_reference, match[0])), text)


def _reference(character: str) -> str:
    # Versions of 2020 fail on these two as decimal references (and take the other kind for generics).
    return f"<U+{ord(character):04X}>" if character in "\\$" else f"&#{ord(character)};"


def _title(box: Box) -> str:
    text = _text(named(box.name))
    return f"{text} " if text.endswith(">") else text
