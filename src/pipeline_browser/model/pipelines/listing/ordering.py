"""In which order pipelines stand, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.query import Query, Sort
from pipeline_browser.model.pipelines.listing.searching import main
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.shape import Shape

_OF_STAGES = {
    Sort.STAGES: ("id", "count(*)"),
    Sort.ALGORITHMS: ("algorithm", "group_concat(s.algorithm, ' ')"),
    Sort.DISABLED: ("enabled", "total(s.enabled IS NOT 1)"),
    Sort.PARALLEL: ("parallel_processing", "total(s.parallel_processing IS 1)"),
    Sort.CHUNK_SIZE: ("chunk_size", "max(s.chunk_size)"),
}


def order_by(query: Query, shape: Shape) -> str:
    """Return the terms of ORDER BY for a pipeline ``p``; what is not there comes last."""
    way = " DESC" if query.descending else ""
    by_name = _by_name(shape, "" if query.sort is not Sort.NAME else way)
    first = _first(query.sort, shape)
    last = "p." + (table.rowid if (table := shape.table(PIPELINES)) and table.rowid else "id")
    return ", ".join(filter(None, (f"{first}{way} NULLS LAST" if first else "", by_name, last)))


def _by_name(shape: Shape, way: str) -> str:
    return f"p.name COLLATE NOCASE{way} NULLS LAST" if shape.has(PIPELINES, "name") else ""


def _first(sort: Sort, shape: Shape) -> str:
    """Return what a pipeline is ordered by before its name; nothing where there is no such column.

    The state is not known to the database: whoever knows it orders by it afterwards.
    """
    if sort in (Sort.NAME, Sort.STATE):
        return ""
    if sort not in _OF_STAGES:
        return f"p.{sort.value}" if shape.has(PIPELINES, sort.value) else ""
    column, figure = _OF_STAGES[sort]
    if not (shape.has(STAGES, column) and shape.has(STAGES, "pipeline_id")):
        return ""
    stages = f"{main(STAGES)} s"
    if sort is Sort.ALGORITHMS and shape.has(STAGES, "stage_order"):
        stages = f"(SELECT * FROM {main(STAGES)} o WHERE o.pipeline_id = p.id ORDER BY o.stage_order) s"
        return f"(SELECT {figure} FROM {stages})"
    return f"(SELECT {figure} FROM {stages} WHERE s.pipeline_id = p.id)"
