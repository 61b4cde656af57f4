"""Names as a person would write them in SQL, and new ones that nothing has yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema.facts import Schema

# https://www.sqlite.org/lang_keywords.html, and the words that mean a value.
_KEYWORDS = """
    abort action add after all alter always analyze and as asc attach autoincrement before begin between by
    cascade case cast check collate column commit conflict constraint create cross current current_date
    current_time current_timestamp database default deferrable deferred delete desc detach distinct do drop
    each else end escape except exclude exclusive exists explain fail false filter first following for foreign
    from full generated glob group groups having if ignore immediate in index indexed initially inner insert
    instead intersect into is isnull join key last left like limit match materialized natural no not nothing
    notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query
    raise range recursive references regexp reindex release rename replace restrict returning right rollback
    row rows savepoint select set table temp temporary then ties to transaction trigger true unbounded union
    unique update using vacuum values view virtual when where window with within without
"""
_QUOTED = frozenset(_KEYWORDS.split())
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def name_sql(name: str) -> str:
    """Return a name as SQL, bare where it can be."""
    bare = _PLAIN.fullmatch(name) and name.lower() not in _QUOTED
    return name if bare else quote_identifier(name)


def names_sql(names: Iterable[str]) -> str:
    """Return names as SQL, with commas between them."""
    return ", ".join(map(name_sql, names))


class FreeNames:
    """Finds names that no table, index, view, trigger or foreign key of some schemas has."""

    def __init__(self, *schemas: Schema) -> None:
        self._taken = {fold(name) for schema in schemas for name in _all_names(schema)}

    def take(self, wanted: str) -> str:
        """Return the name, or one like it that is free, and keep it."""
        name, number = wanted, 2
        while fold(name) in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(fold(name))
        return name


def _all_names(schema: Schema) -> Iterator[str]:
    for table in schema.tables:
        yield table.name
        yield from (index.name for index in table.indexes)
        yield from (key.parent for key in table.foreign_keys)
    yield from (view.name for view in schema.views)
    yield from (trigger.name for trigger in schema.triggers)
