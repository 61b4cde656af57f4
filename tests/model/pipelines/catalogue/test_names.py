"""The program's rules for names of pipelines."""

from __future__ import annotations

import pytest

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.model.pipelines.catalogue.columns import judge_pipeline_name
from pipeline_browser.model.pipelines.catalogue.names import normalised


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("My Pipeline", "my-pipeline"),
        ("data_backup", "data-backup"),
        ("Test::Pipeline!", "test-pipeline"),
        ("---multiple---hyphens---", "multiple-hyphens"),
        ("Übung", "bung"),
        ("a\tb", "ab"),
        ("", ""),
    ],
)
def test_a_name_is_normalised_as_the_program_does_it(name: str, expected: str) -> None:
    assert normalised(name) == expected


def test_a_normalised_name_is_fine() -> None:
    assert judge_pipeline_name("nightly-backup").fitness is Fitness.FINE


@pytest.mark.parametrize(
    ("name", "part", "suggestion"),
    [
        ("Nightly Backup", "lower case", "nightly-backup"),
        ("a..b-c", "..", "a-b-c"),
        ("price$list", "$", "price-list"),
        ("line\nbreak", "line break", "linebreak"),
        ("abc", "at least 4", None),
        ("List", "command of the program", None),
        ("   ", "blanks", None),
        ("a" * 1001, "1000 bytes", None),
    ],
)
def test_an_odd_name_may_be_stored_and_says_why_it_is_odd(
    name: str, part: str, suggestion: str | None
) -> None:
    judgement = judge_pipeline_name(name)
    assert judgement.fitness is Fitness.UNUSUAL
    assert judgement.value == name
    assert part in judgement.reason
    assert judgement.suggestion == suggestion


@pytest.mark.parametrize("name", ["", "\udcff", None, b"x"])
def test_a_name_that_the_program_could_not_load_is_impossible(name: str | bytes | None) -> None:
    judgement = judge_pipeline_name(name)
    assert judgement.fitness is Fitness.IMPOSSIBLE
    assert judgement.reason
