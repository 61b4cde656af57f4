"""The script that makes one schema of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.dependents import Dependents, dependents
from pipeline_browser.model.schema.changing.facts import Change, ChangeScript
from pipeline_browser.model.schema.changing.ignoring import with_ignored
from pipeline_browser.model.schema.changing.index_changes import IndexChanges
from pipeline_browser.model.schema.changing.names import FreeNames
from pipeline_browser.model.schema.changing.standing_aside import StandingAside
from pipeline_browser.model.schema.changing.table_changes import TableChanges
from pipeline_browser.model.schema.changing.table_plan import TablePlan, plan_tables
from pipeline_browser.model.schema.changing.tripping import tripping
from pipeline_browser.model.schema.changing.virtual_changes import VirtualChanges
from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.model.schema.meaning import view_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline_browser.model.schema.facts import Schema, View


def change_script(
    before: Schema,
    after: Schema,
    *,
    ignore: frozenset[str] = LEDGER,
    rebuild: Collection[str] = (),
) -> ChangeScript:
    """Return what makes ``after`` of ``before``, as one transaction with foreign keys on can run it.

    Args:
        before: what is there.
        after: what is wanted.
        ignore: tables and views that are left alone.
        rebuild: tables that are made anew whether they change or not.
    """
    wanted = with_ignored(before, after, ignore)
    plan = plan_tables(before, wanted, frozenset(map(fold, rebuild)))
    changes = [change for change in _changes(before, wanted, plan) if change.sql]
    return ChangeScript(
        tuple(change for change in changes if _is_writable(change.sql)),
        tuple(
            f"{change.sentence}: no file can hold it, since a text in it is not UTF-8"
            for change in changes
            if not _is_writable(change.sql)
        ),
    )


def _changes(before: Schema, after: Schema, plan: TablePlan) -> Iterator[Change]:
    free = FreeNames(before, after)
    tables, virtual = TableChanges(plan, free), VirtualChanges(plan, free)
    indexes = IndexChanges(plan)
    aside = StandingAside(before, after, _in_the_way(before, after, plan))
    yield from aside.taken_away()
    yield from indexes.making_room()
    yield from virtual.dropped()
    # Before anything is created: an index that goes with its table may have the name of a new one.
    yield from tables.dropped()
    yield from tables.created()
    yield from tables.grown()
    # Before rows are copied: an index may be what makes a parent's columns unique.
    yield from indexes.created()
    yield from tables.rebuilt()
    yield from indexes.dropped()
    yield from tables.shrunk()
    yield from virtual.created()
    yield from aside.put_back()


def _in_the_way(before: Schema, after: Schema, plan: TablePlan) -> Dependents:
    """Return what stands aside: what names a table that moves or a view that goes, and what is broken."""
    if not plan.alters_names:
        return dependents(before, plan.moved)
    going = {fold(view.name) for view in before.views if not _stays(view, after)}
    found, stopping = dependents(before, plan.moved | going), tripping(before)
    return Dependents((*found.views, *stopping.views), (*found.triggers, *stopping.triggers))


def _stays(view: View, after: Schema) -> bool:
    wanted = after.view(view.name)
    return wanted is not None and view_meaning(wanted) == view_meaning(view)


def _is_writable(sql: str) -> bool:
    try:
        sql.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in sql
