"""The rows of a table moved into its successor: every value of the columns that both have, and the rowids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_literal
from pipeline_browser.model.schema.changing.names import name_sql, names_sql
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema.facts import Table

_INDENT = "    "
_ROWID_NAMES = ("rowid", "_rowid_", "oid")


def copy_sql(before: Table, after: Table, source: str) -> str:
    """Return the INSERT that fills ``after`` from ``before``, which is called ``source`` by now.

    Empty where the two have nothing in common that rows could be told by.
    """
    pairs = [*_rowid(before, after), *_shared(before, after)]
    if not pairs:
        return ""
    targets, sources = zip(*pairs, strict=True)
    # The clause of the statement is stronger than ON CONFLICT IGNORE of a column, which would lose rows.
    insert = "INSERT OR ABORT INTO" if after.conflicts else "INSERT INTO"
    return (
        f"{insert} {name_sql(after.name)} (\n    {names_sql(targets, _INDENT)}\n)\n"
        f"SELECT\n    {names_sql(sources, _INDENT)}\nFROM {name_sql(source)};"
    )


def keeps_rows(before: Table, after: Table) -> bool:
    """Whether there is anything that rows could be told by."""
    return bool([*_rowid(before, after), *_shared(before, after)])


def sequence_sql(before: Table, after: Table, source: str) -> str:
    """Return what lets AUTOINCREMENT count on from where it was; empty where nothing counts."""
    if not (before.autoincrement and after.autoincrement):
        return ""
    new, old = quote_literal(after.name), quote_literal(source)
    return (
        f"DELETE FROM sqlite_sequence WHERE name = {new};\n"
        f"INSERT INTO sqlite_sequence (name, seq) SELECT {new}, seq FROM sqlite_sequence WHERE name = {old};"
    )


def rowid_column(table: Table) -> str | None:
    """Return the name of the INTEGER PRIMARY KEY, which is the rowid itself; None without one."""
    if table.without_rowid or any(index.origin == "pk" for index in table.indexes):
        return None
    return next(iter(table.primary_key), None)


def _shared(before: Table, after: Table) -> Iterator[tuple[str, str]]:
    for column in after.columns:
        old = before.column(column.name)
        if old is not None and column.generated is None:
            yield column.name, old.name


def _rowid(before: Table, after: Table) -> Iterator[tuple[str, str]]:
    """Yield the rowid where no column that both have carries it: a full-text index may know rows by it."""
    if before.without_rowid or after.without_rowid:
        return
    key = rowid_column(after)
    if key is not None and before.column(key) is not None:
        return
    old, new = _rowid_name(before), key or _rowid_name(after)
    if old is not None and new is not None:
        yield new, old


def _rowid_name(table: Table) -> str | None:
    taken = {fold(column.name) for column in table.columns}
    return next((name for name in _ROWID_NAMES if name not in taken), None)
