"""How many rows may stand at the ends of a foreign key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import End
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.schema import Column, ForeignKey, Table


def nullable(column: Column, table: Table) -> bool:
    """Whether a column takes NULL: a primary key does, in a rowid table, unless it is the rowid itself.

    https://www.sqlite.org/lang_createtable.html#the_primary_key
    """
    if column.not_null:
        return False
    is_rowid = column.primary_key > 0 and not any(index.origin == "pk" for index in table.indexes)
    return not is_rowid and not (column.primary_key and table.without_rowid)


def parent_end(table: Table, key: ForeignKey) -> End:
    """Return exactly one where every column must hold something: one NULL is enough to refer to nothing.

    A primary key counts as such even where SQLite takes NULL in it: the standard and the author mean it so.
    """
    columns = [table.column(name) for name in key.columns]
    optional = any(each is None or (not each.primary_key and nullable(each, table)) for each in columns)
    return End.ZERO_OR_ONE if optional else End.ONE


def child_end(table: Table, key: ForeignKey) -> End:
    """Return at most one where the key's columns hold something unique; nothing demands that there is one."""
    columns = {fold(name) for name in key.columns}
    uniques = [
        {fold(part.name or "") for part in index.columns}
        for index in table.indexes
        if index.unique and index.where is None and all(part.name for part in index.columns)
    ]
    if table.primary_key:
        uniques.append({fold(name) for name in table.primary_key})
    return End.ZERO_OR_ONE if any(unique <= columns for unique in uniques) else End.MANY
