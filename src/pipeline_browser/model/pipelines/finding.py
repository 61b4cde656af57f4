"""Pipelines that a person names: by id, or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.reading import whole
from pipeline_browser.model.pipelines.rows import StoredRow, read_all, read_rows
from pipeline_browser.model.pipelines.shape import PIPELINES, read_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Pipeline

_AT_ONCE = 500


def pipelines_called(
    database: Database, text: str, *, cancellation: Cancellation | None = None
) -> list[Pipeline]:
    """Return the pipelines of an id; where there is none, those of a name. Usually one, or none.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        table = shape.table(PIPELINES)
        if table is None:
            return []
        rows: list[StoredRow] = []
        for column, value in (("id", text), ("id", text.upper()), ("name", text)):
            if not rows and column in table.columns:
                rows = read_rows(database, table, column, [value])
        return whole(database, shape, rows)


def all_pipelines(database: Database, *, cancellation: Cancellation | None = None) -> Iterator[Pipeline]:
    """Give every pipeline, archived ones too, by name; some hundred are read at a time, in one view of all.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        table = shape.table(PIPELINES)
        rows = [] if table is None else read_all(database, table, "name")
        for start in range(0, len(rows), _AT_ONCE):
            if cancellation is not None:
                cancellation.check()
            yield from whole(database, shape, rows[start : start + _AT_ONCE])
