"""The diagram as DBML (https://dbml.dbdiagram.io/docs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named, visible
from pipeline_browser.diagram.graph import BoxKind, End, Mark, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Graph, Line

_FLAGS = ((Mark.NOT_NULL, "not null"), (Mark.UNIQUE, "unique"))
_NOTHING = Row("no columns")  # DBML has no table without any
_Reference = tuple[str, str, str]


def dbml(graph: Graph) -> str:
    """Return the graph as a DBML document; what DBML cannot say stands in its comments."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    for box in graph.boxes:
        yield from _table(box)
    told: set[frozenset[str]] = set()
    for line in graph.lines:
        child, sign, parent = _reference(graph, line)
        ends = frozenset((child, parent))
        # DBML knows a reference once, between different columns that exist.
        sayable = len(ends) == 2 and ends not in told and _complete(line)
        told.add(ends)
        yield f"{'' if sayable else '// '}Ref: {child} {sign} {parent}{_settings(_actions(line))}"


def _table(box: Box) -> Iterator[str]:
    note = [] if box.kind is BoxKind.TABLE else [f"note: {_string(box.kind.value)}"]
    keys = [row for row in box.rows if Mark.PRIMARY in row.marks]
    yield f"Table {_name(box.name)}{_settings(note)} {{"
    for row in box.rows or (_NOTHING,):
        yield f"  {_column(row, alone=len(keys) == 1)}"
    if len(keys) > 1:
        yield "  indexes {"
        yield f"    ({', '.join(_name(row.name) for row in keys)}) [pk]"
        yield "  }"
    yield "}"
    yield ""


def _column(row: Row, *, alone: bool) -> str:
    settings = ["pk"] if alone and Mark.PRIMARY in row.marks else []
    settings += [word for mark, word in _FLAGS if mark in row.marks]
    if row.default is not None:
        default = visible(row.default)
        settings.append(
            f"note: {_string('default ' + default)}" if "`" in default else f"default: `{default}`"
        )
    return f"{_name(row.name)} {_name(row.type or 'any')}{_settings(settings)}"


def _reference(graph: Graph, line: Line) -> _Reference:
    child = _columns(graph.boxes[line.child].name, line.columns)
    parent = _columns(graph.boxes[line.parent].name, line.parent_columns)
    return child, ">" if line.child_end is End.MANY else "-", parent


def _columns(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(map(_name, columns))
    return f"{_name(table)}.{names}" if len(columns) == 1 else f"{_name(table)}.({names})"


def _complete(line: Line) -> bool:
    """Whether the key has as many columns as its parent, and both boxes show them."""
    rows = (*line.child_rows, *line.parent_rows)
    return len(line.child_rows) == len(line.parent_rows) and None not in rows


def _actions(line: Line) -> list[str]:
    pairs = (("delete", line.on_delete), ("update", line.on_update))
    return [f"{event}: {action.lower()}" for event, action in pairs if action != "NO ACTION"]


def _settings(settings: list[str]) -> str:
    return f" [{', '.join(settings)}]" if settings else ""


def _name(text: str) -> str:
    return '"' + named(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _string(text: str) -> str:
    return "'" + visible(text).replace("\\", "\\\\").replace("'", "\\'") + "'"
