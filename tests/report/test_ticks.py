"""Ticks stand at round values, and say them with their unit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.report.calendar_ticks import EARLIEST, LATEST, calendar_ticks, caption, stretch_words
from pipeline_browser.report.ticks import linear_ticks, log_ticks

if TYPE_CHECKING:
    from datetime import tzinfo

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, zone: tzinfo = UTC) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000


@pytest.mark.parametrize(
    ("kind", "high", "words"),
    [
        (Kind.RATE, 237e6, ["0", "50 MB/s", "100 MB/s", "150 MB/s", "200 MB/s"]),
        (Kind.DURATION, 95_000, ["0", "30 s", "60 s", "90 s"]),
        (Kind.DURATION, 7 * 3_600_000, ["0", "2 h", "4 h", "6 h"]),
        (Kind.BYTES, 5 * 2**30, ["0", "1 GiB", "2 GiB", "3 GiB", "4 GiB", "5 GiB"]),
        (Kind.COUNT, 3, ["0", "1", "2", "3"]),
        (Kind.COUNT, 12_000, ["0", "5,000", "10,000"]),
        (Kind.RATIO, 1.1, ["0", "0.5", "1"]),
    ],
)
def test_even_ticks(kind: Kind, high: float, words: list[str]) -> None:
    assert [each.words for each in linear_ticks(kind, 0, high, 5)] == words


@pytest.mark.parametrize(
    ("kind", "low", "high", "words"),
    [
        (Kind.RATE, 3e5, 2e9, ["1 MB/s", "10 MB/s", "100 MB/s", "1 GB/s"]),
        (Kind.DURATION, 5, 4e6, ["10 ms", "100 ms", "1 s", "10 s", "1 min", "10 min", "1 h"]),
        (Kind.DURATION, 450, 30_000, ["500 ms", "1 s", "2 s", "5 s", "10 s", "20 s"]),
        (Kind.BYTES, 900, 2**41, ["1 KiB", "32 KiB", "1 MiB", "32 MiB", "1 GiB", "32 GiB", "1 TiB"]),
        (Kind.RATE, 90e6, 130e6, ["90 MB/s", "100 MB/s", "110 MB/s", "120 MB/s", "130 MB/s"]),
    ],
)
def test_logarithmic_ticks(kind: Kind, low: float, high: float, words: list[str]) -> None:
    assert [each.words for each in log_ticks(kind, low, high, 7)] == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-08-01T00:00", "2025-08-01T10:00", ["1 Aug", "02:00", "04:00", "06:00", "08:00", "10:00"]),
        ("2025-08-01T20:00", "2025-08-03T10:00", ["2 Aug", "12:00", "3 Aug"]),
        ("2025-07-30T00:00", "2025-08-27T00:00", ["4 Aug", "11 Aug", "18 Aug", "25 Aug"]),
        ("2024-11-15T00:00", "2025-04-20T00:00", ["Dec", "2025", "Feb", "Mar", "Apr"]),
        ("2001-06-01T00:00", "2026-02-01T00:00", ["2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_calendar_ticks(first: str, last: str, words: list[str]) -> None:
    assert [each.words for each in calendar_ticks(at(first), at(last), 6, UTC)] == words


def test_days_of_a_zone_begin_at_its_midnights_also_when_the_clock_changes() -> None:
    ticks = calendar_ticks(at("2025-03-28T12:00", BERLIN), at("2025-04-01T12:00", BERLIN), 6, BERLIN)
    assert [each.words for each in ticks] == ["29 Mar", "30 Mar", "31 Mar", "1 Apr"]
    assert [each.value for each in ticks] == [
        at(f"{day}T00:00", BERLIN) for day in ("2025-03-29", "2025-03-30", "2025-03-31", "2025-04-01")
    ]


@pytest.mark.parametrize("zone", [UTC, BERLIN, ZoneInfo("America/New_York"), None])
def test_the_whole_calendar_has_ticks(zone: tzinfo | None) -> None:
    ticks = calendar_ticks(EARLIEST, LATEST, 6, zone)
    assert [each.words for each in ticks] == ["2000", "4000", "6000", "8000"]


def test_a_stretch_of_time_is_told_in_words() -> None:
    start = at("2025-08-02T14:00")
    assert stretch_words(start, 3_600_000, UTC) == "2 Aug 2025, 14:00 to 15:00"
    assert stretch_words(at("2025-08-02T00:00"), 86_400_000, UTC) == "2 Aug 2025"
    assert stretch_words(at("2025-08-04T00:00"), 7 * 86_400_000, UTC) == "4 Aug 2025 to 10 Aug 2025"
    assert caption(start, start + 86_400_000, BERLIN) == "2 Aug 2025 \N{EN DASH} 3 Aug 2025, CEST"
