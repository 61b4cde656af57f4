"""Tables made anew from their rows: the SQL for a family that has to be rebuilt together.

The old tables step aside under other names, so that the new ones are created from their own texts and refer
to one another from the start. Once all rows are copied, the old ones go, children before their parents: the
deletion that DROP TABLE begins with then finds no row that refers to another.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.copying import copy_sql, sequence_sql
from pipeline_browser.model.schema.changing.dropping import drop_order, drop_sql, refer_to_one_another
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
        for child in [*names, *created]:  # SQLite looks for what a new table refers to as well
            for key in after[child].foreign_keys:
                self._referred[fold(key.parent)].add(frozenset(map(fold, key.parent_columns)))
        self._free = free
        self._old = {name: free.take(f"old_{before[name].name}") for name in names}
        gone = [*names, *dropped]
        self._old_indexes = {
            fold(index.name): (index, name) for name in gone for index in own_indexes(before[name])
        }
        order = [before[name] for name in drop_order(gone, before)]
        self._in_circles = refer_to_one_another(order)

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
        for index in own_indexes(self._after[name]):
            if self._serves_keys(index, name):
                yield from self._give_up(fold(index.name))
                yield create_statement(index.ddl or "", if_not_exists=False)

    def _give_up(self, name: str) -> Iterator[str]:
        """Take an index's name from an old table, and leave one behind that its keys may need in circles."""
        if name not in self._old_indexes:
            return
        index, owner = self._old_indexes.pop(name)
        yield f"DROP INDEX {name_sql(index.name)};"
        plain = index.where is None and all(key.name is not None for key in index.columns)
        if self._in_circles and index.unique and plain:
            keys = ", ".join(
                f"{name_sql(key.name or '')} COLLATE {name_sql(key.collation)}" for key in index.columns
            )
            stand_in = self._free.take(f"old_{index.name}")
            table = self._old.get(owner, self._before[owner].name)
            yield f"CREATE UNIQUE INDEX {name_sql(stand_in)} ON {name_sql(table)} ({keys});"

    def _serves_keys(self, index: Index, name: str) -> bool:
        """Whether a foreign key of one of the tables may need the index to find parents."""
        if not index.unique or index.where is not None:
            return False
        return frozenset(fold(key.name or "") for key in index.columns) in self._referred[name]


def own_indexes(table: Table) -> list[Index]:
    """Return the indexes that CREATE INDEX made."""
    return [index for index in table.indexes if index.origin == "c"]
