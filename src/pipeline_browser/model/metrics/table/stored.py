"""Rows of the table of metrics exactly as they are stored, to be written elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.metrics.expressions import ROW
from pipeline_browser.model.pipelines.shape import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.source import Source


def read_stored(
    database: Database, source: Source, keys: Sequence[int], *, cancellation: Cancellation | None = None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the names of the stored columns, and the cells of some rows in the order of their keys.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    if not source.is_there:
        return (), []
    pragma = f"PRAGMA main.table_xinfo({quote_identifier(METRICS)})"
    names = tuple(str(row[1]) for row in database.query(pragma) if row[6] == 0)
    cells = ", ".join(f"{ROW}.{quote_identifier(name)}" for name in names)
    rows = database.query(
        f"SELECT {source.key}, {cells} FROM {source.stored} "
        f"WHERE {source.key} IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
        cancellation=cancellation,
    )
    found = {row[0]: tuple(row[1:]) for row in rows}
    return names, [found[key] for key in keys if key in found]


def insert_statements(
    names: Sequence[str], rows: Iterable[Sequence[Any]], literal: Callable[[Any], str]
) -> str:
    """Return statements that write rows as they are stored; ``literal`` writes a value as SQL."""
    columns = ", ".join(map(quote_identifier, names))
    start = f"INSERT INTO {quote_identifier(METRICS)} ({columns}) VALUES ("
    return "\n".join(f"{start}{', '.join(map(literal, row))});" for row in rows)
