"""Random schemas whose foreign keys SQLite can enforce, pairs of them, and rows that obey them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.schema import ForeignKey, Schema, Table, Trigger, View
from pipeline_browser.model.schema.keys import WrittenKey, resolve_keys
from tests.model.schema.schema_mutations import mutations
from tests.model.schema.schema_strategies import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from hypothesis.strategies import DrawFn

_VALUES = (None, 0, 1, 2, -7, 2.5, "a", "B", "b ", "3", "", b"\0x")
_ACTIONS = ("NO ACTION", "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT")
_TRIES = 5


@st.composite
def sound_schemas(draw: DrawFn) -> Schema:
    """Draw a schema with foreign keys that work."""
    schema = draw(schemas())
    tables = []
    for table in schema.tables:
        keys = draw(st.lists(_working_key(table, schema.tables), max_size=2))
        tables.append(replace(table, foreign_keys=(*table.foreign_keys, *keys)))
    schema = sound(replace(schema, tables=tuple(tables)))
    views, triggers = draw(_dependent_views(schema)), draw(_dependent_triggers(schema))
    return replace(schema, views=(*schema.views, *views), triggers=(*schema.triggers, *triggers))


def _plain(schema: Schema) -> list[Table]:
    """Return the tables whose names the writer of schemas can repeat in a view."""
    return [table for table in schema.tables if '"' not in table.name and '"' not in table.columns[0].name]


@st.composite
def _dependent_views(draw: DrawFn, schema: Schema) -> list[View]:
    """Draw views of tables, and views of these; a column that goes becomes a string to SQLite."""
    tables = _plain(schema)
    if not tables or draw(st.booleans()):
        return []
    table = draw(st.sampled_from(tables))
    name = table.columns[0].name
    return [
        View("on table", ddl=f'SELECT "{name}" AS "x" FROM "{table.name}"'),
        View("on view", ddl='SELECT "x" FROM "on table"'),
    ]


@st.composite
def _dependent_triggers(draw: DrawFn, schema: Schema) -> list[Trigger]:
    """Draw a trigger that writes into another table, which never comes to that while a schema changes."""
    tables = _plain(schema)
    if not tables or draw(st.booleans()):
        return []
    target, watched = draw(st.sampled_from(tables)), draw(st.sampled_from(schema.tables))
    body = f'BEGIN DELETE FROM "{target.name}" WHERE "{target.columns[0].name}" IS NULL ; END'
    return [Trigger("writes", watched.name, "AFTER", "DELETE", (), body)]


@st.composite
def _working_key(draw: DrawFn, table: Table, tables: Sequence[Table]) -> ForeignKey:
    parent = draw(st.sampled_from(tables))
    ways = [parent.primary_key, *(_names(index.columns) for index in parent.indexes if index.unique)]
    targets = draw(st.sampled_from(ways))[: len(table.columns)]
    children = draw(st.permutations([column.name for column in table.columns]))[: len(targets)]
    deferrable = draw(st.booleans())
    return ForeignKey(
        table.name,
        tuple(children),
        parent.name,
        targets,
        on_delete=draw(st.sampled_from(_ACTIONS)),
        on_update=draw(st.sampled_from(_ACTIONS)),
        deferrable=deferrable,
        initially_deferred=deferrable and draw(st.booleans()),
    )


def _names(keys: Sequence[Any]) -> tuple[str, ...]:
    return tuple(key.name or "" for key in keys)


def sound(schema: Schema) -> Schema:
    """Leave out the foreign keys that SQLite could not enforce."""
    written = {table.name: [_written(key) for key in table.foreign_keys] for table in schema.tables}
    bare = [replace(table, foreign_keys=()) for table in schema.tables]
    tables = []
    for table, found in zip(schema.tables, resolve_keys(bare, written, ()), strict=True):
        pairs = zip(table.foreign_keys, found.foreign_keys, strict=True)
        computed = {column.name for column in table.columns if column.generated}  # SET NULL cannot set them
        keys = tuple(
            key
            for key, read in pairs
            if key.columns and read.problem is None and computed.isdisjoint(key.columns)
        )
        tables.append(replace(table, foreign_keys=keys))
    return replace(schema, tables=tuple(tables))


def _written(key: ForeignKey) -> WrittenKey:
    targets = () if key.implicit else key.parent_columns
    return WrittenKey(key.columns, key.parent, targets, key.on_update, key.on_delete, None)


@st.composite
def pairs(draw: DrawFn) -> tuple[Schema, Schema]:
    """Draw two schemas: now and then unrelated ones, mostly one and what some changes made of it."""
    before = draw(sound_schemas())
    if draw(st.integers(0, 9)) == 0:
        return before, draw(sound_schemas())
    after = before
    for _number in range(draw(st.integers(1, 3))):
        _what, changed = draw(mutations(after) | _table_changes(after))
        if changed.tables and _names_differ(changed):
            after = sound(changed)
    return before, after


def _names_differ(schema: Schema) -> bool:
    """Whether no change was made twice."""
    names = [table.name for table in schema.tables]
    names += [index.name for table in schema.tables for index in table.indexes if index.origin == "c"]
    names += [view.name for view in schema.views]
    names += [trigger.name for trigger in schema.triggers]
    return len({*names}) == len(names)


@st.composite
def _table_changes(draw: DrawFn, schema: Schema) -> tuple[str, Schema]:
    """Draw a change that the usual mutations leave out: a column or a table less, another order."""
    number = draw(st.integers(0, len(schema.tables) - 1))
    table = schema.tables[number]
    kept = [*schema.tables[:number], *schema.tables[number + 1 :]]
    if draw(st.integers(0, 3)) == 0 and kept:
        triggers = tuple(each for each in schema.triggers if each.table != table.name)
        return "a table less", replace(schema, tables=tuple(kept), triggers=triggers)
    column = draw(st.sampled_from(table.columns))
    used = any(column.name in _names(index.columns) for index in table.indexes)
    watched = any(column.name in trigger.columns for trigger in schema.triggers)
    if used or watched or len(table.columns) < 3 or any(each.expression for each in table.columns):
        changed = replace(table, columns=tuple(draw(st.permutations(table.columns))))
    else:
        keys = tuple(key for key in table.foreign_keys if column.name not in key.columns)
        columns = tuple(each for each in table.columns if each is not column)
        changed = replace(table, columns=columns, foreign_keys=keys)
    return "a column less", replace(
        schema, tables=(*schema.tables[:number], changed, *schema.tables[number + 1 :])
    )


def fill(connection: sqlite3.Connection, schema: Schema, random: Random) -> None:
    """Insert some rows into every table; what the schema refuses is left out."""
    for table in [*schema.user_tables, *schema.user_tables]:
        for _try in range(_TRIES):
            try:
                _insert(connection, table, random)
            except sqlite3.Error:
                continue


def _insert(connection: sqlite3.Connection, table: Table, random: Random) -> None:
    row: dict[str, object] = {
        column.name: random.choice(_VALUES) for column in table.columns if column.generated is None
    }
    for key in table.foreign_keys:
        row |= dict(_parent_values(connection, key, random, row))
    names = ", ".join(map(quote_identifier, row))
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO {quote_identifier(table.name)} ({names}) VALUES ({marks})", [*row.values()]
    )


def _parent_values(
    connection: sqlite3.Connection, key: ForeignKey, random: Random, row: dict[str, object]
) -> Iterator[tuple[str, object]]:
    names = ", ".join(map(quote_identifier, key.parent_columns))
    rows = connection.execute(f"SELECT {names} FROM {quote_identifier(key.parent)}").fetchall()
    if rows:
        for name, value in zip(key.columns, random.choice(rows), strict=True):
            if name in row:
                yield name, value
