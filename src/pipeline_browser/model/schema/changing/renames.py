"""What looks like a rename: a schema does not tell, so it is said and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.meaning import type_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema.facts import Table


def renamed_columns(before: Table, after: Table) -> Iterator[str]:
    """Yield what to write where a column stands in the place of another one of its type."""
    for old, new in zip(before.columns, after.columns, strict=False):
        if (
            fold(old.name) != fold(new.name)
            and after.column(old.name) is None
            and before.column(new.name) is None
            and type_meaning(old.type) == type_meaning(new.type)
            and (old.generated is None) == (new.generated is None)
        ):
            table = name_sql(before.name)
            yield (
                f"{new.name} may be the new name of {old.name}, whose place and type it has: ALTER TABLE"
                f" {table} RENAME COLUMN {name_sql(old.name)} TO {name_sql(new.name)} would keep its values"
            )


def renamed_table(created: Table, dropped: Iterable[Table]) -> str:
    """Return what to write where a new table is made as one is that goes; empty otherwise."""
    for table in dropped:
        if table.kind is created.kind and _columns(table) == _columns(created):
            old, new = name_sql(table.name), name_sql(created.name)
            return (
                f"{created.name} may be the new name of {table.name}, whose columns it has: ALTER TABLE {old}"
                f" RENAME TO {new} would keep its rows"
            )
    return ""


def _columns(table: Table) -> list[tuple[str, str]]:
    return [(fold(column.name), type_meaning(column.type)) for column in table.columns]
