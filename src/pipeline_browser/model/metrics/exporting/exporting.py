"""Runs into a file, some at a time: only those are in memory that are being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from pipeline_browser.model.files.exported_file import exported_file, refuse_database
from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.exporting.csv_file import CsvWriter
from pipeline_browser.model.metrics.exporting.formats import Format
from pipeline_browser.model.metrics.exporting.json_file import JsonWriter
from pipeline_browser.model.metrics.exporting.openmetrics_file import OpenMetricsWriter
from pipeline_browser.model.metrics.exporting.parquet_file import WHOLE, ParquetWriter
from pipeline_browser.model.metrics.table.pages import read_contested, read_page
from pipeline_browser.model.pipelines.shape import METRICS

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.exporting.writing import RowWriter
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.pipelines.shape import Shape

AT_ONCE = 5_000  # runs: a fifth of a second


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written.

    Attributes:
        columns: in their order.
        timestamps: of samples, in OpenMetrics alone (see there).
    """

    format: Format
    columns: tuple[Column, ...] = COLUMNS
    timestamps: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """How far it is.

    Attributes:
        written: runs that are in the file.
        done: runs that were looked for; some may be gone.
    """

    written: int
    done: int
    total: int


def save_runs(
    target: Path,
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    wanted: Wanted,
    *,
    cancellation: Cancellation | None = None,
) -> int:
    """Write runs into a file, which stays as it was unless all of them could be written.

    Returns:
        How many were written: those that are gone meanwhile are left out.

    Raises:
        ExportFailed: the file cannot be written, or is the database.
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: the runs cannot be read.
    """
    written = 0
    for step in save_steps(target, database, source, shape, keys, wanted, cancellation=cancellation):
        written = step.written
    return written


def save_steps(
    target: Path,
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    wanted: Wanted,
    *,
    cancellation: Cancellation | None = None,
) -> Generator[Exported]:
    """Do the same in steps of a fraction of a second, so that others may use the database between them.

    Closing the generator before its end leaves the file as it was.
    """
    refuse_database(target, database.location)
    with exported_file(target) as file:
        yield from write_steps(file, database, source, shape, keys, wanted, cancellation=cancellation)


def write_runs(
    file: BinaryIO,
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    wanted: Wanted,
    *,
    cancellation: Cancellation | None = None,
) -> int:
    """Write runs, in the order of their keys, into an open file; return how many.

    Raises:
        ExportFailed: Parquet cannot be written here.
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: the runs cannot be read.
    """
    written = 0
    for step in write_steps(file, database, source, shape, keys, wanted, cancellation=cancellation):
        written = step.written
    return written


def write_steps(
    file: BinaryIO,
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    wanted: Wanted,
    *,
    cancellation: Cancellation | None = None,
) -> Generator[Exported]:
    """Do the same in steps."""
    contested: frozenset[int] = frozenset()
    if any(column.name == "lint" for column in wanted.columns):
        contested = read_contested(database, source, cancellation=cancellation)
    writer = _writer(file, database, source, shape, wanted)
    writer.begin()
    written = 0
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        rows = read_page(database, source, some, contested=contested, cancellation=cancellation)
        writer.write(rows)
        written += len(rows)
        yield Exported(written, first + len(some), len(keys))
    writer.end()


def _writer(file: BinaryIO, database: Database, source: Source, shape: Shape, wanted: Wanted) -> RowWriter:
    match wanted.format:
        case Format.CSV:
            return CsvWriter(file, wanted.columns)
        case Format.JSON:
            return JsonWriter(file, wanted.columns)
        case Format.OPENMETRICS:
            table = shape.table(METRICS)
            unique = table is not None and table.by_key
            return OpenMetricsWriter(file, wanted.columns, named_by_id=unique, timestamps=wanted.timestamps)
        case Format.PARQUET:
            return ParquetWriter(file, wanted.columns, _fractional(database, source, wanted.columns))


def _fractional(database: Database, source: Source, columns: Sequence[Column]) -> frozenset[str]:
    """Return the names of the columns that should be whole, and hold fractions in some row."""
    whole = [column for column in columns if column.kind in WHOLE]
    if not whole:
        return frozenset()
    what = ", ".join(f"max(typeof({column.sql}) = 'real')" for column in whole)
    (found,) = database.query(f"SELECT {what} FROM {source.runs(what)}")
    return frozenset(column.name for column, is_real in zip(whole, found, strict=True) if is_real)
