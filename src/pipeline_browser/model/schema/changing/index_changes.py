"""The changes of indexes whose tables stay where they are; rebuilt tables bring theirs along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import listed
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.changing.rebuilding import own_indexes
from pipeline_browser.model.schema.changing.stored_text import create_statement
from pipeline_browser.model.schema.meaning import index_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.model.schema.changing.table_plan import TablePlan
    from pipeline_browser.model.schema.facts import Index, Table


class IndexChanges:
    """Compares the indexes of a plan's tables by name and meaning."""

    def __init__(self, plan: TablePlan) -> None:
        self._plan = plan
        self._old = _meanings(plan.old)
        self._new = _meanings(plan.new)
        self._wanted = {*self._new, *plan.new}

    def making_room(self) -> Iterator[Change]:
        """Yield those that go first, since something else is to have their name."""
        return (_drop(index) for index in self._going() if fold(index.name) in self._wanted)

    def dropped(self) -> Iterator[Change]:
        """Yield the others that go, late: one may be what makes a parent unique until its children went."""
        return (_drop(index) for index in self._going() if fold(index.name) not in self._wanted)

    def _going(self) -> Iterator[Index]:
        for name in self._plan.altered:
            yield from filter(self._has_changed, own_indexes(self._plan.old[name]))

    def created(self) -> Iterator[Change]:
        """Yield the indexes that are new, or come back as something else."""
        for name in [*self._plan.created, *self._plan.altered]:
            for index in own_indexes(self._plan.new[name]):
                if self._has_changed(index):
                    yield self._create(index, name)

    def _has_changed(self, index: Index) -> bool:
        name = fold(index.name)
        return self._old.get(name) != self._new.get(name)

    def _create(self, index: Index, table: str) -> Change:
        keys = listed(key.name or key.expression or "" for key in index.columns)
        return Change(
            f"creates {'unique ' if index.unique else ''}index {index.name} on {index.table}",
            create_statement(index.ddl or "", if_not_exists=True),
            doubt=f"it fails where two rows of {index.table} have the same {keys}"
            if index.unique and table in self._plan.old
            else "",
        )


def _drop(index: Index) -> Change:
    return Change(f"drops index {index.name}", f"DROP INDEX IF EXISTS {name_sql(index.name)};")


def _meanings(tables: Mapping[str, Table]) -> dict[str, str]:
    return {
        fold(index.name): index_meaning(index, table)
        for table in tables.values()
        for index in own_indexes(table)
    }
