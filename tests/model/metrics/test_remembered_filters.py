"""A filter is remembered as text, and what somebody made of that text never breaks anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Between, Filter, HasLint, from_json, to_json
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.pipelines.shape import read_shape
from tests.model.metrics.random_runs import filters
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from([10**400, -(2**63), 2**63, "7d", "status", ""]),
)
values = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
)
fields = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("column", "low", "high", "values", "text", "rules"), values)
)
columns = st.sampled_from(["status", "duration", "pipeline", "when", "lint", "no such"])
sound_fields = st.builds(lambda some, column: {**some, "column": column}, fields, columns)
conditions = st.tuples(
    st.sampled_from(["Between", "OneOf", "Contains", "HasLint", "Filter", 5]), st.one_of(fields, sound_fields)
)
remembered = st.fixed_dictionaries(
    {},
    optional={
        "period": st.one_of(values, st.tuples(st.integers(), st.integers()).map(list)),
        "text": values,
        "conditions": st.one_of(values, st.lists(conditions.map(list), max_size=3)),
    },
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = write_runs(tmp_path_factory.mktemp("remembered") / "x.db", {})
    with Database.open(Location(path), read_only=True) as database:
        yield database


@given(wanted=filters, rules=st.lists(st.sampled_from(["ratio", "unfinished"]), max_size=2).map(tuple))
def test_a_filter_is_the_same_again(wanted: Filter, rules: tuple[str, ...]) -> None:
    wanted = wanted.with_condition(HasLint(rules))
    assert from_json(to_json(wanted)) == wanted


@settings(max_examples=60)
@example(facts={"conditions": [["Between", {"column": "duration", "low": 10**400}]]})
@example(facts={"conditions": [["Between", {"column": ["duration"]}]]})
@example(facts={"conditions": [["OneOf", {"column": "status", "values": [10**400]}]]})
@example(facts={"period": [10**400, 0]})
@example(facts={"text": "\ud800"})
@given(facts=st.one_of(values, remembered))
def test_whatever_was_made_of_it_can_be_read_and_asked(database: Database, facts: object) -> None:
    wanted = from_json(json.dumps(facts))
    shape = read_shape(database)
    select_keys(database, source_of(shape, NOW), shape, wanted, Order())
    assert from_json(to_json(wanted)) == wanted


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '"all"', "NaN"])
def test_what_is_no_filter_is_every_run(text: str) -> None:
    assert from_json(text) == Filter()


def test_no_number_is_no_end() -> None:
    text = json.dumps(
        {"conditions": [["Between", {"column": "duration", "low": float("nan"), "high": True}]]}
    )
    assert from_json(text).conditions == (Between("duration"),)
