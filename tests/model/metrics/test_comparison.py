"""Why one run is slower: said by bytes per second, and a cause only where exactly one thing differs."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.metrics.comparison import Thing, Verdict, WhySlower, why_slower
from pipeline_browser.model.metrics.lint.checking import explain
from pipeline_browser.model.metrics.one_run import read_findings, read_run, read_these_runs
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.shape import read_shape
from tests.model.pipelines.databases import BUNDLED, UNKEYED, create, fresh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database

NOW = 1_767_225_600_000
MIB = 1 << 20


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(fresh(BUNDLED, filled=False)) as database:
        yield database


def zip_stage(
    algorithm: str = "zstd", name: str = "", *, chunk_size: int | None = None, **parameters: str
) -> NewStage:
    entries = tuple(NewEntry(key, value) for key, value in {"algorithm": algorithm, **parameters}.items())
    return NewStage(algorithm, "compression", algorithm, chunk_size=chunk_size, parameters=entries)


CHECK = NewStage("in", "checksum", "sha256", parallel_processing=0)


def add(database: Database, name: str, *stages: NewStage, workers: str = "4", **cells: object) -> int:
    pipeline = create(database, NewPipeline(name, (CHECK, *stages), (NewEntry("max_workers", workers),)))
    known: dict[str, object] = {
        "bytes_processed": 100 * MIB,
        "bytes_total": 100 * MIB,
        "input_file_size_bytes": 100 * MIB,
        "processing_duration_ms": 1000,
        "end_time_rfc3339": "2025-12-31T00:00:00Z",
        **cells,
    }
    columns, marks = ", ".join(known), ", ".join("?" * len(known))
    sql = f"INSERT INTO processing_metrics (pipeline_id, {columns}) VALUES (?, {marks})"
    database.connection.execute(sql, (pipeline, *known.values()))
    return int(database.query("SELECT last_insert_rowid()")[0][0])


def compared(database: Database, left: int, right: int) -> WhySlower:
    return why_slower(*read_these_runs(database, [left, right], NOW))


def test_slower_is_said_by_bytes_per_second_not_by_duration(database: Database) -> None:
    small = add(database, "small", zip_stage(), processing_duration_ms=1000)
    large = add(
        database,
        "large",
        zip_stage(),
        bytes_processed=400 * MIB,
        input_file_size_bytes=400 * MIB,
        processing_duration_ms=2000,
    )
    found = compared(database, small, large)
    assert (found.verdict, found.factor) == (Verdict.LEFT, 2.0)
    assert (found.left_rate, found.right_rate) == (100 * MIB, 200 * MIB)
    duration = next(each for each in found.figures if each.column == "duration")
    assert (duration.left, duration.right, duration.ratio) == (1000, 2000, 2.0)


def test_within_five_percent_two_runs_are_as_fast(database: Database) -> None:
    one = add(database, "one", zip_stage(level="1"))
    other = add(database, "other", zip_stage(level="9"), processing_duration_ms=1049)
    found = compared(database, one, other)
    assert (found.verdict, found.cause) == (Verdict.NEITHER, None)
    assert [each.name for each in found.candidates] == ["level"]


def test_without_a_duration_the_stated_throughput_counts_and_without_both_nothing_is_said(
    database: Database,
) -> None:
    one = add(database, "one", processing_duration_ms=None, throughput_bytes_per_second=5.0)
    other = add(database, "other", processing_duration_ms=None, throughput_bytes_per_second=10.0)
    nothing = add(database, "nothing", processing_duration_ms=None)
    assert (compared(database, one, other).verdict, compared(database, one, other).factor) == (
        Verdict.LEFT,
        2.0,
    )
    found = compared(database, one, nothing)
    assert (found.verdict, found.right_rate, found.cause) == (Verdict.UNKNOWN, None, None)


@pytest.mark.parametrize(
    ("stage", "thing", "left", "right"),
    [
        (zip_stage(level="19"), Thing.PARAMETER, "3", "19"),
        (zip_stage(), Thing.PARAMETER, "3", None),
        (zip_stage("brotli", level="3"), Thing.ALGORITHM, "zstd", "brotli"),
        (zip_stage(level="3", chunk_size=1024), Thing.CHUNK_SIZE, None, 1024),
    ],
)
def test_the_one_thing_that_differs_is_named_as_the_cause(
    database: Database, stage: NewStage, thing: Thing, left: object, right: object
) -> None:
    one = add(database, "one", zip_stage(level="3"))
    other = add(database, "other", stage, processing_duration_ms=9000)
    found = compared(database, one, other)
    assert found.verdict is Verdict.RIGHT
    assert found.cause is not None
    assert (found.cause.thing, found.cause.where) == (thing, "zstd")
    assert (found.cause.left, found.cause.right) == (left, right)


def test_a_stage_that_only_one_has_and_an_entry_that_differs_are_causes_too(database: Database) -> None:
    one = add(database, "one", zip_stage())
    more = add(database, "more", zip_stage(), zip_stage("gzip"), processing_duration_ms=9000)
    fewer = add(database, "fewer", zip_stage(), workers="1", processing_duration_ms=9000)
    found = compared(database, one, more).cause
    assert found is not None
    assert (found.thing, found.where, found.left, found.right) == (Thing.STAGE, "gzip", None, "gzip")
    found = compared(database, one, fewer).cause
    assert found is not None
    assert (found.thing, found.name, found.left, found.right) == (
        Thing.CONFIGURATION,
        "max_workers",
        "4",
        "1",
    )


def test_of_two_things_that_differ_none_is_named(database: Database) -> None:
    one = add(database, "one", zip_stage(level="3"))
    other = add(database, "other", zip_stage(level="9"), workers="1", processing_duration_ms=9000)
    found = compared(database, one, other)
    assert found.cause is None
    assert {each.thing for each in found.candidates} == {Thing.PARAMETER, Thing.CONFIGURATION}


def test_inputs_of_quite_different_sizes_are_a_thing_that_differs(database: Database) -> None:
    one = add(database, "one", zip_stage(level="3"))
    other = add(
        database, "other", zip_stage(level="9"), input_file_size_bytes=MIB, processing_duration_ms=9000
    )
    same = add(database, "same", zip_stage(level="3"), input_file_size_bytes=MIB, processing_duration_ms=9000)
    assert compared(database, one, other).cause is None
    cause = compared(database, one, same).cause
    assert cause is not None
    assert cause.thing is Thing.INPUT


def test_a_default_that_is_written_down_and_keys_that_nobody_reads_are_no_causes(database: Database) -> None:
    one = add(database, "one", zip_stage(colour="red"))
    other = add(database, "other", zip_stage(level="9"), processing_duration_ms=9000)  # zstd's own level
    found = compared(database, one, other)
    assert (found.verdict, found.cause, found.candidates) == (Verdict.RIGHT, None, ())
    assert {each.name for each in found.differences} == {"colour", "level"}


def test_the_order_of_stages_is_one_thing_however_many_moved(database: Database) -> None:
    stages = zip_stage(), NewStage("b", "transform", "base64"), NewStage("p", "passthrough", "passthrough")
    one = add(database, "one", *stages)
    other = add(database, "other", *reversed(stages), processing_duration_ms=9000)
    cause = compared(database, one, other).cause
    assert cause is not None
    assert cause.thing is Thing.ORDER


def test_what_the_program_does_not_heed_is_shown_but_is_no_cause(database: Database) -> None:
    one = add(database, "one", zip_stage(level="3", label="x", key="AAAA", nonce="BBBB", salt="CCCC"))
    other = add(
        database,
        "other",
        zip_stage(level="9", label="y", key="D", nonce="E", salt="F"),
        processing_duration_ms=9000,
    )
    database.connection.execute(
        "UPDATE pipeline_stages SET enabled = 0, stage_type = 'Compression' WHERE name = 'zstd' "
        "AND pipeline_id = (SELECT id FROM pipelines WHERE name = 'other')"
    )
    found = compared(database, one, other)
    assert found.cause is not None
    assert found.cause.name == "level"
    others = {each.name: each.secret for each in found.differences if not each.matters}
    assert others == {"key": True, "nonce": True, "salt": True, "label": False, "enabled": False}


def test_only_where_one_run_is_slower_is_there_a_cause(database: Database) -> None:
    one = add(database, "one", zip_stage(level="3"))
    other = add(database, "other", zip_stage(level="9"))
    assert compared(database, one, other).cause is None


def test_notes_say_what_to_bear_in_mind(database: Database) -> None:
    one = add(database, "one", zip_stage(), input_file_size_bytes=500, input_file_checksum="AB")
    other = add(
        database,
        "other",
        zip_stage(),
        error_count=2,
        throughput_bytes_per_second=1.0,
        input_file_checksum="ab",
    )
    assert compared(database, one, other).notes == (
        "An input is smaller than 1 MiB: starting up takes much of such a run's time.",
        "Both runs read the same input.",
        "The run of other failed.",
        (
            "The throughput that the row of other states contradicts its bytes over its duration, "
            "which count here."
        ),
    )


def test_a_run_whose_pipeline_is_gone_is_compared_by_its_figures(database: Database) -> None:
    one = add(database, "one", zip_stage())
    other = add(database, "other", zip_stage(), processing_duration_ms=9000)
    database.execute("PRAGMA foreign_keys = OFF")
    database.connection.execute("DELETE FROM pipelines WHERE name = 'other'")
    found = compared(database, one, other)
    assert (found.verdict, found.pipelines, found.cause) == (Verdict.RIGHT, None, None)
    assert found.right.name is None


def test_a_run_is_read_whole_with_its_pipeline(database: Database) -> None:
    key = add(database, "one", zip_stage(), start_time_rfc3339="whenever", error_count=1)
    run = read_run(database, key, NOW)
    assert run is not None
    assert run.pipeline is not None
    assert (run.key, run.name, run.status, run.handle) == (key, "one", Status.FAILED, run.pipeline.row.rowid)
    assert [stage.name for stage in run.pipeline.stages] == ["in", "zstd"]
    assert (run.started_text, run.values["started"], run.number("progress")) == ("whenever", None, 1.0)
    assert read_run(database, key + 1, NOW) is None


def test_what_contradicts_itself_in_a_run_is_found_as_in_all_of_them(database: Database) -> None:
    sums = [("aa", "bb"), ("AA", "cc"), ("aa", "BB"), ("dd", "ee"), ("dd", "EE"), ("", ""), (None, "x")]
    keys = [
        add(database, f"run {number}", input_file_checksum=given, output_file_checksum=made)
        for number, (given, made) in enumerate(sums)
    ]
    shape = read_shape(database)
    expected = [run.findings for run in explain(database, source_of(shape, NOW), shape, keys)]
    assert [read_findings(database, key, NOW) for key in keys] == expected
    assert [len(findings) for findings in expected] == [1, 1, 1, 0, 0, 0, 0]


def test_rows_of_any_kind_are_read(database: Database) -> None:
    with closing(fresh(UNKEYED)) as odd:
        odd.connection.execute("INSERT INTO processing_metrics VALUES (x'00ff', 'many'), (NULL, 7)")
        keys = [int(row[0]) for row in odd.query("SELECT rowid FROM processing_metrics")]
        runs = read_these_runs(odd, keys, NOW)
        assert [run.number("bytes_processed") for run in runs] == [5, None, 7]
        assert [run.pipeline is None for run in runs] == [False, True, True]
        assert why_slower(runs[0], runs[1]).verdict is Verdict.UNKNOWN
