"""Two schemas compared by what they mean, not by their texts.

Left out: SQLite's own tables, shadow tables (their virtual table makes them), and what the caller ignores.
Indexes and triggers of a table that is missing or extra as a whole go with it and are not told one by one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pipeline_browser.model.schema.difference import (
    Difference,
    DifferenceKind,
    ObjectKind,
    SchemaDifference,
)
from pipeline_browser.model.schema.facts import Index, Trigger, View
from pipeline_browser.model.schema.meaning import index_meaning, trigger_body, trigger_head, view_meaning
from pipeline_browser.model.schema.table_diff import TableComparison
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema.facts import Schema, Table

__all__ = ["LEDGER", "Difference", "DifferenceKind", "ObjectKind", "SchemaDifference", "schema_diff"]

LEDGER = frozenset({"_sqlx_migrations"})


def schema_diff(promised: Schema, found: Schema, *, ignore: frozenset[str] = LEDGER) -> SchemaDifference:
    """Return what of ``found`` is not as ``promised``; tables and views named in ``ignore`` do not count."""
    left_out = frozenset(fold(name) for name in ignore)
    return SchemaDifference(tuple(_Comparison(promised, found, left_out).differences()))


class _Comparison:
    """Compares two schemas, object by object in the promised order."""

    def __init__(self, promised: Schema, found: Schema, ignored: frozenset[str]) -> None:
        self._promised = _Side(promised, ignored)
        self._found = _Side(found, ignored)

    def differences(self) -> Iterator[Difference]:
        yield from self._tables()
        yield from self._indexes()
        yield from self._views()
        yield from self._triggers()

    def _tables(self) -> Iterator[Difference]:
        for told, seen in _pairs(self._promised.tables, self._found.tables):
            if told is None or seen is None:
                yield from _alone(ObjectKind.TABLE, told, seen)
            elif not (_same_text(told, seen) and told.columns == seen.columns):
                yield from TableComparison(told, seen).differences()

    def _indexes(self) -> Iterator[Difference]:
        both = self._promised.tables.keys() & self._found.tables.keys()
        for told, seen in _pairs(self._promised.indexes(both), self._found.indexes(both)):
            if told is None or seen is None:
                yield from _alone(ObjectKind.INDEX, told, seen)
                continue
            if _same_text(told, seen) and told.columns == seen.columns:
                continue
            meant, meaning = self._promised.index_meaning(told), self._found.index_meaning(seen)
            if meant != meaning:
                yield Difference(
                    DifferenceKind.CHANGED, ObjectKind.INDEX, told.table, told.name, "", meant, meaning
                )

    def _views(self) -> Iterator[Difference]:
        for told, seen in _pairs(self._promised.views, self._found.views):
            if told is None or seen is None:
                yield from _alone(ObjectKind.VIEW, told, seen)
            elif not _same_text(told, seen) and self._promised.view_meaning(told) != self._found.view_meaning(
                seen
            ):
                yield _redefined(ObjectKind.VIEW, told, seen)

    def _triggers(self) -> Iterator[Difference]:
        both = (self._promised.tables.keys() & self._found.tables.keys()) | (
            self._promised.views.keys() & self._found.views.keys()
        )
        for told, seen in _pairs(self._promised.triggers(both), self._found.triggers(both)):
            if told is None or seen is None:
                yield from _alone(ObjectKind.TRIGGER, told, seen)
                continue
            if _same_text(told, seen) and told.table == seen.table:
                continue
            if (meant := trigger_head(told)) != (head := trigger_head(seen)):
                yield Difference(
                    DifferenceKind.CHANGED, ObjectKind.TRIGGER, told.table, told.name, "fires", meant, head
                )
            if self._promised.trigger_body(told) != self._found.trigger_body(seen):
                yield _redefined(ObjectKind.TRIGGER, told, seen)


class _Side:
    """One of the two schemas: its objects by folded name, and what they mean."""

    def __init__(self, schema: Schema, ignored: frozenset[str]) -> None:
        self._schema = schema
        self.tables = _named((table for table in schema.user_tables), ignored)
        self.views = _named(schema.views, ignored)

    def indexes(self, tables: Iterable[str]) -> dict[str, Index]:
        """Return what CREATE INDEX made on these tables, in the order of all tables."""
        wanted = set(tables)
        return {
            fold(index.name): index
            for name, table in self.tables.items()
            if name in wanted
            for index in table.indexes
            if index.origin == "c"
        }

    def triggers(self, watched: Iterable[str]) -> dict[str, Trigger]:
        """Return the triggers of these tables and views."""
        wanted = set(watched)
        return {fold(each.name): each for each in self._schema.triggers if fold(each.table) in wanted}

    def index_meaning(self, index: Index) -> str:
        return index_meaning(index, self.tables[fold(index.table)])

    def view_meaning(self, view: View) -> str:
        return view_meaning(view, self._names)

    def trigger_body(self, trigger: Trigger) -> str:
        return trigger_body(trigger, self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        """All names of tables, views and their columns."""
        tables, views = self._schema.tables, self._schema.views
        names = {fold(table.name) for table in tables} | {fold(view.name) for view in views}
        names |= {fold(column.name) for table in tables for column in table.columns}
        return frozenset(names | {fold(column) for view in views for column in view.columns})


_Told = TypeVar("_Told", "Table", Index, View, Trigger)


def _same_text(told: _Told, seen: _Told) -> bool:
    """Whether both are made by the same text, so that there is nothing to compare: a large schema's most."""
    return bool(told.ddl) and told.ddl == seen.ddl


def _named(things: Iterable[_Told], ignored: frozenset[str]) -> dict[str, _Told]:
    return {fold(each.name): each for each in things if fold(each.name) not in ignored}


def _pairs(
    promised: dict[str, _Told], found: dict[str, _Told]
) -> Iterator[tuple[_Told | None, _Told | None]]:
    """Yield what belongs together by name: the promised in their order, then what is there beside them."""
    for name, told in promised.items():
        yield told, found.get(name)
    for name, seen in found.items():
        if name not in promised:
            yield None, seen


def _alone(kind: ObjectKind, told: _Told | None, seen: _Told | None) -> Iterator[Difference]:
    if told is not None:
        yield Difference(DifferenceKind.MISSING, kind, _place(told), told.name, promised=told.ddl or "")
    if seen is not None:
        yield Difference(DifferenceKind.EXTRA, kind, _place(seen), seen.name, found=seen.ddl or "")


def _redefined(kind: ObjectKind, told: View | Trigger, seen: View | Trigger) -> Difference:
    return Difference(
        DifferenceKind.CHANGED, kind, _place(told), told.name, promised=told.ddl, found=seen.ddl
    )


def _place(thing: Table | Index | View | Trigger) -> str:
    """Return the table that a thing belongs to; its own name where it stands alone."""
    return thing.table if isinstance(thing, Index | Trigger) else thing.name
