"""What each chart says: figures with units, what is left out, what a click or a range asks for."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import numpy as np
import pytest

from pipeline_browser.model.metrics.filters import Between, Span
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.metrics.charts.kinds.all import KINDS
from pipeline_browser.ui.metrics.charts.kinds.kind import Kind, RunAsked, WordsAsked
from pipeline_browser.ui.metrics.charts.picture import same
from tests.small_runs import NOW
from tests.ui.metrics.made_runs import HOUR, Columns, dashboard_of, made_runs

BY_NAME = {kind.name: kind for kind in KINDS}
all_kinds = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def facts_of(name: str, count: int, **columns: Columns) -> tuple[Kind[Any], Any]:
    kind = BY_NAME[name]
    return kind, kind.facts(dashboard_of(made_runs(count, **columns)))


@all_kinds
@pytest.mark.parametrize("count", [1, 2, 3, 60, 2_500])
def test_every_chart_draws_any_number_of_runs(kind: Kind[Any], count: int) -> None:
    facts = kind.facts(dashboard_of(made_runs(count)))
    assert not kind.is_empty(facts)
    for bent in {False, kind.bends}:
        picture = kind.picture(facts, UTC, bent=bent)
        area = picture.area
        assert np.isfinite([area.left, area.right, area.bottom, area.top]).all()
        assert area.left < area.right
        assert area.bottom < area.top
        assert len(picture.marks)
    headers, rows = kind.table(facts)
    assert rows
    assert all(len(row) == len(headers) for row in rows)
    assert all(kind.said(facts, 0, UTC))


@all_kinds
def test_without_runs_a_chart_says_what_would_be_there(kind: Kind[Any]) -> None:
    facts = kind.facts(dashboard_of(made_runs(0)))
    assert kind.is_empty(facts)
    assert "would be" in kind.why_empty(facts)
    assert kind.table(facts)[1] == []


def test_runs_that_cannot_be_shown_are_counted_in_a_sentence() -> None:
    nothing = np.full(3, np.nan)
    kind, facts = facts_of("throughput", 3, started=nothing, ended=nothing)
    assert kind.why_empty(facts) == "None of 3 runs here says both its throughput and when it ran."
    times = np.array([NOW - HOUR, np.nan, np.nan])
    for name, words in (
        ("throughput", "2 runs without a time or a throughput are not shown"),
        ("errors", "2 runs without a readable time are not shown"),
        ("timeline", "2 runs without a readable start are not shown"),
    ):
        kind, facts = facts_of(name, 3, started=times, ended=times)
        assert kind.picture(facts, UTC, bent=False).notes[-1] == words
    kind, facts = facts_of("compression", 3, ratio=np.array([0.5, np.nan, np.nan]))
    assert kind.picture(facts, UTC, bent=False).notes == ("2 runs without a compression ratio are not shown",)
    kind, facts = facts_of("size-duration", 3, input_size=np.array([1.0, 0.0, 2.0]))
    assert (
        "1 run without a size or a duration above 0 is not shown" in kind.picture(facts, UTC, bent=True).notes
    )


def test_a_dot_is_a_run_and_a_bucket_a_stretch_of_time() -> None:
    kind, facts = facts_of("throughput", 3)
    assert kind.asked(facts, 1) == RunAsked(2)
    assert kind.said(facts, 0, UTC) == ("10.0 MB/s", "2025-12-31 21:00:00 UTC")
    kind, facts = facts_of("duration", 2_500)
    asked = kind.asked(facts, 0)
    assert isinstance(asked, Span)
    assert asked.end - asked.start == facts.buckets.width
    said = kind.said(facts, 0, UTC)
    assert [line.split(" ")[0] for line in said[1:3]] == ["median", "95th"]
    assert said[3] == f"{facts.buckets.count[0]} runs"


def test_ranges_ask_for_times_or_for_values_of_a_column() -> None:
    for name in ("throughput", "duration", "errors", "timeline"):
        kind, facts = facts_of(name, 5)
        assert kind.range_asked(facts, 1000.4, 2000.2) == Span(1000, 2001)
    kind, facts = facts_of("throughput-histogram", 5)
    assert kind.range_asked(facts, 1e6, 2e6) == Between("throughput", 1e6, 2e6)
    kind, facts = facts_of("size-duration", 5)
    assert kind.range_asked(facts, 1000.4, 2000.2) == Between("input_size", 1001.0, 2000.0)
    kind, facts = facts_of("compression", 5)
    assert kind.range_asked(facts, -0.1, 0.5) == Between("ratio", 0.0, 0.5)


def test_a_range_says_how_many_runs_it_holds() -> None:
    kind, facts = facts_of("throughput", 5)
    assert kind.range_words(facts, NOW - 3 * HOUR, NOW) == "3 runs"
    kind, facts = facts_of("timeline", 5)
    assert kind.range_words(facts, NOW - 3 * HOUR, NOW) == "3 runs started"
    kind, facts = facts_of("throughput-histogram", 5)
    assert kind.range_words(facts, 1.0, 1e12) == "about 5 runs"


def test_a_bar_of_the_histogram_asks_for_its_throughput_and_a_box_for_its_algorithm() -> None:
    kind, facts = facts_of("throughput-histogram", 50)
    asked = kind.asked(facts, 0)
    assert asked == Between("throughput", float(facts.edges[0]), float(facts.edges[1]))
    kind, facts = facts_of("compression", 4)
    assert {kind.asked(facts, at) for at in range(2)} == {WordsAsked("brotli"), WordsAsked("zstd")}
    assert kind.said(facts, 0, UTC)[1] == "median 0.300 of 2 runs"


def test_the_line_says_its_formula_in_words() -> None:
    kind, facts = facts_of("size-duration", 40)
    ((_, words),) = kind.picture(facts, UTC, bent=True).legend
    assert words == "1 MiB in 105 ms, twice the size 2.00 times as long, r² 1.00"


def test_stalled_bars_do_not_press_all_others_together() -> None:
    status = np.array([int(Status.STALLED), int(Status.COMPLETED)])
    started = np.array([NOW - 1000 * HOUR, NOW - 999 * HOUR])
    ended = np.array([np.nan, NOW - 998 * HOUR])
    kind, facts = facts_of("timeline", 2, status=status, started=started, ended=ended,
                           duration=np.array([np.nan, HOUR]))  # fmt: skip
    assert kind.picture(facts, UTC, bent=False).area.right < NOW - 990 * HOUR


def test_equal_facts_are_recognised_and_others_as_well() -> None:
    one, other = dashboard_of(made_runs(30)), dashboard_of(made_runs(30))
    assert same(one, other)
    assert not same(one, dashboard_of(made_runs(31)))
    different = made_runs(30, ratio=np.full(30, 0.5))
    assert same(one.sizes, dashboard_of(different).sizes)
    assert not same(one.ratios, dashboard_of(different).ratios)


@pytest.mark.parametrize("apart", [0.0, 1_000.0, 600_000.0])
def test_runs_of_one_hour_are_shown_within_hours(apart: float) -> None:
    started = np.array([NOW - HOUR + apart * number for number in range(3)], dtype=np.float64)
    for name in ("throughput", "duration", "timeline"):
        kind, facts = facts_of(name, 3, started=started, ended=np.add(started, 500.0))
        area = kind.picture(facts, UTC, bent=kind.bends).area
        assert area.left <= started[0] < started[-1] + 1 <= area.right
        assert area.right - area.left <= 2 * HOUR
