"""Changes that are easily got wrong, each with rows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.sql_text import split_statements
from tests.model.schema.changing.examples import EXAMPLES, Example
from tests.model.schema.changing.worlds import opened, run, schema_of, violations
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.schema.changing.facts import ChangeScript


def script_of(before: str, after: str) -> ChangeScript:
    with opened(_statements(before)) as old, opened(_statements(after)) as new:
        return change_script(schema_of(old), schema_of(new))


def _statements(sql: str) -> list[str]:
    return [each.text for each in split_statements(sql)]


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_rows_survive(example: Example) -> None:
    with opened(_statements(example.before)) as old, opened(_statements(example.after)) as new:
        for statement in _statements(example.rows):
            old.execute(statement)
        wanted = schema_of(new)
        run(old, change_script(schema_of(old), wanted).sql())
        assert schema_diff(wanted, schema_of(old)).sentences() == ()
        assert violations(old) == {}
        assert old.query("PRAGMA integrity_check") == [("ok",)]
        assert tuple(old.query(example.query)) == example.expected


@pytest.mark.parametrize(
    "name",
    [
        "AUTOINCREMENT counts on",
        "an external full-text index still finds the rows of a rebuilt table",
        "a circle of cascades is rebuilt without losing a row",
        "a broken view elsewhere does not stop a rebuild",
        "the last column goes although a remark with a comma stands before it",
    ],
)
def test_rows_survive_the_real_sqlx(name: str, tmp_path: Path) -> None:
    example = EXAMPLES[name]
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations/1_change.sql").write_text(script_of(example.before, example.after).sql())
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.executescript(f"{example.before}; BEGIN; {example.rows}; COMMIT;")
    outcome = find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=tmp_path)
    assert (outcome.code, outcome.out[:9]) == (0, "Applied 1")
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert tuple(connection.execute(example.query)) == example.expected


def test_rows_that_refer_to_nothing_already_are_kept_too() -> None:
    """With keys off somebody wrote them; a rebuild is no reason to lose or to refuse them."""
    before = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE, x);"
    with opened(_statements(before)) as old, opened(_statements(before.replace("x)", "x TEXT)"))) as new:
        old.execute("PRAGMA foreign_keys = OFF")
        old.execute("INSERT INTO c VALUES (7, 'dangling')")
        old.execute("PRAGMA foreign_keys = ON")
        run(old, change_script(schema_of(old), schema_of(new)).sql())
        assert old.query("SELECT * FROM c") == [(7, "dangling")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CREATE TABLE Users (Id INTEGER PRIMARY KEY)", 'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY)'),
        ("CREATE TABLE t (a, b)", "CREATE TABLE t (b, a) -- another order"),
        ("CREATE TABLE t (a DEFAULT 1) /* x */", "CREATE TABLE IF NOT EXISTS t (a DEFAULT (1))"),
    ],
)
def test_what_means_the_same_needs_no_script(before: str, after: str) -> None:
    assert script_of(before, after).is_empty


@pytest.mark.parametrize(
    ("before", "after", "sql"),
    [
        ("CREATE TABLE t (a)", "CREATE TABLE t (a, b NOT NULL DEFAULT 1)", "ADD COLUMN b NOT NULL DEFAULT 1"),
        (
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a, p TEXT, CHECK (p <> ''), FOREIGN KEY (p) REFERENCES q ON DELETE CASCADE)",
            "ADD COLUMN p TEXT REFERENCES \"q\" ON DELETE CASCADE CHECK (p <> '')",
        ),
        ("CREATE TABLE t (a, b CHECK (b > 1))", "CREATE TABLE t (a)", "DROP COLUMN b"),
    ],
)
def test_a_column_is_added_and_dropped_in_place_where_sqlite_can(before: str, after: str, sql: str) -> None:
    script = script_of(before, after)
    assert f"ALTER TABLE t {sql};" in script.sql()
    assert "RENAME" not in script.sql()


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [
        ("CREATE TABLE t (a, b)", "CREATE TABLE t (a)", "drops column b of t with its values"),
        ("CREATE TABLE t (a)", "CREATE TABLE u (x)", "drops table t with all its rows"),
        ("CREATE TABLE t (a, b)", "CREATE TABLE t (a, c)", "ALTER TABLE t RENAME COLUMN b TO c would keep"),
        ("CREATE TABLE t (a)", "CREATE TABLE u (a)", "ALTER TABLE t RENAME TO u would keep its rows"),
        ("CREATE TABLE t (a)", "CREATE TABLE t (a NOT NULL)", "has a row in which a is NULL"),
        ("CREATE TABLE t (a)", "CREATE TABLE t (a UNIQUE)", "two rows of t have the same a"),
        ("CREATE TABLE t (a)", "CREATE TABLE t (a CHECK (a > 1))", "a row of t breaks CHECK (a > 1)"),
        ("CREATE TABLE t (a)", "CREATE TABLE t (a, b NOT NULL)", "b must not be NULL and has no default"),
        ("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INTEGER)", "values of t.a become INTEGER"),
        ("CREATE TABLE t (a INT) STRICT", "CREATE TABLE t (a TEXT) STRICT", "in which a is not TEXT"),
        ("CREATE TABLE t (a, b)", "CREATE TABLE t (a, b AS (a))", "values of t.b, which is computed"),
        ("CREATE VIRTUAL TABLE t USING fts5(a)", "SELECT 1", "drops virtual table t with all its rows"),
        (
            "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)",
            "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)",
            "deletes the rows of c that refer to p",
        ),
    ],
)
def test_what_is_lost_or_open_is_said(before: str, after: str, remark: str) -> None:
    script = script_of(before, after)
    assert not script.safe
    assert remark in "; ".join([*script.losses, *script.doubts])
    assert remark in script.sql().replace("\n-- ", " ")


@pytest.mark.parametrize(
    "after",
    [
        "CREATE TABLE t (a, b UNIQUE)",
        "CREATE TABLE t (a, b REFERENCES t (a))",
        "CREATE TABLE t (a, b); CREATE INDEX i ON t (a);",
        "CREATE TABLE t (a); CREATE TABLE u (a NOT NULL UNIQUE CHECK (a > 1))",
    ],
)
def test_what_no_row_can_break_is_no_doubt(after: str) -> None:
    assert script_of("CREATE TABLE t (a)", after).safe


def test_what_is_ignored_is_not_lost_with_what_it_refers_to() -> None:
    before = (
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a); CREATE TABLE mine (p REFERENCES p ON DELETE CASCADE);"
        "CREATE TRIGGER g AFTER INSERT ON mine BEGIN DELETE FROM p WHERE 0; END;"
    )
    with (
        opened(_statements(before)) as old,
        opened(["CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT)"]) as new,
    ):
        old.execute("INSERT INTO p VALUES (1, 2)")
        old.execute("INSERT INTO mine VALUES (1)")
        run(old, change_script(schema_of(old), schema_of(new), ignore=frozenset({"Mine"})).sql())
        assert old.query("SELECT * FROM p, mine") == [(1, "2", 1)]
        assert old.query("SELECT name FROM sqlite_master WHERE type = 'trigger'") == [("g",)]


def test_a_doubt_that_comes_true_leaves_everything_as_it_was() -> None:
    before = "CREATE TABLE p (id PRIMARY KEY, a); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);"
    with opened(_statements(before)) as old, opened(_statements(before.replace("a)", "a NOT NULL)"))) as new:
        old.execute("INSERT INTO p VALUES (1, NULL)")
        old.execute("INSERT INTO c VALUES (1)")
        schema = schema_of(old)
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
            run(old, change_script(schema, schema_of(new)).sql())
        assert schema_of(old) == schema
        assert old.query("SELECT * FROM p, c") == [(1, None, 1)]
