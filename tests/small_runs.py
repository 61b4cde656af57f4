"""Databases with runs for tests: rows as a person would write them down, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline_browser import initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.reading import read_runs
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import create_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.metrics.runs import Runs

NOW = 1_767_225_600_000  # 2026-01-01T00:00:00Z in milliseconds since 1970

USUAL: dict[str, Any] = {
    "bytes_processed": 10_000_000,
    "bytes_total": 10_000_000,
    "chunks_processed": 10,
    "chunks_total": 10,
    "start_time_rfc3339": "2025-12-31T12:00:00.000000000+00:00",
    "end_time_rfc3339": "2025-12-31T12:00:01.000000000+00:00",
    "processing_duration_ms": 1_000,
    "throughput_bytes_per_second": 10_000_000.0,
    "compression_ratio": 0.25,
    "error_count": 0,
    "warning_count": 0,
    "input_file_size_bytes": 10_000_000,
    "output_file_size_bytes": 2_500_000,
    "input_file_checksum": "a" * 64,
    "output_file_checksum": "b" * 64,
}
"""Nothing odd: 10 MB in one second, to a quarter of their size."""


def write_runs(path: Path, *runs: dict[str, Any]) -> Path:
    """Write a migrated database with a pipeline for each run; what a run leaves out is as in ``USUAL``.

    ``name`` and ``algorithm`` (None: no compression) are the pipeline's; ``run-0`` and zstd if left out.
    """
    with initialize_database(f"sqlite://{path}") as database:
        for number, run in enumerate(runs):
            add_run(database, number, run)
    return path


def add_run(database: Database, number: int, run: dict[str, Any]) -> None:
    """Write one more pipeline with its run."""
    cells = {**USUAL, **run}
    name, algorithm = cells.pop("name", f"run-{number}"), cells.pop("algorithm", "zstd")
    stages = [NewStage("input_checksum", "checksum", "sha256", parallel_processing=0)]
    if algorithm is not None:
        entries = (NewEntry("algorithm", algorithm), NewEntry("level", "9"))
        stages.append(NewStage(algorithm, "compression", algorithm, parameters=entries))
    edit = create_pipeline(database, NewPipeline(name, tuple(stages)))
    insert_run(database, {"pipeline_id": edit.pipelines[0], **cells})


def insert_run(database: Database, cells: dict[str, Any]) -> None:
    """Write one row of metrics as it is given."""
    columns, marks = ", ".join(cells), ", ".join("?" * len(cells))
    database.execute(f"INSERT INTO processing_metrics ({columns}) VALUES ({marks})", tuple(cells.values()))


def read_all(path: Path, now: int = NOW) -> Runs:
    """Return all runs of a file."""
    from pipeline_browser.model.metrics.runs import runs_of  # noqa: PLC0415 - numpy, which few need

    with Database.open(Location(path), read_only=True) as database:
        read = read_runs(database, now)
        assert read is not None
        return runs_of(read)
