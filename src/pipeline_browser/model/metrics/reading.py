"""All runs of a database as arrays of numbers, without numpy yet (see ``runs.py``)."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.expressions import NOTHING
from pipeline_browser.model.metrics.source import MOST_NUMBERED, Source, source_of
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.model.pipelines.listing.stamp import Stamp, read_stamp
from pipeline_browser.model.pipelines.shape import METRICS, STAGES, Shape, read_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

AT_ONCE = 10_000  # rows: about 40 ms
MISSING_START, UNREADABLE_START, MISSING_END, UNREADABLE_END = 1, 2, 4, 8
"""What ``times`` says about a run, as bits."""


@dataclass(frozen=True, slots=True)
class ReadRuns:
    """All runs of one moment.

    Attributes:
        keys: ascending.
        columns: doubles, one a run; infinity where a value is missing. Moments are milliseconds since 1970
            UTC, durations milliseconds, throughput bytes per second; see ``FIGURES``.
        compression: algorithms with the keys of the runs whose pipelines have a stage of it.
        now: the moment that running and stalled runs were told by, in milliseconds since 1970 UTC.
    """

    keys: array[int]
    columns: dict[str, array[float]]
    compression: tuple[tuple[str, array[int]], ...]
    now: int
    stamp: Stamp
    shape: Shape = field(repr=False)
    source: Source = field(repr=False)


def read_runs(
    database: Database,
    now: int,
    *,
    known: Stamp | None = None,
    patient: bool = True,
    cancellation: Cancellation | None = None,
) -> ReadRuns | None:
    """Return all runs; None where the database is still as it was at the known moment.

    Args:
        now: milliseconds since 1970 UTC.
        patient: wait for locks; otherwise DatabaseBusy comes soon.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    others = database.version()
    with moment(database, cancellation, patient=patient):
        stamp = read_stamp(database, others)
        return None if stamp == known else _read(database, stamp, now)


def _read(database: Database, stamp: Stamp, now: int) -> ReadRuns:
    shape = read_shape(database)
    source = source_of(shape, now)
    keys: array[int] = array("q")
    columns: dict[str, array[float]] = {name: array("d") for name in FIGURES}
    for rows in _rows(database, source):
        first, *figures = zip(*rows, strict=True)
        keys.extend(first)
        for column, values in zip(columns.values(), figures, strict=True):
            column.extend(values)
    return ReadRuns(keys, columns, _compression(database, source, shape), now, stamp, shape, source)


def _rows(database: Database, source: Source) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield rows in the order of their keys; those that SQLite has to number itself come at once."""
    figures = ", ".join(f"ifnull({expression}, {MISSING})" for expression in FIGURES.values())
    what = f"SELECT m.key, {figures} FROM"
    if not source.rowid:
        rows = database.query(f"{what} {source.runs(figures)} ORDER BY m.key")
        if len(rows) > MOST_NUMBERED:
            raise DatabaseOperationFailed(
                "There are too many runs to be read",
                path=database.path,
                cause=f"{METRICS} has more than {MOST_NUMBERED:,} rows without a rowid: it is a view, say.",
            )
        if rows:
            yield rows
        return
    next_rows = f"WHERE {source.key} >= ? ORDER BY {source.key}"
    sql = f"{what} {source.runs(figures, next_rows, str(AT_ONCE))}"
    first = -(2**63)
    while rows := database.query(sql, (first,)):
        yield rows
        first = int(rows[-1][0]) + 1
        if len(rows) < AT_ONCE or first >= 2**63:
            return


_COMPUTED_DURATION = BY_NAME["computed_duration"].sql
_COMPUTED_THROUGHPUT = BY_NAME["computed_throughput"].sql
_COMPUTED_RATIO = BY_NAME["computed_ratio"].sql
MISSING = "9e999"  # infinity, as SQLite writes it

FIGURES = {
    "started": "m.started",
    "ended": "m.ended",
    "times": f"CASE WHEN NOT m.has_start THEN {MISSING_START} WHEN m.started IS NULL THEN {UNREADABLE_START}"
    f" ELSE 0 END + CASE WHEN NOT m.has_end THEN {MISSING_END} WHEN m.ended IS NULL THEN {UNREADABLE_END}"
    " ELSE 0 END",
    "status": BY_NAME["status"].sql,
    # What the row states, else the end minus the start unless that is less than nothing.
    "duration": f"coalesce(m.duration, CASE WHEN {_COMPUTED_DURATION} >= 0 THEN {_COMPUTED_DURATION} END)",
    # What the row states, else bytes by duration; 0 is the column's default and says nothing.
    "throughput": f"CASE WHEN m.throughput > 0 THEN m.throughput ELSE nullif({_COMPUTED_THROUGHPUT}, 0) END",
    # What the row states, else output by input.
    "ratio": f"coalesce(m.ratio, {_COMPUTED_RATIO})",
    "processed": "m.processed",
    "total": "m.total",
    "chunks": "m.chunks_processed",
    "errors": "m.errors",
    "warnings": "m.warnings",
    "input_size": "m.input_size",
    "output_size": "m.output_size",
}
"""What is read of each run, by the names that ``Runs`` has for it."""


def _compression(database: Database, source: Source, shape: Shape) -> tuple[tuple[str, array[int]], ...]:
    needed = ("pipeline_id", "stage_type", "algorithm")
    if source.cells.raw("pipeline_id") == NOTHING or not all(shape.has(STAGES, each) for each in needed):
        return ()
    rows = database.query(
        f"SELECT {source.key}, CAST(s.algorithm AS TEXT) FROM {source.stored} "
        f"JOIN main.pipeline_stages s ON s.pipeline_id = {source.cells.raw('pipeline_id')} "
        "WHERE lower(s.stage_type) = 'compression' AND typeof(s.algorithm) NOT IN ('blob', 'null')"
    )
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    for key, algorithm in rows:
        found[algorithm].append(key)
    return tuple(sorted(found.items()))
