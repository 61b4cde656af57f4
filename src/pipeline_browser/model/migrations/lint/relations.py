"""Foreign keys that are missing, and indexes that are missing or needless, read off a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.schema.meaning import expression_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema.facts import ForeignKey, Index, IndexColumn, Schema, Table

_REFERENCE = "_id"


def missing_foreign_keys(table: Table, schema: Schema) -> Iterator[tuple[str, str, str]]:
    """Yield column, parent table and parent column where a reference seems to lack its foreign key.

    ``author_id`` beside a table ``authors`` or ``author`` with a primary key ``id`` (or ``author_id``) of the
    same type: nothing else is guessed.
    """
    referring = {fold(name) for key in table.foreign_keys for name in key.columns}
    for column in table.columns:
        name = fold(column.name)
        if name.endswith(_REFERENCE) and name not in referring and column.generated is None:
            parent = _parent(name, table, schema)
            key = parent.column(parent.primary_key[0]) if parent else None
            if parent and key and affinity(key.type) == affinity(column.type):
                yield column.name, parent.name, key.name


def _parent(name: str, table: Table, schema: Schema) -> Table | None:
    for candidate in _names_of_parents(name.removesuffix(_REFERENCE)):
        parent = schema.table(candidate)
        if parent is None or fold(parent.name) == fold(table.name) or parent.kind is not TableKind.ORDINARY:
            continue
        if len(parent.primary_key) == 1 and fold(parent.primary_key[0]) in ("id", name):
            return parent
    return None


def _names_of_parents(stem: str) -> tuple[str, ...]:
    if stem.endswith("y"):
        return (stem, f"{stem}s", f"{stem[:-1]}ies")
    return (stem, f"{stem}s", f"{stem}es")


def affinity(declared: str) -> str:
    """Return what SQLite makes of a declared type (https://www.sqlite.org/datatype3.html, 3.1)."""
    declared = declared.upper()
    if "INT" in declared:
        return "INTEGER"
    if any(word in declared for word in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if "BLOB" in declared or not declared:
        return "BLOB"
    return "REAL" if any(word in declared for word in ("REAL", "FLOA", "DOUB")) else "NUMERIC"


def indexes_the_key(table: Table, key: ForeignKey) -> bool:
    """Whether an index, or the table's own order, begins with the columns of a foreign key, in any order."""
    wanted = {fold(name) for name in key.columns}
    if _numbered_by_rowid(table) and [fold(name) for name in table.primary_key] == list(wanted):
        return True
    return any(_begins_with(index, wanted) for index in table.indexes)


def _numbered_by_rowid(table: Table) -> bool:
    return len(table.primary_key) == 1 and not any(index.origin == "pk" for index in table.indexes)


def _begins_with(index: Index, wanted: set[str]) -> bool:
    first = {fold(key.name or "") for key in index.columns[: len(wanted)]}
    if first != wanted:
        return False
    if index.where is None:
        return True
    # NULL refers to nothing, so an index without NULLs serves as well.
    return expression_meaning(index.where) in {expression_meaning(f'"{name}" IS NOT NULL') for name in wanted}


def covering_index(table: Table, index: Index) -> str:
    """Return what makes an index needless, in words; empty if nothing does.

    A unique one keeps doubles out: that only another one of the very same columns does as well.
    """
    if index.origin != "c":
        return ""
    if _numbered_by_rowid(table) and index.where is None and _names(index) == list(table.primary_key):
        return "the primary key"
    for other in table.indexes:
        keeps_doubles_out = not index.unique or (other.unique and len(other.columns) == len(index.columns))
        if other is not index and keeps_doubles_out and _is_beginning(index, other, table):
            return _named(other)
    return ""


def _is_beginning(index: Index, other: Index, table: Table) -> bool:
    length = len(index.columns)
    if len(other.columns) < length or _condition(index) != _condition(other):
        return False
    ours = [_key(key, table) for key in index.columns]
    if ours != [_key(key, table) for key in other.columns[:length]]:
        return False
    # Of two that are alike the one that was made later is needless, unless the other one alone is unique,
    # or a constraint's own.
    alike = len(other.columns) == length and index.unique == other.unique and other.origin == "c"
    return not alike or table.indexes.index(other) < table.indexes.index(index)


def _key(key: IndexColumn, table: Table) -> tuple[str, str, bool]:
    if key.name is None:
        return expression_meaning(key.expression or ""), fold(key.collation), key.descending
    return fold(key.name), fold(key.collation), key.descending


def _condition(index: Index) -> str | None:
    return None if index.where is None else expression_meaning(index.where)


def _names(index: Index) -> list[str | None]:
    return [key.name for key in index.columns]


def _named(index: Index) -> str:
    columns = ", ".join(key.name or "…" for key in index.columns)
    if index.origin == "pk":
        return f"the primary key ({columns})"
    return f"UNIQUE ({columns})" if index.origin == "u" else f"index {index.name} ({columns})"
