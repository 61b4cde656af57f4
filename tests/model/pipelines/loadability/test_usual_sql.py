"""What SQL takes for usual, no rule can find anything in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.pipelines.catalogue.as_read import decoded_base64, is_timestamp
from pipeline_browser.model.pipelines.loadability.usual_sql import (
    Signs,
    is_base64,
    plain_or_empty,
    usual_time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = [f"2025-{month:02d}-{day:02d}" for month in range(14) for day in range(33)]


@pytest.fixture
def memory() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


def holds(memory: sqlite3.Connection, condition: str, value: object) -> bool:
    return bool(memory.execute(f"SELECT {condition} FROM (SELECT ? AS x)", (value,)).fetchone()[0])


@pytest.mark.parametrize("tail", ["T23:26:54.123456789+00:00", "T00:00:00Z", "T23:59:59.000001+00:00"])
def test_usual_times_are_read_by_the_program(memory: sqlite3.Connection, tail: str) -> None:
    found = {day for day in DAYS if holds(memory, usual_time("x"), day + tail)}
    assert found == {day for day in DAYS if is_timestamp(day + tail)}
    assert len(found) == 365


def test_mutated_times_are_usual_only_if_the_program_reads_them(memory: sqlite3.Connection) -> None:
    chance = random.Random(1)  # noqa: S311 - cases, not secrets
    for _ in range(3000):
        text = list("2025-10-07T23:26:54.123456789+00:00")
        for _ in range(chance.choice((1, 1, 2))):
            text[chance.randrange(len(text))] = chance.choice("0123456789-:+.TtZz \0é")
        text = text[: chance.choice((20, 35, 35, 35))]
        mutated = "".join(text)
        if holds(memory, f"{usual_time('x')} AND instr(x, char(0)) = 0", mutated):
            assert is_timestamp(mutated), mutated


@pytest.mark.parametrize("value", [None, 5, 2.5, b"2025-10-07T23:26:54Z", "2025-10-07T23:26:54Z\n"])
def test_other_values_are_no_usual_times(memory: sqlite3.Connection, value: object) -> None:
    assert not holds(memory, usual_time("x"), value)


def test_usual_secrets_are_base64_that_the_program_reads(memory: sqlite3.Connection) -> None:
    chance = random.Random(2)  # noqa: S311 - cases, not secrets
    alphabet = "ABCDabcd0189+/=-_ \n"
    usual = 0
    for _ in range(4000):
        text = "".join(chance.choice(alphabet[:12]) for _ in range(chance.choice((14, 22, 42)))) + "".join(
            chance.choice(alphabet) for _ in range(2)
        )
        if holds(memory, is_base64("x"), text):
            usual += 1
            assert decoded_base64(text) is not None, text
    assert usual > 100


@pytest.mark.parametrize("value", ["", "plain text", "~!@#"])
def test_plain_texts(memory: sqlite3.Connection, value: str) -> None:
    assert holds(memory, plain_or_empty("x"), value)


@pytest.mark.parametrize("value", [None, 1, b"", b"a", "é", "a\0b", "\x7f", "a\nb"])
def test_other_than_plain_texts(memory: sqlite3.Connection, value: object) -> None:
    assert not holds(memory, plain_or_empty("x"), value)


def test_signs_differ_from_each_other_and_from_check_to_check() -> None:
    signs = [Signs.choose() for _ in range(20)]
    assert all(len({each.between, each.instead, each.odd}) == 3 for each in signs)
    assert len(set(signs)) > 1
