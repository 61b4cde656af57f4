"""Counting rows for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.location import Location
from pipeline_browser.model.row_count import RowCount, count_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.create(Location(tmp_path / "x.db"))
    database.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
    database.execute('CREATE TABLE "two; x" (id INTEGER PRIMARY KEY) ')
    yield database
    database.close()


def fill(database: Database, table: str, rows: int) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
    database.execute(f'INSERT INTO "{table}" {numbers} SELECT i FROM n')


def test_an_empty_database_has_no_rows(database: Database) -> None:
    assert count_rows(database) == RowCount(0, complete=True, tables=2)


def test_the_rows_of_all_tables_are_counted_but_not_the_ledger(database: Database) -> None:
    fill(database, "one", 3)
    fill(database, "two; x", 4)
    assert count_rows(database).rows == 7
    assert count_rows(database, besides="one").rows == 4


def test_a_count_that_takes_too_long_is_told_as_incomplete(database: Database) -> None:
    fill(database, "one", 200_000)
    counted = count_rows(database, seconds=0)
    assert not counted.complete


def test_counting_can_be_cancelled(database: Database) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        count_rows(database, cancellation=cancellation)


def test_a_table_that_cannot_be_read_leaves_the_count_incomplete(database: Database) -> None:
    fill(database, "one", 3)
    database.execute("PRAGMA writable_schema = ON")
    database.execute(
        "INSERT INTO sqlite_master VALUES ('table', 'ghost', 'ghost', 999, 'CREATE TABLE ghost (a)')"
    )
    assert count_rows(database) == RowCount(3, complete=False, tables=3)
