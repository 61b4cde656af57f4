"""Beginnings of migrations that people write again and again, each with its way back.

They follow the document's best practices: idempotent where SQLite can be, relations as foreign keys with an
index, no AUTOINCREMENT, soft deletion by ``archived``, a rebuild that keeps every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.writing.texts import Draft
from pipeline_browser.model.schema.changing.facts import comment
from pipeline_browser.model.schema.changing.names import FreeNames, name_sql
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.model.schema.facts import Column, Schema, Table, TableKind
from pipeline_browser.model.schema.support import supporting_index
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Template:
    """One beginning.

    Attributes:
        key: for programs.
        title: for people, as a deed: ``Add a table``.
        description: what the migration may be called; ``{table}`` stands for the table's name.
        make: from the schema and a table of it to the draft.
    """

    key: str
    title: str
    description: str
    make: Callable[[Schema, Table], Draft]


def _add_table(schema: Schema, table: Table) -> Draft:
    free = FreeNames(schema)
    name = free.take(f"{table.name}_notes")
    down = f"{comment(f'Loses: {name} with all its rows.')}\nDROP TABLE IF EXISTS {name_sql(name)};"
    if len(table.primary_key) != 1:
        return Draft(_new_table(name, []), down)
    column = f"{table.name}_id"
    index = free.take(f"idx_{name}_{column}")
    up = (
        f"{_new_table(name, _relation(table, column))}\n\n"
        "-- The rows of a parent are found by this; without it, each deletion reads the whole table.\n"
        f"CREATE INDEX IF NOT EXISTS {name_sql(index)} ON {name_sql(name)}({name_sql(column)});"
    )
    return Draft(up, down)


def _new_table(name: str, relation: Sequence[str]) -> str:
    head, tail = relation[:1], relation[1:]
    parts = [
        "id TEXT PRIMARY KEY",
        *head,
        "note TEXT NOT NULL",
        "archived BOOLEAN NOT NULL DEFAULT FALSE",
        "created_at TEXT NOT NULL",
        *tail,
    ]
    lines = ",\n".join(f"    {part}" for part in parts)
    return f"CREATE TABLE IF NOT EXISTS {name_sql(name)} (\n{lines}\n);"


def _relation(table: Table, column: str) -> tuple[str, str]:
    """Return a column that refers to the table, and its foreign key."""
    [key] = table.primary_key
    kept = table.column(key)
    declared = (kept.type if kept else "") or "TEXT"
    target = f"{name_sql(table.name)}({name_sql(key)})"
    return (
        f"{name_sql(column)} {declared} NOT NULL",
        f"FOREIGN KEY ({name_sql(column)}) REFERENCES {target} ON DELETE CASCADE",
    )


def _add_column(schema: Schema, table: Table) -> Draft:
    column = name_sql(_free_column(table, "new_column"))
    up = (
        "-- SQLite adds a column in place if it is neither a key nor unique. NOT NULL needs a default\n"
        "-- that is constant; REFERENCES needs none.\n"
        f"ALTER TABLE {name_sql(table.name)} ADD COLUMN {column} TEXT NOT NULL DEFAULT '';"
    )
    down = (
        f"{comment('Loses: the values of the column.')}\n"
        f"ALTER TABLE {name_sql(table.name)} DROP COLUMN {column};"
    )
    return Draft(up, down)


def _add_index(schema: Schema, table: Table) -> Draft:
    columns = _worth_an_index(table)
    name = name_sql(FreeNames(schema).take("_".join(["idx", table.name, *columns])))
    keys = ", ".join(map(name_sql, columns))
    up = (
        "-- Worth it for columns in WHERE, ORDER BY and foreign keys of large tables; each slows writing.\n"
        f"CREATE INDEX IF NOT EXISTS {name} ON {name_sql(table.name)}({keys});"
    )
    return Draft(up, f"DROP INDEX IF EXISTS {name};")


def _rebuild(schema: Schema, table: Table) -> Draft:
    up = (
        "-- Change the new table below, and the columns that are copied. What refers to it is rebuilt\n"
        "-- with it: dropping a table deletes its rows first, and that deletion would cascade.\n\n"
        + change_script(schema, schema, rebuild=[table.name]).sql()
    )
    return Draft(up, "-- Write the same rebuild with the old definition, or say why there is no way back.")


def _change_data(schema: Schema, table: Table) -> Draft:
    usual = [each for each in table.columns if not each.primary_key and not each.generated]
    name = name_sql((usual or table.columns)[0].name)
    up = (
        "-- The condition leaves alone what is right already, so that it can run twice.\n"
        f"UPDATE {name_sql(table.name)}\nSET {name} = 'new value'\nWHERE {name} = 'old value';"
    )
    down = (
        "-- Only where no row had the new value before: else say here that there is no way back.\n"
        f"UPDATE {name_sql(table.name)}\nSET {name} = 'old value'\nWHERE {name} = 'new value';"
    )
    return Draft(up, down)


def _free_column(table: Table, wanted: str) -> str:
    name, number = wanted, 2
    while table.column(name) is not None:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _worth_an_index(table: Table) -> tuple[str, ...]:
    """Return the columns of a foreign key that has none, else the last column."""
    bare = next((key.columns for key in table.foreign_keys if supporting_index(table, key) is None), None)
    return bare or tuple(column.name for column in table.columns[-1:])


TEMPLATES = (
    Template("table", "Add a table", "add {table} notes", _add_table),
    Template("column", "Add a column", "add column to {table}", _add_column),
    Template("index", "Add an index", "add index to {table}", _add_index),
    Template("rebuild", "Rebuild a table, keeping its rows", "rebuild {table}", _rebuild),
    Template("data", "Change rows", "change {table}", _change_data),
)


STAND_IN = Table("items", columns=(Column("name", "TEXT"),))
"""What a new table is named after where there is no table yet."""


def tables_for_templates(schema: Schema, ignore: frozenset[str] = LEDGER) -> tuple[Table, ...]:
    """Return the tables that a template can be about."""
    ignored = set(map(fold, ignore))
    return tuple(
        table
        for table in schema.user_tables
        if table.kind is TableKind.ORDINARY and table.columns and fold(table.name) not in ignored
    )
