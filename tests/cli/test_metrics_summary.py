"""``metrics summary``, and the options that tell some runs from others."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.command import call
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    recent = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    return write_runs(
        tmp_path_factory.mktemp("summary") / "x.db",
        {"name": "old"},
        {"name": "failing", "error_count": 3, "algorithm": "brotli"},
        {"name": "new\x1b[2J", "start_time_rfc3339": recent, "end_time_rfc3339": None,
         "processing_duration_ms": 4_000, "throughput_bytes_per_second": 2_500_000.0},
    )  # fmt: skip


def facts(database: Path, *options: str) -> dict[str, Any]:
    result = call("metrics", "summary", str(database), "--json", *options, folder=database.parent)
    assert result.code == 0, result.err
    document: dict[str, Any] = json.loads(result.out)
    return document


def test_all_runs_are_summed_up(database: Path) -> None:
    found = facts(database)
    assert found["tiles"]["runs"] == 3
    assert found["tiles"]["completed"] == 2
    assert found["tiles"]["failed"] == 1
    assert found["tiles"]["errors"] == 3
    assert found["throughput_bytes_per_second"]["median"] == 10_000_000
    assert found["duration_ms"]["maximum"] == 4_000
    assert [each["algorithm"] for each in found["compression_ratio"]["groups"]] == ["brotli", "zstd"]


@pytest.mark.parametrize(
    ("options", "runs"),
    [
        (["--period", "7d"], 1),
        (["--period", "all"], 3),
        (["--period", "2025-12-31..2025-12-31", "--utc"], 2),
        (["--period", "..2025-12-31T12:00:00Z"], 0),
        (["--period", "2025-12-31T12:00:00Z..2025-12-31T12:00:00.001Z"], 2),
        (["--period", "2026-01-01.."], 1),
        (["--text", "fail"], 1),
        (["--text", "BROTLI fail"], 1),
        (["--text", "brotli old"], 0),
        (["--status", "failed"], 1),
        (["--status", "failed,completed"], 3),
        (["--status", "not-started"], 0),
    ],
)
def test_options_choose_runs(database: Path, options: list[str], runs: int) -> None:
    assert facts(database, *options)["tiles"]["runs"] == runs


@pytest.mark.parametrize(
    "options",
    [["--period", "3y"], ["--period", ".."], ["--period", "x..y"], ["--period", "2025-02-01..2025-01-01"],
     ["--status", "fine"]],
)  # fmt: skip
def test_what_is_no_period_or_status_is_wrong_usage(database: Path, options: list[str]) -> None:
    result = call("metrics", "summary", str(database), *options, folder=database.parent)
    assert result.code == 2
    assert "error:" in result.err


def test_people_read_figures_with_units(database: Path) -> None:
    result = call("metrics", "summary", "x.db", "--utc", "--text", "zstd", folder=database.parent)
    assert result.code == 0
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines[0] == "period all times, with “zstd” in a name, id, checksum or algorithm"
    assert "throughput median 6.25 MB/s, mean 6.25 MB/s, p95 9.62 MB/s, p99 9.93 MB/s" in lines
    assert "duration median 2.50 s, mean 2.50 s, p95 3.85 s, p99 3.97 s" in lines
    assert "compression 0.250 (of 2 runs)" in lines
    assert "missing end 1 run" in lines
    assert "first moment 2025-12-31 12:00:00 UTC" in lines


def test_a_database_without_runs_has_a_summary_without_figures(tmp_path: Path) -> None:
    found = facts(write_runs(tmp_path / "x.db"))
    assert found["tiles"]["runs"] == 0
    assert found["tiles"]["median_throughput"] is None
    assert found["first"] is None
    result = call("metrics", "summary", "x.db", folder=tmp_path)
    assert result.code == 0
    assert "nan" not in result.out
