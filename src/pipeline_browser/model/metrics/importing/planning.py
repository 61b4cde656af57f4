"""Planning an import: the newest run of each pipeline among the files, against what the database has.

A run is as old as its trailer's ``processed_at``. A row is as old as its end, else its start. Where neither
can be read, nobody can say which of the two is newer: a row of nothing but defaults holds no run, and is
filled in; any other is left alone unless a person wants it replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditRefused
from pipeline_browser.model.metrics.importing.instants import instant
from pipeline_browser.model.metrics.importing.output_file import Flaw, OutputFile
from pipeline_browser.model.metrics.importing.plan import ImportPlan, PlannedFile, Standing
from pipeline_browser.model.metrics.importing.row_cells import CELLS
from pipeline_browser.model.pipelines.rows import StoredRow, read_rows
from pipeline_browser.model.pipelines.shape import METRICS, PIPELINES, TableShape, read_shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.importing.output_file import Trailer
    from pipeline_browser.model.metrics.importing.scanning import Scan
    from pipeline_browser.model.pipelines.shape import Shape
    from pipeline_browser.model.pipelines.values import Value


def plan_import(database: Database, found: Scan, *, cancellation: Cancellation | None = None) -> ImportPlan:
    """Return what importing files would do; reads only.

    Raises:
        EditRefused: the database has no table that runs could be imported into.
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    ids = {file.trailer.pipeline_id for file in found.files if file.trailer is not None}
    with database.reading(cancellation=cancellation):
        tables = MetricsTables(database, read_shape(database))
        pipelines, rows = tables.pipelines(ids), tables.rows(ids)
    newest = _newest(found.files)
    files = tuple(_planned(file, pipelines, rows, newest) for file in found.files)
    return ImportPlan(files, found.repeated, tables.lacking)


class MetricsTables:
    """The two tables that an import has to do with.

    Raises:
        EditRefused: one of them is not there, or none that runs can be written into.
    """

    def __init__(self, database: Database, shape: Shape) -> None:
        self._database = database
        self._pipelines = self._needed(shape, PIPELINES, "id")
        self._metrics = self._needed(shape, METRICS, "pipeline_id")

    @property
    def lacking(self) -> tuple[str, ...]:
        """The columns that runs would fill in, but that are not there."""
        return tuple(column for column in CELLS if column not in self._metrics.columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the metrics, in the table's order."""
        return self._metrics.columns

    def pipelines(self, ids: Iterable[str]) -> dict[Value, StoredRow]:
        """Return the rows of pipelines by their ids, which are compared exactly, as the program does."""
        rows = read_rows(self._database, self._pipelines, "id", sorted(ids))
        return {row["id"]: row for row in rows}

    def rows(self, ids: Iterable[str]) -> dict[Value, StoredRow]:
        """Return the metrics of pipelines by their ids; of several (where no key is declared) the newest."""
        rows = read_rows(self._database, self._metrics, "pipeline_id", sorted(ids))
        return {row["pipeline_id"]: row for row in sorted(rows, key=lambda row: row_instant(row) or 0)}

    def _needed(self, shape: Shape, name: str, column: str) -> TableShape:
        table = shape.table(name)
        if table is not None and table.is_table and column in table.columns:
            return table
        if table is None:
            cause = f"The database has no table {name}."
        elif not table.is_table:
            cause = f"{name} is no ordinary table."
        else:
            cause = f"The table {name} has no column {column}."
        raise EditRefused(
            "Runs cannot be imported into this database",
            path=self._database.path,
            cause=cause,
            remedy="Apply the migrations first: they make it." if table is None else "",
        )


def row_instant(row: StoredRow) -> int | None:
    """Return how old a row of metrics is, in nanoseconds since 1970; None where no time can be read."""
    end = instant(row.get("end_time_rfc3339"))
    return instant(row.get("start_time_rfc3339")) if end is None else end


def _newest(files: Iterable[OutputFile]) -> dict[str, OutputFile]:
    """Return the file of each pipeline whose run is the last one; of copies, the first."""
    found: dict[str, OutputFile] = {}
    for file in files:
        trailer = file.trailer
        if trailer is not None:
            known = found.setdefault(trailer.pipeline_id, file)
            if known.trailer is not None and trailer.instant > known.trailer.instant:
                found[trailer.pipeline_id] = file
    return found


def _planned(
    file: OutputFile,
    pipelines: dict[Value, StoredRow],
    rows: dict[Value, StoredRow],
    newest: dict[str, OutputFile],
) -> PlannedFile:
    trailer, fault = file.trailer, file.fault
    if trailer is None:
        assert fault is not None  # noqa: S101 - a file has one of both
        failed = fault.flaw is Flaw.FAILED_RUN
        return PlannedFile(file, Standing.FAILED_RUN if failed else Standing.DAMAGED, fault.words)
    pipeline = pipelines.get(trailer.pipeline_id)
    if pipeline is None:
        return PlannedFile(file, Standing.UNKNOWN_PIPELINE, "This database has no pipeline of its id.")
    row = rows.get(trailer.pipeline_id)
    best = newest[trailer.pipeline_id]
    if best is not file:
        return PlannedFile(file, *_outdone(trailer, best), pipeline, row)
    standing, why = _against_row(trailer, row)
    return PlannedFile(file, standing, why, pipeline, row)


def _outdone(trailer: Trailer, best: OutputFile) -> tuple[Standing, str]:
    same = best.trailer is not None and best.trailer.instant == trailer.instant
    what = "The same run" if same else "A later run of the pipeline"
    return Standing.OUTDONE, f"{what} is in {best.path.name}."


def _against_row(trailer: Trailer, row: StoredRow | None) -> tuple[Standing, str]:
    if row is None:
        return Standing.NEW, "The pipeline has no run yet."
    known = row_instant(row)
    if known is None:
        if _holds_nothing(row):
            return Standing.NEW, "The pipeline's row holds no run yet."
        return Standing.UNDATED, "The pipeline's row has no time that can be read."
    if trailer.instant > known:
        return Standing.NEWER, "It replaces an earlier run."
    if trailer.instant < known:
        return Standing.OLDER, "The database has a later run of the pipeline."
    if row.get("output_file_checksum", "") is None:
        return Standing.NO_CHECKSUM, "The run is there, but without the checksum of its output."
    return Standing.SAME, "The run is there already."


def _holds_nothing(row: StoredRow) -> bool:
    """Whether a row has nothing but what the schema gives it, as older versions of the program left it."""
    return all(not row.get(column) for column in CELLS)
