"""Setting one cell of a pipeline, a stage, a parameter or an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.operations.draft import Draft, counted, drafting, named
from pipeline_browser.model.pipelines.operations.pipelines import check_name_is_free, rename_pipeline
from pipeline_browser.model.pipelines.rows import StoredRow, read_rows
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.values import Value

_THINGS = {PIPELINES: "pipeline", STAGES: "stage", PARAMETERS: "parameter", CONFIGURATION: "entry"}
_FIELDS = {
    "stage_type": "type",
    "parallel_processing": "parallel",
    "chunk_size": "chunk size",
    "stage_order": "order",
    "created_at": "created",
    "updated_at": "updated",
}


def set_field(
    database: Database,
    seen: StoredRow,
    column: str,
    value: Value,
    *,
    terms: Terms = AS_SEEN,
) -> Edit:
    """Set a cell that still holds what was seen; ``updated_at`` of row and pipeline follow."""
    if seen.table == PIPELINES and column == "name":
        return rename_pipeline(database, seen, value, terms=terms)
    return set_fields(database, [seen], column, value, terms=terms)


def set_fields(
    database: Database,
    seen: Sequence[StoredRow],
    column: str,
    value: Value,
    *,
    terms: Terms = AS_SEEN,
) -> Edit:
    """Set the same cell of several rows of one table in one step."""
    with drafting(database, terms) as draft:
        _check_column(draft, seen[0], column)
        rows = draft.all_current(seen, **{column: value})
        if column == "name" and seen[0].table == PIPELINES:
            _check_name(draft, rows, value)
        for row in rows:
            draft.change(row, **{column: value})
        owners = [owner_of(draft, row) for row in seen]
        for owner in dict.fromkeys(owners):
            draft.touch(owner)
        return draft.finish(_words(seen, column), *dict.fromkeys(owners))


def _check_name(draft: Draft, rows: Sequence[StoredRow], name: Value) -> None:
    if len(rows) > 1:
        raise draft.refused("The pipelines were not renamed", "Names are unique.", "Rename one at a time.")
    check_name_is_free(draft, name, of=rows[0])


def owner_of(draft: Draft, row: StoredRow) -> Value:
    """Return the id of the pipeline that a row belongs to; None for an orphan."""
    if row.table == PIPELINES:
        return row.get("id")
    if row.table != PARAMETERS:
        return row.get("pipeline_id")
    stage = row.get("stage_id")
    if stage is None:
        return None
    stages = read_rows(draft.database, draft.writing.table(STAGES), "id", [stage])
    return stages[0].get("pipeline_id") if stages else None


def _check_column(draft: Draft, row: StoredRow, column: str) -> None:
    if not draft.shape.has(row.table, column):
        raise draft.refused(
            f"The {_THINGS.get(row.table, 'row')} was not changed",
            f"The table {row.table} of this database has no column {column}.",
            "Add the missing columns with a migration first.",
        )


def _words(seen: Sequence[StoredRow], column: str) -> str:
    thing = _THINGS.get(seen[0].table, "row")
    field = _FIELDS.get(column, column)
    if len(seen) > 1:
        return f"set {field} of {counted(len(seen), thing)}"
    name = named(seen[0].get("name", seen[0].get("key")))
    if column == "name":
        return f"rename {thing} {name}"
    return f"set {thing} {name}" if column == "value" else f"set {field} of {thing} {name}"
