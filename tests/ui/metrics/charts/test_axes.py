"""Axes say what their numbers are: round values, units, days where they begin."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.ui.metrics.charts.axes import Axis, Bend
from pipeline_browser.ui.metrics.charts.time_ticks import bucket_words, time_caption
from pipeline_browser.ui.metrics.charts.units import Unit

BERLIN = ZoneInfo("Europe/Berlin")
LOG, ZERO = Bend.LOG, Bend.LOG_FROM_ZERO


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() * 1000


def words(axis: Axis, low: float, high: float, pixels: float = 300, room: float = 60) -> list[str]:
    ticks = axis.ticks(axis.place(low), axis.place(high), pixels, lambda _: room)
    return [each.text for each in ticks]


@pytest.mark.parametrize(
    ("unit", "bend", "low", "high", "texts"),
    [
        (Unit.RATE, Bend.LINEAR, 0, 90e6, ["0", "20 MB/s", "40 MB/s", "60 MB/s", "80 MB/s"]),
        (Unit.RATE, Bend.LINEAR, 0, 2.4e6, ["0", "0.5 MB/s", "1 MB/s", "1.5 MB/s", "2 MB/s"]),
        (Unit.RATE, LOG, 1e5, 1e9, ["100 kB/s", "1 MB/s", "10 MB/s", "100 MB/s", "1 GB/s"]),
        (Unit.DURATION, Bend.LINEAR, 0, 4500, ["0", "1 s", "2 s", "3 s", "4 s"]),
        (Unit.DURATION, Bend.LINEAR, 0, 2 * 3.6e6, ["0", "0.5 h", "1 h", "1.5 h", "2 h"]),
        (Unit.DURATION, ZERO, 0, 4e6, ["0", "1 s", "1 min", "1 h"]),
        (Unit.BYTES, Bend.LINEAR, 0, 2.0**21, ["0", "0.5 MiB", "1 MiB", "1.5 MiB", "2 MiB"]),
        (Unit.BYTES, LOG, 1024, 2.0**30, ["1 KiB", "32 KiB", "1 MiB", "32 MiB", "1 GiB"]),
        (Unit.RATIO, Bend.LINEAR, 0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (Unit.COUNT, Bend.LINEAR, 0, 2.16, ["0", "1", "2"]),
        (Unit.COUNT, ZERO, 0, 1000, ["0", "10", "100", "1,000"]),
    ],
)
def test_ticks_stand_at_round_values_with_their_unit(
    unit: Unit, bend: Bend, low: float, high: float, texts: list[str]
) -> None:
    assert words(Axis(unit, bend), low, high) == texts


def test_a_tick_at_midnight_names_the_day_and_one_in_january_the_year() -> None:
    axis = Axis(Unit.TIME, zone=UTC)
    day = words(axis, at("2025-08-02T20:00Z"), at("2025-08-03T04:00Z"), 500)
    assert day == ["20:00", "21:00", "22:00", "23:00", "3 Aug", "01:00", "02:00", "03:00", "04:00"]
    months = words(axis, at("2025-11-15T00:00Z"), at("2026-03-15T00:00Z"))
    assert months == ["Dec", "2026", "Feb", "Mar"]
    assert words(axis, at("2019-06-01T00:00Z"), at("2026-06-01T00:00Z"), 500) == [
        "2020", "2021", "2022", "2023", "2024", "2025", "2026",
    ]  # fmt: skip


def test_an_axis_that_leads_out_of_the_calendar_has_ticks_where_there_are_years() -> None:
    assert words(Axis(Unit.TIME, zone=UTC), -7e13, 2.7e14) == ["5000"]


def test_days_begin_where_the_zone_says_also_when_the_clock_changes() -> None:
    axis = Axis(Unit.TIME, zone=BERLIN)
    low, high = at("2025-10-25T12:00+02:00"), at("2025-10-27T12:00+01:00")
    ticks = axis.ticks(low, high, 300, lambda _: 60)
    midnights = [each.place for each in ticks if each.text.endswith("Oct")]
    assert midnights == [at("2025-10-26T00:00+02:00"), at("2025-10-27T00:00+01:00")]
    assert midnights[1] - midnights[0] == 25 * 3_600_000


def test_what_ticks_leave_out_is_said_beside_the_chart() -> None:
    low, high = at("2025-08-02T10:00Z"), at("2025-08-02T11:00Z")
    assert time_caption(low, high, UTC) == "2 Aug 2025, UTC"
    assert time_caption(low, high, BERLIN) == "2 Aug 2025, CEST"
    day = 86_400_000
    assert time_caption(low, high + day, UTC) == "2 Aug \N{EN DASH} 3 Aug 2025, UTC"
    assert time_caption(low, high + 200 * day, UTC) == "2 Aug 2025 \N{EN DASH} 18 Feb 2026, UTC"
    assert time_caption(low, high + 600 * day, UTC) == "Aug 2025 \N{EN DASH} Mar 2027, UTC"


def test_a_bucket_is_a_day_or_from_when_to_when() -> None:
    day = 86_400_000
    assert bucket_words(at("2025-08-02T00:00Z"), day, UTC) == "2 Aug 2025"
    assert bucket_words(at("2025-08-02T00:00Z"), 7 * day, UTC) == "2 Aug 2025 to 8 Aug 2025"
    hour = bucket_words(at("2025-08-02T14:00Z"), day / 24, UTC)
    assert hour == "2 Aug 2025, 14:00 to 15:00 UTC"


@given(st.sampled_from([Unit.RATE, Unit.DURATION, Unit.BYTES, Unit.COUNT]), st.sampled_from(list(Bend)),
       st.floats(1, 1e15))  # fmt: skip
def test_a_place_leads_back_to_its_value(unit: Unit, bend: Bend, value: float) -> None:
    axis = Axis(unit, bend)
    assert axis.value(axis.place(value)) == pytest.approx(value, rel=1e-9)


@given(
    st.sampled_from([Unit.TIME, Unit.RATE, Unit.DURATION, Unit.BYTES, Unit.RATIO, Unit.COUNT]),
    st.sampled_from(list(Bend)),
    st.floats(0, 1e13),
    st.floats(1e-6, 1e13),
    st.floats(30, 2000),
)
def test_ticks_are_seen_and_never_closer_than_their_words_are_wide(
    unit: Unit, bend: Bend, low: float, extent: float, pixels: float
) -> None:
    axis = Axis(unit, Bend.LINEAR if unit is Unit.TIME else bend, zone=UTC)
    first, last = axis.place(low), axis.place(low + extent)
    ticks = axis.ticks(first, last, pixels, lambda _: 60)
    places = [each.place for each in ticks]
    little = (last - first) * 1e-6 + 1e-9
    assert all(first - little <= place <= last + little for place in places)
    gaps = [(b - a) / (last - first) * pixels for a, b in pairwise(places)]
    assert all(gap >= 59 for gap in gaps)
    assert len(ticks) <= 1000


def test_names_are_thinned_out_where_there_is_no_room() -> None:
    axis = Axis(Unit.NAME, names=tuple("abcdef"))
    assert words(axis, -0.6, 5.6, 300, 30) == list("abcdef")
    assert words(axis, -0.6, 5.6, 60, 20) == ["a", "d"]
