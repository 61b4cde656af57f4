"""One pipeline with everything below it, read in one moment."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
from pipeline_browser.model.pipelines.rows import StoredRow, read_at, read_rows
from pipeline_browser.model.pipelines.shape import (
    CONFIGURATION,
    METRICS,
    PARAMETERS,
    PIPELINES,
    STAGES,
    Shape,
    read_shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.values import Value

Handle = int | str
"""What a pipeline is asked for by: its rowid; its id where the table has no rowids."""


def read_pipeline(
    database: Database, handle: Handle, *, cancellation: Cancellation | None = None
) -> Pipeline | None:
    """Return a pipeline; None if it is not there any more.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        row = pipeline_row(database, shape, handle)
        return None if row is None else whole(database, shape, [row])[0]


def pipeline_row(database: Database, shape: Shape, handle: Handle) -> StoredRow | None:
    """Return the row of a pipeline alone."""
    table = shape.table(PIPELINES)
    if table is None:
        return None
    if table.rowid:
        return read_at(database, table, int(handle))
    return next(iter(read_rows(database, table, "id", [handle])), None)


def pipeline_rows(database: Database, handles: Sequence[Handle]) -> list[StoredRow]:
    """Return the rows of pipelines alone; those that are not there any more are left out."""
    shape = read_shape(database)
    found = (pipeline_row(database, shape, handle) for handle in handles)
    return [row for row in found if row is not None]


def pipelines_at(
    database: Database, handles: Sequence[Handle], *, cancellation: Cancellation | None = None
) -> list[Pipeline]:
    """Return pipelines whole, in the order asked for; those that are not there any more are left out."""
    with database.reading(cancellation=cancellation):
        return whole(database, read_shape(database), pipeline_rows(database, handles))


def handle_of(row: StoredRow) -> Handle:
    """Return what a pipeline can be asked for by."""
    return str(row.get("id")) if row.rowid is None else row.rowid


def pipelines_of(database: Database, shape: Shape, ids: Sequence[Value]) -> list[Pipeline]:
    """Return the pipelines of these ids, whole, as they lie in the file; those not there are left out."""
    table = shape.table(PIPELINES)
    return [] if table is None else whole(database, shape, read_rows(database, table, "id", ids))


def whole(database: Database, shape: Shape, pipelines: Sequence[StoredRow]) -> list[Pipeline]:
    """Return the pipelines with all below them, in the same order. Asks once a table."""
    ids = [row.get("id") for row in pipelines]
    stage_rows = _below(database, shape, STAGES, "pipeline_id", ids, "stage_order")
    all_stages = [row for rows in stage_rows.values() for row in rows]
    parameters = _below(database, shape, PARAMETERS, "stage_id", [row.get("id") for row in all_stages], "key")
    entries = _below(database, shape, CONFIGURATION, "pipeline_id", ids, "key")
    metrics = _below(database, shape, METRICS, "pipeline_id", ids)
    return [
        Pipeline(
            row,
            tuple(
                Stage(stage, _entries(parameters.get(stage.get("id"), ())))
                for stage in stage_rows.get(id_, ())
            ),
            _entries(entries.get(id_, ())),
            next(iter(metrics.get(id_, ())), None),
        )
        for id_, row in zip(ids, pipelines, strict=True)
    ]


def _below(
    database: Database, shape: Shape, name: str, column: str, owners: Sequence[Value], order: str = ""
) -> dict[Value, list[StoredRow]]:
    """Return the rows that belong to the owners, by owner."""
    table = shape.table(name)
    known = [owner for owner in owners if owner is not None]
    if table is None or column not in table.columns or not known:
        return {}
    ordered = order if order in table.columns else ""
    return by_owner(read_rows(database, table, column, known, ordered), column, known)


def by_owner(rows: Iterable[StoredRow], column: str, owners: Sequence[Value]) -> dict[Value, list[StoredRow]]:
    """Return rows by the owner that SQLite found them to belong to.

    A column may compare without letter case, or hold '5' as 5: then it names its owner in other letters.
    """
    found: dict[Value, list[StoredRow]] = defaultdict(list)
    alike = {str(owner).casefold(): owner for owner in reversed(owners)}
    exact = set(owners)
    for row in rows:
        value = row[column]
        found[value if value in exact else alike.get(str(value).casefold(), value)].append(row)
    return found


def _entries(rows: Iterable[StoredRow]) -> tuple[Entry, ...]:
    return tuple(Entry(row) for row in rows)
