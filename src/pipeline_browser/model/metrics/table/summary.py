"""What some runs come to: total, mean and median of each figure, and how many do not say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.table.sums import SUMMED, Figures, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.source import Source

_AT_ONCE = 5_000  # runs: making numbers of their rows holds up the other threads
_ADDITIVE = frozenset({Kind.BYTES, Kind.COUNT, Kind.DURATION})


def summarise(
    database: Database,
    source: Source,
    keys: Sequence[int],
    columns: Sequence[Column] = SUMMED,
    *,
    cancellation: Cancellation | None = None,
) -> Summary:
    """Return what the runs with these keys come to; ``columns`` are some of ``SUMMED``.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    parts = list(_parts(database, source, sorted(keys), columns, cancellation))
    table = np.concatenate(parts) if parts else np.empty((0, len(columns)))
    figures = tuple(_figures(column, table[:, at]) for at, column in enumerate(columns))
    return Summary(len(table), figures)


def _parts(
    database: Database,
    source: Source,
    keys: list[int],
    columns: Sequence[Column],
    cancellation: Cancellation | None,
) -> Iterator[NDArray[np.float64]]:
    what = ", ".join(column.sql for column in columns) or "1"
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        values: tuple[object, ...] = (json.dumps(some),)
        where = f"{source.key} IN (SELECT value FROM json_each(?))"
        if some[-1] - some[0] + 1 == len(some):  # all that there are between the two
            where, values = f"{source.key} BETWEEN ? AND ?", (some[0], some[-1])
        runs = source.runs(what, f"WHERE {where}", compared=False)
        rows = database.query(f"SELECT {what} FROM {runs}", values, cancellation=cancellation)
        if rows:
            yield np.array(rows, dtype=np.float64)


def _figures(column: Column, values: NDArray[np.float64]) -> Figures:
    name, kind = column.name, column.kind
    said = values[np.isfinite(values)]
    if name == "throughput":
        said = said[said != 0]  # what a row has that does not know
    missing = len(values) - len(said)
    if not len(said):
        return Figures(name, 0, missing, None, None, None, None, None)
    with np.errstate(over="ignore", invalid="ignore"):  # a sum beyond all numbers is infinite
        total = float(said.sum()) if kind in _ADDITIVE else None
        mean, median = float(said.mean()), float(np.median(said))
    return Figures(name, len(said), missing, total, mean, median, float(said.min()), float(said.max()))
