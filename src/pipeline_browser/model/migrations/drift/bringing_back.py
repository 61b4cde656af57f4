"""What would bring a drifted schema back to what was promised: two schemas, and the SQL between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.facts import ChangeScript
from pipeline_browser.model.schema.changing.ignoring import surrounded
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.facts import Schema, Table


def bringing_back(drift: Drift) -> ChangeScript:
    """Return what makes the promised schema of the one that is there; nothing where none is promised."""
    both = way_back(drift)
    if both is None:
        return ChangeScript()
    # What does not count is there all the same: it may refer to a table that has to be rebuilt.
    before, rest = surrounded(both[0], drift.start or drift.found)
    return change_script(before, both[1], ignore=rest)


def way_back(drift: Drift) -> tuple[Schema, Schema] | None:
    """Return what a new migration would start from, and what it would make; None without a promise.

    What does not count is in both as it is found, since it may refer to what has to be rebuilt: the ledger,
    tables of other tools, what is ignored or in doubt. Where nothing is recorded as applied, tables and views
    that the migrations do not name are somebody else's.
    """
    if drift.promised is None or drift.start is None:
        return None
    names = drift.left_out | (_others(drift) if drift.without_ledger else frozenset())
    return drift.start, _with_found(_with_doubted(drift, drift.start, drift.promised), drift.start, names)


def _with_found(promised: Schema, found: Schema, names: frozenset[str]) -> Schema:
    """Return the promise with the tables and views of these names, and what hangs on them, as found."""
    rest, kept = _without(promised, names), _without(found, names, only=True)
    return replace(
        promised,
        tables=rest.tables + kept.tables,
        views=rest.views + kept.views,
        triggers=rest.triggers + kept.triggers,
    )


def _without(schema: Schema, names: frozenset[str], *, only: bool = False) -> Schema:
    """Return the schema without these tables and views, or with them alone."""

    def stays(*concerned: str) -> bool:
        return any(fold(name) in names for name in concerned) is only

    return replace(
        schema,
        tables=tuple(each for each in schema.tables if stays(each.name, each.shadow_of)),
        views=tuple(each for each in schema.views if stays(each.name)),
        triggers=tuple(each for each in schema.triggers if stays(each.table)),
    )


def _others(drift: Drift) -> frozenset[str]:
    alone = {ObjectKind.TABLE, ObjectKind.VIEW}
    extra = drift.difference.of_kind(DifferenceKind.EXTRA)
    return frozenset(fold(each.name) for each in extra if each.object_kind in alone)


def without(schema: Schema, names: frozenset[str]) -> Schema:
    """Return the schema without the tables and views of these folded names, and what hangs on them."""
    return replace(
        schema,
        tables=tuple(each for each in schema.tables if not {fold(each.name), fold(each.shadow_of)} & names),
        views=tuple(each for each in schema.views if fold(each.name) not in names),
        triggers=tuple(each for each in schema.triggers if fold(each.table) not in names),
    )


def _with_doubted(drift: Drift, start: Schema, promised: Schema) -> Schema:
    """Return the promise, in which indexes and triggers that are in doubt stay as they are."""
    if not drift.doubted:
        return promised
    triggers = [each for each in promised.triggers if fold(each.name) not in drift.doubted]
    triggers += [each for each in start.triggers if fold(each.name) in drift.doubted]
    tables = tuple(_with_indexes(table, start.table(table.name), drift) for table in promised.tables)
    return replace(promised, tables=tables, triggers=tuple(triggers))


def _with_indexes(table: Table, found: Table | None, drift: Drift) -> Table:
    indexes = [each for each in table.indexes if fold(each.name) not in drift.doubted]
    if found is not None:
        indexes += [each for each in found.indexes if fold(each.name) in drift.doubted]
    return replace(table, indexes=tuple(indexes))
