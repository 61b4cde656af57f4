"""Counting each table's rows in short slices."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled, DatabaseOperationFailed
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.table_counts import CountedSlice, TableRows, count_slice, countable

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema import Table

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"


def fill(unlogged: Database, table: str, rows: int, values: str = "i") -> None:
    unlogged.execute(f'INSERT INTO "{table}" {NUMBERS.format(rows=rows)} SELECT {values} FROM n')


def tables(unlogged: Database) -> tuple[Table, ...]:
    return countable(read_schema(unlogged).user_tables)


def only(counted: CountedSlice) -> TableRows | None:
    (rows,) = counted.counts.values()
    return rows


def test_every_table_is_counted_whatever_its_name(unlogged: Database) -> None:
    unlogged.execute('CREATE TABLE "a"" ; b"(x)')
    unlogged.execute("CREATE TABLE empty(x)")
    fill(unlogged, 'a"" ; b', 12)
    assert count_slice(unlogged, tables(unlogged)) == CountedSlice(
        {'a" ; b': TableRows(12), "empty": TableRows(0)}
    )


def test_views_and_virtual_tables_are_not_counted(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE one(x)")
    unlogged.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    unlogged.execute("CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
                     "SELECT i FROM n")  # fmt: skip
    assert [table.name for table in tables(unlogged)] == ["one"]


def test_a_table_that_takes_too_long_is_estimated_from_its_row_numbers(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE large(id INTEGER PRIMARY KEY)")
    fill(unlogged, "large", 50_000, "i + 1000")
    assert only(count_slice(unlogged, tables(unlogged), seconds=0)) == TableRows(50_000, exact=False)


def test_a_table_known_to_be_too_large_is_not_counted_again(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE large(id INTEGER PRIMARY KEY)")
    fill(unlogged, "large", 1_000)
    counted = count_slice(unlogged, tables(unlogged), too_large={"large"})
    assert only(counted) == TableRows(1_000, exact=False)


def test_a_column_called_rowid_is_not_taken_for_the_rows_number(unlogged: Database) -> None:
    unlogged.execute('CREATE TABLE odd("rowid" INTEGER, "_ROWID_" INTEGER)')
    fill(unlogged, "odd", 100, "i * 7000, i")
    assert only(count_slice(unlogged, tables(unlogged), seconds=0)) == TableRows(100, exact=False)


def test_an_earlier_analyze_tells_where_row_numbers_cannot(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE keyed(id TEXT PRIMARY KEY) WITHOUT ROWID")
    unlogged.execute("CREATE TABLE sparse(id INTEGER PRIMARY KEY, x)")
    unlogged.execute("CREATE INDEX sparse_x ON sparse(x)")
    fill(unlogged, "keyed", 300)
    unlogged.execute("INSERT INTO sparse VALUES (-9223372036854775808, 1), (9223372036854775807, 2)")
    unlogged.execute("ANALYZE")
    counted = count_slice(unlogged, tables(unlogged), too_large={"keyed", "sparse"})
    assert counted.counts == {"keyed": TableRows(300, exact=False), "sparse": TableRows(2, exact=False)}


def test_nothing_is_said_of_a_large_table_without_any_clue(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE keyed(id TEXT PRIMARY KEY) WITHOUT ROWID")
    assert only(count_slice(unlogged, tables(unlogged), seconds=0)) is None


def test_a_slice_whose_time_is_over_does_one_table_and_leaves_the_rest_for_the_next(
    unlogged: Database,
) -> None:
    for name in ("small", "large", "last"):
        unlogged.execute(f"CREATE TABLE {name}(id INTEGER PRIMARY KEY, x)")
    fill(unlogged, "large", 3000, "i, zeroblob(900)")
    left, done = tables(unlogged), []
    while left:
        piece = count_slice(unlogged, left, seconds=0.0)
        done.append(sorted(piece.counts))
        left = piece.left
    assert done == [["small"], ["large"], ["last"]]


def test_a_locked_database_is_not_waited_for(unlogged: Database, tmp_path: Path) -> None:
    unlogged.execute("CREATE TABLE one(x)")
    known = tables(unlogged)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert count_slice(unlogged, known) == CountedSlice(left=known)
    assert only(count_slice(unlogged, known)) == TableRows(0)


def test_a_table_that_cannot_be_read_leaves_the_others_countable(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE one(x)")
    fill(unlogged, "one", 3)
    unlogged.execute("PRAGMA writable_schema = ON")
    unlogged.execute("INSERT INTO sqlite_master VALUES ('table', 'ghost', 'ghost', 999, "
                     "'CREATE TABLE ghost (a)')")  # fmt: skip
    counted = count_slice(unlogged, tables(unlogged))
    assert counted == CountedSlice({"one": TableRows(3), "ghost": None})


def test_counting_can_be_cancelled(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE one(x)")
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        count_slice(unlogged, tables(unlogged), cancellation=cancellation)


def test_a_closed_database_says_so(unlogged: Database) -> None:
    unlogged.close()
    with pytest.raises(DatabaseOperationFailed):
        count_slice(unlogged, ())
