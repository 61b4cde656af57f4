"""What could be better about the schema after all migrations, and which file is to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.relations import (
    covering_index,
    indexes_the_key,
    missing_foreign_keys,
)
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.trial import CREATE_INDEX
from pipeline_browser.model.schema.facts import ForeignKeyProblem, TableKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.world import Place, World
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.schema.facts import ForeignKey, Schema, Table

_BROKEN = {
    ForeignKeyProblem.MISSING_TABLE: "there is no such table",
    ForeignKeyProblem.MISSING_COLUMN: "there is no such column",
    ForeignKeyProblem.NOT_UNIQUE: "that is neither the primary key nor unique",
    ForeignKeyProblem.MISMATCH: "that does not fit the primary key",
}


def standing_faults(schema: Schema, world: World) -> Iterator[tuple[Place, PlanWarning]]:
    """Yield each fault with the statement that brought it in."""
    for table in schema.user_tables:
        made = world.tables.get(fold(table.name))
        if made is None or made.place is None or table.kind is not TableKind.ORDINARY:
            continue
        if table.autoincrement:
            text = (
                f"{table.name} numbers its rows with AUTOINCREMENT; INTEGER PRIMARY KEY does so without it."
            )
            yield made.place, _at(made.place, "autoincrement", text)
        for column, parent, key in missing_foreign_keys(table, schema):
            text = f"{table.name}.{column} has no foreign key, though it is named like one to {parent}.{key}."
            place = made.place_of(column) or made.place
            yield place, _at(place, "no-foreign-key", text)
        for foreign_key in table.foreign_keys:
            place = made.place_of(foreign_key.columns[0]) or made.place
            yield from ((place, each) for each in _about_key(table, foreign_key, place))
        yield from _about_indexes(table, world)


def _about_key(table: Table, key: ForeignKey, place: Place) -> Iterator[PlanWarning]:
    columns = ", ".join(key.columns)
    if key.problem is not None:
        parent = f"{key.parent} ({', '.join(key.parent_columns)})" if key.parent_columns else key.parent
        text = f"{table.name} ({columns}) refers to {parent}, and {_BROKEN[key.problem]}: writing fails."
        yield _at(place, "foreign-key-unusable", text)
    if not indexes_the_key(table, key):
        text = f"No index of {table.name} begins with {columns}, which refers to {key.parent}."
        yield _at(place, "foreign-key-without-index", text)


def _about_indexes(table: Table, world: World) -> Iterator[tuple[Place, PlanWarning]]:
    for index in table.indexes:
        place = world.others.get((CREATE_INDEX, fold(index.name)))
        longer = covering_index(table, index) if place is not None else ""
        if place is not None and longer:
            text = f"Index {index.name} is the beginning of {longer}, which SQLite can use instead."
            yield place, _at(place, "redundant-index", text)


def _at(place: Place, rule: str, text: str) -> PlanWarning:
    return BY_ID[rule].says(text, place.statement.line, place.statement.column)
