"""The columns of a table or view as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.cardinality import nullable
from pipeline_browser.diagram.export.literal import named
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.inspector.facts import Fact, Icon, ToColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.schema import Column, ForeignKey, Table, View


def column_facts(table: Table) -> list[Fact]:
    """Return what each column is, and what holds for it."""
    keys = _keys_by_column(table)
    return [_fact(column, table, keys.get(fold(column.name), ())) for column in table.columns]


def view_column_facts(view: View) -> list[Fact]:
    """Return the columns of a view; SQLite knows their names alone."""
    return [Fact(name, target=ToColumn(view.name, name)) for name in view.columns]


def _keys_by_column(table: Table) -> dict[str, list[ForeignKey]]:
    """Return the foreign keys that each column belongs to, by its folded name."""
    keys: dict[str, list[ForeignKey]] = {}
    for key in table.foreign_keys:
        for name in {fold(each) for each in key.columns}:
            keys.setdefault(name, []).append(key)
    return keys


def _fact(column: Column, table: Table, keys: Sequence[ForeignKey]) -> Fact:
    icon = Icon.PRIMARY if column.primary_key else Icon.REFERENCE if keys else Icon.NONE
    must = "not null" if not nullable(column, table) and not column.primary_key else ""
    return Fact(
        column.name,
        aside=", ".join(filter(None, (column.type, must))),
        notes=tuple(_notes(column, table, keys)),
        icon=icon,
        target=ToColumn(table.name, column.name),
    )


def _notes(column: Column, table: Table, keys: Sequence[ForeignKey]) -> Iterator[str]:
    if column.primary_key:
        yield _primary(column, table)
    for key in keys:
        yield f"→ {_parent(key.parent, key.parent_columns, _place(column.name, key.columns))}"
    if column.generated is not None:
        yield f"generated, {column.generated.value}: {column.expression or '?'}"
    if column.default is not None:
        yield f"default {column.default}"
    if table.unique_alone(column.name) and not column.primary_key:
        yield "unique"
    if column.collation.upper() != "BINARY":
        yield f"collate {column.collation}"
    if column.hidden:
        yield "hidden"


def _primary(column: Column, table: Table) -> str:
    size = len(table.primary_key)
    place = f", {column.primary_key} of {size}" if size > 1 else ""
    return f"primary key{place}{', autoincrement' if table.autoincrement else ''}"


def _place(name: str, columns: tuple[str, ...]) -> int:
    return [fold(each) for each in columns].index(fold(name))


def _parent(parent: str, columns: tuple[str, ...], place: int) -> str:
    named_parent = named(parent)
    return f"{named_parent}.{named(columns[place])}" if place < len(columns) else named_parent
