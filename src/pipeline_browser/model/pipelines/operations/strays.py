"""Stages without a pipeline: the program never reads them; here they can be deleted, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.operations.draft import counted, named
from pipeline_browser.model.pipelines.rows import StoredRow, read_at, read_rows
from pipeline_browser.model.pipelines.shape import PARAMETERS, PIPELINES, STAGES, Shape, read_shape
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.reading import Handle


def plan_stray_deletion(database: Database, handles: Sequence[Handle], *, terms: Terms = AS_SEEN) -> Edit:
    """Return the edit that deletes stages without a pipeline, with their parameters, without writing.

    Args:
        handles: of the stages; those that belong to a pipeline by now are left out.
    """
    with database.reading(cancellation=terms.cancellation):
        shape = read_shape(database)
        stages = [row for each in handles if (row := _stage(database, shape, each)) is not None]
        strays = [row for row in stages if not _belongs(database, shape, row)]
        rows = [row for stage in strays for row in (*_parameters(database, shape, stage), stage)]
    words = f"stage {named(strays[0].get('name'))}" if len(strays) == 1 else counted(len(strays), "stage")
    return Edit(f"delete {words}", tuple(RowChange(row, None) for row in rows), (), strays=True)


def _stage(database: Database, shape: Shape, handle: Handle) -> StoredRow | None:
    table = shape.table(STAGES)
    if table is None:
        return None
    if table.rowid:
        return read_at(database, table, int(handle))
    return next(iter(read_rows(database, table, "id", [handle])), None)


def _belongs(database: Database, shape: Shape, stage: StoredRow) -> bool:
    table, owner = shape.table(PIPELINES), stage.get("pipeline_id")
    return table is not None and owner is not None and bool(read_rows(database, table, "id", [owner]))


def _parameters(database: Database, shape: Shape, stage: StoredRow) -> list[StoredRow]:
    table, owner = shape.table(PARAMETERS), stage.get("id")
    if table is None or owner is None:
        return []
    return read_rows(database, table, "stage_id", [owner])
