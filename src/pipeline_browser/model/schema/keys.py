"""Which columns a foreign key means, and whether SQLite could enforce it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.facts import ForeignKey, ForeignKeyProblem, Index, Table, TableKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline_browser.model.schema.ddl import ForeignKeyClause


@dataclass(frozen=True, slots=True)
class WrittenKey:
    """A foreign key as it is written; ``parent_columns`` is empty where none were."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    on_update: str
    on_delete: str
    clause: ForeignKeyClause | None


def resolve_keys(
    tables: Sequence[Table], written: Mapping[str, Sequence[WrittenKey]], views: Collection[str]
) -> tuple[Table, ...]:
    """Return the tables with their foreign keys; ``written`` goes by table name, ``views`` are folded."""
    parents = {fold(table.name): table for table in tables}
    return tuple(
        replace(table, foreign_keys=tuple(_resolved(table, key, parents, views) for key in keys))
        if (keys := written.get(table.name))
        else table
        for table in tables
    )


def _resolved(
    table: Table, key: WrittenKey, parents: Mapping[str, Table], views: Collection[str]
) -> ForeignKey:
    parent = parents.get(fold(key.parent))
    clause = key.clause
    columns, problem = _target(key, parent)
    if parent is None and fold(key.parent) in views:
        problem = ForeignKeyProblem.MISMATCH
    return ForeignKey(
        table=table.name,
        columns=key.columns,
        parent=parent.name if parent else key.parent,
        parent_columns=columns,
        implicit=not key.parent_columns,
        on_update=key.on_update,
        on_delete=key.on_delete,
        match=clause.match if clause else "NONE",
        deferrable=clause.deferrable if clause else False,
        initially_deferred=clause.initially_deferred if clause else False,
        problem=problem,
    )


def _target(key: WrittenKey, parent: Table | None) -> tuple[tuple[str, ...], ForeignKeyProblem | None]:
    if parent is None:
        return key.parent_columns, ForeignKeyProblem.MISSING_TABLE
    if not key.parent_columns:
        fits = len(parent.primary_key) == len(key.columns)
        return parent.primary_key, None if fits else ForeignKeyProblem.MISMATCH
    found = [parent.column(name) for name in key.parent_columns]
    names = tuple(
        column.name if column else name for column, name in zip(found, key.parent_columns, strict=True)
    )
    if None in found:
        return names, ForeignKeyProblem.MISSING_COLUMN
    if parent.kind is TableKind.VIRTUAL:
        return names, ForeignKeyProblem.MISMATCH
    return names, None if _are_unique(parent, names) else ForeignKeyProblem.NOT_UNIQUE


def _are_unique(parent: Table, names: tuple[str, ...]) -> bool:
    """Whether the parent columns are a key (https://www.sqlite.org/foreignkeys.html#fk_indexes)."""
    wanted = sorted(names)
    by_rowid = not any(index.origin == "pk" for index in parent.indexes)
    if by_rowid and wanted == list(parent.primary_key):
        return True
    return any(_covers(index, parent, wanted) for index in parent.indexes)


def _covers(index: Index, parent: Table, wanted: list[str]) -> bool:
    if not index.unique or index.where is not None or any(key.name is None for key in index.columns):
        return False
    if sorted(key.name or "" for key in index.columns) != wanted:
        return False
    # A unique index counts only with the collations of the columns themselves.
    collations = {column.name: fold(column.collation) for column in parent.columns}
    return all(fold(key.collation) == collations.get(key.name or "") for key in index.columns)
