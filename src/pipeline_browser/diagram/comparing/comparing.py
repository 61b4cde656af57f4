"""Comparing two schemas for a diagram: what differs by meaning, marked in a graph of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.facts import Compared, Counts, Thing
from pipeline_browser.diagram.comparing.merging import Changed, key_marks, merged
from pipeline_browser.diagram.comparing.words import words_by_table
from pipeline_browser.diagram.graph import BoxKind, State
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.schema.diff import LEDGER, schema_diff
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline_browser.diagram.comparing.merging import KeyMark
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema.difference import Difference, SchemaDifference
    from pipeline_browser.model.schema.facts import Schema, Trigger

_STATES = {
    DifferenceKind.EXTRA: State.ADDED,
    DifferenceKind.CHANGED: State.CHANGED,
    DifferenceKind.MISSING: State.REMOVED,
}
_WHOLE = frozenset({State.ADDED, State.REMOVED})
_COUNTED = {
    ObjectKind.COLUMN: Thing.COLUMN,
    ObjectKind.INDEX: Thing.INDEX,
    ObjectKind.TRIGGER: Thing.TRIGGER,
    ObjectKind.PRIMARY_KEY: Thing.RULE,
    ObjectKind.UNIQUE: Thing.RULE,
    ObjectKind.CHECK: Thing.RULE,
}


def compared(before: Schema, after: Schema, *, ledgers: frozenset[str] = LEDGER) -> Compared:
    """Return what happened from one schema to another.

    Args:
        ledgers: tables that are drawn as they are, and never counted.
    """
    ledgers = frozenset(map(fold, ledgers))
    difference = schema_diff(*_differing(before, after), ignore=ledgers)
    changed = _changed(difference, before, after, ledgers)
    graph = merged(schema_graph(before), schema_graph(after), changed)
    return Compared(
        before=before,
        after=after,
        graph=graph,
        schema=_both(before, after),
        difference=difference,
        counts=_counts(graph, difference, before, after),
        words=words_by_table(graph, difference, before, after),
    )


def changed_part(before: Schema, after: Schema) -> tuple[tuple[Schema, Schema], Graph]:
    """Return both schemas without the tables that are the very same, and the graph of what is left."""
    parts = _differing(before, after)
    return parts, compared(*parts).graph


def _differing(before: Schema, after: Schema) -> tuple[Schema, Schema]:
    """Return both without the tables that are the very same: comparing what they mean takes longer."""
    earlier = {table.name: table for table in before.tables}
    guarded, watched = _triggers(before), _triggers(after)
    same = {
        table.name
        for table in after.tables
        if earlier.get(table.name) == table and guarded.get(table.name) == watched.get(table.name)
    }
    return (
        replace(before, tables=tuple(table for table in before.tables if table.name not in same)),
        replace(after, tables=tuple(table for table in after.tables if table.name not in same)),
    )


def _triggers(schema: Schema) -> dict[str, list[Trigger]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in schema.triggers:
        found.setdefault(trigger.table, []).append(trigger)
    return found


def _both(before: Schema, after: Schema) -> Schema:
    """Return the later schema with what only the earlier one has."""
    tables = {fold(table.name) for table in after.tables}
    views = {fold(view.name) for view in after.views}
    triggers = {fold(trigger.name) for trigger in after.triggers}
    gone = [table for table in before.tables if fold(table.name) not in tables | views]
    owners = {fold(table.name) for table in gone}
    return replace(
        after,
        tables=(*after.tables, *gone),
        views=(*after.views, *(v for v in before.views if fold(v.name) not in views | tables)),
        triggers=(
            *after.triggers,
            *(t for t in before.triggers if fold(t.table) in owners and fold(t.name) not in triggers),
        ),
    )


def _changed(difference: SchemaDifference, before: Schema, after: Schema, ledgers: frozenset[str]) -> Changed:
    told = [each for each in difference.differences if each.kind is not DifferenceKind.ORDER]
    tables = {fold(each.table) for each in told}
    columns = (each for each in told if each.object_kind is ObjectKind.COLUMN)
    earlier, later = _deeds(before, tables), _deeds(after, tables)
    return Changed(
        tables=frozenset(tables | set(_later_owners(told, after))),
        columns=frozenset((fold(each.table), fold(each.name)) for each in columns),
        keys=frozenset(mark for mark, deeds in later.items() if earlier.get(mark, deeds) != deeds),
        unmarked=ledgers,
    )


def _deeds(schema: Schema, tables: Collection[str]) -> dict[KeyMark, tuple[str, str, bool]]:
    """Return what the foreign keys of some tables do."""
    keys = [key for table in schema.user_tables if fold(table.name) in tables for key in table.foreign_keys]
    marks = key_marks((fold(key.table), fold(key.parent), key) for key in keys)
    deeds = ((key.on_delete, key.on_update, key.initially_deferred) for key in keys)
    return dict(zip(marks, deeds, strict=True))


def _later_owners(told: list[Difference], after: Schema) -> Iterator[str]:
    """Yield the tables that an index or a trigger has come to: the difference names the one it was on."""
    moved = {fold(each.name) for each in told if each.kind is DifferenceKind.CHANGED}
    yield from (fold(t.table) for t in after.triggers if fold(t.name) in moved)
    for table in after.tables:
        if any(index.origin == "c" and fold(index.name) in moved for index in table.indexes):
            yield fold(table.name)


def _counts(graph: Graph, difference: SchemaDifference, before: Schema, after: Schema) -> Counts:
    numbers: Counter[tuple[State, Thing]] = Counter()
    for box in graph.boxes:
        if box.state is not State.SAME:
            numbers[box.state, Thing.VIEW if box.kind is BoxKind.VIEW else Thing.TABLE] += 1
        schema = after if box.state is State.ADDED else before
        if box.state in _WHOLE and (table := schema.table(box.name)):
            numbers[box.state, Thing.COLUMN] += len(table.columns)
            numbers[box.state, Thing.INDEX] += sum(index.origin == "c" for index in table.indexes)
            numbers[box.state, Thing.TRIGGER] += len(schema.triggers_of(box.name))
    for line in graph.lines:
        if line.state is not State.SAME:
            numbers[line.state, Thing.KEY] += 1
    parts = {  # of something that differs in several ways there is a difference for each
        (_STATES[each.kind], _COUNTED[each.object_kind], each.table, each.name)
        for each in difference.differences
        if each.kind in _STATES and each.object_kind in _COUNTED
    }
    numbers.update((state, thing) for state, thing, *_ in parts)
    return Counts(numbers)
