"""Rows of metrics as accidents write them, and filters that somebody might want."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.metrics.columns import COLUMNS, Kind
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, OneOf, Period, Span
from tests.small_runs import NOW

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400_000

# Many at the same moments, so that stretches of time hold several, and ends of periods hit some.
_USUAL_AGES = [
    -DAY,
    0,
    1000,
    2000,
    60_000,
    3_600_000,
    DAY - 1000,
    DAY,
    DAY + 1000,
    7 * DAY,
    30 * DAY,
    90 * DAY,
]
ages = st.one_of(st.sampled_from(_USUAL_AGES), st.integers(0, 5000), st.integers(-DAY, 100 * DAY))
_ZONES = {
    "Z": UTC,
    "z": UTC,
    "+00:00": UTC,
    "+02:30": timezone(timedelta(hours=2, minutes=30)),
    "-11:00": timezone(timedelta(hours=-11)),
}
moments = st.builds(
    lambda ago, separator, fraction, zone: _written(NOW - ago, separator, fraction, zone),
    ages,
    st.sampled_from("Tt "),
    st.sampled_from(["", "", ".5", ".123456789", ".987654321", ".000400"]),
    st.sampled_from(list(_ZONES)),
)
odd_moments = st.sampled_from(
    [None, None, "", "yesterday", "2025-12-31", "2025-12-31T10:00:00", "2025-02-30T00:00:00Z", b"2025", 5,
     "2024-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)  # fmt: skip
times = st.one_of(moments, moments, moments, odd_moments)
words = st.sampled_from(["run", "Nightly", "ÄÖ 100%", "a_b", "back\\slash", "zstd", "<b>", "x", "'"])
wholes = st.one_of(st.integers(0, 20), st.integers(0, 10**13))
odd = st.sampled_from([0, -1, -5_000, 2**62, 1.5, 1e300, "many", b"\x00", ""])
counts = st.one_of(st.integers(0, 3), st.integers(0, 3), odd)
numbers = st.one_of(wholes, wholes, wholes, wholes, wholes, odd)
checksums = st.one_of(
    st.none(), st.sampled_from(["a" * 64, "ab" * 32, "", "AB12"]), st.sampled_from([5, b"ab"])
)
ratios = st.one_of(st.none(), st.floats(0.01, 2), st.sampled_from([0, -1, "x", 0.25]))
rates = st.one_of(st.just(0.0), st.floats(0.5, 1e9), st.sampled_from(["fast", -2.0, 1e7]))
algorithms = st.lists(
    st.tuples(
        st.sampled_from(["compression", "Compression", "checksum"]), st.sampled_from(["zstd", "brotli", "ÄÖ"])
    ),
    max_size=3,
)
one_row = st.fixed_dictionaries(
    {
        "name": st.one_of(st.none(), words),
        "stages": algorithms,
        "bytes_processed": numbers,
        "bytes_total": numbers,
        "chunks_processed": numbers,
        "chunks_total": numbers,
        "start_time_rfc3339": times,
        "end_time_rfc3339": times,
        "processing_duration_ms": st.one_of(st.none(), numbers),
        "throughput_bytes_per_second": rates,
        "compression_ratio": ratios,
        "error_count": counts,
        "warning_count": counts,
        "input_file_size_bytes": numbers,
        "output_file_size_bytes": numbers,
        "input_file_checksum": checksums,
        "output_file_checksum": checksums,
    }
)
rows = st.one_of(st.lists(one_row, max_size=3), st.lists(one_row, min_size=12, max_size=30))
NUMERIC = [column.name for column in COLUMNS if column.kind.is_numeric]
TEXTS = [column.name for column in COLUMNS if column.kind in {Kind.TEXT, Kind.IDENTIFIER, Kind.CHECKSUM}]
ends = st.one_of(
    st.none(), st.floats(0, 2), wholes.map(float), st.sampled_from([-1.0, 0.25, float(NOW), float(NOW - DAY)])
)
conditions = st.one_of(
    st.builds(Between, st.sampled_from(NUMERIC), ends, ends),
    st.builds(lambda values: OneOf("status", tuple(values)), st.lists(st.integers(0, 4), max_size=3)),
    st.builds(
        lambda column, values: OneOf(column, tuple(values)),
        st.sampled_from(TEXTS),
        st.lists(st.one_of(st.none(), words, st.sampled_from(["a" * 64, "", "5"])), max_size=3),
    ),
    st.builds(
        Contains, st.sampled_from(TEXTS), st.sampled_from(["r", "N", "%", "_", "\\", "ä", "Ä", "b1", "'"])
    ),
)
filters = st.builds(
    Filter,
    st.one_of(
        st.sampled_from(Period),
        st.builds(lambda first, second: Span(*sorted((NOW - first, NOW - second))), ages, ages),
    ),
    st.one_of(
        st.just(""),
        st.sampled_from(["run", "NIGHT", "100%", "_", "\\", "zstd", "ä", "ab 5", "a z", "run-"]),
    ),
    st.lists(conditions, max_size=2).map(tuple),
)  # fmt: skip


def _written(moment: int, separator: str, fraction: str, zone: str) -> str:
    there = datetime.fromtimestamp(moment // 1000, _ZONES[zone])
    return f"{there:%Y-%m-%d{separator}%H:%M:%S}{fraction}{zone}"


def write_rows(path: Path, made: list[dict[str, Any]]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for place, cells in enumerate(made):
            row = dict(cells)
            name, stages, identifier = row.pop("name"), row.pop("stages"), f"P-{place}"
            if name is not None:  # else it is nobody's run
                values = (identifier, f"{name}-{place}")
                connection.execute("INSERT INTO pipelines VALUES (?, ?, 0, 'x', 'x')", values)
            for order, (kind, algorithm) in enumerate(stages):
                connection.execute(_STAGE, (f"{identifier}-{order}", identifier, kind, algorithm, order))
            row["pipeline_id"] = identifier
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO processing_metrics ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
            )


_STAGE = (
    "INSERT INTO pipeline_stages (id, pipeline_id, name, stage_type, algorithm, stage_order, enabled,"
    " created_at, updated_at) VALUES (?, ?, 'x', ?, ?, ?, 1, 'x', 'x')"
)
