"""A database whose pipelines all load and run, to damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.pipelines.loadability.checking import check_database
from tests.model.pipelines.loadability.databases import SHAPES, make_database

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict

Damage = Callable[..., Database]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One database in each shape."""
    folder = tmp_path_factory.mktemp("templates")
    paths = {shape: folder / f"{number}.db" for number, shape in enumerate(SHAPES)}
    for shape, path in paths.items():
        make_database(path, shape)
    return paths


@pytest.fixture
def damaged(templates: dict[str, Path], tmp_path: Path) -> Iterator[Damage]:
    """Make a copy, change it and open it: ``damaged("UPDATE …", shape="views")``."""
    opened: list[Database] = []

    def damage(*statements: str, shape: str = "as migrated") -> Database:
        path = tmp_path / f"{len(opened)}.db"
        path.write_bytes(templates[shape].read_bytes())
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                connection.execute(statement)
        opened.append(Database.open(parse_location(path), read_only=True))
        return opened[-1]

    yield damage
    for database in opened:
        database.close()


def look(database: Database) -> tuple[DatabaseVerdict, dict[str, PipelineVerdict]]:
    """Return the verdict on the database, and those on its pipelines by name."""
    found: list[PipelineVerdict] = []
    verdict = check_database(database, found=found.append)
    return verdict, {str(each.name): each for each in found}
