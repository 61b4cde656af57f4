"""Figures, times and checksums as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline_browser.ui.migrations.formats import (
    brief,
    checksum_kind,
    clock,
    duration,
    first_line,
    milliseconds,
    short_checksum,
    shown_time,
    time_tooltip,
)

HERE = timezone(timedelta(hours=2), "CEST")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0421, "0.042"),
        (1.074, "1.07"),
        (15.62, "15.6"),
        (242.9, "243"),
        (61234.5, "61,234"),
        (None, "not recorded"),
    ],
)
def test_milliseconds_keep_three_digits_below_a_thousand(value: float | None, text: str) -> None:
    assert milliseconds(value) == text


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (900, "1 µs"),
        (242_930, "243 µs"),
        (999_600, "1.00 ms"),
        (15_600_000, "15.6 ms"),
        (999_960_000, "1.00 s"),
        (59_940_000_000, "59.9 s"),
        (59_960_000_000, "1 min 0 s"),
        (12_540_000_000_000, "3 h 29 min"),
    ],
)
def test_a_duration_has_a_fitting_unit(nanoseconds: int, text: str) -> None:
    assert duration(nanoseconds) == text


def test_elapsed_time_ticks_like_a_clock() -> None:
    assert [clock(seconds) for seconds in (7.9, 723, 12_540)] == ["0:07", "12:03", "3:29:00"]


def test_a_checksum_gives_up_its_middle() -> None:
    assert short_checksum(bytes(range(48))) == "000102…2d2e2f"
    assert short_checksum(b"\1\2") == "0102"


def test_the_length_of_a_checksum_tells_its_hash() -> None:
    assert [checksum_kind(bytes(size)) for size in (48, 32, 3)] == ["SHA-384", "SHA-256", "3 bytes"]


def test_a_ledger_time_is_shown_in_utc_and_in_local_time() -> None:
    stored = "2026-03-01 23:30:00"
    assert shown_time(stored, utc=True) == "2026-03-01 23:30:00"
    assert shown_time(stored, utc=False, zone=HERE) == "2026-03-02 01:30:00"


@pytest.mark.parametrize("stored", ["yesterday", "", "2026-13-01 00:00:00", "1772323200"])
def test_what_is_no_time_is_shown_as_stored(stored: str) -> None:
    assert shown_time(stored, utc=False, zone=HERE) == stored
    assert stored in time_tooltip(stored, now=datetime.now(UTC), zone=HERE)


def test_a_time_at_the_end_of_the_calendar_is_shown_without_its_zone() -> None:
    stored = "9999-12-31 23:30:00"
    assert shown_time(stored, utc=False, zone=HERE) == stored
    assert "UTC" in time_tooltip(stored, now=datetime.now(UTC), zone=HERE)


def test_the_tooltip_of_a_time_tells_how_long_ago_it_was_in_both_zones() -> None:
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    text = time_tooltip("2026-03-01 11:00:00", now=now, zone=HERE)
    assert text == "3 days ago\n2026-03-01 13:00:00 CEST\n2026-03-01 11:00:00 UTC"


def test_the_first_line_of_a_statement_has_single_blanks() -> None:
    assert first_line("CREATE   TABLE\tt (\n  id") == "CREATE TABLE t ("


def test_a_line_that_nobody_could_read_whole_is_cut() -> None:
    assert first_line("x" * 1_000_000) == "x" * 500 + "…"
    assert brief("short") == "short"
