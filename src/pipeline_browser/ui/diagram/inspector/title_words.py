"""The title of the inspector, and the words below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema import TableKind
from pipeline_browser.ui.diagram.count_words import count_words
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline_browser.model.schema import Schema
    from pipeline_browser.model.table_counts import TableRows


def schema_words(schema: Schema) -> str:
    """Return how much there is: ``16 tables, 7 views, 22 foreign keys``."""
    tables = schema.user_tables
    numbers = (
        (len(tables), "table", "tables"),
        (len(schema.views), "view", "views"),
        (sum(len(table.foreign_keys) for table in tables), "foreign key", "foreign keys"),
        (sum(index.origin == "c" for table in tables for index in table.indexes), "index", "indexes"),
        (len(schema.triggers), "trigger", "triggers"),
    )
    return ", ".join(counted(number, one, many) for number, one, many in numbers if number)


def table_words(schema: Schema, name: str, rows: TableRows | None) -> str:
    """Return what something is and how many rows it has: ``table · 1,204 rows · STRICT``."""
    kind, *marks = _kind(schema, name)
    return " · ".join((kind, *([count_words(rows)] if rows else []), *marks))


def tables_words(schema: Schema, names: Sequence[str], counts: Mapping[str, TableRows]) -> tuple[str, str]:
    """Return a title for several tables and views, and how many rows they have together."""
    views = sum(schema.view(name) is not None for name in names)
    tables = len(names) - views
    parts = [counted(tables, "table")] * bool(tables) + [counted(views, "view")] * bool(views)
    known = [counts[name] for name in names if name in counts]
    total = sum(rows.rows for rows in known)
    exact = all(rows.exact for rows in known) and len(known) == tables
    return " and ".join(parts), f"{'' if exact else 'about '}{counted(total, 'row')} in all" if known else ""


def _kind(schema: Schema, name: str) -> tuple[str, ...]:
    table = schema.table(name)
    if table is None:
        return ("view",) if schema.view(name) else ("missing table: foreign keys refer to it",)
    if table.kind is TableKind.VIRTUAL:
        return (f"virtual table by {table.module}",)
    marks = ("STRICT", table.strict), ("WITHOUT ROWID", table.without_rowid)
    return ("table", *(word for word, holds in marks if holds))
