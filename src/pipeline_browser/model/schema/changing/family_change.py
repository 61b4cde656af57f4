"""One change for a family of tables that are rebuilt together: its sentence, its SQL, its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import deed, listed, sentences
from pipeline_browser.model.schema.changing.doubts import (
    conversions,
    doubts_of_rows,
    failing,
    losses,
    taken_along,
)
from pipeline_browser.model.schema.changing.dropping import blocked, drop_order
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.rebuilding import Rebuild
from pipeline_browser.model.schema.changing.renames import renamed_columns, renamed_table
from pipeline_browser.model.schema.table_diff import TableComparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.schema.changing.names import FreeNames
    from pipeline_browser.model.schema.changing.table_plan import TablePlan


class FamilyChange:
    """Works out what is said about tables of a plan that are rebuilt, created and dropped as one."""

    def __init__(self, plan: TablePlan, family: Sequence[str]) -> None:
        self._plan = plan
        self._rebuilt = [name for name in family if name in plan.rebuilt]
        self._created = [plan.new[name] for name in family if name in plan.joined]
        self._dropped = [plan.old[name] for name in family if name not in plan.new]
        self._joined = [name for name in family if name in plan.joined]
        self._gone = [name for name in family if name not in plan.new]
        self._pairs = [(plan.old[name], plan.new[name]) for name in self._rebuilt]

    def change(self, free: FreeNames) -> Change:
        """Return the whole."""
        plan = self._plan
        rebuild = Rebuild(plan.old, plan.new, self._rebuilt, self._joined, self._gone, free)
        return Change(
            sentences([*self._deeds()]),
            rebuild.sql(),
            loses=sentences([*self._losses()]),
            doubt=sentences([failing([*self._failures()]), *self._remarks()]),
        )

    def _deeds(self) -> Iterator[str]:
        """Yield what changes, what goes along because it refers to that, what comes and what goes."""
        along = []
        for old, new in self._pairs:
            deeds = [deed(each) for each in TableComparison(new, old).differences()]
            if deeds:
                yield f"rebuilds {new.name}: {', '.join(deeds)}"
            else:
                along.append(new.name)
        if along:
            refer = "refers" if len(along) == 1 else "refer"
            why = f" with it, as {refer} to it" if len(along) < len(self._pairs) else ""
            yield f"rebuilds {listed(along)}{why}"
        yield from (f"creates table {table.name}" for table in self._created)
        yield from (f"drops table {table.name}" for table in self._dropped)

    def _losses(self) -> Iterator[str]:
        for old, new in self._pairs:
            yield from losses(old, new)
        for table in self._dropped:
            yield f"drops table {table.name} with all its rows"
            yield from taken_along(table, self._plan.new.values()).losses

    def _failures(self) -> Iterator[str]:
        for old, new in self._pairs:
            yield from doubts_of_rows(old, new)
        for table in self._dropped:
            yield from taken_along(table, self._plan.new.values()).failures
        order = drop_order([*self._rebuilt, *self._gone], self._plan.old)
        yield from blocked([self._plan.old[name] for name in order])

    def _remarks(self) -> Iterator[str]:
        gone = [self._plan.old[name] for name in self._plan.dropped]
        for old, new in self._pairs:
            yield from renamed_columns(old, new)
            yield from conversions(old, new)
        yield from (renamed_table(table, gone) for table in self._created)
