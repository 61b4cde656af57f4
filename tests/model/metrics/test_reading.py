"""Runs are read as what they say, whatever their rows hold."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.reading import (
    MISSING_END,
    MISSING_START,
    UNREADABLE_END,
    UNREADABLE_START,
    read_runs,
)
from pipeline_browser.model.metrics.status import Status
from tests.small_pipelines import another_program
from tests.small_runs import NOW, USUAL, read_all, write_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.metrics.runs import Runs

HOUR = 3_600_000


def one(tmp_path: Path, **cells: object) -> Runs:
    runs = read_all(write_runs(tmp_path / "x.db", cells))
    assert len(runs) == 1
    return runs


def ms(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() * 1000


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-10-07T23:26:54.123456789+00:00", "2025-10-07T23:26:54.123+00:00"),
        ("2025-10-07T23:26:54Z", "2025-10-07T23:26:54+00:00"),
        ("2025-10-07t23:26:54.5z", "2025-10-07T23:26:54.500+00:00"),
        ("2025-10-07 23:26:54+02:30", "2025-10-07T20:56:54+00:00"),
        ("2024-02-29T00:00:00-11:00", "2024-02-29T11:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
    ],
)
def test_a_time_is_read_as_chrono_reads_it(tmp_path: Path, text: str, moment: str) -> None:
    runs = one(tmp_path, start_time_rfc3339=text)
    assert runs.started[0] == ms(moment)
    assert runs.times[0] == 0


@pytest.mark.parametrize(
    "text",
    ["yesterday", "", "2025-10-07", "2025-10-07T23:26:54", "2025-10-07T23:26Z", "2025-02-30T00:00:00Z", "now",
     "2460000.5", "2025-13-01T00:00:00Z", "2025-10-07T25:00:00Z", 1_700_000_000, b"2025-10-07T23:26:54Z"],
)  # fmt: skip
def test_what_is_no_rfc_3339_is_counted_as_unreadable(tmp_path: Path, text: object) -> None:
    runs = one(tmp_path, start_time_rfc3339=text, end_time_rfc3339=None)
    assert math.isnan(runs.started[0])
    assert runs.times[0] == UNREADABLE_START | MISSING_END


def test_a_missing_time_is_told_from_an_unreadable_one(tmp_path: Path) -> None:
    runs = one(tmp_path, start_time_rfc3339=None, end_time_rfc3339="soon")
    assert runs.times[0] == MISSING_START | UNREADABLE_END
    assert math.isnan(runs.when[0])


def test_a_run_without_a_start_stands_at_its_end(tmp_path: Path) -> None:
    runs = one(tmp_path, start_time_rfc3339=None)
    assert runs.when[0] == ms("2025-12-31T12:00:01+00:00")


def test_figures_that_a_row_leaves_out_are_worked_out_where_they_can_be(tmp_path: Path) -> None:
    runs = one(tmp_path, processing_duration_ms=None, throughput_bytes_per_second=0.0, compression_ratio=None)
    assert runs.duration[0] == 1_000
    assert math.isnan(runs.throughput[0])  # by the stated duration only, which there is none of
    assert runs.ratio[0] == 0.25


def test_text_and_blobs_where_numbers_belong_say_nothing(tmp_path: Path) -> None:
    runs = one(tmp_path, bytes_processed="many", error_count=b"\x01", compression_ratio=math.inf)
    assert math.isnan(runs.processed[0])
    assert math.isnan(runs.errors[0])
    assert math.isnan(runs.ratio[0])


def _at(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, Status.COMPLETED),
        ({"error_count": 1}, Status.FAILED),
        ({"bytes_processed": 9_999_999}, Status.FAILED),
        ({"end_time_rfc3339": None}, Status.COMPLETED),  # its duration says that it ended
        ({"start_time_rfc3339": None, "processing_duration_ms": None}, Status.COMPLETED),
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "bytes_processed": 5,
          "start_time_rfc3339": _at(NOW - HOUR + 1)}, Status.RUNNING),
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "bytes_processed": 5,
          "start_time_rfc3339": _at(NOW - HOUR - 1)}, Status.STALLED),
        # 10 MB at 1,000 bytes a second take 2.8 hours: ten times that is still to be waited for.
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "throughput_bytes_per_second": 1_000.0,
          "start_time_rfc3339": _at(NOW - 27 * HOUR)}, Status.RUNNING),
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "throughput_bytes_per_second": 1_000.0,
          "start_time_rfc3339": _at(NOW - 28 * HOUR)}, Status.STALLED),
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "start_time_rfc3339": "early"},
         Status.RUNNING),
        ({"end_time_rfc3339": None, "processing_duration_ms": None, "start_time_rfc3339": None,
          "bytes_processed": 0}, Status.NOT_STARTED),
    ],
)  # fmt: skip
def test_a_run_has_the_status_that_its_row_says(
    tmp_path: Path, cells: dict[str, Any], status: Status
) -> None:
    assert one(tmp_path, **cells).status[0] == status


def test_a_run_is_told_by_how_its_pipeline_compresses(tmp_path: Path) -> None:
    runs = read_all(
        write_runs(tmp_path / "x.db", {"algorithm": "zstd"}, {"algorithm": None}, {"algorithm": "brotli"})
    )
    assert [runs.algorithms[number] for number in runs.algorithm] == ["zstd", "no compression", "brotli"]


def test_two_stages_of_compression_are_one_way_to_compress(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {"algorithm": "zstd"})
    with Database.open(Location(path)) as database:
        database.execute(
            "INSERT INTO pipeline_stages (id, pipeline_id, name, stage_type, enabled, stage_order, algorithm,"
            " parallel_processing, created_at, updated_at) SELECT 's2', pipeline_id, 'b', 'Compression', 1,"
            " 9, 'brotli', 0, created_at, updated_at FROM pipeline_stages WHERE stage_type = 'compression'"
        )
    runs = read_all(path)
    assert runs.algorithms[runs.algorithm[0]] == "brotli + zstd"


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE processing_metrics",
        "ALTER TABLE processing_metrics DROP COLUMN start_time_rfc3339",
        "DROP TABLE pipeline_stages",
        "PRAGMA foreign_keys = OFF; DROP TABLE pipelines",
        "ALTER TABLE processing_metrics RENAME TO old; CREATE VIEW processing_metrics AS SELECT * FROM old",
    ],
)
def test_whatever_a_database_lacks_its_runs_are_read(tmp_path: Path, change: str) -> None:
    path = write_runs(tmp_path / "x.db", {}, {})
    with Database.open(Location(path)) as database:
        for statement in change.split(";"):
            database.execute(statement)
    runs = read_all(path)
    assert len(runs) == (0 if change == "DROP TABLE processing_metrics" else 2)


def test_nothing_is_read_again_that_has_not_changed(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {})
    with Database.open(Location(path)) as database:
        first = read_runs(database, NOW)
        assert first is not None
        assert read_runs(database, NOW, known=first.stamp) is None
        database.execute("UPDATE processing_metrics SET error_count = 7")
        second = read_runs(database, NOW, known=first.stamp)
        assert second is not None
        assert second.columns["errors"][0] == 7


def test_more_runs_than_are_read_at_once_are_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline_browser.model.metrics.reading.AT_ONCE", 2)
    runs = read_all(write_runs(tmp_path / "x.db", *({"error_count": number} for number in range(5))))
    assert runs.errors.tolist() == [0, 1, 2, 3, 4]


def test_runs_are_picked_by_key_and_come_in_the_order_asked_for(tmp_path: Path) -> None:
    runs = read_all(write_runs(tmp_path / "x.db", *({"error_count": number} for number in range(4))))
    keys = runs.keys.tolist()
    assert runs.with_keys([keys[3], 10**9, keys[1]]).errors.tolist() == [3, 1]
    assert USUAL["bytes_total"] == runs.with_keys([keys[0]]).total[0]


def test_a_view_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db")
    another_program(path, "DROP TABLE processing_metrics")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS error_count FROM n"
    another_program(path, f"CREATE VIEW processing_metrics AS {endless}")
    with Database.open(Location(path), read_only=True) as database, pytest.raises(DatabaseOperationFailed):
        read_runs(database, NOW)
