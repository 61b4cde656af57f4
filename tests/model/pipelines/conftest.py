"""Fixtures for the tests of editing pipelines."""

from __future__ import annotations

from contextlib import closing
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from tests.model.pipelines.databases import BUNDLED, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with three pipelines, to be copied."""
    path = tmp_path_factory.mktemp("pipelines") / "filled.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with closing(Database.open(Location(path))) as database:
        fill(database, BUNDLED)
    return path


@pytest.fixture
def file(filled_file: Path, tmp_path: Path) -> Path:
    """A file of this test's own with three pipelines."""
    return copyfile(filled_file, tmp_path / "pipeline.db")


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    """The file, open."""
    with closing(Database.open(Location(file), busy_timeout=5)) as database:
        database.execute("PRAGMA synchronous = OFF")  # nothing here has to survive a power cut
        yield database


@pytest.fixture
def other(file: Path, database: Database) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file, each statement of which is committed at once."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
