"""The changes of tables: created, altered, rebuilt, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import listed, sentences
from pipeline_browser.model.schema.changing.doubts import doubts_of_rows, failing, taken_along
from pipeline_browser.model.schema.changing.dropping import (
    blocked,
    drop_order,
    drop_sql,
    refer_to_one_another,
)
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.families import families
from pipeline_browser.model.schema.changing.family_change import FamilyChange
from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.changing.rebuilding import DEFERRED
from pipeline_browser.model.schema.changing.renames import renamed_columns, renamed_table
from pipeline_browser.model.schema.changing.stored_text import create_statement
from pipeline_browser.model.schema.facts import TableKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.schema.changing.altering import Alteration
    from pipeline_browser.model.schema.changing.names import FreeNames
    from pipeline_browser.model.schema.changing.table_plan import TablePlan
    from pipeline_browser.model.schema.facts import Table


class TableChanges:
    """Makes the changes that a plan asks for."""

    def __init__(self, plan: TablePlan, free: FreeNames) -> None:
        self._plan = plan
        self._free = free

    def created(self) -> Iterator[Change]:
        """Yield the ordinary tables that are new."""
        for name in self._plan.created:
            if self._plan.new[name].kind is TableKind.ORDINARY:
                yield _create(self._plan.new[name], self._gone())

    def grown(self) -> Iterator[Change]:
        """Yield the columns that are added to tables that stay where they are."""
        for name, way in self._plan.altered.items():
            yield from _add_columns(way, self._plan.old[name], self._plan.new[name])

    def shrunk(self) -> Iterator[Change]:
        """Yield the columns that are dropped from tables that stay where they are."""
        for way in self._plan.altered.values():
            yield from _drop_columns(way)

    def dropped(self) -> Iterator[Change]:
        """Yield the tables that go, apart from those that have to do with a rebuild."""
        for family in self._families():
            if all(name in self._plan.dropped for name in family):
                yield from self._drops(family)

    def rebuilt(self) -> Iterator[Change]:
        """Yield one change for each family of tables that are rebuilt, with those that go for it."""
        for family in self._families():
            gone = [name for name in family if name in self._plan.dropped]
            if len(gone) < len(family):
                yield FamilyChange(self._plan, family).change(self._free)

    def _gone(self) -> list[Table]:
        return [self._plan.old[name] for name in self._plan.dropped]

    def _families(self) -> list[list[str]]:
        plan = self._plan
        dropped = [name for name in plan.dropped if plan.old[name].kind is TableKind.ORDINARY]
        return families([*plan.rebuilt, *plan.joined, *dropped], plan.old, plan.new)

    def _drops(self, family: Sequence[str]) -> Iterator[Change]:
        order = drop_order(family, self._plan.old)
        tables = [self._plan.old[name] for name in order]
        if refer_to_one_another(tables):
            yield self._drop(tables, "\n\n".join([DEFERRED, *drop_sql(family, self._plan.old, {})]))
        else:
            for table in tables:
                yield self._drop([table], f"DROP TABLE IF EXISTS {name_sql(table.name)};")

    def _drop(self, tables: Sequence[Table], sql: str) -> Change:
        along = [taken_along(table, self._plan.new.values()) for table in tables]
        names = listed(f"table {table.name}" for table in tables)
        lost = [f"drops table {table.name} with all its rows" for table in tables]
        return Change(
            f"drops {names}",
            sql,
            loses=sentences([*lost, *(loss for each in along for loss in each.losses)]),
            doubt=failing([*blocked(tables), *(failure for each in along for failure in each.failures)]),
        )


def _create(table: Table, gone: Iterable[Table]) -> Change:
    return Change(
        f"creates table {table.name}",
        create_statement(table.ddl, if_not_exists=True),
        doubt=renamed_table(table, gone),
    )


def _drop_columns(way: Alteration) -> Iterator[Change]:
    table = name_sql(way.table)
    for column in way.dropped:
        kept = "" if column.generated else f"drops column {column.name} of {way.table} with its values"
        yield Change(
            f"drops column {column.name} of {way.table}",
            f"ALTER TABLE {table} DROP COLUMN {name_sql(column.name)};",
            loses=kept,
        )


def _add_columns(way: Alteration, old: Table, new: Table) -> Iterator[Change]:
    table = name_sql(way.table)
    remarks = sentences([failing([*doubts_of_rows(old, new)]), *renamed_columns(old, new)])
    for number, each in enumerate(way.added):
        yield Change(
            f"adds column {each.column.name} to {way.table}",
            f"ALTER TABLE {table} ADD COLUMN {each.definition};",
            doubt="" if number else remarks,
        )
