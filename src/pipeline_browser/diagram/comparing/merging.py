"""Two graphs in one: what is only in the earlier one stays where it was, marked as removed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipeline_browser.diagram.graph import Box, BoxKind, Graph, State
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from pipeline_browser.diagram.graph import Key, Line

Item = TypeVar("Item", bound="Hashable")


class KeyMark(NamedTuple):
    """A foreign key by what it joins: folded names, and pairs of columns in an order of their own."""

    child: str
    parent: str
    pairs: tuple[tuple[str, str], ...]
    turn: int = 0  # tells apart those that are written twice


@dataclass(frozen=True, slots=True)
class Changed:
    """What is in both schemas and not the same in them; all names folded.

    Attributes:
        tables: and views.
        columns: each with its table.
        keys: foreign keys that do something else when a parent goes or changes.
        unmarked: tables that are drawn, and that nothing is said of.
    """

    tables: frozenset[str] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()
    keys: frozenset[KeyMark] = frozenset()
    unmarked: frozenset[str] = frozenset()


def merged(before: Graph, after: Graph, changed: Changed) -> Graph:
    """Return one graph of two that show all columns; boxes, rows and lines say what happened to them."""
    boxes = _merged_boxes(before, after, changed)
    numbers = {name: number for number, name in enumerate(boxes)}
    rows = [{fold(row.name): number for number, row in enumerate(box.rows)} for box in boxes.values()]
    earlier, later = _lines(before), _lines(after)
    lines = []
    for mark in _in_place(earlier, later):
        line = later.get(mark) or earlier[mark]
        child, parent = numbers[mark.child], numbers[mark.parent]
        lines.append(
            replace(
                line,
                child=child,
                parent=parent,
                child_rows=tuple(rows[child].get(fold(name)) for name in line.columns),
                parent_rows=tuple(rows[parent].get(fold(name)) for name in line.parent_columns),
                state=_state(mark, earlier, later, differs=mark in changed.keys),
            )
        )
    return Graph(tuple(boxes.values()), tuple(lines))


def _merged_boxes(before: Graph, after: Graph, changed: Changed) -> dict[str, Box]:
    earlier = {fold(box.name): box for box in before.boxes}
    later = {fold(box.name): box for box in after.boxes}
    return {
        name: _box(name, earlier.get(name), later.get(name), changed) for name in _in_place(earlier, later)
    }


def _box(name: str, earlier: Box | None, later: Box | None, changed: Changed) -> Box:
    """Return a box of both; one that only stands in for a missing table is neither added nor removed."""
    if name in changed.unmarked and (only := later or earlier):
        return only
    was, is_now = _is_there(earlier), _is_there(later)
    if later is not None and (is_now or not was):
        if earlier is not None and was == is_now:
            return _both(name, earlier, later, changed)
        return replace(later, state=State.ADDED if is_now else State.SAME)
    assert earlier is not None  # noqa: S101 - one of them is there
    return replace(earlier, state=State.REMOVED if was else State.SAME)


def _is_there(box: Box | None) -> bool:
    return box is not None and box.kind is not BoxKind.MISSING


def _both(name: str, earlier: Box, later: Box, changed: Changed) -> Box:
    old, new = ({fold(row.name): row for row in box.rows} for box in (earlier, later))
    is_changed = name in changed.tables
    rows = []
    for column in _in_place(old, new):
        row = new.get(column) or old[column]
        differs = (name, column) in changed.columns or (
            is_changed and old.get(column, row).marks != row.marks
        )
        rows.append(replace(row, state=_state(column, old, new, differs=differs)))
    if later.kind is BoxKind.MISSING:
        return replace(later, rows=tuple(replace(row, state=State.SAME) for row in rows))
    # A view shows other columns, without a change of its own, where a table below it has others.
    is_changed |= any(row.state is not State.SAME for row in rows)
    return replace(later, rows=tuple(rows), state=State.CHANGED if is_changed else State.SAME)


def _state(
    item: Item, earlier: Mapping[Item, object], later: Mapping[Item, object], *, differs: bool
) -> State:
    if item not in earlier:
        return State.ADDED
    if item not in later:
        return State.REMOVED
    return State.CHANGED if differs else State.SAME


def _lines(graph: Graph) -> dict[KeyMark, Line]:
    names = [fold(box.name) for box in graph.boxes]
    marks = key_marks((names[line.child], names[line.parent], line) for line in graph.lines)
    return dict(zip(marks, graph.lines, strict=True))


def key_marks(keys: Iterable[tuple[str, str, Key]]) -> list[KeyMark]:
    """Return the marks of foreign keys, each given with the folded names of child and parent."""
    seen: Counter[KeyMark] = Counter()
    marks = []
    for child, parent, key in keys:
        mark = KeyMark(child, parent, _pairs(key))
        marks.append(mark._replace(turn=seen[mark]))
        seen[mark] += 1
    return marks


def _pairs(key: Key) -> tuple[tuple[str, str], ...]:
    parents = key.parent_columns or ("",) * len(key.columns)
    return tuple(sorted((fold(a), fold(b)) for a, b in zip(key.columns, parents, strict=False)))


def _in_place(earlier: Mapping[Item, object], later: Mapping[Item, object]) -> list[Item]:
    """Return the later things in their order, each that is gone behind the one that it stood behind."""
    gone: dict[Item | None, list[Item]] = {}
    last: Item | None = None
    for item in earlier:
        if item in later:
            last = item
        else:
            gone.setdefault(last, []).append(item)
    order = gone.get(None, [])
    for item in later:
        order.append(item)
        order += gone.get(item, ())
    return order
