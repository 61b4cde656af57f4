"""Figures in words, in the form that reports and the command line have."""

from __future__ import annotations

from datetime import UTC
from math import inf, nan

import pytest

from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.filter_words import condition_words, filter_words, value_words
from pipeline_browser.model.metrics.filters import (
    Between,
    Condition,
    Contains,
    Filter,
    HasLint,
    OneOf,
    Period,
    Span,
)
from pipeline_browser.model.metrics.words import ENGLISH, UNKNOWN
from tests.small_runs import NOW

WRITERS = (
    ENGLISH.rate, ENGLISH.duration, ENGLISH.size, ENGLISH.ratio, ENGLISH.percent, ENGLISH.count,
    ENGLISH.significant,
)  # fmt: skip


def test_what_is_not_known_is_a_dash_and_what_is_beyond_all_numbers_is_endless() -> None:
    for writer in WRITERS:
        assert writer(nan) == UNKNOWN
        assert writer(inf) == "∞"
        assert writer(-inf) == "-∞"


def test_huge_figures_stay_short() -> None:
    for writer in WRITERS:
        for value in (1e300, -1e300, 1.7e308, 2.0**62):
            assert len(writer(value)) < 30, writer(value)


def test_figures_have_units() -> None:
    assert ENGLISH.rate(1_234_567) == "1.23 MB/s"
    assert ENGLISH.duration(3_723_000) == "1 h 2 min"
    assert ENGLISH.size(1) == "1 byte"
    assert ENGLISH.size(-2048) == "-2.0 KiB"
    assert ENGLISH.size(1023.97 * 1024) == "1.0 MiB"
    assert ENGLISH.counted(1, "run") == "1 run"
    assert ENGLISH.counted(1_204, "run") == "1,204 runs"
    assert ENGLISH.when(NOW, UTC) == "2026-01-01 00:00:00 UTC"
    assert ENGLISH.when(-62_135_596_800_000, UTC) == "0001-01-01 00:00:00 UTC"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Filter(), ("all times",)),
        (Filter(Period.DAY), ("last 24 hours",)),
        (Filter(Span(NOW, NOW + 1000)), ("from 2026-01-01 00:00:00 UTC to before 2026-01-01 00:00:01 UTC",)),
        (Filter(Span(-62_135_596_800_000, NOW)), ("before 2026-01-01 00:00:00 UTC",)),
        (Filter(Span(NOW, 253_402_300_800_000)), ("from 2026-01-01 00:00:00 UTC",)),
        (Filter(text="a b"), ("all times", "with “a” and “b” in a name, id, checksum or algorithm")),
    ],
)
def test_filters_are_named(wanted: Filter, words: tuple[str, ...]) -> None:
    assert filter_words(wanted, ENGLISH, UTC) == words


def test_conditions_are_named_with_units() -> None:
    told: dict[Condition, str] = {
        Between("throughput", 1e6, 2e6): "Throughput at least 1.00 MB/s and at most 2.00 MB/s",
        Between("duration"): "Duration is known",
        OneOf("status", (0, 1)): "Status: failed or stalled",
        OneOf("pipeline", ("nightly", None)): "Pipeline: nightly or unknown",
        Contains("input_checksum", "ab"): "Input checksum contains “ab”",
        HasLint(): "contradictory",
        HasLint(("ratio",)): "contradictory: Ratio contradicts output by input",
    }
    for condition, words in told.items():
        assert condition_words(condition, ENGLISH, UTC) == words
    assert value_words(BY_NAME["progress"], 0.5, ENGLISH, UTC) == "50.0 %"
    assert value_words(BY_NAME["errors"], 3, ENGLISH, UTC) == "3"
