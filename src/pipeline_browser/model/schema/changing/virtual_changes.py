"""The changes of virtual tables: SQLite cannot alter them, only drop and create."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import sentences
from pipeline_browser.model.schema.changing.doubts import failing, taken_along
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.names import name_sql, names_sql
from pipeline_browser.model.schema.changing.stored_text import create_statement, module_option
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema.changing.names import FreeNames
    from pipeline_browser.model.schema.changing.table_plan import TablePlan
    from pipeline_browser.model.schema.facts import Table

_FULL_TEXT = frozenset({"fts3", "fts4", "fts5"})
_KEEPING = _FULL_TEXT | {"rtree", "rtree_i32"}
"""The modules whose rows can be read, and whose tables can be renamed."""


class VirtualChanges:
    """Makes the changes of a plan that concern virtual tables, or tables that are virtual on one side."""

    def __init__(self, plan: TablePlan, free: FreeNames) -> None:
        self._plan = plan
        self._free = free
        self._copied = [name for name in plan.replaced if _can_be_copied(plan.old[name], plan.new[name])]

    def dropped(self) -> Iterator[Change]:
        """Yield the drops: at the beginning, so that names of shadow tables are free."""
        gone = [name for name in self._plan.dropped if self._plan.old[name].kind is not TableKind.ORDINARY]
        for name in [*gone, *self._plan.replaced]:
            if name not in self._copied:
                yield self._drop(self._plan.old[name])

    def created(self) -> Iterator[Change]:
        """Yield the new ones: at the end, when the tables are there that they index."""
        made = [name for name in self._plan.created if self._plan.new[name].kind is not TableKind.ORDINARY]
        for name in [*made, *self._plan.replaced]:
            if name in self._copied:
                yield self._copy(self._plan.old[name], self._plan.new[name])
            else:
                yield _create(self._plan.new[name])

    def _drop(self, table: Table) -> Change:
        what = f"{table.kind.value} {table.name}"
        along = taken_along(table, self._plan.new.values())
        held = "" if _content(table) else f"drops {what} with all its rows"
        return Change(
            f"drops {what}",
            f"DROP TABLE IF EXISTS {name_sql(table.name)};",
            loses=sentences([held, *along.losses]),
            doubt=failing(along.failures),
        )

    def _copy(self, old: Table, new: Table) -> Change:
        aside = self._free.take(f"old_{old.name}")
        shared = _shared(old, new)
        keys = ["rowid"] if fold(new.module) in _FULL_TEXT else []
        targets = names_sql([*keys, *(column for column, _ in shared)])
        sources = names_sql([*keys, *(column for _, column in shared)])
        parts = [
            f"ALTER TABLE {name_sql(old.name)} RENAME TO {name_sql(aside)};",
            create_statement(new.ddl, if_not_exists=False),
            f"INSERT INTO {name_sql(new.name)} ({targets})\nSELECT {sources} FROM {name_sql(aside)};",
            f"DROP TABLE {name_sql(aside)};",
        ]
        kept = {fold(column) for _, column in shared}
        gone = [each.name for each in old.columns if not each.hidden and fold(each.name) not in kept]
        return Change(
            f"rebuilds {new.kind.value} {new.name}",
            "\n\n".join(parts),
            loses=sentences([f"drops column {name} of {new.name} with its values" for name in gone]),
        )


def _create(table: Table) -> Change:
    sql = create_statement(table.ddl, if_not_exists=True)
    if fold(table.module) in _FULL_TEXT and _content(table):
        name = name_sql(table.name)
        fill = f"INSERT INTO {name} ({name}) VALUES ('rebuild');"
        made = f"creates {table.kind.value} {table.name} and fills it from its content table"
        return Change(made, f"{sql}\n\n{fill}")
    return Change(f"creates {table.kind.value} {table.name}", sql)


def _can_be_copied(old: Table, new: Table) -> bool:
    same = fold(old.module) == fold(new.module) and fold(new.module) in _KEEPING
    own = all(module_option(table.ddl, "content") is None for table in (old, new))
    return same and own and bool(_shared(old, new))


def _content(table: Table) -> str:
    """Return the table that holds the content of a full-text index; empty where it is its own."""
    return module_option(table.ddl, "content") or ""


def _shared(old: Table, new: Table) -> list[tuple[str, str]]:
    pairs = [(column, old.column(column.name)) for column in new.columns if not column.hidden]
    return [(column.name, other.name) for column, other in pairs if other is not None and not other.hidden]
