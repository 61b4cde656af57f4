"""One change to a schema's facts, as somebody's hand would make it, and what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline_browser.model.schema import Column, ForeignKey, Index, IndexColumn, Schema, Table, Trigger, View
from pipeline_browser.model.schema.diff import DifferenceKind, ObjectKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from pipeline_browser.model.schema.diff import Difference

MISSING, EXTRA, CHANGED = DifferenceKind.MISSING, DifferenceKind.EXTRA, DifferenceKind.CHANGED
Told = tuple[DifferenceKind, ObjectKind, str, str]
_TEXTS = frozenset({ObjectKind.UNIQUE, ObjectKind.CHECK})


@dataclass(frozen=True)
class Mutation:
    """A change in words, the schema after it, and kind, object, table and name of each difference.

    A UNIQUE constraint and a CHECK are named by their text, which stands here as ``…``.
    """

    what: str
    schema: Schema
    told: tuple[Told, ...]


def told_of(difference: Difference) -> Told:
    """Return a difference in the form of ``Mutation.told``."""
    name = "…" if difference.object_kind in _TEXTS else difference.name
    return difference.kind, difference.object_kind, difference.table, name


@st.composite
def told_mutations(draw: DrawFn, schema: Schema) -> Mutation:
    """Draw one change with what is to be told of it."""
    return draw(st.sampled_from(list(_all(schema))))


@st.composite
def mutations(draw: DrawFn, schema: Schema) -> tuple[str, Schema]:
    """Draw one change: what it was, and the schema after it."""
    mutation = draw(told_mutations(schema))
    return mutation.what, mutation.schema


_InTable = tuple[str, Table, tuple[Told, ...]]


def _all(schema: Schema) -> Iterator[Mutation]:
    more = Table("one more", columns=(Column("a"),))
    told = (EXTRA, ObjectKind.TABLE, more.name, more.name)
    yield Mutation("a table more", replace(schema, tables=(*schema.tables, more)), (told,))
    yield from _without_a_table(schema)
    for number, table in enumerate(schema.tables):
        for what, changed, expected in _of_table(table, schema.triggers):
            tables = (*schema.tables[:number], changed, *schema.tables[number + 1 :])
            yield Mutation(f"{table.name}: {what}", replace(schema, tables=tables), expected)
    yield from _of_views(schema)
    yield from _of_triggers(schema)


def _without_a_table(schema: Schema) -> Iterator[Mutation]:
    for number, table in enumerate(schema.tables):
        if any(trigger.table == table.name for trigger in schema.triggers):
            # Dropping the table would drop them too; they go with it.
            triggers = tuple(trigger for trigger in schema.triggers if trigger.table != table.name)
        else:
            triggers = schema.triggers
        tables = (*schema.tables[:number], *schema.tables[number + 1 :])
        told = (MISSING, ObjectKind.TABLE, table.name, table.name)
        yield Mutation(f"{table.name} gone", replace(schema, tables=tables, triggers=triggers), (told,))


def _of_views(schema: Schema) -> Iterator[Mutation]:
    for number, view in enumerate(schema.views):
        rest = (*schema.views[:number], *schema.views[number + 1 :])
        other = replace(view, ddl='SELECT 4 AS "x"')
        for what, views, kind in (("gone", rest, MISSING), ("other", (*rest, other), CHANGED)):
            told = (kind, ObjectKind.VIEW, view.name, view.name)
            yield Mutation(f"{view.name} {what}", replace(schema, views=views), (told,))
    view = View("one more view", ddl="SELECT 5")
    told = (EXTRA, ObjectKind.VIEW, view.name, view.name)
    yield Mutation("a view more", replace(schema, views=(*schema.views, view)), (told,))


def _of_triggers(schema: Schema) -> Iterator[Mutation]:
    for number, trigger in enumerate(schema.triggers):
        rest = (*schema.triggers[:number], *schema.triggers[number + 1 :])
        for what, changed, kind in _of_trigger(trigger):
            told = (kind, ObjectKind.TRIGGER, trigger.table, trigger.name)
            yield Mutation(f"{trigger.name} {what}", replace(schema, triggers=rest + changed), (told,))
    table = schema.tables[0].name
    trigger = Trigger("one more trigger", table, "AFTER", "DELETE", (), "BEGIN SELECT 1 ; END")
    told = (EXTRA, ObjectKind.TRIGGER, table, trigger.name)
    yield Mutation("a trigger more", replace(schema, triggers=(*schema.triggers, trigger)), (told,))


def _of_trigger(trigger: Trigger) -> Iterator[tuple[str, tuple[Trigger, ...], DifferenceKind]]:
    yield "gone", (), MISSING
    other = "AFTER" if trigger.timing == "BEFORE" else "BEFORE"
    yield "timing", (replace(trigger, timing=other),), CHANGED
    yield "body", (replace(trigger, ddl="BEGIN SELECT 7 ; END"),), CHANGED
    event = "DELETE" if trigger.event == "INSERT" else "INSERT"
    yield "event", (replace(trigger, event=event, columns=()),), CHANGED
    if trigger.columns:
        yield "any column", (replace(trigger, columns=()),), CHANGED


def _of_table(table: Table, triggers: tuple[Trigger, ...]) -> Iterator[_InTable]:
    name = table.name
    added = replace(table, columns=(*table.columns, Column("added", "TEXT")))
    yield "a column more", added, ((EXTRA, ObjectKind.COLUMN, name, "added"),)
    options = (CHANGED, ObjectKind.TABLE, name, name)
    if table.strict:
        yield "not strict", replace(table, strict=False), (options,)
    if table.without_rowid:
        yield "with rowid", replace(table, without_rowid=False), (options,)
    if table.autoincrement:
        yield "no autoincrement", replace(table, autoincrement=False), (options,)
    if table.conflicts:
        yield "usual conflicts", replace(table, conflicts=()), (options,) * len(table.conflicts)
    more = replace(table, checks=(*table.checks, "5 > 4"))
    yield "a check more", more, ((EXTRA, ObjectKind.CHECK, name, "…"),)
    if table.checks:
        less = replace(table, checks=table.checks[1:])
        yield "a check less", less, ((MISSING, ObjectKind.CHECK, name, "…"),)
    yield from _of_columns(table, triggers)
    yield from _of_indexes(table)
    yield from _of_foreign_keys(table)


def _of_columns(table: Table, triggers: tuple[Trigger, ...]) -> Iterator[_InTable]:
    for number, column in enumerate(table.columns):
        before, after = table.columns[:number], table.columns[number + 1 :]
        for what, changed in _of_column(column):
            told = (CHANGED, ObjectKind.COLUMN, table.name, column.name)
            yield f"{column.name} {what}", replace(table, columns=(*before, changed, *after)), (told,)
        if _is_free(column, table, triggers):
            gone = (MISSING, ObjectKind.COLUMN, table.name, column.name)
            yield f"{column.name} gone", replace(table, columns=(*before, *after)), (gone,)
            renamed = replace(table, columns=(*before, replace(column, name="renamed"), *after))
            extra = (EXTRA, ObjectKind.COLUMN, table.name, "renamed")
            yield f"{column.name} renamed", renamed, (gone, extra)
        if all(key.name != column.name for index in table.indexes for key in index.columns):
            collation = "RTRIM" if column.collation != "RTRIM" else "NOCASE"
            collated = replace(table, columns=(*before, replace(column, collation=collation), *after))
            told = (CHANGED, ObjectKind.COLUMN, table.name, column.name)
            yield f"{column.name} collation", collated, (told,)


def _is_free(column: Column, table: Table, triggers: tuple[Trigger, ...]) -> bool:
    """Whether nothing else names the column, and the table can do without it."""
    used = {key.name for index in table.indexes for key in index.columns}
    used |= {name for key in table.foreign_keys for name in key.columns}
    used |= {name for trigger in triggers if trigger.table == table.name for name in trigger.columns}
    conflicts = {clause.partition(": ")[0] for clause in table.conflicts}
    plain = [each for each in table.columns if each.generated is None and each.name != column.name]
    free = column.name not in used and not column.primary_key and f"NOT NULL {column.name}" not in conflicts
    return free and bool(plain)


def _of_column(column: Column) -> Iterator[tuple[str, Column]]:
    if column.primary_key:
        return
    yield "type", replace(column, type="INT" if column.type != "INT" else "TEXT")
    yield "not null", replace(column, not_null=not column.not_null)
    if column.generated is None:
        yield "default", replace(column, default="'mutated'")
    else:
        yield "expression", replace(column, expression="17")
    if column.default is not None:
        yield "no default", replace(column, default=None)


def _of_indexes(table: Table) -> Iterator[_InTable]:
    key = IndexColumn(table.columns[0].name, collation=table.columns[0].collation)
    more = Index("another index", table.name, (key,))
    told = (EXTRA, ObjectKind.INDEX, table.name, more.name)
    yield "an index more", replace(table, indexes=(*table.indexes, more)), (told,)
    for number, index in enumerate(table.indexes):
        for what, changed, told_here in _of_index(index):
            indexes = (*table.indexes[:number], *changed, *table.indexes[number + 1 :])
            yield f"{index.name} {what}", replace(table, indexes=indexes), told_here


def _of_index(index: Index) -> Iterator[tuple[str, tuple[Index, ...], tuple[Told, ...]]]:
    first, *others = index.columns
    turned = (replace(index, columns=(replace(first, descending=not first.descending), *others)),)
    if index.origin == "pk":
        yield "order", turned, ((CHANGED, ObjectKind.PRIMARY_KEY, index.table, ""),)
    elif index.origin == "u":
        missing = (MISSING, ObjectKind.UNIQUE, index.table, "…")
        yield "order", turned, (missing, (EXTRA, ObjectKind.UNIQUE, index.table, "…"))
        yield "gone", (), (missing,)
    else:
        changed = (CHANGED, ObjectKind.INDEX, index.table, index.name)
        yield "order", turned, (changed,)
        yield "gone", (), ((MISSING, ObjectKind.INDEX, index.table, index.name),)
        yield "unique", (replace(index, unique=not index.unique),), (changed,)
        yield "where", (replace(index, where="3 < 4"),), (changed,)
        yield "expression", (replace(index, columns=(*others, IndexColumn(None, "7 + 7"))),), (changed,)


def _of_foreign_keys(table: Table) -> Iterator[_InTable]:
    column = table.columns[0].name
    more = ForeignKey(table.name, (column,), "elsewhere", ("id",))
    told = (EXTRA, ObjectKind.FOREIGN_KEY, table.name, column)
    yield "a foreign key more", replace(table, foreign_keys=(*table.foreign_keys, more)), (told,)
    for number, key in enumerate(table.foreign_keys):
        for what, changed in _of_foreign_key(key):
            keys = (*table.foreign_keys[:number], *changed, *table.foreign_keys[number + 1 :])
            kind = CHANGED if changed else MISSING
            told = (kind, ObjectKind.FOREIGN_KEY, table.name, ", ".join(key.columns))
            yield f"{', '.join(key.columns)} {what}", replace(table, foreign_keys=keys), (told,)


def _of_foreign_key(key: ForeignKey) -> Iterator[tuple[str, tuple[ForeignKey, ...]]]:
    yield "gone", ()
    yield "parent", (replace(key, parent="elsewhere", implicit=True),)
    yield "on delete", (replace(key, on_delete="CASCADE" if key.on_delete != "CASCADE" else "RESTRICT"),)
    yield "on update", (replace(key, on_update="CASCADE" if key.on_update != "CASCADE" else "RESTRICT"),)
    yield "deferring", (replace(key, deferrable=True, initially_deferred=not key.initially_deferred),)
