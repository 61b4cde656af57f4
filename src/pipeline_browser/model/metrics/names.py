"""The names of the pipelines that some runs belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.source import Source

NO_NAME = "(no such pipeline)"
_AT_ONCE = 500


def read_names(
    database: Database, source: Source, keys: Sequence[int], *, cancellation: Cancellation | None = None
) -> dict[int, str]:
    """Return a name for each key; runs that are gone have none.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    found: dict[int, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = [int(key) for key in keys[start : start + _AT_ONCE]]
        marks = ", ".join("?" * len(some))
        where = f"WHERE {source.key} IN ({marks})"
        rows = database.query(
            f"SELECT m.key, m.name FROM {source.runs('m.name', where)}", some, cancellation=cancellation
        )
        found.update((int(key), NO_NAME if name is None else str(name)) for key, name in rows)
    return found
