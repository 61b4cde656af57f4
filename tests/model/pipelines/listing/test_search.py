"""Words are found by the index in memory exactly where the database would find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.pipelines.listing.indexing import IndexBuilder, texts_of
from pipeline_browser.model.pipelines.listing.listing import list_pipelines
from pipeline_browser.model.pipelines.listing.query import Query
from pipeline_browser.model.pipelines.shape import read_shape
from tests.model.pipelines.databases import BUNDLED, SHAPES, UNKEYED, fresh, handles
from tests.model.pipelines.listing.finding import asked, found, index_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database

texts = st.text("abA%_\\\n =é", max_size=4)
values = st.one_of(st.none(), st.integers(-2, 12), texts, st.binary(max_size=2))
stages = st.tuples(texts, values, values, st.lists(st.tuples(values, values), max_size=2))
pipelines = st.lists(st.tuples(values, st.lists(stages, max_size=3)), min_size=1, max_size=9)
words = st.text("abA%_\\1=", min_size=1, max_size=3)


@pytest.fixture(params=SHAPES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with fresh(SHAPES[request.param]) as database:
        yield database


def write(database: Database, contents: list[tuple[object, list[tuple[object, ...]]]]) -> None:
    """Write pipelines with stages and parameters; half of these are configuration."""
    number = 0
    for at, (name, below) in enumerate(contents):
        database.execute("INSERT INTO pipelines (id, name) VALUES (?, ?)", (f"P{at}", name))
        for stage_name, kind, algorithm, parameters in below:
            number += 1
            columns = "id, pipeline_id, name, stage_type, algorithm"
            values = (f"S{number}", f"P{at}", stage_name, kind, algorithm)
            database.execute(f"INSERT INTO pipeline_stages ({columns}) VALUES (?, ?, ?, ?, ?)", values)
            table, owner = "stage_parameters", f"S{number}"
            if number % 2:
                table, owner = "pipeline_configuration", f"P{at}"
            for key, value in parameters:  # type: ignore[attr-defined]
                database.execute(f"INSERT INTO {table} VALUES (?, ?, ?, NULL)", (owner, key, value))


@settings(max_examples=30, deadline=None)
@given(pipelines, st.lists(words, min_size=1, max_size=6), st.integers(1, 4), st.integers(1, 3))
def test_index_and_database_find_the_same_whatever_is_stored(
    contents: list[tuple[object, list[tuple[object, ...]]]], sought: list[str], at_once: int, shared: int
) -> None:
    with fresh(UNKEYED, filled=False) as database:
        write(database, contents)
        index = index_of(database, at_once=at_once, shared=shared)
        for word in (*sought, " ".join(sought[:2])):
            assert found(database, index, word) == asked(database, word), word


@pytest.mark.parametrize(
    "text", ["FIRST", "zstd", "level=3", "owner", "workers=4", "???", "sha256 first", "x"]
)
def test_every_shape_of_database_is_searched(database: Database, text: str) -> None:
    assert found(database, index_of(database), text) == asked(database, text)


def test_what_stands_below_a_pipeline_belongs_to_it_alone() -> None:
    with fresh(BUNDLED) as database:
        index = index_of(database)
        first, second, _ = handles(database)
        assert found(database, index, "zstd") == [first]
        assert found(database, index, "custom") == [second]
        assert found(database, index, "zstd custom") == []
        assert found(database, index, "max_workers=4 zstd level=3") == [first]


def test_the_values_of_secrets_are_not_found_and_their_keys_are() -> None:
    with fresh(BUNDLED) as database:
        stage = database.query("SELECT id FROM pipeline_stages WHERE name = 'pack'")[0][0]
        sql = "INSERT INTO stage_parameters VALUES (?, ?, ?, 0, '', '')"
        for key in ("key", "nonce", "salt"):
            database.execute(sql, (stage, key, f"hidden-{key}"))
        index = index_of(database)
        assert found(database, index, "hidden") == asked(database, "hidden") == []
        assert found(database, index, "nonce=") == asked(database, "nonce=") == [1]


def test_an_edited_pipeline_is_found_by_what_it_holds_now() -> None:
    with fresh(BUNDLED) as database:
        index = index_of(database, shared=1)
        database.execute("UPDATE pipeline_stages SET algorithm = 'lz4' WHERE name = 'pack'")
        database.execute("UPDATE stage_parameters SET value = '9' WHERE key = 'level'")
        database.execute(
            "INSERT INTO pipelines (id, name, created_at, updated_at) VALUES ('N', 'newest', '', '')"
        )
        with database.reading():
            texts = texts_of(database, read_shape(database), [1, 4])
        for handle, text in texts.items():
            index.replace(handle, text)
        assert found(database, index, "level=3") == []
        assert found(database, index, "lz4 level=9") == [1]
        assert found(database, index, "newest") == [4]


def test_a_slice_that_was_cancelled_is_read_again_and_nothing_is_counted_twice() -> None:
    with fresh(BUNDLED) as database:
        builder = IndexBuilder()
        builder.read_on(database, count=2)
        stopped = Cancellation()
        stopped.cancel()
        with pytest.raises(Cancelled):
            builder.read_on(database, count=2, cancellation=stopped)
        builder.read_on(database, count=2)
        index = builder.index()
        assert index is not None
        assert len(index) == 3


def test_texts_without_end_are_left_to_the_database() -> None:
    with fresh(BUNDLED) as database:
        builder = IndexBuilder(largest=10)
        builder.read_on(database)
        assert builder.too_large
        assert builder.index() is None


def test_handles_that_lie_far_apart_are_found_too() -> None:
    with fresh(UNKEYED, filled=False) as database:
        for rowid in (1, 5_000_000_000, -7):
            database.execute(
                "INSERT INTO pipelines (rowid, id, name) VALUES (?, ?, 'x')", (rowid, f"P{rowid}")
            )
        index = index_of(database)
        assert found(database, index, "p5") == [5_000_000_000]
        with database.reading():
            assert list(list_pipelines(database, Query("x")).handles) == []
