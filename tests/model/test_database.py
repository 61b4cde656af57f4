from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database, OutsideChange
from pipeline_browser.model.errors import DatabaseExists
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def location(tmp_path: Path) -> Location:
    return Location(tmp_path / "work.db")


def _insert_and_fail(database: Database) -> None:
    database.execute("INSERT INTO t VALUES (1)")
    raise KeyError


def test_a_new_database_is_empty_and_in_wal_mode(location: Location) -> None:
    database = Database.create(location)
    assert database.query("SELECT count(*) FROM sqlite_master") == [(0,)]
    assert database.facts().journal_mode == "wal"
    database.close()


def test_creating_over_something_that_is_there_touches_nothing(location: Location) -> None:
    assert location.path is not None
    location.path.write_bytes(b"precious")
    with pytest.raises(DatabaseExists):
        Database.create(location)
    assert location.path.read_bytes() == b"precious"


def test_an_error_in_a_transaction_leaves_nothing_of_it(location: Location) -> None:
    database = Database.create(location)
    database.execute("CREATE TABLE t (a)")
    with pytest.raises(KeyError), database.transaction():
        _insert_and_fail(database)
    assert database.query("SELECT * FROM t") == []
    database.close()


def test_a_commit_by_another_connection_is_noticed_once(location: Location) -> None:
    ours, theirs = Database.create(location), Database.open(location)
    theirs.execute("CREATE TABLE t (a)")
    assert ours.outside_change() is OutsideChange.CONTENT
    assert ours.outside_change() is OutsideChange.NONE
    ours.close()
    theirs.close()
