"""The diagram as DBML (https://dbml.dbdiagram.io/docs)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count, zip_longest
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import happened, more_columns, named, visible
from pipeline_browser.diagram.graph import BoxKind, End, Mark, Row
from pipeline_browser.diagram.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line

_FLAGS = ((Mark.NOT_NULL, "not null"), (Mark.UNIQUE, "unique"))
_PLAIN_TYPE = re.compile(r"[A-Za-z]\w*(?:\(\d+(?:,\d+)?\))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Names:
    """What boxes and their rows are called; each name once, although names that differ may look alike."""

    tables: list[str]
    columns: list[list[str]]


def dbml(graph: Graph) -> str:
    """Return the graph as a DBML document; what DBML cannot say stands in its comments."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    boxes = [box if box.rows else replace(box, rows=(_instead(box),)) for box in graph.boxes]
    names = _Names(
        _distinct(box.name for box in boxes), [_distinct(row.name for row in box.rows) for box in boxes]
    )
    for number, box in enumerate(boxes):
        yield from _table(box, names.tables[number], names.columns[number])
    said = set()
    for line in graph.lines:
        child = _end(names, line.child, line.child_rows, line.columns)
        parent = _end(names, line.parent, line.parent_rows, line.parent_columns)
        # DBML knows a reference once, between different columns that exist, in whatever order they are named.
        ends = frozenset(
            {(line.child, frozenset(line.child_rows)), (line.parent, frozenset(line.parent_rows))}
        )
        sayable = len(ends) == 2 and ends not in said and _is_complete(line)
        said.add(ends)
        sign = ">" if line.child_end is End.MANY else "-"
        told = "".join(f" // {word}" for word in happened(line))
        yield f"{'' if sayable else '// '}Ref: {child} {sign} {parent}{_settings(_actions(line))}{told}"


def _instead(box: Box) -> Row:
    """Return what stands for the columns of a box without any: DBML has no table without."""
    return Row(more_columns(box) or "no columns")


def _distinct(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        candidates = (named(text) + (f" ({number})" if number > 1 else "") for number in count(1))
        found[next(each for each in candidates if each not in found)] = None
    return list(map(_name, found))


def _table(box: Box, name: str, columns: list[str]) -> Iterator[str]:
    colour = [f"headercolor: {LIGHT.of_state(box.state)}"] if happened(box) else []
    kind = [] if box.kind is BoxKind.TABLE else [box.kind.value]
    note = [*colour, *_note([*kind, *happened(box)])]
    keys = [column for row, column in zip(box.rows, columns, strict=True) if Mark.PRIMARY in row.marks]
    yield f"Table {name}{_settings(note)} {{"
    for row, column in zip(box.rows, columns, strict=True):
        yield f"  {column} {_column(row, alone=len(keys) == 1)}"
    if len(keys) > 1:
        yield "  indexes {"
        yield f"    ({', '.join(keys)}) [pk]"
        yield "  }"
    yield "}"
    yield ""


def _column(row: Row, *, alone: bool) -> str:
    is_key = alone and Mark.PRIMARY in row.marks
    settings = ["pk"] if is_key else []
    settings += [word for mark, word in _FLAGS if mark in row.marks and not (is_key and mark is Mark.UNIQUE)]
    notes = []
    if Mark.GENERATED in row.marks:
        notes.append("generated")
    elif row.default is not None:
        default = visible(row.default)
        if "`" in default:
            notes.append(f"default {default}")
        else:
            settings.append(f"default: `{default}`")
    settings += _note([*notes, *happened(row)])
    return f"{_type(row.type)}{_settings(settings)}"


def _note(words: list[str]) -> list[str]:
    return [f"note: {_string('; '.join(words))}"] if words else []


def _type(text: str) -> str:
    if _PLAIN_TYPE.fullmatch(text):
        return text
    return _name(visible(text) or "any")


def _end(names: _Names, box: int, rows: tuple[int | None, ...], columns: tuple[str, ...]) -> str:
    """Return the columns at an end of a reference, those too that the box does not show."""
    pairs = zip_longest(columns, rows)
    told = [_name(named(column)) if row is None else names.columns[box][row] for column, row in pairs]
    return f"{names.tables[box]}." + (told[0] if len(told) == 1 else f"({', '.join(told)})")


def _is_complete(line: Line) -> bool:
    """Whether the key has as many columns as its parent, and both boxes show them."""
    rows = (*line.child_rows, *line.parent_rows)
    return len(line.child_rows) == len(line.parent_rows) and None not in rows


def _actions(line: Line) -> list[str]:
    pairs = (("delete", line.on_delete), ("update", line.on_update))
    return [f"{event}: {action.lower()}" for event, action in pairs if action != "NO ACTION"]


def _settings(settings: list[str]) -> str:
    return f" [{', '.join(settings)}]" if settings else ""


def _name(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _string(text: str) -> str:
    return "'" + visible(text).replace("\\", "\\\\").replace("'", "\\'") + "'"
