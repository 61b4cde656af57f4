"""What has to happen to each table: created, altered, rebuilt, replaced, dropped, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.altering import Alteration, alteration
from pipeline_browser.model.schema.changing.families import parents, with_referrers
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.schema.table_diff import TableComparison
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline_browser.model.schema.facts import Schema, Table


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The tables of two schemas and what becomes of them; all names are folded.

    Attributes:
        old: those that are there.
        new: those that are wanted.
        altered: what ALTER TABLE does to those that stay where they are; often nothing.
        rebuilt: what takes a rebuild, and all that refers to it.
        joined: new tables that refer to rebuilt ones: made earlier, their keys would follow the old tables.
        replaced: virtual tables that are dropped and created anew, or that are ordinary on one side.
    """

    old: Mapping[str, Table]
    new: Mapping[str, Table]
    altered: Mapping[str, Alteration]
    rebuilt: tuple[str, ...]
    joined: tuple[str, ...]
    replaced: tuple[str, ...]

    @property
    def created(self) -> tuple[str, ...]:
        """Those that are not there yet, without those that join a rebuild."""
        return tuple(name for name in self.new if name not in self.old and name not in self.joined)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Those that are not wanted."""
        return tuple(name for name in self.old if name not in self.new)

    @property
    def alters_names(self) -> bool:
        """Whether an ALTER TABLE will look at the whole schema: it renames a table or drops a column."""
        return bool(self.rebuilt) or any(way.dropped for way in self.altered.values())

    @property
    def moved(self) -> frozenset[str]:
        """Those that views and triggers must not name meanwhile."""
        shrunk = {name for name, way in self.altered.items() if way.dropped}
        return frozenset({*self.rebuilt, *self.replaced, *self.dropped, *shrunk})


def plan_tables(before: Schema, after: Schema, rebuild: frozenset[str] = frozenset()) -> TablePlan:
    """Return what has to happen to each table; those in ``rebuild`` are made anew in any case."""
    old, new = _tables(before), _tables(after)
    both = [name for name in new if name in old]
    replaced = tuple(name for name in both if _is_replaced(old[name], new[name]))
    ways = {name: alteration(old[name], new[name]) for name in both if name not in replaced}
    kept = {name: old[name] for name in ways}
    rebuilt = _rebuilt(kept, new, [name for name, way in ways.items() if way is None or name in rebuild])
    altered = {name: way for name, way in ways.items() if way is not None and name not in rebuilt}
    joined = tuple(name for name in new if name not in old and parents(new[name]) & rebuilt)
    again = tuple(name for name in new if name in rebuilt)
    return TablePlan(old, new, altered, again, joined, replaced)


def _rebuilt(old: Mapping[str, Table], new: Mapping[str, Table], changed: Iterable[str]) -> set[str]:
    """Return what has to be rebuilt: what changed, what refers to it now, and what is to refer to it."""
    rebuilt = set(changed)
    while True:
        rebuilt = with_referrers(old, rebuilt)
        # A key that is added to a table refers to the name: it would follow the old table that steps aside.
        late = {name for name in old if name not in rebuilt and parents(new[name]) & rebuilt}
        if not late:
            return rebuilt
        rebuilt |= late


def _tables(schema: Schema) -> dict[str, Table]:
    return {fold(table.name): table for table in schema.user_tables}


def _is_replaced(old: Table, new: Table) -> bool:
    kinds = {old.kind, new.kind}
    return TableKind.VIRTUAL in kinds and any(TableComparison(new, old).differences())
