"""What is exported is read back by other readers than ours, with the same values."""

from __future__ import annotations

import csv
import gc
import io
import json
import math
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled, ExportFailed
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import BY_NAME, COLUMNS
from pipeline_browser.model.metrics.exporting import exporting
from pipeline_browser.model.metrics.exporting.csv_text import csv_line
from pipeline_browser.model.metrics.exporting.exporting import (
    Exported,
    Wanted,
    save_runs,
    save_steps,
    write_runs,
)
from pipeline_browser.model.metrics.exporting.formats import Format, format_of
from pipeline_browser.model.metrics.exporting.values import header
from pipeline_browser.model.metrics.filters import Filter
from pipeline_browser.model.metrics.selecting import select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.pipelines.shape import read_shape
from tests.small_runs import NOW
from tests.small_runs import write_runs as write_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = '=cmd|"\\\n, <b>\x1b\u202e'
RUNS: list[dict[str, Any]] = [
    {"name": "plain"},
    {"name": NAME, "processing_duration_ms": 826, "throughput_bytes_per_second": math.inf},
    {"name": "-5", "start_time_rfc3339": "@noon", "end_time_rfc3339": None, "compression_ratio": -0.5},
    {"name": "'quoted'", "processing_duration_ms": None, "compression_ratio": None, "error_count": 2},
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = write_database(tmp_path_factory.mktemp("formats") / "x.db", *RUNS)
    with Database.open(Location(path)) as database:
        yield database


def exported(database: Database, wanted: Wanted) -> bytes:
    file = io.BytesIO()
    shape = read_shape(database)
    source = source_of(shape, NOW)
    keys = select_keys(database, source, shape, Filter())
    assert write_runs(file, database, source, shape, keys, wanted) == len(keys)
    return file.getvalue()


def test_csv_is_read_back_and_runs_nothing(database: Database) -> None:
    text = exported(database, Wanted(Format.CSV)).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert list(rows[0]) == [header(column) for column in COLUMNS]
    assert [row["pipeline"] for row in rows] == ["plain", f"'{NAME}", "'-5", "''quoted'"]
    assert rows[2]["started"] == "'@noon"
    assert rows[2]["ratio"] == "-0.5"
    assert rows[0]["started"] == "2025-12-31T12:00:00.000Z"
    assert rows[3]["duration_ms"] == ""
    assert rows[1]["throughput_bytes_per_second"] == "inf"
    assert [row["status"] for row in rows] == ["completed", "completed", "completed", "failed"]


@given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False)), min_size=2))
def test_a_line_of_csv_loses_nothing_and_begins_no_formula(values: list[Any]) -> None:
    (cells,) = csv.reader(io.StringIO(csv_line(values), newline=""), strict=True)
    assert len(cells) == len(values)
    for cell, value in zip(cells, values, strict=True):
        if isinstance(value, str):
            assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n"))
            assert (cell.removeprefix("'")) == value
        else:
            assert cell == ("" if value is None else repr(value))


def test_json_is_read_back(database: Database) -> None:
    runs = json.loads(exported(database, Wanted(Format.JSON)))
    assert [run["pipeline"] for run in runs] == ["plain", NAME, "-5", "'quoted'"]
    assert runs[0]["throughput_bytes_per_second"] == 10_000_000.0
    assert runs[1]["throughput_bytes_per_second"] == math.inf
    assert runs[2]["started"] == "@noon"
    assert runs[2]["lint"] == ["ratio", "negative", "unreadable"]
    assert runs[3]["ratio"] is None
    assert runs[0]["lint"] == []
    assert list(runs[0]) == [header(column) for column in COLUMNS]


def test_parquet_is_read_back_with_its_types(database: Database) -> None:
    import pyarrow.parquet  # noqa: PLC0415 - 150 ms

    table = pyarrow.parquet.read_table(io.BytesIO(exported(database, Wanted(Format.PARQUET))))
    types = {field.name: str(field.type) for field in table.schema}
    assert types["duration_ms"] == types["errors"] == types["input_size_bytes"] == "int64"
    assert types["ratio"] == types["throughput_bytes_per_second"] == "double"
    assert types["started"] == "timestamp[ms, tz=UTC]"
    assert types["pipeline"] == types["status"] == "string"
    rows = table.to_pylist()
    assert [row["pipeline"] for row in rows] == ["plain", NAME, "-5", "'quoted'"]
    assert rows[0]["started"] == datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert rows[2]["started"] is None
    assert rows[2]["lint"] == ["ratio", "negative", "unreadable"]
    assert rows[1]["throughput_bytes_per_second"] == math.inf
    assert [row["duration_ms"] for row in rows] == [1000, 826, 1000, None]


def test_a_column_that_holds_a_fraction_somewhere_is_no_column_of_whole_numbers(tmp_path: Path) -> None:
    import pyarrow.parquet  # noqa: PLC0415 - 150 ms

    path = write_database(tmp_path / "x.db", {}, {"processing_duration_ms": 0.5})
    with Database.open(Location(path)) as database:
        content = exported(database, Wanted(Format.PARQUET, (BY_NAME["duration"], BY_NAME["errors"])))
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    assert [str(field.type) for field in table.schema] == ["double", "int64"]
    assert table.to_pylist() == [{"duration_ms": 1000.0, "errors": 0}, {"duration_ms": 0.5, "errors": 0}]


def test_openmetrics_is_read_by_its_own_parser(database: Database) -> None:
    text = exported(database, Wanted(Format.OPENMETRICS)).decode()
    families = {family.name: family for family in families_in(text)}
    duration = families["adaptive_pipeline_run_processing_duration_seconds"]
    assert (duration.type, duration.unit) == ("gauge", "seconds")
    values = {sample.labels["pipeline"]: sample.value for sample in duration.samples}
    assert values == {"plain": 1.0, NAME: 0.826, "-5": 1.0}
    throughput = families["adaptive_pipeline_run_throughput_bytes_per_second"]
    assert math.inf in [sample.value for sample in throughput.samples]
    status = families["adaptive_pipeline_run_status"]
    assert status.type == "stateset"
    failed = [each.labels for each in status.samples if each.value and "failed" in each.labels.values()]
    assert [labels["pipeline"] for labels in failed] == ["'quoted'"]
    contradictions = families["adaptive_pipeline_run_contradiction"].samples
    assert {(each.labels["pipeline"], each.labels["rule"]) for each in contradictions} >= {("-5", "negative")}
    checksum = families["adaptive_pipeline_run_input_checksum"]
    assert checksum.samples[0].labels["checksum"] == "a" * 64
    assert all(family.unit == "" or name.endswith(family.unit) for name, family in families.items())


def test_samples_have_their_runs_time_only_when_asked_for(database: Database) -> None:
    columns = (BY_NAME["errors"],)
    without = exported(database, Wanted(Format.OPENMETRICS, columns)).decode()
    assert all(sample.timestamp is None for sample in samples(without))
    dated = exported(database, Wanted(Format.OPENMETRICS, columns, timestamps=True)).decode()
    moments = [sample.timestamp for sample in samples(dated)]
    assert float(moments[0]) == datetime(2025, 12, 31, 12, 0, 1, tzinfo=UTC).timestamp()
    assert moments[2] is None


def families_in(text: str) -> list[Any]:
    return list(text_string_to_metric_families(text))  # type: ignore[no-untyped-call]


def samples(text: str) -> list[Any]:
    return [sample for family in families_in(text) for sample in family.samples]


def test_runs_that_share_a_pipeline_are_told_apart_by_a_label(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Database.create(Location(path)) as database:
        database.execute("CREATE TABLE processing_metrics (pipeline_id TEXT, error_count)")
        database.execute("INSERT INTO processing_metrics VALUES ('a', 1), ('a', 2), (NULL, 3)")
        text = exported(database, Wanted(Format.OPENMETRICS)).decode()
    found = [each for each in samples(text) if each.name == "adaptive_pipeline_run_errors"]
    assert [(each.labels["run"], each.value) for each in found] == [("1", 1), ("2", 2), ("3", 3)]


@pytest.mark.parametrize("format_", list(Format))
def test_bytes_that_are_no_text_break_no_format(tmp_path: Path, format_: Format) -> None:
    path = write_database(tmp_path / "x.db", {})
    with Database.open(Location(path)) as database:
        database.execute("UPDATE processing_metrics SET input_file_checksum = CAST(x'61ff62' AS TEXT)")
        content = exported(database, Wanted(format_))
    assert content
    if format_ is Format.OPENMETRICS:
        assert samples(content.decode("utf-8"))
    if format_ is Format.CSV:
        assert b"a\xffb" in content


def test_many_runs_are_written_some_at_a_time(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    shape = read_shape(database)
    source = source_of(shape, NOW)
    target = tmp_path / "runs.csv"
    wanted = Wanted(Format.CSV, (BY_NAME["pipeline"],))
    told = list(save_steps(target, database, source, shape, [4, 3, 99, 1], wanted))
    assert told == [Exported(2, 2, 4), Exported(3, 4, 4)]
    assert target.read_bytes() == b"pipeline\r\n''quoted'\r\n'-5\r\nplain\r\n"


def test_an_export_that_is_not_finished_leaves_the_older_file_as_it_was(
    database: Database, tmp_path: Path
) -> None:
    shape = read_shape(database)
    source = source_of(shape, NOW)
    target = tmp_path / "runs.csv"
    target.write_text("older")
    steps = save_steps(target, database, source, shape, [1], Wanted(Format.CSV))
    next(steps)
    assert len(list(tmp_path.iterdir())) == 2
    steps.close()
    assert target.read_text() == "older"
    assert list(tmp_path.iterdir()) == [target]
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        save_runs(target, database, source, shape, [1], Wanted(Format.CSV), cancellation=cancellation)
    assert list(tmp_path.iterdir()) == [target]


def test_parquet_that_is_given_up_is_not_finished_behind_ones_back(
    database: Database, tmp_path: Path
) -> None:
    shape = read_shape(database)
    steps = save_steps(tmp_path / "x", database, source_of(shape, NOW), shape, [1], Wanted(Format.PARQUET))
    next(steps)
    with catch_unraisable() as caught:
        try:
            steps.throw(Cancelled())
        except Cancelled as error:
            held = error  # with the frames, and so with what was writing
        del held, steps
        gc.collect()
    assert caught == []
    assert not (tmp_path / "x").exists()


@contextmanager
def catch_unraisable() -> Iterator[list[object]]:
    """What Python can only print: errors while something is thrown away."""
    caught: list[object] = []
    before, sys.unraisablehook = sys.unraisablehook, caught.append
    try:
        yield caught
    finally:
        sys.unraisablehook = before


def test_nothing_is_written_over_the_database(database: Database) -> None:
    shape = read_shape(database)
    path = database.path
    assert path is not None
    with pytest.raises(ExportFailed, match="was not written"):
        save_runs(path, database, source_of(shape, NOW), shape, [1], Wanted(Format.CSV))


def test_without_pyarrow_its_absence_and_remedy_are_said(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    shape = read_shape(database)
    target = tmp_path / "runs.parquet"
    with pytest.raises(ExportFailed) as caught:
        save_runs(target, database, source_of(shape, NOW), shape, [1], Wanted(Format.PARQUET))
    assert "pipeline-browser[parquet]" in caught.value.remedy
    assert not target.exists()


def test_the_ending_of_a_file_says_its_format(tmp_path: Path) -> None:
    assert all(format_of(tmp_path / f"runs{each.suffix}") is each for each in Format)
    with pytest.raises(ExportFailed, match="was not written") as caught:
        format_of(tmp_path / "runs")
    assert ".csv, .json, .parquet, .prom" in caught.value.remedy
