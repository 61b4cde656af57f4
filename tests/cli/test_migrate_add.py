"""``migrate add`` from a change made by hand and from two databases; the files run under the real sqlx."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = """
CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE child (id TEXT PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent ON DELETE CASCADE);
CREATE TABLE grandchild (child TEXT REFERENCES child ON DELETE CASCADE);
CREATE VIEW names AS SELECT name FROM parent;
"""
ROWS = """
INSERT INTO parent VALUES (1, 'a'), (7, 'b');
INSERT INTO child VALUES ('x', 1), ('y', 7);
INSERT INTO grandchild VALUES ('x'), ('y'), (NULL);
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a migration that is applied to ``a.db`` and ``b.db``, which have rows."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations/1_a.sql").write_text(SCHEMA)
    for name in ("a.db", "b.db"):
        (tmp_path / name).touch()
        assert call("migrate", "run", name, folder=tmp_path).code == 0
        execute(tmp_path / name, ROWS)
    return tmp_path


def execute(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def contents(path: Path) -> list[object]:
    tables = ("parent", "child", "grandchild", "names")
    return [sorted(rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables]


def test_a_change_made_by_hand_becomes_a_migration_for_the_others(place: Path) -> None:
    execute(
        place / "a.db", "ALTER TABLE parent ADD COLUMN added INT DEFAULT 3; CREATE INDEX i ON child (parent)"
    )
    outcome = call("migrate", "add", "by hand", "-r", "--from-drift", "a.db", "--record", folder=place)
    assert outcome.out.splitlines() == [
        "Creating migrations/0002_by_hand.up.sql",
        "Creating migrations/0002_by_hand.down.sql",
        "Recorded 2 as applied in a.db",
    ]
    sqlx = find_sqlx()
    for database in ("a.db", "b.db"):
        assert sqlx("migrate", "run", "-D", f"sqlite:{database}", folder=place).code == 0
        assert rows(place / database, "SELECT added FROM parent") == [(3,), (3,)]
        assert call("migrate", "check", database, folder=place).code == 0
    assert sqlx("migrate", "revert", "-D", "sqlite:b.db", folder=place).code == 0
    assert call("migrate", "drift", "b.db", folder=place).code == 0
    assert rows(place / "b.db", "SELECT * FROM parent") == [(1, "a"), (7, "b")]


def test_a_migration_is_not_recorded_where_an_earlier_one_is_pending(place: Path) -> None:
    (place / "migrations/2_b.sql").write_text("CREATE TABLE b (x)")
    execute(place / "a.db", "CREATE TABLE c (x)")
    outcome = call("migrate", "add", "by hand", "--from-drift", "a.db", "--record", folder=place)
    assert outcome.code == 1
    assert "Migration 2 is pending and comes before it" in outcome.err
    assert "apply what is pending, then write the migration again" in outcome.err
    assert rows(place / "a.db", "SELECT version FROM _sqlx_migrations") == [(1,)]


def test_a_change_made_by_hand_is_taken_back_without_touching_a_row(place: Path) -> None:
    before = contents(place / "a.db")
    execute(place / "a.db", "DROP VIEW names; ALTER TABLE parent DROP COLUMN name; CREATE TABLE extra (x)")
    outcome = call("migrate", "add", "mend", "--from-drift", "a.db", "--take-back", "--json", folder=place)
    facts = json.loads(outcome.out)
    assert (facts["tried"], facts["loses"]) == (True, ["drops table extra with all its rows"])
    (spoiled,) = facts["trial"]
    assert spoiled.startswith("a database without that drift, such as a new one, stops at line ")
    assert find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=place).code == 0
    assert contents(place / "a.db")[1:3] == before[1:3]
    assert call("migrate", "drift", "a.db", folder=place).code == 0


def test_what_is_ignored_keeps_its_rows_though_it_refers_to_what_is_taken_back(place: Path) -> None:
    by_hand = """
        PRAGMA foreign_keys = OFF;
        CREATE TABLE mine (parent INTEGER REFERENCES parent ON DELETE CASCADE);
        INSERT INTO mine VALUES (1), (7);
        DROP VIEW names;
        CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO other SELECT * FROM parent;
        DROP TABLE parent;
        ALTER TABLE other RENAME TO parent;
        CREATE VIEW names AS SELECT name FROM parent;
    """
    execute(place / "a.db", by_hand)
    before = contents(place / "a.db")
    words = ["migrate", "add", "mend", "--from-drift", "a.db", "--take-back", "--ignore", "mine"]
    assert call(*words, folder=place).code == 0
    assert find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=place).code == 0
    assert contents(place / "a.db") == before
    assert rows(place / "a.db", "SELECT * FROM mine") == [(1,), (7,)]
    assert call("migrate", "drift", "a.db", "--ignore", "mine", folder=place).code == 0


def test_two_databases_become_alike_though_parents_are_rebuilt(place: Path) -> None:
    """The usual rebuild of a parent would delete both children by cascade."""
    wanted = SCHEMA.replace("name TEXT", "name TEXT NOT NULL CHECK (name <> '')").replace(
        "ON DELETE CASCADE", ""
    )
    (place / "wanted.db").touch()
    execute(place / "wanted.db", wanted)
    before = contents(place / "b.db")
    outcome = call("migrate", "add", "stricter", "--between", "b.db", "wanted.db", folder=place)
    assert outcome.code == 0
    sqlx = find_sqlx()
    assert sqlx("migrate", "run", "-D", "sqlite:b.db", folder=place).code == 0
    assert contents(place / "b.db") == before
    again = call("migrate", "add", "nothing", "--between", "b.db", "wanted.db", folder=place)
    assert (again.code, again.out) == (0, "The schemas are equal: nothing was written.\n")


def test_what_other_tools_keep_for_themselves_is_no_change(place: Path) -> None:
    execute(place / "a.db", "CREATE TABLE _litestream_seq (id); CREATE TABLE mine (id); CREATE TABLE x (id)")
    outcome = call(
        "migrate", "add", "x", "--from-drift", "a.db", "--ignore", "M*e", "--record", "--json", folder=place
    )
    assert json.loads(outcome.out)["changes"] == ["creates table x"]


def test_options_that_mean_nothing_alone_are_refused(place: Path) -> None:
    for option in (["--record"], ["--take-back"], ["--ignore", "x"]):
        outcome = call("migrate", "add", "x", *option, folder=place)
        assert (outcome.code, "--from-drift" in outcome.err) == (2, True)
    assert sorted(path.name for path in (place / "migrations").iterdir()) == ["1_a.sql"]
