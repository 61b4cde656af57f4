"""Round trips with the real sqlx: what it migrated has no drift, and what brings drift back, it applies."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.oracle import Sqlx, find_sqlx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHOP = (
    """CREATE TABLE IF NOT EXISTS customers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        email TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
        joined TEXT NOT NULL DEFAULT (datetime('now')),
        data BLOB NOT NULL DEFAULT (jsonb('{}')),
        age INT CHECK ((age >= 0) AND (age < 150)),
        born AS (json_extract(data, '$.born')) STORED
    );
    CREATE TABLE orders (
        id TEXT PRIMARY KEY NOT NULL,
        customer INTEGER NOT NULL REFERENCES customers ON DELETE CASCADE,
        at TEXT DEFAULT (unixepoch('subsec'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX orders_open ON orders (customer, at DESC) WHERE at IS NOT NULL;
    INSERT INTO customers (email) VALUES ('a@b'), ('c@d');
    INSERT INTO orders (id, customer) SELECT email, id FROM customers;""",
    """CREATE VIRTUAL TABLE notes USING fts5(body, tokenize = 'porter ascii');
    CREATE TRIGGER noted AFTER INSERT ON orders WHEN (new.at IS NULL) BEGIN
        INSERT INTO notes (body) VALUES ("new order; END");
    END;
    CREATE VIEW main.recent (id, email) AS SELECT o.id, c.email FROM main.orders o JOIN customers AS c
        ON (c.id = o.customer) WHERE o.at > "2020";""",
    """ALTER TABLE orders RENAME TO purchases;
    ALTER TABLE customers RENAME COLUMN email TO "e-mail";
    ALTER TABLE customers ADD COLUMN note TEXT REFERENCES customers (id);
    ALTER TABLE customers DROP COLUMN age;
    CREATE TABLE archive AS SELECT * FROM purchases WHERE at < 5;""",
    """PRAGMA foreign_keys = OFF;
    CREATE TABLE archive_new (id TEXT PRIMARY KEY NOT NULL, customer INTEGER, at REAL);
    INSERT INTO archive_new SELECT * FROM archive;
    DROP TABLE archive;
    ALTER TABLE archive_new RENAME TO archive;""",
)


@pytest.fixture(scope="module")
def sqlx() -> Sqlx:
    return find_sqlx()


def migrated(place: Path, sqlx: Sqlx, files: Sequence[str]) -> Path:
    (place / "migrations").mkdir()
    for number, sql in enumerate(files, start=1):
        (place / "migrations" / f"{number}_part.sql").write_text(sql)
    (place / "a.db").touch()
    outcome = sqlx("migrate", "run", "-D", "sqlite:a.db", folder=place)
    assert outcome.code == 0, outcome.out
    return place


def drift(place: Path, *options: str) -> tuple[int, list[str]]:
    outcome = call("migrate", "drift", "a.db", *options, folder=place)
    return outcome.code, outcome.out.splitlines()


def execute(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_what_sqlx_migrated_is_as_promised(tmp_path: Path, sqlx: Sqlx) -> None:
    place = migrated(tmp_path, sqlx, SHOP)
    assert drift(place) == (0, ["The schema is what 4 migrations promise"])
    assert call("migrate", "check", "a.db", folder=place).code == 0


def test_what_brings_drift_back_is_applied_by_sqlx_and_then_there_is_none(tmp_path: Path, sqlx: Sqlx) -> None:
    place = migrated(tmp_path, sqlx, SHOP)
    execute(
        place,
        "DROP TRIGGER IF EXISTS noted",
        "DROP VIEW recent",
        "CREATE VIEW recent (id) AS SELECT id FROM purchases",
        "ALTER TABLE customers DROP COLUMN note",
        "ALTER TABLE archive ADD COLUMN more INT NOT NULL DEFAULT 1",
        "CREATE INDEX archived ON archive (id)",
        "CREATE TABLE mine (x)",
        "ALTER TABLE purchases RENAME COLUMN at TO moment",
    )
    code, lines = drift(place, "--write-migration", "bring it back")
    assert code == 2
    assert lines[-1].startswith("Creating ")
    outcome = sqlx("migrate", "run", "-D", "sqlite:a.db", folder=place)
    assert outcome.code == 0, outcome.out
    assert drift(place) == (0, ["The schema is what 5 migrations promise"])
    execute(place, "SELECT count(*) FROM customers")


@pytest.mark.parametrize("name", ["chinook.db", "sakila-schema.db", "real-pipeline-v1.db"])
def test_any_schema_as_a_migration_has_no_drift_once_sqlx_applied_it(
    name: str, shared: Path, tmp_path: Path, sqlx: Sqlx
) -> None:
    with closing(
        sqlite3.connect(f"file:{shared / 'data' / name}?mode=ro&immutable=1", uri=True)
    ) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
            " AND tbl_name <> '_sqlx_migrations' ORDER BY type <> 'table', type <> 'view', rowid"
        )
        texts = [text for (text,) in rows]
    place = migrated(tmp_path, sqlx, [";\n".join(texts) + ";"])
    assert drift(place) == (0, ["The schema is what 1 migration promises"])
