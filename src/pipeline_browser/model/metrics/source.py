"""Where runs are read from: the table of metrics as a database has it, cleaned, with the pipelines' names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.metrics.expressions import NOTHING, ROW, Cells, text_of
from pipeline_browser.model.pipelines.shape import METRICS, PIPELINES, Shape, read_shape

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database

RUN = "m"
"""The alias of a run, whose cells have the names below, in the expressions of ``columns.py`` and ``lint``."""

_CELL = re.compile(rf"\b{RUN}\.(\w+)")
_NUMBERS = {
    "processed": "bytes_processed",
    "total": "bytes_total",
    "chunks_processed": "chunks_processed",
    "chunks_total": "chunks_total",
    "duration": "processing_duration_ms",
    "throughput": "throughput_bytes_per_second",
    "ratio": "compression_ratio",
    "errors": "error_count",
    "warnings": "warning_count",
    "input_size": "input_file_size_bytes",
    "output_size": "output_file_size_bytes",
}
_MOMENTS = {"started": "start_time_rfc3339", "ended": "end_time_rfc3339"}
_TEXTS = {
    "pipeline_id": "pipeline_id",
    "input_checksum": "input_file_checksum",
    "output_checksum": "output_file_checksum",
    "started_text": "start_time_rfc3339",
    "ended_text": "end_time_rfc3339",
}
_PRESENCES = {
    "has_start": "start_time_rfc3339",
    "has_end": "end_time_rfc3339",
    "has_duration": "processing_duration_ms",
}


MOST_NUMBERED = 500_000
"""So many rows are read where they have no key of their own: a view may be without end."""


@dataclass(frozen=True, slots=True)
class Source:
    """The runs of one database, for statements that are made for one moment.

    Attributes:
        key: the expression of a stored row's key: its rowid, or its number where rows have none.
        is_there: whether there is such a table at all.
        rowid: the name of the rowid; empty where there is none, and runs are numbered as they are read.
        now: milliseconds since 1970 UTC: since when a run without an end has been running.
    """

    cells: Cells
    key: str
    stored: str
    name: str
    is_there: bool
    rowid: str
    now: int

    def runs(self, used: str, where: str = "", limit: str = "-1", *, compared: bool = True) -> str:
        """Return what follows FROM: runs ``m`` with their cells, each worked out once a row.

        Cells: ``key``, ``name`` of the pipeline, ``now``; numbers ``processed, total, chunks_processed,
        chunks_total, duration, throughput, ratio, errors, warnings, input_size, output_size``; moments
        (milliseconds since 1970 UTC) ``started, ended, stands`` (the start, else the end); texts
        ``pipeline_id, input_checksum, output_checksum, started_text, ended_text``; 0 or 1 ``has_start,
        has_end, has_duration, contested`` (another run has the same input and another output). NULL where a
        cell holds something else, or the table has no such column.

        Args:
            used: the rest of the statement: only the cells that it names are worked out.
            where: a condition on stored rows ``r``, with WHERE, and ORDER BY if wanted.
            limit: without one SQLite would work each cell out wherever it is named.
            compared: false leaves ``contested`` NULL, which takes a look at every run.
        """
        cells = self.cells
        made = {"key": self.key, "name": text_of(self.name), "now": str(self.now)}
        made |= {name: cells.number(column) for name, column in _NUMBERS.items()}
        made |= {name: cells.moment(column) for name, column in _MOMENTS.items()}
        made["stands"] = f"coalesce({', '.join(map(cells.moment, _MOMENTS.values()))})"
        made |= {name: cells.text(column) for name, column in _TEXTS.items()}
        made |= {name: cells.is_there(column) for name, column in _PRESENCES.items()}
        made["contested"] = self.contested if compared else NOTHING
        named = set(_CELL.findall(used)) | {"key"}
        what = ", ".join(f"{expression} AS {name}" for name, expression in made.items() if name in named)
        return f"(SELECT {what} FROM {self.stored} {where} LIMIT {limit}) {RUN}"

    def stored_text(self, cell: str) -> str:
        """Return the expression of a text of a stored row ``r``, by the name that it has in a run ``m``."""
        return self.cells.text(_TEXTS[cell])

    @property
    def contested(self) -> str:
        """The condition that another run than the stored row ``r`` has its input, and another output."""
        cells = self.cells
        if cells.raw("input_file_checksum") == NOTHING or cells.raw("output_file_checksum") == NOTHING:
            return NOTHING
        given, made = cells.raw("input_file_checksum"), cells.raw("output_file_checksum")
        both = " AND ".join(f"{each} <> '' AND typeof({each}) <> 'blob'" for each in (given, made))
        inputs = (  # digests are hexadecimal, in either case of letters
            f"SELECT {given} FROM main.{quote_identifier(METRICS)} {ROW} WHERE {both} "
            f"GROUP BY {given} COLLATE NOCASE "
            f"HAVING min({made} COLLATE NOCASE) <> max({made} COLLATE NOCASE) COLLATE NOCASE"
        )
        return f"{both} AND {given} COLLATE NOCASE IN ({inputs})"


def read_source(database: Database, now: int) -> Source:
    """Return where a database keeps its runs.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: the schema cannot be read.
    """
    return source_of(read_shape(database), now)


def source_of(shape: Shape, now: int) -> Source:
    """Return where a database of this shape keeps its runs."""
    table = shape.table(METRICS)
    if table is None:
        nothing = f"(SELECT NULL AS rowid WHERE 0) {ROW}"
        return Source(Cells(frozenset()), f"{ROW}.rowid", nothing, NOTHING, is_there=False, rowid="", now=now)
    cells = Cells(frozenset(table.columns))
    named = "pipeline_id" in table.columns and shape.has(PIPELINES, "id") and shape.has(PIPELINES, "name")
    stored, name = _runs(table.rowid), NOTHING
    if named:
        stored, name = f"{stored} LEFT JOIN {_pipelines(shape)} p ON p.id = {ROW}.pipeline_id", "p.name"
    key = f"{ROW}.{table.rowid or 'run_number'}"
    return Source(cells, key, stored, name, is_there=True, rowid=table.rowid, now=now)


def _runs(rowid: str) -> str:
    """Where rows have no rowid (a view, WITHOUT ROWID) they are numbered, the same way in every statement."""
    table = f"main.{quote_identifier(METRICS)}"
    if rowid:
        return f"{table} {ROW}"
    some = f"(SELECT * FROM {table} LIMIT {MOST_NUMBERED + 1})"
    return f"(SELECT row_number() OVER () AS run_number, * FROM {some}) {ROW}"


def _pipelines(shape: Shape) -> str:
    """A pipeline of an odd database may be there twice: a run is not."""
    table = shape.table(PIPELINES)
    stored = f"main.{quote_identifier(PIPELINES)}"
    if table is not None and table.by_key:
        return stored
    return f"(SELECT id, min(name) AS name FROM {stored} GROUP BY id)"
