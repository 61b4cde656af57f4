"""What the dashboard shows, as frozen results; arrays are never written to.

Units: moments are milliseconds since 1970 UTC, durations milliseconds, throughput bytes per second, sizes
bytes, ratios output by input. NaN: nothing to show there. Percentiles are interpolated linearly between the
closest ranks (Hyndman and Fan's type 7, numpy's default, PERCENTILE.INC of spreadsheets): of n sorted values
the p-th lies at place p * (n - 1), counted from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles, Wholes


@dataclass(frozen=True, slots=True)
class Tiles:
    """The figures above everything. NaN where no run says anything."""

    runs: int
    completed: int
    failed: int
    running: int
    stalled: int
    not_started: int
    bytes_processed: float  # bytes
    median_throughput: float  # bytes per second
    mean_throughput: float  # bytes per second
    compression: float  # all output bytes by all input bytes, of completed runs that say both
    compressed_runs: int  # how many runs that is
    errors: float
    warnings: float
    error_rate: float  # errors / (chunks processed + 1), as the program's own board has it
    untimed: int  # runs with neither a readable start nor end: in no period, in no series over time
    missing_start: int
    unreadable_start: int
    missing_end: int
    unreadable_end: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How the values of one figure lie; NaN where no run has one."""

    count: int
    mean: float
    minimum: float
    median: float
    p95: float
    p99: float
    maximum: float


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Single runs, in the order of x."""

    keys: Wholes
    x: Doubles
    y: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Stretches of equal length, without those that no run falls into.

    Those of whole days begin at midnight of the zone, so that a day with a change of the clock is an hour
    shorter or longer than ``width`` says.
    """

    start: Doubles  # milliseconds since 1970 UTC
    width: float  # milliseconds
    count: Wholes  # runs with a value
    median: Doubles
    p95: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class OverTime:
    """One figure of runs over the time at which they stand (start, else end).

    Attributes:
        points: each run, where there are few; else empty.
        buckets: where there are many; None where there are few.
        left_out: runs without a time or without a value.
    """

    points: Points
    buckets: Buckets | None
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How many runs have a value in which bin; bins are equally wide on the logarithmic axis.

    Attributes:
        edges: ascending, one more than counts; none where no run has a value. The last bin holds its upper
            edge.
        median, p95: of the values in bins.
        left_out: runs without a value, or with one that is not above 0.
    """

    edges: Doubles
    counts: Wholes
    median: float
    p95: float
    left_out: int


@dataclass(frozen=True, slots=True)
class Group:
    """The compression ratios, all above 0, of the runs that compress in one way."""

    algorithm: str
    count: int
    minimum: float
    p25: float
    median: float
    p75: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Ratios:
    """How well each way to compress does.

    Attributes:
        groups: the best median first; where there are too many to be told apart, those with most runs.
        hidden_groups, hidden_runs: what there is no room for.
        left_out: runs without a ratio above 0.
    """

    groups: tuple[Group, ...]
    hidden_groups: int
    hidden_runs: int
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A line through logarithms by least squares: log10(duration) = intercept + slope * log10(size).

    Attributes:
        r_squared: the share of the variance that it explains; 1 where all durations are equal.
        count: of runs that it was drawn through.
    """

    slope: float
    intercept: float
    r_squared: float
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class SizeAgainstDuration:
    """Input size (x, bytes) against duration (y, milliseconds), both above 0.

    Attributes:
        points: each run where there are few, else a sample: one run of each cell of a fine grid.
        weights: how many runs each point stands for.
    """

    points: Points
    weights: Wholes
    regression: Regression | None  # None with fewer than three runs, or where all sizes are equal
    count: int
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class ErrorsOverTime:
    """Sums per stretch of time; empty stretches between the first and the last are there, with 0.

    Attributes:
        failed: how many runs failed.
        left_out: runs without a time.
    """

    start: Doubles
    width: float  # milliseconds
    errors: Doubles
    warnings: Doubles
    failed: Wholes
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Runs as bars over time, packed into lanes so that none overlap; the newest where there are many.

    Attributes:
        keys: of the runs in the order of their start.
        end: the end, else the start and the duration, else now where it still runs, or an hour after the
            start where it has stalled: until it was taken for that; never before the start.
        lane: numbers from 0.
        hidden: older runs than there is room for; running ones are shown whatever their age.
        left_out: runs without a readable start.
    """

    keys: Wholes
    start: Doubles
    end: Doubles
    lane: Wholes
    status: Wholes
    lanes: int
    hidden: int
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class Dashboard:
    """Everything that the dashboard shows of some runs."""

    tiles: Tiles
    throughput: OverTime
    duration: OverTime
    throughputs: Spread
    durations: Spread
    throughput_histogram: Histogram
    ratios: Ratios
    sizes: SizeAgainstDuration
    errors: ErrorsOverTime
    timeline: Timeline
    first: float  # the earliest and latest moment of any run; NaN where none has one
    last: float
    now: int
