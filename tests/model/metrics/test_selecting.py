"""Which runs fit, and in which order."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, OneOf
from pipeline_browser.model.metrics.names import NO_NAME, read_names
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.pipelines.shape import read_shape
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.pipelines.shape import Shape


@contextmanager
def opened(path: Path) -> Iterator[tuple[Database, Source, Shape]]:
    with Database.open(Location(path), read_only=True) as database:
        shape = read_shape(database)
        yield database, source_of(shape, NOW), shape


def names(path: Path, wanted: Filter, order: Order | None = None) -> list[str]:
    with opened(path) as (database, source, shape):
        keys = select_keys(database, source, shape, wanted, order)
        found = read_names(database, source, keys)
        return [found[key] for key in keys]


def test_what_a_run_does_not_say_comes_last_either_way(tmp_path: Path) -> None:
    path = write_runs(
        tmp_path / "x.db",
        {"name": "none", "processing_duration_ms": None},
        {"name": "long", "processing_duration_ms": 9},
        {"name": "short", "processing_duration_ms": 1},
    )
    assert names(path, Filter(), Order("duration", descending=False)) == ["short", "long", "none"]
    assert names(path, Filter(), Order("duration", descending=True)) == ["long", "short", "none"]


def test_names_are_sorted_whatever_their_case(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {"name": "beta"}, {"name": "Alpha"}, {"name": "gamma"})
    assert names(path, Filter(), Order("pipeline", descending=False)) == ["Alpha", "beta", "gamma"]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_every_column_can_be_sorted_by(tmp_path: Path, column: str) -> None:
    path = write_runs(tmp_path / "x.db", {"name": "a"}, {"name": "b", "error_count": 2})
    assert sorted(names(path, Filter(), Order(column))) == ["a", "b"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "a%b", "ä"])
def test_words_are_taken_literally(tmp_path: Path, text: str) -> None:
    path = write_runs(tmp_path / "x.db", {"name": f"x{text}y"}, {"name": "plain"})
    assert names(path, Filter(text=text)) == [f"x{text}y"]
    assert names(path, Filter(conditions=(Contains("pipeline", text),))) == [f"x{text}y"]


def test_a_word_may_be_an_algorithm_of_the_pipeline(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {"name": "a", "algorithm": "brotli"}, {"name": "b"})
    assert names(path, Filter(text="brotli")) == ["a"]
    assert names(path, Filter(text="BROTLI b")) == ["a"]  # “b” is in brotli
    assert names(path, Filter(text="brotli zstd")) == []


def test_a_range_leaves_out_what_says_nothing(tmp_path: Path) -> None:
    path = write_runs(
        tmp_path / "x.db",
        {"name": "none", "compression_ratio": None},
        {"name": "good", "compression_ratio": 0.2},
    )
    assert names(path, Filter(conditions=(Between("ratio"),))) == ["good"]
    assert names(path, Filter(conditions=(Between("ratio", 0.2, 0.2),))) == ["good"]
    assert names(path, Filter(conditions=(OneOf("ratio", (None,)),))) == ["none"]


def test_a_run_of_no_pipeline_is_there_without_a_name(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {"name": "a"})
    with Database.open(Location(path)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM pipelines")
    assert names(path, Filter()) == [NO_NAME]
