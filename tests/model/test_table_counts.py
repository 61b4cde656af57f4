"""Counting each table's rows in short slices."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled, DatabaseOperationFailed
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.table_counts import CountedSlice, TableRows, count_slice, countable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.schema import Table

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:  # without a WAL, so that writers lock readers out
        connection.execute("PRAGMA user_version = 1")
    database = Database.open(Location(path), busy_timeout=5)
    yield database
    database.close()


def fill(database: Database, table: str, rows: int, values: str = "i") -> None:
    database.execute(f'INSERT INTO "{table}" {NUMBERS.format(rows=rows)} SELECT {values} FROM n')


def tables(database: Database) -> tuple[Table, ...]:
    return countable(read_schema(database).user_tables)


def only(counted: CountedSlice) -> TableRows | None:
    (rows,) = counted.counts.values()
    return rows


def test_every_table_is_counted_whatever_its_name(database: Database) -> None:
    database.execute('CREATE TABLE "a"" ; b"(x)')
    database.execute("CREATE TABLE empty(x)")
    fill(database, 'a"" ; b', 12)
    assert count_slice(database, tables(database)) == CountedSlice(
        {'a" ; b': TableRows(12), "empty": TableRows(0)}
    )


def test_views_and_virtual_tables_are_not_counted(database: Database) -> None:
    database.execute("CREATE TABLE one(x)")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    database.execute("CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
                     "SELECT i FROM n")  # fmt: skip
    assert [table.name for table in tables(database)] == ["one"]


def test_a_table_that_takes_too_long_is_estimated_from_its_row_numbers(database: Database) -> None:
    database.execute("CREATE TABLE large(id INTEGER PRIMARY KEY)")
    fill(database, "large", 50_000, "i + 1000")
    assert only(count_slice(database, tables(database), seconds=0)) == TableRows(50_000, exact=False)


def test_a_table_known_to_be_too_large_is_not_counted_again(database: Database) -> None:
    database.execute("CREATE TABLE large(id INTEGER PRIMARY KEY)")
    fill(database, "large", 1_000)
    counted = count_slice(database, tables(database), too_large={"large"})
    assert only(counted) == TableRows(1_000, exact=False)


def test_a_column_called_rowid_is_not_taken_for_the_rows_number(database: Database) -> None:
    database.execute('CREATE TABLE odd("rowid" INTEGER, "_ROWID_" INTEGER)')
    fill(database, "odd", 100, "i * 7000, i")
    assert only(count_slice(database, tables(database), seconds=0)) == TableRows(100, exact=False)


def test_an_earlier_analyze_tells_where_row_numbers_cannot(database: Database) -> None:
    database.execute("CREATE TABLE keyed(id TEXT PRIMARY KEY) WITHOUT ROWID")
    database.execute("CREATE TABLE sparse(id INTEGER PRIMARY KEY, x)")
    database.execute("CREATE INDEX sparse_x ON sparse(x)")
    fill(database, "keyed", 300)
    database.execute("INSERT INTO sparse VALUES (-9223372036854775808, 1), (9223372036854775807, 2)")
    database.execute("ANALYZE")
    counted = count_slice(database, tables(database), too_large={"keyed", "sparse"})
    assert counted.counts == {"keyed": TableRows(300, exact=False), "sparse": TableRows(2, exact=False)}


def test_nothing_is_said_of_a_large_table_without_any_clue(database: Database) -> None:
    database.execute("CREATE TABLE keyed(id TEXT PRIMARY KEY) WITHOUT ROWID")
    assert only(count_slice(database, tables(database), seconds=0)) is None


def test_a_slice_whose_time_is_over_does_one_table_and_leaves_the_rest_for_the_next(
    database: Database,
) -> None:
    for name in ("small", "large", "last"):
        database.execute(f"CREATE TABLE {name}(id INTEGER PRIMARY KEY, x)")
    fill(database, "large", 3000, "i, zeroblob(900)")
    left, done = tables(database), []
    while left:
        piece = count_slice(database, left, seconds=0.0)
        done.append(sorted(piece.counts))
        left = piece.left
    assert done == [["small"], ["large"], ["last"]]


def test_a_locked_database_is_not_waited_for(database: Database, tmp_path: Path) -> None:
    database.execute("CREATE TABLE one(x)")
    known = tables(database)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert count_slice(database, known) == CountedSlice(left=known)
    assert only(count_slice(database, known)) == TableRows(0)


def test_a_table_that_cannot_be_read_leaves_the_others_countable(database: Database) -> None:
    database.execute("CREATE TABLE one(x)")
    fill(database, "one", 3)
    database.execute("PRAGMA writable_schema = ON")
    database.execute("INSERT INTO sqlite_master VALUES ('table', 'ghost', 'ghost', 999, "
                     "'CREATE TABLE ghost (a)')")  # fmt: skip
    counted = count_slice(database, tables(database))
    assert counted == CountedSlice({"one": TableRows(3), "ghost": None})


def test_counting_can_be_cancelled(database: Database) -> None:
    database.execute("CREATE TABLE one(x)")
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        count_slice(database, tables(database), cancellation=cancellation)


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(DatabaseOperationFailed):
        count_slice(database, ())
