from __future__ import annotations

import sqlite3 as standard
from contextlib import closing

import pytest

from pipeline_browser.model.connection.extended_codes import extended_code
from pipeline_browser.model.engine import sqlite3

SCHEMA = """
    CREATE TABLE parent(id INTEGER PRIMARY KEY, name TEXT UNIQUE, must NOT NULL DEFAULT 1, CHECK (must < 9));
    CREATE TABLE "pa.ir"("a, b", "c.d", e UNIQUE, PRIMARY KEY ("c.d", e)) WITHOUT ROWID;
    CREATE TABLE texts(id TEXT PRIMARY KEY, rowid2, UNIQUE (id, rowid2));
    CREATE TABLE plain(x);
    CREATE TABLE child(p REFERENCES parent(id));
    CREATE TABLE strict_one(n INTEGER) STRICT;
    CREATE UNIQUE INDEX lower_name ON parent(lower(name));
    CREATE TRIGGER no BEFORE INSERT ON plain WHEN new.x = 'no' BEGIN SELECT RAISE(ABORT, 'never; ever'); END;
    INSERT INTO parent(id, name) VALUES (1, 'one');
    INSERT INTO "pa.ir" VALUES (1, 1, 1);
    INSERT INTO texts VALUES ('a', 1);
    INSERT INTO plain(rowid, x) VALUES (1, 1);
    PRAGMA foreign_keys = ON;
"""


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("INSERT INTO parent(id) VALUES (1)", 1555),
        ("INSERT INTO parent(name) VALUES ('one')", 2067),
        ("INSERT INTO parent(name) VALUES ('ONE')", 2067),
        ("INSERT INTO parent(must) VALUES (NULL)", 1299),
        ("INSERT INTO parent(must) VALUES (10)", 275),
        ('INSERT INTO "pa.ir" VALUES (2, 2, 1)', 2067),
        ("INSERT INTO texts VALUES ('a', 2)", 1555),
        ("INSERT INTO plain(rowid) VALUES (1)", 2579),
        ("INSERT INTO plain VALUES ('no')", 1811),
        ("INSERT INTO child VALUES (99)", 787),
        ("INSERT INTO strict_one VALUES ('x')", 3091),
        ("INSERT INTO nowhere VALUES (1)", 1),
        ("INSERT INTO parent(id) VALUES ('x')", 20),
    ],
)
def test_the_extended_code_is_the_one_that_sqlite_has(statement: str, code: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        with pytest.raises(sqlite3.Error) as caught:
            connection.execute(statement)
        assert extended_code(connection, caught.value) == code


def test_a_module_that_tells_extended_codes_is_believed() -> None:
    error = standard.IntegrityError("UNIQUE constraint failed: t.id")
    error.sqlite_errorcode = 2067
    with closing(sqlite3.connect(":memory:")) as connection:
        assert extended_code(connection, error) == 2067
