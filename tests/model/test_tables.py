"""The first rows of tables and views."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model import tables
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.deadline import deadline
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled, DatabaseBusy, DatabaseOperationFailed
from pipeline_browser.model.tables import Cut, Ending, Page, first_rows

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.database import Database

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


def test_rows_come_as_they_are_stored(unlogged: Database) -> None:
    unlogged.execute('CREATE TABLE "a "" b"(x, "y z")')
    unlogged.execute("INSERT INTO \"a \"\" b\" VALUES (NULL, 1), (1.5, x'00ff'), (CAST(x'ff' AS TEXT), '')")
    rows = ((None, 1), (1.5, b"\x00\xff"), ("\udcff", ""))
    assert first_rows(unlogged, 'a " b') == Page(("x", "y z"), rows, Ending.ALL)


def test_more_rows_than_wanted_are_told(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE t(x)")
    unlogged.execute("INSERT INTO t VALUES (1), (2), (3)")
    assert first_rows(unlogged, "t", limit=3).ending is Ending.ALL
    page = first_rows(unlogged, "t", limit=2)
    assert (page.rows, page.ending) == (((1,), (2,)), Ending.LIMIT)


def test_a_table_without_rows_has_columns(unlogged: Database) -> None:
    unlogged.execute("CREATE TABLE t(x, y)")
    assert first_rows(unlogged, "t") == Page(("x", "y"), (), Ending.ALL)


def test_a_view_that_gives_rows_slowly_gives_those_it_has(unlogged: Database) -> None:
    never = f"({ENDLESS} SELECT max(i) FROM n)"
    unlogged.execute(
        f"CREATE VIEW v AS {ENDLESS} SELECT i, CASE WHEN i < 3 THEN 1 ELSE {never} END AS c FROM n"
    )
    page = first_rows(unlogged, "v", seconds=0.2)
    assert page.ending is Ending.TIME
    assert page.columns == ("i", "c")
    assert page.rows in (((1, 1),), ((1, 1), (2, 1)))  # the module reads one row ahead


def test_a_view_that_never_gives_a_row_ends_in_time(unlogged: Database) -> None:
    unlogged.execute(f"CREATE VIEW v AS {ENDLESS} SELECT max(i) AS m FROM n")
    before = time.process_time()
    assert first_rows(unlogged, "v", seconds=0.1) == Page((), (), Ending.TIME)
    assert time.process_time() - before < 2


def test_reading_can_be_cancelled_meanwhile(unlogged: Database) -> None:
    unlogged.execute(f"CREATE VIEW v AS {ENDLESS} SELECT max(i) AS m FROM n")
    cancellation = Cancellation()
    with deadline(0.1) as soon, soon.interrupting(cancellation.cancel), pytest.raises(Cancelled):
        first_rows(unlogged, "v", seconds=60, cancellation=cancellation)


def test_a_view_that_cannot_be_resolved_says_why(unlogged: Database) -> None:
    unlogged.execute("CREATE VIEW v AS SELECT x FROM missing")
    with pytest.raises(DatabaseOperationFailed, match="no such table"):
        first_rows(unlogged, "v")


def test_a_locked_database_says_so(unlogged: Database, tmp_path: Path) -> None:
    unlogged.execute("CREATE TABLE t(x)")
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy):
            first_rows(unlogged, "t", seconds=0.2)
    assert first_rows(unlogged, "t").rows == ()


def test_large_values_are_whole_while_there_is_room(
    unlogged: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_ROOM", 5_000)
    unlogged.execute("CREATE TABLE t(x, y)")
    unlogged.execute(
        "INSERT INTO t VALUES (zeroblob(4000), 'short'), (printf('%.*c', 4000, 'x'), zeroblob(900))"
    )
    first, second = first_rows(unlogged, "t").rows
    assert first == (bytes(4000), "short")
    assert second == (Cut("x" * 1000, 4000), bytes(900))
