"""Figures of runs, each with a unit that suits it."""

from __future__ import annotations

from datetime import UTC
from math import nan

import pytest

from pipeline_browser.ui.metrics import formats

E = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 B/s"), (512, "512 B/s"), (58_900_000, "58.9 MB/s"), (999_900, "1.00 MB/s"), (2.5e9, "2.50 GB/s"),
     (nan, E)],
)  # fmt: skip
def test_a_rate_is_decimal(value: float, words: str) -> None:
    assert formats.rate(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 ms"), (12, "12 ms"), (0.5, "0.500 ms"), (1_534, "1.53 s"), (59_999, "1 min"),
     (125_000, "2 min 5 s"),
     (12_540_000, "3 h 29 min"), (3_600_000, "1 h"), (183_600_000, "2 d 3 h"), (-1_500, "-1.50 s"), (nan, E)],
)  # fmt: skip
def test_a_duration_reaches_from_milliseconds_to_days(value: float, words: str) -> None:
    assert formats.duration(value) == words


def test_sizes_shares_ratios_and_counts_have_what_they_need() -> None:
    assert formats.size(12_897_485) == "12.3 MiB"
    assert formats.percent(0.1234) == "12.3 %"
    assert formats.ratio(0.2531) == "0.253"
    assert formats.ratio(1.5) == "1.50"
    assert formats.count(1204.0) == "1,204"
    assert [formats.size(nan), formats.percent(nan), formats.ratio(nan), formats.count(nan)] == [E] * 4


def test_a_moment_names_its_zone_and_may_be_beyond_any_calendar() -> None:
    assert formats.when(1_767_225_600_000, UTC) == "2026-01-01 00:00:00 UTC"
    assert formats.when(1e18, UTC) == E
    assert formats.when(nan, UTC) == E
