"""One change to a schema's facts, as somebody's hand on the database would make it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline_browser.model.schema import Column, ForeignKey, Index, IndexColumn, Schema, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

Mutation = tuple[str, Schema]


@st.composite
def mutations(draw: DrawFn, schema: Schema) -> Mutation:
    """Draw one change: what it was, and the schema after it."""
    return draw(st.sampled_from(list(_all(schema))))


def _all(schema: Schema) -> Iterator[Mutation]:
    yield "a table more", replace(schema, tables=(*schema.tables, Table("one more", columns=(Column("a"),))))
    for number, table in enumerate(schema.tables):
        for what, changed in _of_table(table):
            tables = (*schema.tables[:number], changed, *schema.tables[number + 1 :])
            yield f"{table.name}: {what}", replace(schema, tables=tables)
    yield from _of_views_and_triggers(schema)


def _of_views_and_triggers(schema: Schema) -> Iterator[Mutation]:
    for number, view in enumerate(schema.views):
        rest = (*schema.views[:number], *schema.views[number + 1 :])
        yield f"{view.name} gone", replace(schema, views=rest)
        yield f"{view.name} other", replace(schema, views=(*rest, replace(view, ddl='SELECT 4 AS "x"')))
    for number, trigger in enumerate(schema.triggers):
        rest_of_them = (*schema.triggers[:number], *schema.triggers[number + 1 :])
        other = "AFTER" if trigger.timing == "BEFORE" else "BEFORE"
        event = "DELETE" if trigger.event == "INSERT" else "INSERT"
        for what, changed in (
            ("gone", ()),
            ("timing", (replace(trigger, timing=other),)),
            ("body", (replace(trigger, ddl="BEGIN SELECT 7 ; END"),)),
            (
                "event",
                (replace(trigger, event=event, columns=()),),
            ),
        ):
            yield f"{trigger.name} {what}", replace(schema, triggers=rest_of_them + changed)


def _of_table(table: Table) -> Iterator[tuple[str, Table]]:
    yield "a column more", replace(table, columns=(*table.columns, Column("added", "TEXT")))
    if table.strict:
        yield "not strict", replace(table, strict=False)
    if table.without_rowid:
        yield "with rowid", replace(table, without_rowid=False)
    if table.autoincrement:
        yield "no autoincrement", replace(table, autoincrement=False)
    yield "a check more", replace(table, checks=(*table.checks, "5 > 4"))
    if table.checks:
        yield "a check less", replace(table, checks=table.checks[1:])
    yield from _of_columns(table)
    yield from _of_indexes(table)
    yield from _of_foreign_keys(table)


def _of_columns(table: Table) -> Iterator[tuple[str, Table]]:
    for number, column in enumerate(table.columns):
        for what, changed in _of_column(column):
            columns = (*table.columns[:number], changed, *table.columns[number + 1 :])
            yield f"{column.name} {what}", replace(table, columns=columns)


def _of_column(column: Column) -> Iterator[tuple[str, Column]]:
    yield "collation", replace(column, collation="RTRIM" if column.collation != "RTRIM" else "NOCASE")
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


def _of_indexes(table: Table) -> Iterator[tuple[str, Table]]:
    key = IndexColumn(table.columns[0].name)
    more = Index("another index", table.name, (key,))
    yield "an index more", replace(table, indexes=(*table.indexes, more))
    for number, index in enumerate(table.indexes):
        for what, changed in _of_index(index):
            indexes = (*table.indexes[:number], *changed, *table.indexes[number + 1 :])
            yield f"{index.name} {what}", replace(table, indexes=indexes)


def _of_index(index: Index) -> Iterator[tuple[str, tuple[Index, ...]]]:
    first, *others = index.columns
    yield "order", (replace(index, columns=(replace(first, descending=not first.descending), *others)),)
    if index.origin != "pk":
        yield "gone", ()
    if index.origin == "c":
        yield "unique", (replace(index, unique=not index.unique),)
        yield "where", (replace(index, where="3 < 4"),)


def _of_foreign_keys(table: Table) -> Iterator[tuple[str, Table]]:
    column = table.columns[0].name
    more = ForeignKey(table.name, (column,), "elsewhere", ("id",))
    yield "a foreign key more", replace(table, foreign_keys=(*table.foreign_keys, more))
    for number, key in enumerate(table.foreign_keys):
        for what, changed in _of_foreign_key(key):
            keys = (*table.foreign_keys[:number], *changed, *table.foreign_keys[number + 1 :])
            yield f"{', '.join(key.columns)} {what}", replace(table, foreign_keys=keys)


def _of_foreign_key(key: ForeignKey) -> Iterator[tuple[str, tuple[ForeignKey, ...]]]:
    yield "gone", ()
    yield "parent", (replace(key, parent="elsewhere", implicit=True),)
    yield "on delete", (replace(key, on_delete="CASCADE" if key.on_delete != "CASCADE" else "RESTRICT"),)
    yield "on update", (replace(key, on_update="CASCADE" if key.on_update != "CASCADE" else "RESTRICT"),)
    yield "deferring", (replace(key, deferrable=True, initially_deferred=not key.initially_deferred),)
