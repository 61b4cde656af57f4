"""Two schemas compared by what they mean, not by their texts.

Left out: SQLite's own tables, shadow tables (their virtual table makes them), and what the caller ignores.
Indexes and triggers of a table that is missing or extra as a whole go with it and are not told one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pipeline_browser.model.schema.difference import (
    Difference,
    DifferenceKind,
    ObjectKind,
    SchemaDifference,
)
from pipeline_browser.model.schema.facts import Trigger, View
from pipeline_browser.model.schema.meaning import index_meaning, trigger_meaning, view_meaning
from pipeline_browser.model.schema.table_diff import TableComparison
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline_browser.model.schema.facts import Index, Schema, Table

__all__ = ["LEDGER", "Difference", "DifferenceKind", "ObjectKind", "SchemaDifference", "schema_diff"]

LEDGER = frozenset({"_sqlx_migrations"})


def schema_diff(promised: Schema, found: Schema, *, ignore: frozenset[str] = LEDGER) -> SchemaDifference:
    """Return what of ``found`` is not as ``promised``; tables and views named in ``ignore`` do not count."""
    left_out = frozenset(fold(name) for name in ignore)
    return SchemaDifference(tuple(_Comparison(promised, found, left_out).differences()))


class _Comparison:
    """Compares two schemas, object by object in the promised order."""

    def __init__(self, promised: Schema, found: Schema, ignored: frozenset[str]) -> None:
        self._ignored = ignored
        self._promised = promised
        self._found = found
        self._promised_tables = self._named(promised.user_tables)
        self._found_tables = self._named(found.user_tables)

    def _named(self, tables: Iterable[Table]) -> dict[str, Table]:
        return {fold(table.name): table for table in tables if fold(table.name) not in self._ignored}

    def differences(self) -> Iterator[Difference]:
        yield from self._tables()
        yield from self._indexes()
        yield from _by_meaning(
            ObjectKind.VIEW, self._views(self._promised), self._views(self._found), view_meaning
        )
        yield from _by_meaning(
            ObjectKind.TRIGGER, self._triggers(self._promised), self._triggers(self._found), trigger_meaning
        )

    def _tables(self) -> Iterator[Difference]:
        for name, table in self._promised_tables.items():
            other = self._found_tables.get(name)
            if other is None:
                yield Difference(
                    DifferenceKind.MISSING, ObjectKind.TABLE, table.name, table.name, promised=table.ddl
                )
            else:
                yield from TableComparison(table, other).differences()
        for name, table in self._found_tables.items():
            if name not in self._promised_tables:
                yield Difference(
                    DifferenceKind.EXTRA, ObjectKind.TABLE, table.name, table.name, found=table.ddl
                )

    def _indexes(self) -> Iterator[Difference]:
        promised = _own_indexes(self._promised_tables, self._found_tables)
        found = _own_indexes(self._found_tables, self._promised_tables)
        for name, (index, table) in promised.items():
            other = found.pop(name, None)
            if other is None:
                yield _alone(DifferenceKind.MISSING, index)
            elif index_meaning(index, table) != index_meaning(*other):
                yield Difference(
                    DifferenceKind.CHANGED,
                    ObjectKind.INDEX,
                    index.table,
                    index.name,
                    promised=index_meaning(index, table),
                    found=index_meaning(*other),
                )
        for index, _table in found.values():
            yield _alone(DifferenceKind.EXTRA, index)

    def _views(self, schema: Schema) -> dict[str, View]:
        return {fold(view.name): view for view in schema.views if fold(view.name) not in self._ignored}

    def _triggers(self, schema: Schema) -> dict[str, Trigger]:
        """Return the triggers of tables and views that both sides have."""
        both = (self._promised_tables.keys() & self._found_tables.keys()) | (
            self._views(self._promised).keys() & self._views(self._found).keys()
        )
        return {fold(trigger.name): trigger for trigger in schema.triggers if fold(trigger.table) in both}


def _own_indexes(tables: dict[str, Table], others: dict[str, Table]) -> dict[str, tuple[Index, Table]]:
    """Return the indexes that CREATE INDEX made on tables of both sides, with their tables."""
    return {
        fold(index.name): (index, table)
        for name, table in tables.items()
        if name in others
        for index in table.indexes
        if index.origin == "c"
    }


def _alone(kind: DifferenceKind, index: Index) -> Difference:
    missing = kind is DifferenceKind.MISSING
    ddl = index.ddl or ""
    return Difference(
        kind,
        ObjectKind.INDEX,
        index.table,
        index.name,
        promised=ddl if missing else "",
        found="" if missing else ddl,
    )


_Told = TypeVar("_Told", View, Trigger)


def _by_meaning(
    kind: ObjectKind, promised: dict[str, _Told], found: dict[str, _Told], meaning: Callable[[_Told], str]
) -> Iterator[Difference]:
    """Compare objects that are made of their text alone."""
    for name, told in promised.items():
        seen = found.get(name)
        if seen is None:
            yield Difference(DifferenceKind.MISSING, kind, _place(told), told.name, promised=told.ddl)
        elif meaning(told) != meaning(seen):
            yield Difference(
                DifferenceKind.CHANGED, kind, _place(told), told.name, promised=told.ddl, found=seen.ddl
            )
    for name, seen in found.items():
        if name not in promised:
            yield Difference(DifferenceKind.EXTRA, kind, _place(seen), seen.name, found=seen.ddl)


def _place(told: View | Trigger) -> str:
    return told.table if isinstance(told, Trigger) else told.name
