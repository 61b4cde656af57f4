"""The tooltip of the lint says the same as its explanation everywhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.lint.checking import explain
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.metrics.table.pages import read_page
from pipeline_browser.model.pipelines.shape import read_shape
from pipeline_browser.ui.metrics.table.cells import cell_of
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

MOMENT = datetime.fromtimestamp(NOW / 1000, UTC)


@pytest.mark.parametrize(
    "cells",
    [
        {"throughput_bytes_per_second": 58_900_000.0, "bytes_processed": 9_000_000},
        {"end_time_rfc3339": "2025-12-31T11:00:00Z", "compression_ratio": 4.0},
        {"processing_duration_ms": 60_000, "throughput_bytes_per_second": 0, "chunks_processed": 11},
        {"start_time_rfc3339": "soon", "end_time_rfc3339": "", "warning_count": -1},
        {"processing_duration_ms": "long"},
        {"start_time_rfc3339": "2026-02-01T00:00:00Z", "end_time_rfc3339": None},
    ],
)
def test_the_tooltip_has_the_words_of_the_lint(
    qapp: QApplication, tmp_path: Path, cells: dict[str, Any]
) -> None:
    path = write_runs(tmp_path / "x.db", cells)
    with Database.open(Location(path), read_only=True) as database:
        shape = read_shape(database)
        source = source_of(shape, NOW)
        (row,) = read_page(database, source, [1])
        (run,) = explain(database, source, shape, [1])
    tip = cell_of(BY_NAME["lint"], row, utc=True, now=MOMENT).tip
    assert run.findings
    assert tip == "\n".join(finding.words for finding in run.findings)
