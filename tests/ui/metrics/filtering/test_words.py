"""Filters as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from math import nan

import pytest

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
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.metrics.filtering.words import (
    condition_words,
    count_words,
    nothing_words,
    span_words,
)


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Between("throughput", 10e6), "throughput at least 10.0 MB/s"),
        (Between("duration", None, 90_000), "duration at most 1 min 30 s"),
        (Between("input_size", 0, 2048), "input 0 bytes to 2.0 KiB"),
        (Between("errors", 1), "errors at least 1"),
        (Between("errors", 2, 2), "errors 2"),
        (Between("ratio"), "ratio known"),
        (Between("progress", 0.5), "progress at least 50.0 %"),
        (Between("started", at("2025-08-02T10:00Z")), "started at least 2025-08-02 10:00:00 UTC"),
        (OneOf("status", (int(Status.FAILED), int(Status.STALLED))), "status failed or stalled"),
        (OneOf("pipeline", ("a", None)), "pipeline “a” or not said"),
        (OneOf("pipeline", ("a", "b", "c", "d")), "pipeline “a”, “b” or 2 others"),
        (OneOf("status", ()), "status nothing"),
        (Contains("pipeline", "<b>"), "pipeline contains “<b>”"),
        (HasLint(), "any lint"),
        (HasLint(("gone",)), "lint: gone"),
    ],
)
def test_a_condition_in_words(condition: Condition, words: str) -> None:
    assert condition_words(condition, UTC) == words


def test_a_brushed_stretch_is_as_exact_as_it_is_short() -> None:
    start = at("2025-08-02T10:00:05Z")
    assert span_words(Span(start, start + 30_000), UTC) == "2 Aug 2025, 10:00:05 to 10:00:35 UTC"
    assert span_words(Span(start, start + 7_200_000), UTC) == "2 Aug 2025, 10:00 to 12:00 UTC"
    day = 86_400_000
    assert span_words(Span(start, start + 2 * day), UTC) == "2 Aug 2025, 10:00 to 4 Aug 2025, 10:00 UTC"
    assert span_words(Span(start, start + 30 * day), UTC) == "2 Aug 2025 to 1 Sep 2025"


def test_how_many_runs_fit() -> None:
    assert count_words(1204, 100_000) == "1,204 of 100,000 runs"
    assert count_words(394, 394) == "394 runs"
    assert count_words(1, 1) == "1 run"


def test_where_nothing_fits_the_sentence_helps_on() -> None:
    first, last = at("2025-01-01T00:00Z"), at("2025-08-02T10:00Z")
    day = Filter(Period.DAY)
    assert (
        nothing_words(day, 5, first, last, UTC)
        == "No runs in the last 24 hours; the newest is of 2 August 2025."
    )
    assert (
        nothing_words(day, 5, nan, nan, UTC) == "No runs in the last 24 hours: none of them says when it was."
    )
    words = nothing_words(Filter(Period.WEEK, "zstd"), 5, first, last, UTC)
    assert words == "No runs that fit in the last 7 days; the newest is of 2 August 2025."
    assert nothing_words(Filter(text="zstd"), 5, first, last, UTC) == "None of the 5 runs fits all of this."
    span = Filter(Span(last + 1000, last + 3_600_000))
    assert nothing_words(span, 5, first, last, UTC).startswith("No runs from 2 Aug 2025, 10:00")
    assert nothing_words(Filter(), 0, nan, nan, UTC) == ""
