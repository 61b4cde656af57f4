"""Foreign keys and the indexes that find their children; what SQLite's own query planner says is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.support import PRIMARY_KEY, supporting_index, unsupported_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = [
    ("CREATE TABLE c(x REFERENCES p(a))", None),
    ("CREATE TABLE c(x REFERENCES p(a)); CREATE INDEX i ON c(x)", "i"),
    ("CREATE TABLE c(x REFERENCES p(a), y); CREATE INDEX i ON c(y, x)", None),
    ("CREATE TABLE c(x REFERENCES p(a), y); CREATE INDEX i ON c(x, y)", "i"),
    ('CREATE TABLE c("X y" REFERENCES p(a), z); CREATE INDEX i ON c("x Y" DESC)', "i"),
    ("CREATE TABLE c(x UNIQUE REFERENCES p(a))", "sqlite_autoindex_c_1"),
    ("CREATE TABLE c(x INTEGER PRIMARY KEY REFERENCES p(a))", PRIMARY_KEY),
    ("CREATE TABLE c(x INTEGER REFERENCES p(a), y, PRIMARY KEY(x, y))", "sqlite_autoindex_c_1"),
    ("CREATE TABLE c(x INTEGER REFERENCES p(a), y, PRIMARY KEY(y, x))", None),
    ("CREATE TABLE c(x INTEGER REFERENCES p(a), y, PRIMARY KEY(x, y)) WITHOUT ROWID", "sqlite_autoindex_c_1"),
    ("CREATE TABLE c(x REFERENCES p(a), y); CREATE INDEX i ON c(x) WHERE y > 3", None),
    ("CREATE TABLE c(x REFERENCES p(a), y); CREATE INDEX i ON c(x) WHERE x IS NOT NULL", "i"),
    ("CREATE TABLE c(x REFERENCES p(a), y); CREATE INDEX i ON c(x) WHERE y IS NOT NULL", None),
    ("CREATE TABLE c(x REFERENCES p(a)); CREATE INDEX i ON c(lower(x))", None),
    ("CREATE TABLE c(x, y, FOREIGN KEY(x, y) REFERENCES p(a, b)); CREATE INDEX i ON c(y, x)", "i"),
    ("CREATE TABLE c(x, y, z, FOREIGN KEY(x, y) REFERENCES p(a, b)); CREATE INDEX i ON c(x, z, y)", None),
]


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database.open(Location(None))
    database.execute("CREATE TABLE p(a INTEGER, b INTEGER, PRIMARY KEY(a), UNIQUE(a, b))")
    yield database
    database.close()


@pytest.mark.parametrize(("sql", "expected"), CASES)
def test_an_index_supports_a_key_where_the_query_planner_uses_it(
    database: Database, sql: str, expected: str | None
) -> None:
    for statement in sql.split(";"):
        database.execute(statement)
    table = read_schema(database).table("c")
    assert table is not None
    (key,) = table.foreign_keys
    assert supporting_index(table, key) == expected
    wanted = " AND ".join(f'"{name}" = 1' for name in key.columns)
    ((_, _, _, plan),) = database.query(f"EXPLAIN QUERY PLAN SELECT rowid FROM c WHERE {wanted}"
                                        if "WITHOUT" not in sql else
                                        f"EXPLAIN QUERY PLAN SELECT 1 FROM c WHERE {wanted}")  # fmt: skip
    finds_all = "SEARCH" in plan and plan.count("=?") == len(key.columns)
    assert finds_all == (expected is not None), plan


def test_a_schema_tells_its_keys_without_an_index(database: Database) -> None:
    database.execute("CREATE TABLE one(x REFERENCES p(a), y REFERENCES p(a))")
    database.execute("CREATE INDEX one_x ON one(x)")
    assert [key.columns for key in unsupported_keys(read_schema(database))] == [("y",)]
