"""Names as a person would write them in SQL, and new ones that nothing has yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema.facts import Schema

# https://www.sqlite.org/lang_keywords.html, and the words that mean a value. Those that are usual as names
# and that SQLite takes for names wherever it can (action, current, first, key, last, plan, …) are left out.
_KEYWORDS = """
    abort add after all alter always analyze and as asc attach autoincrement before begin between by cascade
    case cast check collate column commit conflict constraint create cross current_date current_time
    current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end
    escape except exclude exclusive exists explain fail false filter following for foreign from full
    generated glob group having if ignore immediate in index indexed initially inner insert instead
    intersect into is isnull join left like limit match materialized natural no not nothing notnull null
    nulls of on or order outer over partition pragma preceding primary raise recursive references regexp
    reindex release rename replace restrict returning right rollback row savepoint select set table
    temporary then to transaction trigger true unbounded union unique update using vacuum values virtual
    when where window with within without
"""
_QUOTED = frozenset(_KEYWORDS.split())
_WIDTH = 96  # characters
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def name_sql(name: str) -> str:
    """Return a name as SQL, bare where it can be."""
    bare = _PLAIN.fullmatch(name) and name.lower() not in _QUOTED
    return name if bare else quote_identifier(name)


def names_sql(names: Iterable[str], indent: str = "") -> str:
    """Return names as SQL, with commas between them, in lines that can be read."""
    lines = [""]
    for name in map(name_sql, names):
        if lines[-1] and len(lines[-1]) + len(name) > _WIDTH:
            lines.append("")
        lines[-1] += f"{name}, "
    return f"\n{indent}".join(line.rstrip() for line in lines).removesuffix(",")


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
