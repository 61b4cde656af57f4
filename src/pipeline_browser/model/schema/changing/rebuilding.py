"""Tables made anew from their rows: the SQL for a family that has to be rebuilt together.

The old tables step aside under other names, so that the new ones are created from their own texts and refer
to one another from the start. Once all rows are copied, the old ones go, children before their parents: the
deletion that DROP TABLE begins with then finds no row that refers to another.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.copying import copy_sql, sequence_sql
from pipeline_browser.model.schema.changing.dropping import drop_sql
from pipeline_browser.model.schema.changing.families import parents_first
from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.changing.stored_text import create_statement
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline_browser.model.schema.changing.names import FreeNames
    from pipeline_browser.model.schema.facts import Index, Table

DEFERRED = "PRAGMA defer_foreign_keys = ON;"
"""Lets keys be broken until the transaction ends, and RESTRICT wait as long; it ends with the transaction."""


class Rebuild:
    """Rebuilds ``names``, creates ``created`` among them, drops ``dropped``; all are folded."""

    def __init__(
        self,
        before: Mapping[str, Table],
        after: Mapping[str, Table],
        names: Sequence[str],
        created: Sequence[str],
        dropped: Sequence[str],
        free: FreeNames,
    ) -> None:
        self._before = before
        self._after = after
        self._names = parents_first(names, after)
        self._created = created
        self._dropped = dropped
        self._referred: dict[str, set[frozenset[str]]] = defaultdict(set)
        for child in names:
            for key in after[child].foreign_keys:
                self._referred[fold(key.parent)].add(frozenset(map(fold, key.parent_columns)))
        self._old = {name: free.take(f"old_{before[name].name}") for name in names}

    def sql(self) -> str:
        """Return the statements, one a paragraph."""
        return "\n\n".join(part for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        if any(map(self._refers, [*self._names, *self._dropped])):
            yield DEFERRED
        for name in self._names:
            yield f"ALTER TABLE {name_sql(self._before[name].name)} RENAME TO {name_sql(self._old[name])};"
        for name in [*self._names, *self._created]:
            yield create_statement(self._after[name].ddl, if_not_exists=False)
            yield from self._key_indexes(name)
        for name in self._names:
            yield copy_sql(self._before[name], self._after[name], self._old[name])
            yield sequence_sql(self._before[name], self._after[name], self._old[name])
        yield from drop_sql([*self._names, *self._dropped], self._before, self._old)
        for name in [*self._names, *self._created]:
            for index in own_indexes(self._after[name]):
                if not self._serves_keys(index, name):
                    yield create_statement(index.ddl or "", if_not_exists=False)

    def _refers(self, name: str) -> bool:
        tables = (self._before[name], self._after.get(name))
        return any(table.foreign_keys for table in tables if table is not None)

    def _key_indexes(self, name: str) -> Iterator[str]:
        """Create the indexes that make parent columns unique: no child could be copied without them."""
        old = (
            {fold(index.name) for index in own_indexes(self._before[name])} if name in self._before else set()
        )
        for index in own_indexes(self._after[name]):
            if self._serves_keys(index, name):
                if fold(index.name) in old:
                    yield f"DROP INDEX {name_sql(index.name)};"
                yield create_statement(index.ddl or "", if_not_exists=False)

    def _serves_keys(self, index: Index, name: str) -> bool:
        """Whether a foreign key of one of the tables that are filled may need the index to find parents."""
        if not index.unique or index.where is not None:
            return False
        return frozenset(fold(key.name or "") for key in index.columns) in self._referred[name]


def own_indexes(table: Table) -> list[Index]:
    """Return the indexes that CREATE INDEX made."""
    return [index for index in table.indexes if index.origin == "c"]
