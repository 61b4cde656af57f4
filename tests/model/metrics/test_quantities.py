"""Figures are written with units, and typed figures are understood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.quantities import duration, rate, ratio, share, size
from pipeline_browser.model.metrics.table.typed import EXAMPLES, NotUnderstood, parse_typed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 86_400_000


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (size(1), "1 byte"),
        (size(812), "812 bytes"),
        (size(1536), "1.5 KiB"),
        (size(2**20 - 1), "1.0 MiB"),
        (size(3.2e15), "2.8 PiB"),
        (size(-2048), "-2.0 KiB"),
        (rate(58_900_000), "58.9 MB/s"),
        (rate(999), "999 B/s"),
        (rate(0.5), "0.5 B/s"),
        (rate(999_960), "1.0 MB/s"),
        (duration(0), "0 ms"),
        (duration(850), "850 ms"),
        (duration(1_870), "1.87 s"),
        (duration(12_400), "12.4 s"),
        (duration(59_990), "1 min"),
        (duration(200_000), "3 min 20 s"),
        (duration(3_599_700), "60 min"),
        (duration(7_500_000), "2 h 5 min"),
        (duration(DAY * 3 + 4 * 3_600_000), "3 d 4 h"),
        (duration(-1_500), "-1.50 s"),
        (duration(float("inf")), "inf ms"),
        (size(float("inf")), "inf PiB"),
        (ratio(0.25), "0.25"),
        (ratio(0.00412), "0.0041"),
        (share(0.45), "45 %"),
        (share(0.9999), "99.9 %"),
        (share(1), "100 %"),
    ],
)
def test_a_figure_is_written_with_its_unit(written: str, text: str) -> None:
    assert written == text


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10 MB/s", Kind.RATE, 10e6),
        ("10MiB/s", Kind.RATE, 10 * 2**20),
        ("500 kB/s", Kind.RATE, 500e3),
        ("1e6", Kind.RATE, 1e6),
        ("64 KiB", Kind.BYTES, 65536),
        ("1.5 GB", Kind.BYTES, 1.5e9),
        ("2 T", Kind.BYTES, 2 * 2**40),
        ("1,048,576", Kind.BYTES, 1048576),
        ("1,5 MiB", Kind.BYTES, 1.5 * 2**20),
        ("1.5 s", Kind.DURATION, 1500),
        ("250", Kind.DURATION, 250),
        ("2 h 5 min", Kind.DURATION, 7_500_000),
        ("3 min 20 s", Kind.DURATION, 200_000),
        ("50 %", Kind.SHARE, 0.5),
        ("50", Kind.SHARE, 0.5),
        ("0.25", Kind.RATIO, 0.25),
        ("25%", Kind.RATIO, 0.25),
        ("3", Kind.COUNT, 3),
        ("12k", Kind.COUNT, 12_000),
        ("-1", Kind.COUNT, -1),
    ],
)
def test_a_typed_figure_is_understood(text: str, kind: Kind, value: float) -> None:
    assert parse_typed(text, kind, UTC, NOW) == pytest.approx((value, value))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("much", Kind.RATE), ("", Kind.BYTES), ("", Kind.DURATION), ("3 parsecs", Kind.BYTES),
     ("1.2.3", Kind.COUNT), ("5 s 5", Kind.BYTES), ("soon", Kind.MOMENT), ("", Kind.MOMENT),
     ("2025-13-01", Kind.MOMENT),
     ("3 s", Kind.SHARE), ("<b>", Kind.RATIO)],
)  # fmt: skip
def test_what_means_nothing_is_refused_with_an_example(text: str, kind: Kind) -> None:
    with pytest.raises(NotUnderstood, match="Write it like") as caught:
        parse_typed(text, kind, UTC, NOW)
    assert EXAMPLES[kind] in str(caught.value)


def test_a_day_reaches_from_its_first_to_its_last_millisecond() -> None:
    start = datetime(2025, 7, 1, tzinfo=UTC).timestamp() * 1000
    assert parse_typed("2025-07-01", Kind.MOMENT, UTC, NOW) == (start, start + DAY - 1)
    east = timezone(timedelta(hours=2))
    assert parse_typed("2025-07-01", Kind.MOMENT, east, NOW)[0] == start - 2 * 3_600_000
    assert parse_typed("2025-07", Kind.MOMENT, UTC, NOW) == (start, start + 31 * DAY - 1)
    assert parse_typed("2025-07-01 00:01", Kind.MOMENT, UTC, NOW) == (start + 60_000, start + 119_999)
    assert parse_typed("2025-07-01T00:00:01Z", Kind.MOMENT, east, NOW) == (start + 1000, start + 1000)


def test_a_moment_may_be_said_by_its_distance_from_now() -> None:
    now = NOW.timestamp() * 1000
    assert parse_typed("3 days ago", Kind.MOMENT, UTC, NOW) == (now - 3 * DAY, now - 3 * DAY)
    assert parse_typed("yesterday", Kind.MOMENT, UTC, NOW) == (now - DAY, now - 1)
