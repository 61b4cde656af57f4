"""The changes of tables: created, altered, rebuilt, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import deed, listed, sentences
from pipeline_browser.model.schema.changing.doubts import conversions, doubts_of_rows, failing, losses
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.families import children_first, families
from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.changing.rebuilding import Rebuild
from pipeline_browser.model.schema.changing.stored_text import create_statement
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.schema.table_diff import TableComparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
                yield _create(self._plan.new[name])

    def altered(self) -> Iterator[Change]:
        """Yield the columns that are dropped from, and added to, tables that stay where they are."""
        for name, way in self._plan.altered.items():
            yield from _alter(way, self._plan.old[name], self._plan.new[name])

    def rebuilt_and_dropped(self) -> Iterator[Change]:
        """Yield one change for each family of tables that are rebuilt, and the tables that go."""
        plan = self._plan
        dropped = [name for name in plan.dropped if plan.old[name].kind is TableKind.ORDINARY]
        for family in families([*plan.rebuilt, *plan.joined, *dropped], plan.old, plan.new):
            gone = [name for name in family if name in dropped]
            if len(gone) < len(family):
                yield self._rebuild(family, gone)
            else:
                yield from (_drop(plan.old[name]) for name in children_first(gone, plan.old))

    def virtual_dropped(self) -> Iterator[Change]:
        """Yield the virtual tables that go, or go to come back as something else."""
        gone = [name for name in self._plan.dropped if self._plan.old[name].kind is not TableKind.ORDINARY]
        for name in [*gone, *self._plan.replaced]:
            yield _drop(self._plan.old[name])

    def virtual_created(self) -> Iterator[Change]:
        """Yield the virtual tables that are new, and whatever takes the place of one."""
        made = [name for name in self._plan.created if self._plan.new[name].kind is not TableKind.ORDINARY]
        for name in [*made, *self._plan.replaced]:
            yield _create(self._plan.new[name])

    def _rebuild(self, family: Sequence[str], gone: Sequence[str]) -> Change:
        plan = self._plan
        rebuilt = [name for name in family if name in plan.rebuilt]
        joined = [name for name in family if name in plan.joined]
        pairs = [(plan.old[name], plan.new[name]) for name in rebuilt]
        lost = [loss for old, new in pairs for loss in losses(old, new)]
        lost += [f"drops table {plan.old[name].name} with all its rows" for name in gone]
        doubts = [doubt for old, new in pairs for doubt in doubts_of_rows(old, new)]
        told = [failing(doubts)]
        told += [change for old, new in pairs for change in conversions(old, new)]
        return Change(
            sentences(
                [
                    *_rebuilds(pairs),
                    *(f"creates table {plan.new[name].name}" for name in joined),
                    *(f"drops table {plan.old[name].name}" for name in gone),
                ]
            ),
            Rebuild(plan.old, plan.new, rebuilt, joined, gone, self._free).sql(),
            loses=sentences(lost),
            doubt=sentences(told),
        )


def _rebuilds(pairs: Sequence[tuple[Table, Table]]) -> Iterator[str]:
    """Yield what is rebuilt because it changes, and what goes along because it refers to that."""
    along: list[str] = []
    changed = False
    for old, new in pairs:
        deeds = [deed(each) for each in TableComparison(new, old).differences()]
        if deeds:
            changed = True
            yield f"rebuilds {new.name}: {', '.join(deeds)}"
        else:
            along.append(new.name)
    if along and not changed:
        yield f"rebuilds {listed(along)}"
    elif along:
        refer = "refers" if len(along) == 1 else "refer"
        yield f"rebuilds {listed(along)} with it, as {refer} to it"


def _create(table: Table) -> Change:
    return Change(f"creates {table.kind.value} {table.name}", create_statement(table.ddl, if_not_exists=True))


def _drop(table: Table) -> Change:
    what = f"{table.kind.value} {table.name}"
    return Change(
        f"drops {what}",
        f"DROP TABLE IF EXISTS {name_sql(table.name)};",
        loses=f"drops {what} with all its rows",
    )


def _alter(way: Alteration, old: Table, new: Table) -> Iterator[Change]:
    table = name_sql(way.table)
    for column in way.dropped:
        kept = "" if column.generated else f"drops column {column.name} of {way.table} with its values"
        yield Change(
            f"drops column {column.name} of {way.table}",
            f"ALTER TABLE {table} DROP COLUMN {name_sql(column.name)};",
            loses=kept,
        )
    doubts = list(doubts_of_rows(old, new)) if way.added else []
    for each in way.added:
        yield Change(
            f"adds column {each.column.name} to {way.table}",
            f"ALTER TABLE {table} ADD COLUMN {each.definition};",
            doubt=failing(doubts),
        )
        doubts = []
