"""What the dashboard shows of hardly any runs, and of absurd ones; warnings are errors here."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.figures.histogram import histogram
from pipeline_browser.model.metrics.figures.over_time import FEW
from pipeline_browser.model.metrics.figures.stretches import DAY, HOUR, stretches
from pipeline_browser.model.metrics.status import Status
from tests.model.metrics.figures.making_runs import DOUBLES, NAN, made_runs
from tests.small_runs import NOW

if TYPE_CHECKING:
    from datetime import tzinfo

BERLIN = ZoneInfo("Europe/Berlin")
YEAR_1 = -62_135_596_800_000
YEAR_9999 = 253_402_300_799_000
MANY = FEW + 1


def at(text: str, zone: tzinfo = UTC) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000


@pytest.mark.parametrize("count", [0, 1, 3, MANY])
def test_runs_that_say_nothing_have_empty_series_and_are_counted(count: int) -> None:
    found = compute(made_runs(count), UTC)
    assert found.tiles.runs == count
    assert found.tiles.untimed == count
    assert math.isnan(found.tiles.bytes_processed)
    assert math.isnan(found.tiles.error_rate)
    assert math.isnan(found.first)
    for series in (found.throughput, found.duration):
        assert (len(series.points.x), series.buckets, series.left_out) == (0, None, count)
    assert (len(found.throughput_histogram.edges), found.throughput_histogram.left_out) == (0, count)
    assert (found.ratios.groups, found.ratios.left_out) == ((), count)
    assert (found.sizes.regression, found.sizes.count, found.sizes.left_out) == (None, 0, count)
    assert (len(found.errors.start), found.errors.left_out) == (0, count)
    assert (found.timeline.lanes, found.timeline.left_out) == (0, count)


@pytest.mark.parametrize("count", [1, 3, MANY])
@pytest.mark.parametrize("value", [5.0, 0.0, -7.0, 1.7e308, -1.7e308, 5e-324])
def test_equal_values_of_any_size_make_a_dashboard(count: int, value: float) -> None:
    columns: dict[str, Any] = {name: [value] * count for name in DOUBLES if name not in ("started", "ended")}
    found = compute(made_runs(count, started=[float(NOW)] * count, **columns), UTC)
    assert found.tiles.median_throughput == value
    assert found.tiles.mean_throughput == pytest.approx(value)
    assert found.throughput_histogram.left_out == (0 if value > 0 else count)
    assert found.throughput_histogram.counts.tolist() == ([count] if value > 0 else [])
    assert found.sizes.regression is None
    if count == MANY:
        assert found.duration.buckets is not None
        assert found.duration.buckets.median.tolist() == [value]
        assert found.duration.buckets.p95.tolist() == [value]


def test_moments_of_the_first_and_the_last_year_fit_into_one_picture() -> None:
    started = [float(YEAR_1), *[float(NOW)] * MANY, float(YEAR_9999)]
    count = len(started)
    for zone in (UTC, BERLIN, ZoneInfo("America/New_York"), None):
        found = compute(made_runs(count, started=started, duration=[1e300] * count), zone)
        assert found.duration.buckets is not None
        assert found.duration.buckets.count.tolist() == [1, MANY, 1]
        assert len(found.errors.start) <= 121
        assert (found.first, found.last) == (YEAR_1, YEAR_9999)
        assert found.timeline.end.max() <= YEAR_9999 + 1000


def test_a_run_that_ends_before_it_starts_is_a_bar_without_length() -> None:
    found = compute(made_runs(1, started=[NOW], ended=[NOW - 5000], duration=[-5000]), UTC)
    assert found.timeline.start.tolist() == found.timeline.end.tolist() == [NOW]
    assert found.duration.points.y.tolist() == [-5000]


def test_days_begin_at_midnight_of_the_zone_and_one_of_them_has_23_hours() -> None:
    first, last = at("2025-03-01T12:00", BERLIN), at("2025-06-28T12:00", BERLIN)
    parts = stretches(np.array([first, last]), BERLIN)
    assert parts.width == DAY
    assert len(parts) == 120
    assert set(np.diff(parts.edges).tolist()) == {DAY, DAY - HOUR}
    for edge in parts.edges.tolist():
        there = datetime.fromtimestamp(edge / 1000, BERLIN)
        assert (there.hour, there.minute) == (0, 0)
    change = at("2025-03-30T00:00", BERLIN)
    assert np.diff(parts.edges)[parts.places(np.array([change]))].tolist() == [DAY - HOUR]


def test_a_day_that_lacks_its_midnight_begins_when_the_clock_goes_on() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # where 2024-03-31 began at 01:00
    parts = stretches(np.array([at("2024-03-01T12:00", beirut), at("2024-06-01T12:00", beirut)]), beirut)
    begins = [datetime.fromtimestamp(edge / 1000, beirut) for edge in parts.edges.tolist()]
    assert [(each.day, each.hour) for each in begins[29:32]] == [(30, 0), (31, 1), (1, 0)]


def test_weeks_begin_on_monday() -> None:
    first = at("2024-01-03T10:00")
    parts = stretches(np.array([first, first + 400 * DAY]), UTC)
    assert parts.width == 7 * DAY
    assert {datetime.fromtimestamp(edge / 1000, UTC).weekday() for edge in parts.edges.tolist()} == {0}


@pytest.mark.parametrize("span", [0, 1, 119_000, 3_600_000, 86_400_000, 5 * DAY, 90 * DAY, 3000 * DAY])
def test_there_are_never_many_more_than_120_stretches_and_all_moments_lie_in_one(span: int) -> None:
    moments = np.linspace(NOW - span, NOW, 1000)
    parts = stretches(moments, ZoneInfo("Asia/Kolkata"))
    places = parts.places(moments)
    assert places.min() == 0
    assert places.max() == len(parts) - 1 <= 121
    assert np.all(parts.edges[places] <= moments)
    assert np.all(parts.edges[places + 1] > moments)


def test_hours_are_counted_from_midnight_of_the_zone() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")  # half an hour beside UTC's hours
    first = at("2025-01-01T10:20", kolkata)
    parts = stretches(np.array([first, first + 100 * HOUR]), kolkata)
    assert parts.width == HOUR
    assert datetime.fromtimestamp(parts.edges[0] / 1000, kolkata) == datetime(2025, 1, 1, 10, tzinfo=kolkata)


def test_values_that_can_hardly_be_told_apart_share_a_bin() -> None:
    found = histogram(np.array([1.0, np.nextafter(1.0, 2.0)]))
    assert found.counts.tolist() == [2]
    assert found.edges[0] < 1 < found.edges[1]


def test_bins_hold_each_value_once_the_highest_too() -> None:
    found = histogram(np.array([1.0, 10.0, 100.0, NAN, 0.0, -3.0]))
    assert found.edges.tolist() == pytest.approx([1, 10**0.4, 10**0.8, 10**1.2, 10**1.6, 100])
    assert found.counts.tolist() == [1, 0, 1, 0, 1]
    assert found.left_out == 3


def test_a_value_on_an_edge_belongs_to_the_bin_above_it() -> None:
    found = histogram(np.array([1.0, 10.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]))
    assert found.edges.tolist() == pytest.approx([1, 10, 100, 1_000, 10_000, 100_000])
    assert found.counts.tolist() == [1, 2, 1, 1, 2]


def test_the_timeline_shows_the_newest_runs_and_old_ones_that_still_run() -> None:
    count = 1000
    started = [NOW - number * HOUR for number in range(count)]
    status = [Status.COMPLETED] * (count - 1) + [Status.RUNNING]
    found = compute(
        made_runs(count, started=started, duration=[60_000.0] * count, status=status), UTC
    ).timeline
    assert found.keys.tolist() == [count, *range(300, 0, -1)]
    assert found.hidden == count - 301
    assert found.end[0] == NOW + 60_000 - 999 * HOUR  # its duration is known after all
    assert np.all(np.diff(found.start) >= 0)


def test_a_run_without_end_or_duration_goes_on_until_now_or_until_it_was_taken_for_stalled() -> None:
    status = [Status.RUNNING, Status.STALLED, Status.FAILED]
    found = compute(made_runs(3, started=[NOW - 5 * HOUR] * 3, status=status), UTC).timeline
    assert found.end.tolist() == [NOW, NOW - 4 * HOUR, NOW - 5 * HOUR]


def test_bars_in_a_lane_never_overlap_and_lanes_are_used_again() -> None:
    generator = np.random.default_rng(1)
    started = NOW - generator.integers(0, 30 * DAY, 280).astype(float)
    duration = generator.integers(0, 3 * DAY, 280).astype(float)
    found = compute(made_runs(280, started=started.tolist(), duration=duration.tolist()), UTC).timeline
    for lane in range(found.lanes):
        mine = found.lane == lane
        assert np.all(found.start[mine][1:] >= found.end[mine][:-1])
    most_at_once = max(int(np.sum((found.start <= each) & (found.end > each))) for each in found.start)
    assert most_at_once <= found.lanes <= most_at_once + 4


def test_of_many_ways_to_compress_those_with_most_runs_are_told_apart() -> None:
    names = tuple(f"way {number:02}" for number in range(30))
    algorithm = [number for number in range(30) for _ in range(number + 1)]
    ratio = [1 / (number + 1) for number in algorithm]
    found = compute(made_runs(len(ratio), algorithms=names, algorithm=algorithm, ratio=ratio), UTC).ratios
    assert [each.algorithm for each in found.groups] == [f"way {number}" for number in range(29, 13, -1)]
    assert (found.hidden_groups, found.hidden_runs) == (14, sum(range(1, 15)))


def test_a_cloud_of_many_points_is_thinned_to_points_that_say_how_many_they_stand_for() -> None:
    generator = np.random.default_rng(2)
    sizes = 10 ** generator.uniform(3, 9, 20_000)
    durations = sizes**0.5 * 10 ** generator.normal(0, 0.2, 20_000)
    columns = {"input_size": sizes.tolist(), "duration": durations.tolist()}
    found = compute(made_runs(20_000, **columns), UTC).sizes
    assert found.weights.sum() == found.count == 20_000
    assert 500 < len(found.points.x) <= 96 * 64
    assert np.all(np.diff(found.points.x) >= 0)
    assert found.points.y.tolist() == durations[found.points.keys - 1].tolist()
    assert found.regression is not None
    assert found.regression.slope == pytest.approx(0.5, abs=0.01)


def test_the_order_of_runs_does_not_matter() -> None:
    generator = np.random.default_rng(3)
    columns = {name: generator.uniform(1, 1e6, MANY).round().tolist() for name in DOUBLES}
    columns["started"] = [NOW - each for each in columns["started"]]
    runs = made_runs(MANY, **columns)
    one, other = compute(runs, UTC), compute(runs.taken(generator.permutation(MANY)), UTC)
    assert one.tiles.median_throughput == other.tiles.median_throughput
    assert one.duration.buckets is not None
    assert other.duration.buckets is not None
    assert one.duration.buckets.p95.tolist() == other.duration.buckets.p95.tolist()
    assert one.sizes.points.keys.tolist() == other.sizes.points.keys.tolist()
    assert one.sizes.weights.tolist() == other.sizes.weights.tolist()
    assert one.timeline.keys.tolist() == other.timeline.keys.tolist()
    assert one.timeline.lane.tolist() == other.timeline.lane.tolist()


def test_midnight_of_this_machine_is_used_where_no_zone_is_given() -> None:
    first = datetime(2025, 2, 3, 12).astimezone()
    moments = np.array([first.timestamp() * 1000, (first + timedelta(days=100)).timestamp() * 1000])
    start = datetime.fromtimestamp(stretches(moments, None).edges[0] / 1000).astimezone()
    assert start == datetime(2025, 2, 3).astimezone()
