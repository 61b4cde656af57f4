"""Pipelines are found by what a person calls them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.pipelines.finding import all_pipelines, pipelines_called
from tests.model.pipelines.databases import SHAPES, fresh, named, pipelines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database


@pytest.fixture(params=SHAPES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with closing(fresh(SHAPES[request.param])) as database:
        yield database


def test_an_id_in_any_letter_case_comes_before_a_name(database: Database) -> None:
    first, second = named(database, "first"), named(database, "second")
    id_ = str(first.id)

    assert pipelines_called(database, id_) == pipelines_called(database, id_.lower()) == [first]
    assert pipelines_called(database, "second") == [second]
    assert pipelines_called(database, "nothing") == []
    database.execute("UPDATE pipelines SET name = ? WHERE name = 'second'", (id_,))
    assert pipelines_called(database, id_) == [first]


def test_all_pipelines_come_by_name_archived_ones_too(database: Database) -> None:
    assert [pipeline.name for pipeline in all_pipelines(database)] == ["first", "second", "third"]
    assert sorted(map(repr, all_pipelines(database))) == sorted(map(repr, pipelines(database)))


def test_reading_all_of_them_can_be_cancelled(database: Database) -> None:
    cancellation = Cancellation()
    cancellation.cancel()

    with pytest.raises(Cancelled):
        list(all_pipelines(database, cancellation=cancellation))


def test_a_database_without_pipelines_has_none() -> None:
    with closing(fresh("CREATE TABLE t (a)", filled=False)) as database:
        assert list(all_pipelines(database)) == pipelines_called(database, "x") == []
