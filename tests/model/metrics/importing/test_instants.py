"""Moments are compared to the nanosecond, whatever offsets they were written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.metrics.importing.instants import instant

if TYPE_CHECKING:
    from datetime import datetime

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01 00:00:01.5z", SECOND * 3 // 2),
        ("1970-01-01t01:00:00.000000001+01:00", 1),
        ("1969-12-31T23:59:59.1239999999-00:30", 1799 * SECOND + 123_999_999),
        ("1970-01-01T00:00:60Z", 60 * SECOND),
        ("2026-11-22T14:17:49.427728716Z", 1_795_357_069_427_728_716),
        ("0000-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00", None),
        ("1970-01-01", None),
        ("", None),
        (None, None),
        (5, None),
        (b"1970-01-01T00:00:00Z", None),
    ],
)
def test_a_moment_is_the_nanoseconds_since_1970(text: str | None, nanoseconds: int | None) -> None:
    assert instant(text) == nanoseconds


@given(st.datetimes(), st.integers(0, SECOND - 1), st.integers(-1439, 1439))
def test_the_offset_only_says_where_the_clock_hung(moment: datetime, nanoseconds: int, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    offset = f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    text = f"{moment.isoformat()[:19]}.{nanoseconds:09d}"
    here, utc = instant(text + offset), instant(text + "Z")
    assert here is not None
    assert utc is not None
    assert utc - here == minutes * 60 * SECOND
