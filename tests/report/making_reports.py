"""Reports of small databases."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Filter
from pipeline_browser.report.facts import Wanted
from pipeline_browser.report.reading import read_report
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from pipeline_browser.report.facts import Report

HOSTILE = '<img src=x onerror=alert(1)> & "quotes" \'\x1b[31m\u202e'


def report_of(
    path: Path, wanted: Filter | None = None, *, rows: int = 500, zone: tzinfo | None = UTC, now: int = NOW
) -> Report:
    """Read the report of a file."""
    with Database.open(Location(path), read_only=True) as database:
        return read_report(database, path.name, Wanted(wanted or Filter(), zone, rows), now)


def written(folder: Path) -> Path:
    """Write a database with one run of each kind."""
    unfinished = {"end_time_rfc3339": None, "processing_duration_ms": None, "bytes_processed": 4_000_000}
    return write_runs(
        folder / "runs.db",
        {"name": "usual"},
        {"name": HOSTILE, "algorithm": "<b>zstd</b>", "error_count": 3,
         "start_time_rfc3339": "2025-12-31T09:00:00Z", "end_time_rfc3339": "2025-12-31T09:00:01Z"},
        {"name": "stalled", **unfinished},
        {"name": "running", "start_time_rfc3339": "2025-12-31T23:59:00Z", **unfinished},
        {"name": "boasting", "throughput_bytes_per_second": 90_000_000.0},
        {"name": "slow", "processing_duration_ms": 100_000, "throughput_bytes_per_second": 100_000.0,
         "end_time_rfc3339": "2025-12-31T12:01:40Z", "algorithm": "brotli"},
        {"name": "timeless", "start_time_rfc3339": "some day", "end_time_rfc3339": None, "warning_count": 2},
    )  # fmt: skip
