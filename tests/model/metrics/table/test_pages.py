"""Pages of rows, what they come to, and what their filters can offer."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import BY_NAME, COLUMNS
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, OneOf
from pipeline_browser.model.metrics.lint.checking import explain, read_bits
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.table.choices import MOST, read_choices
from pipeline_browser.model.metrics.table.pages import read_contested, read_page
from pipeline_browser.model.metrics.table.stored import read_stored
from pipeline_browser.model.metrics.table.summary import summarise
from pipeline_browser.model.metrics.table.sums import SUMMED
from pipeline_browser.model.pipelines.shape import read_shape
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.pipelines.shape import Shape

RUNS: list[dict[str, Any]] = [
    {"name": "a", "processing_duration_ms": 1_000, "warning_count": 2},
    {"name": "b", "processing_duration_ms": 3_000, "throughput_bytes_per_second": 0.0},
    {"name": "c", "processing_duration_ms": None, "end_time_rfc3339": "whenever"},
    {"name": "d", "processing_duration_ms": 2_000, "error_count": 1, "compression_ratio": None},
    {
        "name": "e",
        "processing_duration_ms": 500,
        "throughput_bytes_per_second": 0,
        "output_file_checksum": "other",
    },
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Source, Shape]]:
    path = write_runs(tmp_path_factory.mktemp("pages") / "x.db", *RUNS)
    with Database.open(Location(path), read_only=True) as database:
        shape = read_shape(database)
        yield database, source_of(shape, NOW), shape


def test_a_page_comes_in_the_order_of_its_keys_with_every_column(
    opened: tuple[Database, Source, Shape],
) -> None:
    database, source, shape = opened
    keys = select_keys(database, source, shape, Filter(), Order("duration"))
    page = read_page(database, source, keys[:3])
    assert [row["pipeline"] for row in page] == ["b", "d", "a"]
    assert [row["duration"] for row in page] == [3000, 2000, 1000]
    assert all(len(row.values) == len(COLUMNS) for row in page)
    assert page[1]["status"] == Status.FAILED
    assert page[1]["ratio"] is None


def test_a_run_that_went_meanwhile_is_left_out_of_its_page(opened: tuple[Database, Source, Shape]) -> None:
    database, source, shape = opened
    keys = list(select_keys(database, source, shape, Filter()))
    assert [row.key for row in read_page(database, source, [keys[1], 999, keys[0]])] == [keys[1], keys[0]]


def test_a_page_has_the_text_of_a_time_that_is_none(opened: tuple[Database, Source, Shape]) -> None:
    database, source, _ = opened
    row = read_page(database, source, [3])[0]
    assert row["ended"] is None
    assert row.ended_text == "whenever"


def test_a_page_knows_the_runs_with_the_same_input_only_when_told(
    opened: tuple[Database, Source, Shape],
) -> None:
    database, source, _ = opened
    contested = read_contested(database, source)
    assert contested == {1, 2, 3, 4, 5}
    assert read_page(database, source, [5])[0]["lint"] is None
    told = read_page(database, source, [5], contested=contested)[0]["lint"]
    assert isinstance(told, int)
    assert [rule.id for rule in rules_of(told)] == ["same-input"]


def test_a_summary_is_what_one_reckons_by_hand(opened: tuple[Database, Source, Shape]) -> None:
    database, source, _ = opened
    summary = summarise(database, source, [1, 2, 3, 4])
    duration = summary.of("duration")
    assert (duration.count, duration.missing) == (3, 1)
    assert (duration.total, duration.mean, duration.median) == (6000, 2000, 2000)
    assert (duration.minimum, duration.maximum) == (1000, 3000)
    assert summary.of("throughput").missing == 1  # 0 is what a row has that does not know
    assert summary.of("ratio").total is None
    assert summary.of("warnings").total == 2
    assert summarise(database, source, []).runs == 0
    assert summarise(database, source, [], [BY_NAME["duration"]]).of("duration").median is None


@given(st.sets(st.integers(1, 6)))
def test_a_summary_is_what_plain_python_reckons(
    opened: tuple[Database, Source, Shape], keys: set[int]
) -> None:
    database, source, _ = opened
    summary = summarise(database, source, list(keys))
    rows = read_page(database, source, sorted(keys))
    assert summary.runs == len(rows)
    for column in SUMMED:
        values = [row[column.name] for row in rows]
        said = [each for each in values if isinstance(each, int | float) and math.isfinite(each)]
        said = [each for each in said if each or column.name != "throughput"]
        figures = summary.of(column.name)
        assert figures.count == len(said)
        assert figures.missing == len(values) - len(said)
        if said:
            assert figures.mean == pytest.approx(statistics.fmean(said))
            assert figures.median == pytest.approx(statistics.median(said))


def test_a_filter_is_offered_values_with_their_numbers(opened: tuple[Database, Source, Shape]) -> None:
    database, source, shape = opened
    warned = read_choices(database, source, shape, Filter(), "warnings")
    assert warned.values == ((0, 4), (2, 1))
    assert (warned.least, warned.greatest) == (0, 2)
    duration = read_choices(database, source, shape, Filter(), "duration")
    assert (duration.runs, duration.missing) == (5, 1)
    status = read_choices(database, source, shape, Filter(), "status")
    assert dict(status.values) == {Status.COMPLETED: 4, Status.FAILED: 1}
    lint = dict(read_choices(database, source, shape, Filter(), "lint").values)
    assert lint["same-input"] == 5
    known = read_bits(database, source)
    assert read_choices(database, source, shape, Filter(), "lint", lint=known).values == tuple(lint.items())
    some = Filter(conditions=(Contains("pipeline", "c"),))
    by_database = read_choices(database, source, shape, some, "lint")
    assert read_choices(database, source, shape, some, "lint", lint=known) == by_database
    assert lint["unreadable"] == 1


def test_a_filters_own_condition_does_not_narrow_what_it_offers(
    opened: tuple[Database, Source, Shape],
) -> None:
    database, source, shape = opened
    wanted = Filter(conditions=(OneOf("warnings", (2,)), Between("duration", 900, 2500)))
    assert read_choices(database, source, shape, wanted, "warnings").values == ((0, 1), (2, 1))
    named = Filter(conditions=(Contains("pipeline", "a"),))
    assert read_choices(database, source, shape, named, "warnings").runs == 1


def test_too_many_values_are_not_offered(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {})
    with Database.open(Location(path)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(
            "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO processing_metrics (pipeline_id, warning_count) SELECT 'p' || i, i FROM n",
            (MOST,),
        )
        shape = read_shape(database)
        choices = read_choices(database, source_of(shape, NOW), shape, Filter(), "warnings")
    assert choices.values == ()
    assert choices.distinct == MOST + 1


@pytest.mark.parametrize("made", ["WITHOUT ROWID", "view"])
def test_rows_without_rowids_are_found_by_their_numbers(tmp_path: Path, made: str) -> None:
    path = tmp_path / "x.db"
    with Database.create(Location(path)) as database:
        table = "stored" if made == "view" else "processing_metrics"
        options = "" if made == "view" else made
        database.execute(f"CREATE TABLE {table} (pipeline_id TEXT PRIMARY KEY, warning_count) {options}")
        database.execute(f"INSERT INTO {table} VALUES ('a', 1), ('b', -2), ('c', 4)")
        if made == "view":
            database.execute("CREATE VIEW processing_metrics AS SELECT * FROM stored")
        shape = read_shape(database)
        source = source_of(shape, NOW)
        keys = select_keys(database, source, shape, Filter(), Order("warnings"))
        rows = read_page(database, source, keys)
        assert [(row["pipeline_id"], row["warnings"]) for row in rows] == [("c", 4), ("a", 1), ("b", -2)]
        assert summarise(database, source, keys).of("warnings").total == 3
        assert summarise(database, source, keys[:2]).of("warnings").total == 5
        assert read_stored(database, source, keys)[1] == [("c", 4), ("a", 1), ("b", -2)]
        found = list(explain(database, source, shape, list(read_bits(database, source))))
        assert [(run.pipeline_id, run.findings[0].words) for run in found] == [
            ("b", "Below zero: warnings -2")
        ]
