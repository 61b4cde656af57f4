"""A run whose figures contradict each other is found, one whose figures agree within the tolerance is not."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser import initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Filter, HasLint, OneOf
from pipeline_browser.model.metrics.lint.checking import count_rules, explain, read_bits
from pipeline_browser.model.metrics.lint.rules import RULES, rules_of
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.source import read_source, source_of
from pipeline_browser.model.pipelines.shape import read_shape
from tests.small_pipelines import another_program
from tests.small_runs import NOW, USUAL, insert_run, write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def broken(path: Path, now: int = NOW) -> list[set[str]]:
    """The rules that each run of a file breaks, in the order in which the runs were written."""
    with Database.open(Location(path), read_only=True) as database:
        source = read_source(database, now)
        bits = read_bits(database, source)
        keys = select_keys(database, source, read_shape(database), Filter())
        return [{rule.id for rule in rules_of(bits.get(key))} for key in keys]


def words(path: Path) -> list[str]:
    with Database.open(Location(path), read_only=True) as database:
        shape = read_shape(database)
        source = source_of(shape, NOW)
        runs = explain(database, source, shape, list(read_bits(database, source)))
        return [finding.words for run in runs for finding in run.findings]


INSIDE_AND_OUTSIDE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "end-before-start",
        {"end_time_rfc3339": "2025-12-31T11:59:59.001Z", "processing_duration_ms": None},
        {"end_time_rfc3339": "2025-12-31T11:59:59.000Z", "processing_duration_ms": None},
    ),
    ("unfinished", {"error_count": 1, "bytes_processed": 9_999_999}, {"bytes_processed": 9_999_999}),
    (
        "unfinished",
        {"end_time_rfc3339": None, "processing_duration_ms": None, "bytes_processed": 5},
        {"end_time_rfc3339": None, "bytes_processed": 9_990_000},
    ),
    (
        "throughput",
        {"throughput_bytes_per_second": 10_109_000.0},
        {"throughput_bytes_per_second": 10_112_000.0},
    ),
    ("throughput", {"throughput_bytes_per_second": 0.0}, {"throughput_bytes_per_second": 1.0}),
    (
        # 3 ms may have been 4, or 2: so much a whole millisecond matters.
        "throughput",
        {"processing_duration_ms": 3, "throughput_bytes_per_second": 10_000_000 / 0.004},
        {"processing_duration_ms": 3, "throughput_bytes_per_second": 10_000_000 / 0.0045},
    ),
    (
        "duration",
        {"processing_duration_ms": 3_000, "throughput_bytes_per_second": 0},
        {"processing_duration_ms": 3_001, "throughput_bytes_per_second": 0},
    ),
    (
        "duration",  # 100 s and 5 % of it
        {
            "end_time_rfc3339": "2025-12-31T12:01:40Z",
            "processing_duration_ms": 95_000,
            "throughput_bytes_per_second": 0,
        },
        {
            "end_time_rfc3339": "2025-12-31T12:01:40Z",
            "processing_duration_ms": 94_999,
            "throughput_bytes_per_second": 0,
        },
    ),
    ("ratio", {"compression_ratio": 0.255}, {"compression_ratio": 0.2551}),
    ("ratio", {"compression_ratio": 0.245}, {"compression_ratio": 4.0}),
    ("ratio", {"compression_ratio": None}, {"compression_ratio": -0.5}),
    (
        "ratio",  # what failed half-way: its output belongs to half of the input
        {"bytes_processed": 5_000_000, "output_file_size_bytes": 1_250_000, "error_count": 1,
         "throughput_bytes_per_second": 0},
        {"bytes_processed": 5_000_000, "output_file_size_bytes": 4_000_000, "error_count": 1,
         "throughput_bytes_per_second": 0},
    ),
    ("too-much", {"bytes_total": 0}, {"bytes_total": 9_999_999}),
    ("too-much", {"chunks_total": 0}, {"chunks_total": 9}),
    ("negative", {"warning_count": 0}, {"warning_count": -1}),
    ("negative", {"compression_ratio": None}, {"compression_ratio": -0.5}),
    ("infinite", {"throughput_bytes_per_second": 0}, {"throughput_bytes_per_second": math.inf}),
    ("infinite", {"compression_ratio": None}, {"compression_ratio": -math.inf}),
    ("unreadable", {"start_time_rfc3339": None}, {"start_time_rfc3339": "yesterday"}),
    ("unreadable", {"end_time_rfc3339": None}, {"end_time_rfc3339": ""}),
    ("unreadable", {"processing_duration_ms": None}, {"processing_duration_ms": "long"}),
    (
        "future",
        {"end_time_rfc3339": "2026-01-01T00:15:00Z", "start_time_rfc3339": None},
        {"end_time_rfc3339": "2026-01-01T00:15:00.001Z", "start_time_rfc3339": None},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "inside", "outside"), INSIDE_AND_OUTSIDE)
def test_a_rule_is_broken_just_outside_of_its_tolerance(
    tmp_path: Path, rule: str, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    found = broken(write_runs(tmp_path / "x.db", inside, {**outside, "input_file_checksum": "c" * 64}))
    assert rule not in found[0]
    assert rule in found[1]


def test_every_rule_has_a_run_that_breaks_it() -> None:
    assert {rule for rule, _, _ in INSIDE_AND_OUTSIDE} | {"same-input"} == {rule.id for rule in RULES}


def test_a_usual_run_breaks_nothing_whatever_it_leaves_out(tmp_path: Path) -> None:
    left_out: list[dict[str, Any]] = [
        {},
        *({column: None} for column in USUAL if USUAL[column].__class__ is str),
        {"processing_duration_ms": None},
        {"compression_ratio": None},
        {"throughput_bytes_per_second": 0},
        {"input_file_size_bytes": 0},
        {"output_file_size_bytes": 0},
    ]
    assert broken(write_runs(tmp_path / "x.db", *left_out)) == [set()] * len(left_out)


def test_the_same_input_with_another_output_is_found_in_whatever_case_its_digest_is(tmp_path: Path) -> None:
    path = write_runs(
        tmp_path / "x.db",
        {"input_file_checksum": "ab" * 32, "output_file_checksum": "01" * 32},
        {"input_file_checksum": "AB" * 32, "output_file_checksum": "02" * 32},
        {"input_file_checksum": "cd" * 32, "output_file_checksum": "ef" * 32},
        {"input_file_checksum": "CD" * 32, "output_file_checksum": "EF" * 32},
        {"input_file_checksum": "ab" * 32, "output_file_checksum": None},
        {"input_file_checksum": "", "output_file_checksum": "03" * 32},
        {"input_file_checksum": "", "output_file_checksum": "04" * 32},
    )
    twins = {"same-input"}
    assert broken(path) == [twins, twins, set(), set(), set(), set(), set()]


def test_a_different_output_is_explained_by_different_stages_or_not_at_all(tmp_path: Path) -> None:
    path = write_runs(
        tmp_path / "x.db",
        {"name": "one", "output_file_checksum": "1"},
        {"name": "two", "output_file_checksum": "2", "algorithm": "brotli"},
        {"name": "three", "input_file_checksum": "x", "output_file_checksum": "3"},
        {"name": "four", "input_file_checksum": "x", "output_file_checksum": "4"},
    )
    one, two, three, four = words(path)
    assert one.startswith("“two” had the same input, and made another output of it. Their stages differ")
    assert "sha256 → zstd here, sha256 → brotli there" in one
    assert two.startswith("“one” had")
    assert three.startswith("“four” had")
    assert "Their stages are the same" in three
    assert "“three”" in four


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"throughput_bytes_per_second": 58_900_000.0, "processing_duration_ms": 826,
             "end_time_rfc3339": None},
            "Throughput says 58.9 MB/s, bytes over duration give 12.1 MB/s",
        ),
        (
            {"processing_duration_ms": 5_000, "throughput_bytes_per_second": 0},
            "Duration says 5.00 s, end - start is 1.00 s",
        ),
        ({"compression_ratio": 0.5}, "Ratio says 0.500, output over input gives 0.250"),
        (
            {"compression_ratio": 4.0},
            "Ratio says 4.00, output over input gives 0.250: it seems to be input over output",
        ),
        (
            {"compression_ratio": 25.0},
            "Ratio says 25.0, output over input gives 0.250: it seems to be in percent",
        ),
        (
            {"bytes_processed": 9 * 2**20, "bytes_total": 10 * 2**20, "throughput_bytes_per_second": 0},
            "It ended with 9.0 MiB of 10.0 MiB processed, and counts no error",
        ),
        ({"end_time_rfc3339": "2025-12-31T11:58:00Z"}, "The end is 2 min before the start"),
        ({"chunks_processed": 12}, "More was processed than there is: 12 chunks of 10"),
        (
            {"error_count": -1, "compression_ratio": -0.5},
            "Below zero: ratio -0.500, errors -1",
        ),
        ({"start_time_rfc3339": "<b>soon\x1b"}, "Cannot be read: the start “<b>soon\\x1b”"),
        (
            {"start_time_rfc3339": "2026-01-01T02:00:00Z", "end_time_rfc3339": None},
            "The start is 2 h ahead of this machine's clock",
        ),
        ({"throughput_bytes_per_second": math.inf, "processing_duration_ms": None}, "Infinite: throughput"),
    ],
)  # fmt: skip
def test_the_words_have_the_runs_own_figures(tmp_path: Path, cells: dict[str, Any], said: str) -> None:
    cells = {"bytes_processed": 10_000_000, **cells}
    assert said in words(write_runs(tmp_path / "x.db", cells))


def test_runs_are_filtered_and_sorted_by_what_they_break(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {}, {"warning_count": -1}, {"bytes_processed": 9_999_999}, {})
    with Database.open(Location(path), read_only=True) as database:
        shape = read_shape(database)
        source = source_of(shape, NOW)

        def keys(condition: object, order: Order | None = None) -> list[int]:
            wanted = Filter(conditions=(condition,) if condition else ())  # type: ignore[arg-type]
            return list(select_keys(database, source, shape, wanted, order))

        first, negative, short, last = keys(None)
        assert keys(HasLint()) == [negative, short]
        assert keys(HasLint(("negative", "future"))) == [negative]
        assert keys(OneOf("lint", (None,))) == [first, last]
        assert keys(None, Order("lint")) == [short, negative, last, first]


def test_a_database_without_the_columns_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Database.create(Location(path)) as database:
        database.execute("CREATE TABLE processing_metrics (pipeline_id TEXT, error_count)")
        database.execute("INSERT INTO processing_metrics VALUES ('a', 1), (NULL, x'00')")
    assert broken(path) == [set(), set()]


def test_the_large_sample_and_old_files_are_clean(shared: Path) -> None:
    assert broken(shared / "data" / "real-unversioned.db") == [set(), set()]


# A second, independent computation in plain Python.


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with initialize_database(f"sqlite://{tmp_path_factory.mktemp('lint') / 'x.db'}") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        yield database


def near(value: int) -> st.SearchStrategy[int]:
    return st.one_of(st.sampled_from([0, -1, value]), st.integers(value - 3, value + 3))


NUMBERS = {
    "bytes_processed": near(1000),
    "bytes_total": near(1000),
    "chunks_processed": near(3),
    "chunks_total": near(3),
    "processing_duration_ms": st.one_of(st.none(), near(3_000), st.sampled_from([5_000, 100_000])),
    "throughput_bytes_per_second": st.one_of(near(333), st.sampled_from([math.inf, 336.7, 1.0])),
    "compression_ratio": st.one_of(st.none(), st.sampled_from([-0.5, 0.25, 0.255, 0.26, 4.0, math.inf])),
    "error_count": near(0),
    "warning_count": near(0),
    "input_file_size_bytes": near(1000),
    "output_file_size_bytes": near(250),
}
MOMENTS = st.one_of(
    st.sampled_from([None, "", "soon"]),
    st.integers(NOW - 6_000, NOW + 3_000),
    st.sampled_from([NOW - 100_000, NOW + 900_000, NOW + 900_001]),
)
CHECKSUMS = st.sampled_from([None, "", "aa", "AA", "bb"])
RUNS = st.fixed_dictionaries(
    {
        **NUMBERS,
        "start": MOMENTS,
        "end": MOMENTS,
        "input_file_checksum": CHECKSUMS,
        "output_file_checksum": CHECKSUMS,
    }
)


def text(moment: object) -> object:
    if not isinstance(moment, int):
        return moment
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds")


@settings(max_examples=30)
@given(st.lists(RUNS, min_size=1, max_size=6))
def test_the_database_judges_as_plain_python_does(empty: Database, runs: list[dict[str, Any]]) -> None:
    empty.execute("DELETE FROM processing_metrics")
    for number, run in enumerate(runs):
        stored = {name: value for name, value in run.items() if name not in ("start", "end")}
        times = {"start_time_rfc3339": text(run["start"]), "end_time_rfc3339": text(run["end"])}
        insert_run(empty, {"pipeline_id": f"p{number}", **stored, **times})
    bits = read_bits(empty, read_source(empty, NOW))
    keys = [row[0] for row in empty.query("SELECT rowid FROM processing_metrics ORDER BY pipeline_id")]
    found = [{rule.id for rule in rules_of(bits.get(key))} for key in keys]
    assert found == [judged(run, runs) for run in runs]
    assert sum(count_rules(bits).values()) == sum(map(len, found))


def judged(run: dict[str, Any], runs: list[dict[str, Any]]) -> set[str]:
    numbers = {name: run[name] for name in NUMBERS}
    said = [value for value in numbers.values() if value is not None]
    start = run["start"] if isinstance(run["start"], int) else None
    end = run["end"] if isinstance(run["end"], int) else None
    duration = run["processing_duration_ms"]
    done, total = run["bytes_processed"], run["bytes_total"]
    ended = run["end"] is not None or duration is not None
    breaks = {
        "end-before-start": start is not None and end is not None and start - end >= 1000,
        "unfinished": ended and run["error_count"] == 0 and done < total,
        "same-input": is_contested(run, runs),
        "throughput": throughput_is_off(run),
        "duration": duration_is_off(start, end, duration),
        "ratio": ratio_is_off(run),
        "too-much": done > total > 0 or run["chunks_processed"] > run["chunks_total"] > 0,
        "negative": any(each < 0 for each in said),
        "infinite": any(math.isinf(each) for each in said),
        "unreadable": run["start"] in ("", "soon") or run["end"] in ("", "soon"),
        "future": max(start or 0, end or 0) > NOW + 15 * 60_000,
    }
    return {rule for rule, breaks_it in breaks.items() if breaks_it}


def is_contested(run: dict[str, Any], runs: list[dict[str, Any]]) -> bool:
    def folded(each: dict[str, Any], which: str) -> str:
        return (each[f"{which}_file_checksum"] or "").lower()

    if not folded(run, "input") or not folded(run, "output"):
        return False
    same = [each for each in runs if folded(each, "input") == folded(run, "input") and folded(each, "output")]
    return len({folded(each, "output") for each in same}) > 1


def throughput_is_off(run: dict[str, Any]) -> bool:
    stated, done, duration = (
        run["throughput_bytes_per_second"],
        run["bytes_processed"],
        run["processing_duration_ms"],
    )
    if not duration or duration < 0 or not stated or done < 0 or math.isinf(stated):
        return False
    return bool(abs(stated * duration - done * 1000) > 10 * done + abs(stated) + duration)


def duration_is_off(start: int | None, end: int | None, duration: int | None) -> bool:
    if start is None or end is None or duration is None or duration < 0 or start - end >= 1000:
        return False
    return abs(end - start - duration) > max(2000, 0.05 * max(end - start, duration))


def ratio_is_off(run: dict[str, Any]) -> bool:
    ratio, given, made = run["compression_ratio"], run["input_file_size_bytes"], run["output_file_size_bytes"]
    if ratio is None or given <= 0 or made <= 0:
        return False
    bases = (given, run["bytes_processed"])
    off = [abs(ratio * base - made) > max(0.005 * base, 0.01 * made) + 1 for base in bases]
    return all(off)  # infinity times nothing is no number, and not greater than any


@settings(max_examples=20)
@given(st.lists(RUNS, max_size=8), st.booleans())
def test_known_findings_filter_and_sort_as_the_database_does(
    empty: Database, runs: list[dict[str, Any]], descending: bool
) -> None:
    empty.execute("DELETE FROM processing_metrics")
    for number, run in enumerate(runs):
        cells = {name: value for name, value in run.items() if name not in ("start", "end")}
        insert_run(empty, {"pipeline_id": f"p{number}", **cells})
    shape = read_shape(empty)
    source = source_of(shape, NOW)
    known = read_bits(empty, source)
    for condition in (None, HasLint(), HasLint(("negative", "ratio")), OneOf("lint", (None,))):
        wanted = Filter(conditions=(condition,) if condition else ())
        for column in ("lint", "errors"):
            order = Order(column, descending=descending)
            by_database = select_keys(empty, source, shape, wanted, order)
            assert select_keys(empty, source, shape, wanted, order, lint=known) == by_database


def test_the_smallest_of_64_bits_is_checked_like_any_other_number(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {})
    for column in ("throughput_bytes_per_second", "compression_ratio"):
        another_program(path, f"ALTER TABLE processing_metrics DROP COLUMN {column}")
        another_program(path, f"ALTER TABLE processing_metrics ADD COLUMN {column}")
        another_program(path, f"UPDATE processing_metrics SET {column} = -9223372036854775807 - 1")
    assert broken(path) == [{"negative", "ratio", "throughput"}]
