"""The figures of a dozen runs that somebody worked out with pencil and paper.

M is a million bytes. All times are UTC, and NOW is midnight of 2026-01-01.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.figures.facts import Group, Spread
from pipeline_browser.model.metrics.figures.sizes import size_against_duration
from pipeline_browser.model.metrics.status import Status
from tests.model.metrics.figures.making_runs import made_runs
from tests.small_runs import NOW, read_all, write_runs

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Dashboard

M = 1_000_000
HOUR = 3_600_000
MIDNIGHT_29TH = NOW - 72 * HOUR  # of December 2025

ZSTD, BROTLI, GZIP = "zstd", "brotli", "gzip"


def run(
    algorithm: str | None,
    start: str | None,
    end: str | None,
    duration: object,
    millions: int,
    **cells: object,
) -> dict[str, Any]:
    """A run of all of its bytes in chunks of a million, of a file of that size."""
    figures = dict.fromkeys(("bytes_processed", "bytes_total", "input_file_size_bytes"), millions * M)
    return {
        "algorithm": algorithm,
        "start_time_rfc3339": start,
        "end_time_rfc3339": end,
        "processing_duration_ms": duration,
        "chunks_processed": millions,
        "chunks_total": millions,
        "throughput_bytes_per_second": 0.0,
        "compression_ratio": None,
        "output_file_size_bytes": 0,
        **figures,
        **cells,
    }


def done(throughput: int, ratio: float, output: int) -> dict[str, object]:
    return {
        "throughput_bytes_per_second": float(throughput * M),
        "compression_ratio": ratio,
        "output_file_size_bytes": output * M,
    }


RUNS = (
    # 0 to 2: as they should be; the second in another zone, with nine digits.
    run(ZSTD, "2025-12-30T00:00:00Z", "2025-12-30T00:00:10Z", 10_000, 100, **done(10, 0.25, 25)),
    run(ZSTD, "2025-12-30T06:00:00.123456789+02:00", "2025-12-30T06:00:20.123456789+02:00", 20_000, 400,
        warning_count=2, **done(20, 0.5, 200)),
    run(BROTLI, "2025-12-31T00:00:00Z", "2025-12-31T00:00:40Z", 40_000, 400, **done(10, 0.1, 40)),
    # 3: failed half way, without any output.
    run(BROTLI, "2025-12-31T01:00:00Z", "2025-12-31T01:00:01Z", 1_000, 100, bytes_processed=50 * M,
        chunks_processed=50, error_count=3, warning_count=1, throughput_bytes_per_second=50.0 * M),
    # 4: failed with all bytes processed; its duration follows from its times, its throughput from nothing.
    run(GZIP, "2025-12-31T02:00:00Z", "2025-12-31T02:00:30Z", None, 300, error_count=5, **done(0, 0.4, 120)),
    # 5: running for a minute.
    run(ZSTD, "2025-12-31T23:59:00Z", None, None, 1_000, bytes_processed=10 * M, chunks_processed=10,
        throughput_bytes_per_second=5.0 * M),
    # 6: stalled three days ago, of a file whose size it did not say.
    run(ZSTD, "2025-12-29T00:00:00Z", None, None, 100, bytes_processed=20 * M, chunks_processed=20,
        input_file_size_bytes=0, warning_count=4),
    # 7: not started.
    run(ZSTD, None, None, None, 0),
    # 8: its start is no time; it stands in time at its end.
    run(None, "yesterday", "2025-12-31T12:00:00Z", 5_000, 10, **done(2, 0.2, 2)),
    # 9: neither time can be read; 20 M in 2 s are 10 M a second.
    run(None, None, "soon", 2_000, 20, **done(0, 1.1, 22)),
    # 10: ends before it starts, so that nothing is known of its duration.
    run(GZIP, "2025-12-31T10:00:10Z", "2025-12-31T10:00:00Z", None, 10, **done(1, 0.3, 3)),
    # 11: words where numbers belong.
    run(GZIP, "2025-12-31T11:00:00Z", "2025-12-31T11:00:04Z", "long", 40, error_count="many",
        **done(4, 0.6, 24)),
)  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Dashboard:
    return compute(read_all(write_runs(tmp_path_factory.mktemp("by-hand") / "x.db", *RUNS)), UTC)


def test_tiles(found: Dashboard) -> None:
    tiles = found.tiles
    # completed: 0, 1, 2, 8, 9, 10, 11; failed: 3, 4; running: 5; stalled: 6; not started: 7
    statuses = (tiles.completed, tiles.failed, tiles.running, tiles.stalled, tiles.not_started)
    assert (tiles.runs, *statuses) == (12, 7, 2, 1, 1, 1)
    # 100 + 400 + 400 + 50 + 300 + 10 + 20 + 0 + 10 + 20 + 10 + 40 = 1360
    assert tiles.bytes_processed == 1360 * M
    # of 1, 2, 4, 5, 10, 10, 10, 20, 50: the fifth is 10; the sum is 112
    assert tiles.median_throughput == 10 * M
    assert tiles.mean_throughput == pytest.approx(112 / 9 * M)
    # completed ones that say both: 25 + 200 + 40 + 2 + 22 + 3 + 24 = 316
    # of 100 + 400 + 400 + 10 + 20 + 10 + 40 = 980
    assert tiles.compression == pytest.approx(316 / 980)
    assert tiles.compressed_runs == 7
    # 3 + 5 and a word; 2 + 1 + 4; as many chunks as millions of bytes
    assert (tiles.errors, tiles.warnings) == (8, 7)
    assert tiles.error_rate == pytest.approx(8 / 1361)
    # neither time: 7, 9; no start: 7, 9; no end: 5, 6, 7
    assert tiles.untimed == 2
    assert (tiles.missing_start, tiles.unreadable_start) == (2, 1)
    assert (tiles.missing_end, tiles.unreadable_end) == (3, 1)


def test_spreads(found: Dashboard) -> None:
    # nine values: p95 at place 0.95 * 8 = 7.6, between 20 and 50; p99 at 7.92
    throughputs = Spread(9, 112 / 9 * M, 1 * M, 10 * M, 38 * M, 47.6 * M, 50 * M)
    # of 1, 2, 4, 5, 10, 20, 30, 40 s: p95 at 0.95 * 7 = 6.65, between 30 and 40; p99 at 6.93
    durations = Spread(8, 14_000, 1_000, 7_500, 36_500, 39_300, 40_000)
    for spread, expected in ((found.throughputs, throughputs), (found.durations, durations)):
        for name in Spread.__slots__:
            assert getattr(spread, name) == pytest.approx(getattr(expected, name)), name


def test_duration_over_time_shows_single_runs(found: Dashboard) -> None:
    series = found.duration
    assert series.buckets is None
    assert (series.points.keys - 1).tolist() == [0, 1, 2, 3, 4, 11, 8]
    assert series.points.y.tolist() == [10_000, 20_000, 40_000, 1_000, 30_000, 4_000, 5_000]
    hours = [24, 28, 48, 49, 50, 59, 60]  # since midnight of the 29th
    expected = [MIDNIGHT_29TH + hour * HOUR for hour in hours]
    expected[1] += 123  # of the nine digits three count
    assert series.points.x.tolist() == expected
    assert series.left_out == 5  # 5, 6, 7, 10 have no duration, 9 no time


def test_histogram_of_throughput(found: Dashboard) -> None:
    bins = found.throughput_histogram
    # twice the cube root of 9 is 4.2, so 5 bins, each 50 ** 0.2 = 2.187 times as wide as the one before
    assert bins.edges.tolist() == pytest.approx(
        [1 * M, 2.1867 * M, 4.7818 * M, 10.4564 * M, 22.865 * M, 50 * M], rel=1e-4
    )
    # 1 2 | 4 | 5 10 10 10 | 20 | 50
    assert bins.counts.tolist() == [2, 1, 4, 1, 1]
    assert bins.median == 10 * M
    assert bins.p95 == pytest.approx(38 * M)
    assert bins.left_out == 3


def test_ratios_by_algorithm(found: Dashboard) -> None:
    expected = (
        Group("brotli", 1, 0.1, 0.1, 0.1, 0.1, 0.1),
        Group("zstd", 2, 0.25, 0.3125, 0.375, 0.4375, 0.5),
        Group("gzip", 3, 0.3, 0.35, 0.4, 0.5, 0.6),
        Group("no compression", 2, 0.2, 0.425, 0.65, 0.875, 1.1),
    )
    assert [each.algorithm for each in found.ratios.groups] == [each.algorithm for each in expected]
    for group, hoped in zip(found.ratios.groups, expected, strict=True):
        for name in Group.__slots__[1:]:
            assert getattr(group, name) == pytest.approx(getattr(hoped, name)), (group.algorithm, name)
    assert found.ratios.left_out == 4  # 3, 5, 6, 7


def test_size_against_duration(found: Dashboard) -> None:
    assert (found.sizes.points.x / M).tolist() == [10, 20, 40, 100, 100, 300, 400, 400]
    assert (found.sizes.points.keys - 1).tolist() == [8, 9, 11, 0, 3, 4, 1, 2]
    assert found.sizes.weights.tolist() == [1] * 8
    assert (found.sizes.count, found.sizes.left_out) == (8, 4)


def test_the_line_through_sizes_and_durations() -> None:
    # logarithms: (1, 0), (2, 2), (3, 1); less their means (2, 1): (-1, -1), (0, 1), (1, 0)
    # slope 1 / 2; intercept 1 - 0.5 * 2; r squared 1 * 1 / (2 * 2)
    line = size_against_duration(made_runs(3, input_size=[10, 100, 1000], duration=[1, 100, 10])).regression
    assert line is not None
    assert line.slope == pytest.approx(0.5)
    assert line.r_squared == pytest.approx(0.25)
    assert line.count == 3
    assert line.intercept == pytest.approx(0)


def test_errors_over_time(found: Dashboard) -> None:
    # from midnight of the 29th until a minute before NOW: 72 hours, since 144 half hours are too many
    assert found.errors.width == HOUR
    assert found.errors.start.tolist() == [MIDNIGHT_29TH + hour * HOUR for hour in range(72)]
    assert {int(hour): found.errors.errors[hour] for hour in np.flatnonzero(found.errors.errors)} == {
        49: 3,
        50: 5,
    }
    assert {int(hour): found.errors.warnings[hour] for hour in np.flatnonzero(found.errors.warnings)} == {
        0: 4, 28: 2, 49: 1
    }  # fmt: skip
    assert np.flatnonzero(found.errors.failed).tolist() == [49, 50]
    assert found.errors.left_out == 2


def test_timeline(found: Dashboard) -> None:
    bars = found.timeline
    assert (bars.keys - 1).tolist() == [6, 0, 1, 2, 3, 4, 10, 11, 5]
    # the stalled one is shown for an hour, the running one until NOW; one ends before it starts
    lengths = [HOUR, 10_000, 20_000, 40_000, 1_000, 30_000, 0, 4_000, 60_000]
    assert (bars.end - bars.start).tolist() == lengths
    assert bars.lane.tolist() == [0] * 9  # they are an hour apart, and 17 minutes of three days can be seen
    assert bars.lanes == 1
    assert bars.status[[0, 4, 8]].tolist() == [Status.STALLED, Status.FAILED, Status.RUNNING]
    assert (bars.hidden, bars.left_out) == (0, 3)


def test_first_and_last_moment(found: Dashboard) -> None:
    assert (found.first, found.last) == (MIDNIGHT_29TH, NOW - 60_000)
