"""Identifiers sort by the order of their making; moments are written as the program writes them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier

import pytest

from pipeline_browser.model.pipelines.identifiers import UlidMaker, new_ulid
from pipeline_browser.model.pipelines.timestamps import now_rfc3339


def test_identifiers_are_ulids_that_another_library_reads_the_same() -> None:
    ulid = pytest.importorskip("ulid")

    text = new_ulid()

    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", text)
    assert str(ulid.ULID.from_str(text)) == text
    assert abs(ulid.ULID.from_str(text).datetime - datetime.now(UTC)) < timedelta(minutes=1)


def test_thousands_within_a_millisecond_sort_in_the_order_of_their_making() -> None:
    made = [new_ulid() for _ in range(5000)]

    assert made == sorted(set(made))


def test_threads_never_make_the_same_and_each_one_sees_its_own_grow() -> None:
    barrier = Barrier(8)

    def make(_: int) -> list[str]:
        barrier.wait(10)
        return [new_ulid() for _ in range(500)]

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make, range(8)))

    assert all(one < other for each in made for one, other in pairwise(each))
    assert len({text for each in made for text in each}) == 4000


def test_they_grow_also_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([2_000_000_000_000_000_000, 1_000_000_000_000_000_000, 1_500_000_000_000_000_000])
    monkeypatch.setattr("time.time_ns", lambda: next(clock))
    maker = UlidMaker()

    made = [maker.new() for _ in range(3)]

    assert made == sorted(set(made))


def test_a_moment_has_nine_digits_and_the_offset_written_out() -> None:
    text = now_rfc3339()

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+00:00", text)
    assert abs(datetime.fromisoformat(text) - datetime.now(UTC)) < timedelta(minutes=1)
