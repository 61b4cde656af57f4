"""A dashboard held against what plain Python makes of the same runs."""

from __future__ import annotations

import math
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.model.metrics.recomputing import Run, percentile
from tests.small_runs import NOW

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard, OverTime

HOUR, DAY = 3_600_000, 86_400_000
FEW = 6
"""What counts as few points where figures are compared: a database of thousands would take too long."""


def compare(found: Dashboard, runs: list[Run], zone: tzinfo) -> None:
    _compare_tiles(found, runs)
    for name, series in (("throughput", found.throughput), ("duration", found.duration)):
        _compare_series(series, name, runs, zone)
    _compare_histogram(found, runs)
    _compare_ratios(found, runs)
    _compare_sizes(found, runs)
    _compare_errors(found, runs)
    _compare_timeline(found, runs)


def same(one: float, other: float | None) -> bool:
    if other is None:
        return math.isnan(one)
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _summed(values: list[float]) -> float | None:
    return sum(values) if values else None


def known(runs: list[Run], name: str) -> list[float]:
    return [value for run in runs if (value := run.figure(name)) is not None]


def _compare_tiles(found: Dashboard, runs: list[Run]) -> None:
    tiles = found.tiles
    assert tiles.runs == len(runs)
    for status in ("completed", "failed", "running", "stalled", "not started"):
        assert getattr(tiles, status.replace(" ", "_")) == sum(run.status == status for run in runs)
    assert same(tiles.bytes_processed, _summed(known(runs, "bytes_processed")))
    throughputs = known(runs, "throughput")
    assert same(tiles.median_throughput, percentile(throughputs, 50) if throughputs else None)
    assert same(tiles.mean_throughput, sum(throughputs) / len(throughputs) if throughputs else None)
    assert same(tiles.errors, _summed(known(runs, "errors")))
    assert same(tiles.warnings, _summed(known(runs, "warnings")))
    both = [
        (run.columns["output_size"], run.columns["input_size"])
        for run in runs
        if run.status == "completed" and run.columns["computed_ratio"] is not None
    ]
    assert tiles.compressed_runs == len(both)
    assert same(
        tiles.compression, sum(out for out, _ in both) / sum(in_ for _, in_ in both) if both else None
    )
    errors, chunks = known(runs, "errors"), sum(known(runs, "chunks_processed")) + 1
    assert same(tiles.error_rate, sum(errors) / chunks if errors and chunks > 0 else None)
    assert tiles.untimed == sum(run.columns["when"] is None for run in runs)
    assert tiles.missing_start == sum(not run.has_start for run in runs)
    assert tiles.missing_end == sum(not run.has_end for run in runs)
    assert tiles.unreadable_start == sum(run.has_start and run.columns["started"] is None for run in runs)
    assert tiles.unreadable_end == sum(run.has_end and run.columns["ended"] is None for run in runs)
    for spread, name in ((found.throughputs, "throughput"), (found.durations, "duration")):
        values = known(runs, name)
        assert spread.count == len(values)
        assert same(spread.p95, percentile(values, 95) if values else None)
        assert same(spread.p99, percentile(values, 99) if values else None)
        assert same(spread.minimum, min(values) if values else None)


def _compare_series(series: OverTime, name: str, runs: list[Run], zone: tzinfo) -> None:
    shown = [
        (run.columns["when"], run.key, value)
        for run in runs
        if run.columns["when"] is not None and (value := run.figure(name)) is not None
    ]
    assert series.left_out == len(runs) - len(shown)
    if len(shown) <= FEW:
        points = series.points
        assert series.buckets is None
        assert list(zip(points.x.tolist(), points.keys.tolist(), points.y.tolist(), strict=True)) == sorted(
            shown
        )
        return
    buckets = series.buckets
    assert buckets is not None
    first = min(when for when, _, _ in shown)
    assert (max(when for when, _, _ in shown) - first) / buckets.width <= 120
    groups: dict[int, list[float]] = {}
    members: dict[int, list[float]] = {}
    for when, _, value in shown:
        groups.setdefault(_stretch(when, first, buckets.width, zone), []).append(value)
        members.setdefault(_stretch(when, first, buckets.width, zone), []).append(when)
    assert buckets.count.tolist() == [len(groups[each]) for each in sorted(groups)]
    for place, each in enumerate(sorted(groups)):
        assert same(buckets.median[place], percentile(groups[each], 50))
        assert same(buckets.p95[place], percentile(groups[each], 95))
        longest = buckets.width + (HOUR if buckets.width >= DAY else 0)  # where the clock is put back
        assert buckets.start[place] <= min(members[each])
        assert max(members[each]) < buckets.start[place] + longest


def _stretch(when: int, first: int, width: float, zone: tzinfo) -> int:
    """The number of a stretch: of days by the calendar, of less from midnight of the first day."""
    there = datetime.fromtimestamp(first / 1000, zone) if abs(first) < 60_000 * DAY else None
    if width >= DAY:
        if there is None or abs(when) > 60_000 * DAY:
            return int((when // DAY + 719_162) // (width // DAY))  # far from any zone's rules
        return int((datetime.fromtimestamp(when / 1000, zone).toordinal() - 1) // (width // DAY))
    assert there is not None
    midnight = datetime(there.year, there.month, there.day, tzinfo=zone).timestamp() * 1000
    return int((when - midnight) // width)


def _compare_histogram(found: Dashboard, runs: list[Run]) -> None:
    values = [value for value in known(runs, "throughput") if value > 0]
    bins = found.throughput_histogram
    edges = bins.edges.tolist()
    assert bins.left_out == len(runs) - len(values)
    assert bins.counts.sum() == len(values)
    assert same(bins.median, percentile(values, 50) if values else None)
    for place, (low, high) in enumerate(pairwise(edges)):
        last = place == len(edges) - 2
        assert bins.counts[place] == sum(low <= each < high or (last and each == high) for each in values)
    widths = [math.log10(high / low) for low, high in pairwise(edges)]
    assert not widths or max(widths) - min(widths) < 1e-6


def _compare_ratios(found: Dashboard, runs: list[Run]) -> None:
    groups: dict[str, list[float]] = {}
    for run in runs:
        ratio = run.figure("ratio")
        if ratio is not None and ratio > 0:
            groups.setdefault(run.way, []).append(ratio)
    assert {each.algorithm for each in found.ratios.groups} == set(groups)
    for group in found.ratios.groups:
        values = groups[group.algorithm]
        assert group.count == len(values)
        assert (group.minimum, group.maximum) == (min(values), max(values))
        for share, figure in ((25, group.p25), (50, group.median), (75, group.p75)):
            assert same(figure, percentile(values, share))
    assert found.ratios.left_out == len(runs) - sum(map(len, groups.values()))


def _compare_sizes(found: Dashboard, runs: list[Run]) -> None:
    shown = {
        run.key: (size, duration)
        for run in runs
        if (size := run.figure("input_size") or 0) > 0 and (duration := run.figure("duration") or 0) > 0
    }
    points = found.sizes.points
    assert (found.sizes.count, found.sizes.left_out) == (len(shown), len(runs) - len(shown))
    assert found.sizes.weights.sum() == len(shown)
    for key, *place in zip(points.keys.tolist(), points.x.tolist(), points.y.tolist(), strict=True):
        assert tuple(place) == shown[key]
    if len(shown) <= FEW:
        assert len(points.keys) == len(shown)
    line, logs = found.sizes.regression, [(math.log10(x), math.log10(y)) for x, y in shown.values()]
    assert (line is not None) == (len(logs) >= 3 and len({x for x, _ in logs}) > 1)
    if line is not None and _spread(logs) > 1e-3:
        slope, intercept = _fitted(logs)
        assert math.isclose(line.slope, slope, rel_tol=1e-6, abs_tol=1e-6)
        assert math.isclose(line.intercept, intercept, rel_tol=1e-6, abs_tol=1e-6)


def _spread(logs: list[tuple[float, float]]) -> float:
    return max(x for x, _ in logs) - min(x for x, _ in logs)


def _fitted(logs: list[tuple[float, float]]) -> tuple[float, float]:
    """Solve the normal equations of y = a x + b."""
    count, sx, sy = len(logs), sum(x for x, _ in logs), sum(y for _, y in logs)
    sxx, sxy = sum(x * x for x, _ in logs), sum(x * y for x, y in logs)
    slope = (count * sxy - sx * sy) / (count * sxx - sx * sx)
    return slope, (sy - slope * sx) / count


def _compare_errors(found: Dashboard, runs: list[Run]) -> None:
    series, timed = found.errors, [run for run in runs if run.columns["when"] is not None]
    assert series.left_out == len(runs) - len(timed)
    starts = series.start.tolist()
    sums = {start: [0.0, 0.0, 0.0] for start in starts}
    for run in timed:
        start = max(each for each in starts if each <= run.columns["when"])
        sums[start][0] += run.figure("errors") or 0
        sums[start][1] += run.figure("warnings") or 0
        sums[start][2] += run.status == "failed"
    made = zip(series.errors.tolist(), series.warnings.tolist(), series.failed.tolist(), strict=True)
    for (errors, warnings, failed), expected in zip(made, sums.values(), strict=True):
        assert same(errors, expected[0])
        assert same(warnings, expected[1])
        assert failed == expected[2]


def _compare_timeline(found: Dashboard, runs: list[Run]) -> None:
    shown = sorted(
        (run.columns["started"], run.key, run) for run in runs if run.columns["started"] is not None
    )
    bars = found.timeline
    assert bars.keys.tolist() == [key for _, key, _ in shown]
    for place, (started, _, run) in enumerate(shown):
        end, length = run.columns["ended"], run.figure("duration")
        if end is None and length is not None:
            end = min(started + length, 253_402_300_799_999)
        elif end is None:
            end = {"running": NOW, "stalled": min(started + HOUR, NOW)}.get(run.status, started)
        assert bars.start[place] == started
        assert bars.end[place] == max(end, started)
    for lane in range(bars.lanes):
        mine = bars.lane == lane
        assert (bars.start[mine][1:] >= bars.end[mine][:-1]).all()
