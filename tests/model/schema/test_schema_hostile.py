"""A schema made to hurt is read in bounded time, and what is readable in it is shown."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import Schema, count_rows, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENDLESS = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hostile.db"


def made(path: Path, statements: Iterable[str], *, forged: Iterable[tuple[str, object]] = ()) -> Schema:
    """Read a file made of the statements, with updates of sqlite_master that SQLite would not make."""
    with closing(Database.create(Location(path))) as database:
        with database.transaction():
            for statement in statements:
                database.execute(statement)
        database.execute("PRAGMA writable_schema = ON")
        for assignment, value in forged:
            database.execute(f"UPDATE sqlite_master SET {assignment}", (value,))
    with closing(Database.open(Location(path), read_only=True)) as database:
        return read_schema(database)


def unresolved(schema: Schema) -> list[str]:
    return [view.name for view in schema.views if "not looked up" in view.problem]


def test_views_that_double_at_every_step_are_left_alone_in_time(path: Path) -> None:
    steps = [f"CREATE VIEW v{n} AS SELECT a.x FROM v{n - 1} a, v{n - 1} b" for n in range(1, 200)]
    schema = made(path, ["CREATE VIEW v0 AS SELECT 1 AS x", *steps])
    assert len(schema.views) == 200
    assert schema.views[5].columns == ("x",)
    assert unresolved(schema)[-1] == "v199"
    assert len(schema.problems) == len(unresolved(schema))


@pytest.mark.parametrize("wide", ["", "(x)"])
def test_a_view_that_doubles_inside_its_with_clause_is_left_alone(path: Path, wide: str) -> None:
    steps = ", ".join(f'"C{n}"{wide} AS (SELECT a.x FROM c{n - 1} a JOIN c{n - 1} b)' for n in range(1, 60))
    schema = made(path, [f"CREATE VIEW bomb AS WITH c0(x) AS (SELECT 1), {steps} SELECT * FROM c59"])
    assert unresolved(schema) == ["bomb"]


def test_a_doubling_with_clause_cannot_hide_behind_a_false_circle(path: Path) -> None:
    # Each table names the next one as a column, so that the real references look like the way back.
    first = "c0(x) AS (SELECT 1 FROM (SELECT 1 AS c1))"
    steps = ", ".join(
        f"c{n}(x) AS (SELECT a.x FROM c{n - 1} a, c{n - 1} b, "
        f"(SELECT 1, c{n + 1} FROM (SELECT 2 AS c{n + 1})))"
        for n in range(1, 60)
    )
    schema = made(path, [f"CREATE VIEW bomb AS WITH {first}, {steps} SELECT x FROM c0, c59"])
    assert unresolved(schema) == ["bomb"]


def test_a_long_chain_of_views_is_followed_only_so_far(path: Path) -> None:
    # SQLite 3.40 takes half a minute for the last one, and cannot be interrupted meanwhile.
    schema = made(
        path,
        ["CREATE VIEW v0 AS SELECT 1 AS x"]
        + [f"CREATE VIEW v{n} AS SELECT x FROM v{n - 1}" for n in range(1, 3000)],
    )
    assert schema.views[100].columns == ("x",)
    assert unresolved(schema)[-1] == "v2999"


def test_views_in_a_circle_are_told_and_the_others_resolved(path: Path) -> None:
    schema = made(
        path,
        [
            "CREATE VIEW a AS SELECT * FROM b",
            "CREATE VIEW b AS SELECT * FROM a",
            "CREATE VIEW good AS SELECT 1 AS x",
            f"CREATE VIEW again AS {ENDLESS}",
        ],
    )
    assert {problem.name for problem in schema.problems} == {"a", "b"}
    assert [view.columns for view in schema.views[2:]] == [("x",), ("n",)]


def test_texts_of_enormous_length_are_not_taken_apart(path: Path) -> None:
    comment = "/*" + "x" * 1_100_000 + "*/"
    schema = made(
        path,
        [
            f"CREATE TABLE t(a CHECK (a > 0) {comment})",
            f"CREATE INDEX i ON t(a) WHERE a {comment} > 1",
            f"CREATE VIEW v AS SELECT {comment} a FROM t",
            "CREATE VIEW w AS SELECT a FROM v",
        ],
    )
    assert {problem.name for problem in schema.problems} == {"t", "i", "v", "w"}
    assert [column.name for column in schema.tables[0].columns] == ["a"]
    assert schema.tables[0].checks == ()
    assert len(schema.tables[0].indexes[0].ddl or "") > 1_000_000


def test_a_name_that_is_not_utf8_hides_its_own_table_alone(path: Path) -> None:
    schema = made(
        path,
        ["CREATE TABLE xx(a REFERENCES xx(a))", "CREATE TABLE t(a REFERENCES xx(a), b)"],
        forged=[
            (f"{column} = CAST(replace({column}, 'xx', ?) AS TEXT)", b"\xff\xfe")
            for column in ("sql", "tbl_name", "name")
        ],
    )
    assert [(table.name, len(table.columns)) for table in schema.tables] == [("\udcff\udcfe", 0), ("t", 2)]
    assert schema.tables[1].foreign_keys[0].parent == "\udcff\udcfe"
    assert [(problem.name, "not UTF-8" in problem.message) for problem in schema.problems] == [
        ("\udcff\udcfe", True)
    ]


def test_columns_and_texts_that_are_not_utf8_are_read(path: Path) -> None:
    schema = made(
        path,
        ["CREATE TABLE t(xx TEXT DEFAULT 'xx', CHECK (xx <> 'xx'))"],
        forged=[("sql = CAST(replace(sql, 'xx', ?) AS TEXT)", b"\xff")],
    )
    assert schema.problems == ()
    (column,) = schema.tables[0].columns
    assert (column.name, column.default) == ("\udcff", "'\udcff'")
    assert schema.tables[0].checks == ("\udcff <> '\udcff'",)


def test_a_virtual_table_whose_module_is_not_there_is_listed_as_a_problem(path: Path) -> None:
    schema = made(
        path,
        ["CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE TABLE t(a)"],
        forged=[("sql = ? WHERE name = 'f'", "CREATE VIRTUAL TABLE f USING moonbase(a)")],
    )
    assert [(problem.name, problem.message) for problem in schema.problems] == [
        ("f", "no such module: moonbase")
    ]
    moonbase, t = schema.table("f"), schema.table("t")
    assert moonbase is not None
    assert t is not None
    assert (moonbase.module, moonbase.columns) == ("moonbase", ())
    assert len(t.columns) == 1


def test_cancelling_ends_the_reading_of_a_schema(path: Path) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with closing(Database.create(Location(path))) as database, pytest.raises(Cancelled):
        read_schema(database, cancellation=cancellation)


def test_counting_endless_rows_can_be_cancelled(path: Path) -> None:
    with closing(Database.create(Location(path))) as database:
        database.execute(f"CREATE VIEW endless AS {ENDLESS}")
        cancellation = Cancellation()
        timer = threading.Timer(0.1, cancellation.cancel)
        timer.start()
        with pytest.raises(Cancelled):
            count_rows(database, "endless", cancellation=cancellation)
        timer.join()
