"""The SQL that would bring a drifted schema back to what was promised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.facts import ChangeScript
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.facts import Schema, Table


def bringing_back(drift: Drift) -> ChangeScript:
    """Return what makes the promised schema of the one that is there; nothing where none is promised."""
    if drift.promised is None or drift.start is None:
        return ChangeScript()
    return change_script(drift.start, wanted(drift, drift.promised), ignore=drift.left_out)


def wanted(drift: Drift, promised: Schema) -> Schema:
    """Return the promise, in which indexes and triggers that are in doubt stay as they are."""
    start = drift.start
    if not drift.doubted or start is None:
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
