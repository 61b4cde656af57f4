"""Which index finds the children of a row; without one, SQLite reads the whole table for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import ForeignKey, Index, Schema, Table

PRIMARY_KEY = "the primary key"


def supporting_index(table: Table, key: ForeignKey) -> str | None:
    """Return the name of the child table's index that begins with a key's columns; None without one.

    An INTEGER PRIMARY KEY has no index; it is told as ``PRIMARY_KEY``.
    https://www.sqlite.org/foreignkeys.html#fk_indexes
    """
    columns = {fold(name) for name in key.columns}
    if columns == {fold(name) for name in table.primary_key[: len(columns)]} and _is_rowid(table):
        return PRIMARY_KEY
    return next((index.name for index in table.indexes if _begins_with(index, columns)), None)


def unsupported_keys(schema: Schema) -> list[ForeignKey]:
    """Return the foreign keys whose children can only be found by reading the whole table."""
    return [
        key
        for table in schema.user_tables
        for key in table.foreign_keys
        if supporting_index(table, key) is None
    ]


def _is_rowid(table: Table) -> bool:
    return not any(index.origin == "pk" for index in table.indexes)


def _begins_with(index: Index, columns: set[str]) -> bool:
    first = {fold(each.name or "") for each in index.columns[: len(columns)]}
    return first == columns and (index.where is None or _only_leaves_out_null(index, columns))


def _only_leaves_out_null(index: Index, columns: set[str]) -> bool:
    """Whether a partial index holds every row that refers to something, as ``WHERE x IS NOT NULL`` does."""
    words = fold(index.where or "").replace('"', "").split()
    return any(
        words == [column, *rest] for column in columns for rest in (["is", "not", "null"], ["notnull"])
    )
