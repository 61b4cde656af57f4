"""Stages that belong to no pipeline: the program never reads them, and nobody would see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.searching import main
from pipeline_browser.model.pipelines.rows import read_rows
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.shape import Shape

MOST = 1_000  # pipelines that are missing, whose stages are shown


def read_orphans(database: Database, shape: Shape) -> list[StoredRow]:
    """Return the stages whose pipeline is not there, those that name none last.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: they cannot be read.
    """
    table = shape.table(STAGES)
    if table is None or "pipeline_id" not in table.columns or not shape.has(PIPELINES, "id"):
        return []
    order = "stage_order" if "stage_order" in table.columns else ""
    named = [row[0] for row in database.query(_MISSING, (MOST,))]
    found = read_rows(database, table, "pipeline_id", [each for each in named if each is not None], order)
    found.sort(key=lambda row: str(row["pipeline_id"]))
    if None in named:
        found += _without_pipeline(database, shape)
    return found


# EXCEPT reads two indexes once; asking for every stage whether its pipeline exists takes three times as long.
_MISSING = f"SELECT pipeline_id FROM {main(STAGES)} EXCEPT SELECT id FROM {main(PIPELINES)} LIMIT ?"


def _without_pipeline(database: Database, shape: Shape) -> list[StoredRow]:
    table = shape.table(STAGES)
    assert table is not None  # noqa: S101 - the caller has looked
    key = table.rowid or "id"
    sql = f"SELECT {key} FROM {main(STAGES)} WHERE pipeline_id IS NULL AND {key} IS NOT NULL LIMIT ?"
    keys = [row[0] for row in database.query(sql, (MOST,))]
    return read_rows(database, table, key, keys)
