"""Which pipelines there are, in which order, whatever the tables are like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.listing.listed import read_listed
from pipeline_browser.model.pipelines.listing.listing import Listing, list_pipelines
from pipeline_browser.model.pipelines.listing.orphans import read_orphans
from pipeline_browser.model.pipelines.listing.query import Query, Sort
from pipeline_browser.model.pipelines.listing.stamp import read_stamp
from pipeline_browser.model.pipelines.listing.viewing import read_listing
from pipeline_browser.model.pipelines.shape import read_shape
from tests.model.pipelines.databases import BUNDLED, SHAPES, UNKEYED, fresh, pipelines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


ALL = Query(archived=True)


@pytest.fixture(params=SHAPES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with fresh(SHAPES[request.param]) as database:
        yield database


def listing(database: Database, query: Query = ALL) -> Listing:
    with database.reading():
        return list_pipelines(database, query)


def names(database: Database, query: Query = ALL) -> list[object]:
    found = listing(database, query)
    with database.reading():
        rows = {row.handle: row.name for row in read_listed(database, found.shape, found.handles)}
    return [rows[handle] for handle in found.handles]


def test_every_shape_of_database_is_listed_with_the_stages_of_each(database: Database) -> None:
    found = listing(database)
    with database.reading():
        listed = {row.handle: row for row in read_listed(database, found.shape, found.handles)}
    whole = {pipeline.name: pipeline for pipeline in pipelines(database)}
    assert [listed[handle].name for handle in found.handles] == ["first", "second", "third"]
    for row in listed.values():
        assert row.row == whole[row.name].row
        assert row.stages == tuple(stage.row for stage in whole[row.name].stages)


def test_archived_ones_are_counted_and_left_out_as_in_the_programs_list(database: Database) -> None:
    found = listing(database, Query())
    assert (found.total, found.archived, found.considered) == (3, 1, 2)
    assert names(database, Query()) == ["first", "second"]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("shape", ["bundled", "unversioned", "odd"])
def test_every_order_holds_all_and_backwards_too(shape: str, sort: Sort) -> None:
    with fresh(SHAPES[shape]) as database:
        for descending in (False, True):
            query = Query(archived=True, sort=sort, descending=descending)
            assert sorted(map(str, names(database, query))) == ["first", "second", "third"]


def test_orders_are_by_what_the_columns_show() -> None:
    with fresh(BUNDLED) as database:
        database.execute("UPDATE pipelines SET updated_at = '2025' WHERE name = 'second'")
        assert names(database, Query(archived=True, sort=Sort.STAGES, descending=True)) == [
            "first",
            "second",
            "third",
        ]
        assert names(database, Query(archived=True, sort=Sort.UPDATED, descending=True))[0] == "second"
        assert names(database, Query(archived=True, sort=Sort.CHUNK_SIZE))[0] == "first"
        assert names(database, Query(archived=True, sort=Sort.ARCHIVED, descending=True))[0] == "third"


def test_names_stand_in_order_whatever_their_case_and_those_without_come_last() -> None:
    with fresh(UNKEYED, filled=False) as database:
        for name in ("b", None, "A", "a", "B"):
            database.execute("INSERT INTO pipelines (id, name) VALUES (?, ?)", (name, name))
        assert names(database) == ["A", "a", "b", "B", None]
        assert names(database, Query(archived=True, descending=True)) == ["b", "B", "A", "a", None]


@pytest.mark.parametrize("text", ["100%", "a_b", "x\\y"])
def test_signs_of_sql_patterns_are_looked_for_literally(text: str) -> None:
    with fresh(UNKEYED, filled=False) as database:
        for name in (text, "100 percent", "a-b", "x-y"):
            database.execute("INSERT INTO pipelines (id, name) VALUES (?, ?)", (name, name))
        assert names(database, Query(text, archived=True)) == [text]


def test_a_database_without_the_table_has_none_and_says_so() -> None:
    with Database.open(Location(None, mode="memory")) as database:
        found = listing(database)
        assert (list(found.handles), found.total, found.shape.tables) == ([], 0, ())


def test_a_view_in_place_of_the_table_is_listed_by_its_ids() -> None:
    with Database.open(Location(None, mode="memory")) as database:
        database.execute(
            "CREATE VIEW pipelines AS SELECT 'P' AS id, 'one' AS name UNION ALL SELECT NULL, 'two'"
        )
        found = listing(database)
        assert (list(found.handles), found.total, found.nameless) == (["P"], 2, 1)
        assert names(database) == ["one"]


def test_stages_whose_pipeline_is_not_there_are_found() -> None:
    with fresh(UNKEYED) as database:
        sql = "INSERT INTO pipeline_stages (id, pipeline_id, name) VALUES (?, ?, ?)"
        for row in (("L1", "gone", "lost"), ("L2", None, "owned by none")):
            database.execute(sql, row)
        with database.reading():
            orphans = read_orphans(database, read_shape(database))
        assert [row["name"] for row in orphans] == ["lost", "owned by none"]


def test_a_listing_of_the_same_moment_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Database.open(Location(path, mode="rwc")) as ours, Database.open(Location(path)) as theirs:
        ours.connection.executescript(BUNDLED)
        first = read_listing(ours, Query())
        assert first is not None
        assert read_listing(ours, Query(), known=first.stamp) is None
        for database in (ours, theirs):
            before = read_stamp(ours)
            with database.transaction():
                database.execute(
                    "INSERT INTO pipelines (id, name, created_at, updated_at) VALUES (?, ?, '', '')",
                    (str(database is ours), str(database is ours)),
                )
            assert read_listing(ours, Query(), known=before) is not None
