"""What a person types into a range is understood, with its unit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.table.typed import EXAMPLES, NotUnderstood, parse_typed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 86_400_000


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
