"""Schemas are compared by meaning: no false alarm, and nothing real overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import Schema, read_schema
from pipeline_browser.model.schema.diff import DifferenceKind, schema_diff

if TYPE_CHECKING:
    from pathlib import Path


def schema_of(*statements: str) -> Schema:
    database = Database.open(Location(None, "memory"))
    try:
        for statement in statements:
            database.execute(statement)
        return read_schema(database)
    finally:
        database.close()


def sentences(promised: str, found: str) -> tuple[str, ...]:
    """Compare two lists of statements, separated by semicolons."""
    return schema_diff(schema_of(*promised.split(";")), schema_of(*found.split(";"))).sentences()


def test_the_unversioned_database_lacks_exactly_what_it_lacks(shared: Path) -> None:
    def read(name: str) -> Schema:
        database = Database.open(Location(shared / "data" / name), read_only=True, snapshot=True)
        try:
            return read_schema(database)
        finally:
            database.close()

    difference = schema_diff(read("real-pipeline-v1.db"), read("real-unversioned.db"))
    assert difference.sentences() == (
        "pipeline_configuration lacks column archived",
        "pipeline_configuration lacks column created_at",
        "pipeline_configuration lacks column updated_at",
        "pipeline_configuration.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
        "pipeline_stages lacks column archived",
        "pipeline_stages.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
        "stage_parameters lacks column archived",
        "stage_parameters lacks column created_at",
        "stage_parameters lacks column updated_at",
        "stage_parameters.stage_id: ON DELETE NO ACTION instead of CASCADE",
        "processing_metrics.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
        "index idx_pipelines_name is missing",
        "index idx_pipeline_configuration_pipeline_id is missing",
        "index idx_pipeline_stages_pipeline_id is missing",
        "index idx_pipeline_stages_order is missing",
        "index idx_stage_parameters_stage_id is missing",
    )
    assert not difference.equal


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        ("CREATE TABLE t(a TEXT)", 'create table if not exists "T" /* x */ ( [A]\n text -- end\n)'),
        ("CREATE TABLE t(a DEFAULT false)", "CREATE TABLE t(a DEFAULT FALSE)"),
        ("CREATE TABLE t(a DEFAULT 0)", "CREATE TABLE t(a DEFAULT (false))"),
        ("CREATE TABLE t(a DEFAULT 'x')", 'CREATE TABLE t(a DEFAULT "x")'),
        ("CREATE TABLE t(a DEFAULT NULL)", "CREATE TABLE t(a)"),
        ("CREATE TABLE t(a DEFAULT (datetime('now')))", "CREATE TABLE t(a DEFAULT (DATETIME ( 'now' )))"),
        ("CREATE TABLE t(a, CHECK (a > 0))", 'CREATE TABLE t(a CHECK (( "a">0 )))'),
        ("CREATE TABLE t(a PRIMARY KEY)", "CREATE TABLE t(a, CONSTRAINT pk PRIMARY KEY (a))"),
        ("CREATE TABLE t(a UNIQUE)", "CREATE TABLE t(a, UNIQUE (A))"),
        ("CREATE TABLE t(a VARCHAR(10))", "CREATE TABLE t(a varchar ( 10 ))"),
        ("CREATE TABLE t(a REFERENCES t(b), b)", "CREATE TABLE t(a, b, FOREIGN KEY (A) REFERENCES T (B))"),
        ("CREATE TABLE t(a REFERENCES t, b PRIMARY KEY)", "CREATE TABLE t(a REFERENCES t(b), b PRIMARY KEY)"),
        ("CREATE TABLE t(a REFERENCES t)", "CREATE TABLE t(a REFERENCES t MATCH FULL DEFERRABLE)"),
        (
            "CREATE TABLE t(a);CREATE INDEX i ON t(a) WHERE a=1",
            'CREATE TABLE t(a);CREATE INDEX "I" ON "T"(a ASC)WHERE A==1',
        ),
        (
            "CREATE TABLE t(a);CREATE VIEW v AS SELECT a FROM t",
            "CREATE TABLE t(a);create view V as select [a] from t",
        ),
        ("CREATE TABLE t(a DEFAULT 1)", "CREATE TABLE t(a DEFAULT ((1)))"),
        ("CREATE TABLE t(a DEFAULT 1)", "CREATE TABLE t(a DEFAULT +1)"),
        ("CREATE TABLE t(a DEFAULT (1 + 2 * 3))", "CREATE TABLE t(a DEFAULT ((1) + (2 * 3)))"),
        ("CREATE TABLE t(a CHECK (a > 0 AND a < 9))", "CREATE TABLE t(a CHECK ((a > 0) AND (a < 9)))"),
        ("CREATE TABLE t(a CHECK (a IN (1, 2)))", "CREATE TABLE t(a, CONSTRAINT c CHECK ((a) IN ((1), 2)))"),
        ("CREATE TABLE t(a CHECK (a = 'x'))", 'CREATE TABLE t(a CHECK (a = "x"))'),
        ("CREATE TABLE t(a CHECK (a <> 1))", "CREATE TABLE t(a CHECK (a != 1))"),
        ("CREATE TABLE t(a INTEGER PRIMARY KEY)", "CREATE TABLE t(a INTEGER NOT NULL, PRIMARY KEY (a DESC))"),
        ("CREATE TABLE t(a PRIMARY KEY UNIQUE)", "CREATE TABLE t(a PRIMARY KEY)"),
        ("CREATE TABLE t(a UNIQUE)", "CREATE TABLE t(a UNIQUE ON CONFLICT ABORT)"),
        ("CREATE TABLE main.t(a)", "CREATE TABLE t(a)"),
        ("CREATE TABLE t(a, b AS (a + 1))", "CREATE TABLE t(a, b GENERATED ALWAYS AS ((a) + 1) VIRTUAL)"),
        ("CREATE TABLE t(a TEXT, b INT)", "CREATE TABLE t(a TEXT);ALTER TABLE t ADD COLUMN b INT"),
        (
            "CREATE TABLE p(x PRIMARY KEY);CREATE TABLE t(a, b REFERENCES p(x))",
            "CREATE TABLE p(x PRIMARY KEY);CREATE TABLE t(a);ALTER TABLE t ADD COLUMN b REFERENCES p",
        ),
        ("CREATE TABLE t(a, c)", "CREATE TABLE t(a, b, c);ALTER TABLE t DROP COLUMN b"),
        (
            "CREATE TABLE n(a, UNIQUE (a), CHECK (a > 1));CREATE VIEW v AS SELECT n.a FROM n",
            "CREATE TABLE o(b, UNIQUE (b), CHECK (b > 1));CREATE VIEW v AS SELECT o.b FROM o;"  # noqa: ISC004
            "ALTER TABLE o RENAME TO n;ALTER TABLE n RENAME COLUMN b TO a",
        ),
        (
            "CREATE TABLE t(a, x);CREATE INDEX i ON t(x) WHERE a = 'y'",
            'CREATE TABLE t(a, b);CREATE INDEX i ON t(b) WHERE a = "y";ALTER TABLE t RENAME COLUMN b TO x',
        ),
        (
            "CREATE TABLE t(a);CREATE VIEW v AS SELECT t.a FROM t WHERE a = 'open' AND (a > 1)",
            'CREATE TABLE t(a);CREATE VIEW v AS SELECT (main.t.a) FROM main.t WHERE (a = "open") AND a > 1',
        ),
        (
            "CREATE TABLE t(a);CREATE INDEX i ON t(lower(a), (a + 1) COLLATE NOCASE)",
            "CREATE TABLE t(a);CREATE INDEX i ON t(LOWER((a)), ((a) + 1) COLLATE nocase ASC)",
        ),
        ("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIRTUAL TABLE IF NOT EXISTS f USING FTS5('a')"),
        (
            "CREATE VIRTUAL TABLE f USING fts5(a, tokenize = 'porter ascii')",
            'CREATE VIRTUAL TABLE f USING fts5("a", tokenize="porter ascii")',
        ),
        (
            "CREATE TABLE t(a INT PRIMARY KEY) STRICT, WITHOUT ROWID",
            "CREATE TABLE t(a INT PRIMARY KEY) WITHOUT ROWID, STRICT",
        ),
    ],
)
def test_texts_of_one_meaning_are_no_difference(promised: str, found: str) -> None:
    assert sentences(promised, found) == ()


@pytest.mark.parametrize(
    ("promised", "found", "sentence"),
    [
        ("CREATE TABLE t(a);CREATE TABLE u(a)", "CREATE TABLE t(a)", "table u is missing"),
        ("CREATE TABLE t(a)", "CREATE TABLE t(a);CREATE TABLE u(a)", "table u is not expected"),
        ("CREATE TABLE t(a, b)", "CREATE TABLE t(a)", "t lacks column b"),
        ("CREATE TABLE t(a)", "CREATE TABLE t(a, b)", "t has an unexpected column b"),
        ("CREATE TABLE t(a TEXT)", "CREATE TABLE t(a INT)", "t.a: type INT instead of TEXT"),
        ("CREATE TABLE t(a TEXT)", "CREATE TABLE t(a)", "t.a: type none instead of TEXT"),
        ("CREATE TABLE t(a NOT NULL)", "CREATE TABLE t(a)", "t.a: NULL allowed instead of NOT NULL"),
        ("CREATE TABLE t(a DEFAULT 1)", "CREATE TABLE t(a)", "t.a: no default instead of DEFAULT 1"),
        (
            "CREATE TABLE t(a DEFAULT 'X')",
            "CREATE TABLE t(a DEFAULT 'x')",
            "t.a: DEFAULT 'x' instead of DEFAULT 'X'",
        ),
        ("CREATE TABLE t(a COLLATE NOCASE)", "CREATE TABLE t(a)", "t.a: COLLATE BINARY instead of NOCASE"),
        (
            "CREATE TABLE t(a, b AS (a))",
            "CREATE TABLE t(a, b AS (a) STORED)",
            "t.b: AS (a) STORED instead of AS (a) VIRTUAL",
        ),
        (
            "CREATE TABLE t(a PRIMARY KEY, b)",
            "CREATE TABLE t(a, b, PRIMARY KEY (a, b))",
            "t: PRIMARY KEY (a, b) instead of PRIMARY KEY (a)",
        ),
        ("CREATE TABLE t(a UNIQUE)", "CREATE TABLE t(a)", "t lacks UNIQUE (a)"),
        ("CREATE TABLE t(a CHECK (a > 0))", "CREATE TABLE t(a)", "t lacks CHECK (a > 0)"),
        ("CREATE TABLE t(a)", "CREATE TABLE t(a CHECK (a > 0))", "t has an unexpected CHECK (a > 0)"),
        ("CREATE TABLE t(a REFERENCES p(x))", "CREATE TABLE t(a)", "t lacks FOREIGN KEY (a) REFERENCES p(x)"),
        (
            "CREATE TABLE t(a REFERENCES p(x))",
            "CREATE TABLE t(a REFERENCES q(x))",
            "t.a: REFERENCES q(x) instead of p(x)",
        ),
        (
            "CREATE TABLE t(a REFERENCES t ON UPDATE CASCADE)",
            "CREATE TABLE t(a REFERENCES t)",
            "t.a: ON UPDATE NO ACTION instead of CASCADE",
        ),
        (
            "CREATE TABLE t(a REFERENCES t DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE t(a REFERENCES t)",
            "t.a: INITIALLY IMMEDIATE instead of DEFERRED",
        ),
        ("CREATE TABLE t(a INT) STRICT", "CREATE TABLE t(a INT)", "t: no table option instead of STRICT"),
        (
            "CREATE TABLE t(a INT NOT NULL PRIMARY KEY)",
            "CREATE TABLE t(a INT PRIMARY KEY) WITHOUT ROWID",
            "t: WITHOUT ROWID instead of no table option",
        ),
        (
            "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE t(a INTEGER PRIMARY KEY)",
            "t: no AUTOINCREMENT instead of AUTOINCREMENT",
        ),
        (
            "CREATE TABLE t(a UNIQUE ON CONFLICT IGNORE)",
            "CREATE TABLE t(a UNIQUE)",
            "t: KEY (a) ON CONFLICT ABORT instead of IGNORE",
        ),
        (
            "CREATE TABLE t(a);CREATE INDEX i ON t(a) WHERE a = 1",
            "CREATE TABLE t(a);CREATE INDEX i ON t(a)",
            "index i: ON t(a) instead of ON t(a) WHERE a = 1",
        ),
        (
            "CREATE TABLE t(a);CREATE INDEX i ON t(a DESC)",
            "CREATE TABLE t(a);CREATE INDEX i ON t(a COLLATE NOCASE)",
            "index i: ON t(a COLLATE nocase) instead of ON t(a DESC)",
        ),
        (
            "CREATE TABLE t(a INTEGER PRIMARY KEY)",
            "CREATE TABLE t(a INT PRIMARY KEY)",
            "t.a: type INT instead of INTEGER",
        ),
        (
            "CREATE TABLE t(a INTEGER PRIMARY KEY)",
            "CREATE TABLE t(a INTEGER PRIMARY KEY DESC)",
            "t: PRIMARY KEY (a DESC) instead of PRIMARY KEY (a)",
        ),
        (
            "CREATE TABLE t(a CHECK (a = (1 OR 2)))",
            "CREATE TABLE t(a CHECK ((a = 1) OR 2))",
            "t lacks CHECK (a = ( 1 or 2 ))",
        ),
        (
            "CREATE TABLE t(a, b CHECK (a = b))",
            'CREATE TABLE t(a, b CHECK (a = "B"));ALTER TABLE t RENAME COLUMN b TO c',
            "t lacks column b",
        ),
        (
            "CREATE TABLE t(a NOT NULL ON CONFLICT IGNORE)",
            "CREATE TABLE t(a NOT NULL)",
            "t: NOT NULL (a) ON CONFLICT ABORT instead of IGNORE",
        ),
        (
            "CREATE VIRTUAL TABLE f USING fts5(a)",
            "CREATE TABLE f(a)",
            "f: an ordinary table instead of a virtual table USING fts5 ( a )",
        ),
        ("CREATE VIEW v AS SELECT 'A'", "CREATE VIEW v AS SELECT 'a'", "view v is defined differently"),
        ("CREATE VIEW v AS SELECT 1", "CREATE VIEW w AS SELECT 1", "view v is missing"),
        (
            "CREATE VIRTUAL TABLE f USING fts5(a)",
            "CREATE VIRTUAL TABLE f USING fts5(a, b)",
            "f: a virtual table USING fts5 ( a , b ) instead of a virtual table USING fts5 ( a )",
        ),
    ],
)
def test_a_difference_is_told_in_words(promised: str, found: str, sentence: str) -> None:
    assert sentences(promised, found)[0] == sentence


def test_triggers_are_compared_by_what_they_do() -> None:
    one = schema_of(
        "CREATE TABLE t(a)", "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = 'x'; END"
    )
    same = schema_of(
        "CREATE TABLE t(a)",
        'create trigger G after insert on "t" for each row begin delete from t where "a"=\'x\' ; end',
    )
    other = schema_of(
        "CREATE TABLE t(a)", "CREATE TRIGGER g BEFORE INSERT ON t BEGIN DELETE FROM t WHERE a = 'x'; END"
    )
    assert schema_diff(one, same).sentences() == ()
    assert schema_diff(one, other).sentences() == (
        "trigger g: fires BEFORE INSERT ON t instead of AFTER INSERT ON t",
    )
    body = schema_of(
        "CREATE TABLE t(a)", "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = 'X'; END"
    )
    assert schema_diff(one, body).sentences() == ("trigger g is defined differently",)


def test_what_stands_on_a_missing_column_alone_goes_with_it() -> None:
    full = (
        "CREATE TABLE p(x PRIMARY KEY);"
        "CREATE TABLE t(a, b NOT NULL UNIQUE ON CONFLICT IGNORE CHECK (b > 0) REFERENCES p, CHECK (a > b))"
    )
    bare = "CREATE TABLE p(x PRIMARY KEY);CREATE TABLE t(a)"
    assert sentences(full, bare) == ("t lacks column b", "t lacks CHECK (a > b)")
    assert sentences(bare, full) == ("t has an unexpected column b", "t has an unexpected CHECK (a > b)")
    (column, _check) = schema_diff(schema_of(*full.split(";")), schema_of(*bare.split(";"))).differences
    assert column.promised == "b NOT NULL"


def test_a_unique_index_in_place_of_a_unique_constraint_is_told_as_what_it_is() -> None:
    index = "CREATE TABLE t(a);CREATE UNIQUE INDEX i ON t(a)"
    assert sentences("CREATE TABLE t(a UNIQUE)", index) == (
        "t lacks UNIQUE (a)",
        "unique index i is not expected",
    )
    assert sentences(index, "CREATE TABLE t(a UNIQUE)") == (
        "t has an unexpected UNIQUE (a)",
        "unique index i is missing",
    )


def test_a_constraint_that_is_missing_says_nothing_of_its_conflicts() -> None:
    assert sentences("CREATE TABLE t(a UNIQUE ON CONFLICT IGNORE)", "CREATE TABLE t(a)") == (
        "t lacks UNIQUE (a)",
    )


def test_another_order_of_columns_is_a_note_and_the_schemas_are_equal() -> None:
    difference = schema_diff(
        schema_of("CREATE TABLE t(a, b, c)"), schema_of("CREATE TABLE t(a, c)", "ALTER TABLE t ADD COLUMN b")
    )
    assert difference.sentences() == ("t: columns in the order a, c, b instead of a, b, c",)
    assert [one.kind for one in difference.differences] == [DifferenceKind.ORDER]
    assert difference.equal


def test_the_ledger_statistics_and_shadow_tables_do_not_count() -> None:
    full = schema_of(
        "CREATE TABLE _sqlx_migrations(version)",
        "CREATE INDEX l ON _sqlx_migrations(version)",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
        "ANALYZE",
    )
    assert schema_diff(schema_of("CREATE VIRTUAL TABLE f USING fts5(a)"), full).sentences() == ()
    assert schema_diff(Schema(), full, ignore=frozenset({"F"})).sentences() == (
        "table _sqlx_migrations is not expected",
    )


def test_what_hangs_on_a_table_that_is_missing_or_extra_goes_with_it() -> None:
    table = "CREATE TABLE t(a);CREATE INDEX i ON t(a);CREATE VIEW v AS SELECT 1;"
    triggers = (
        "CREATE TRIGGER g INSERT ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER h INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
    )
    whole = schema_of(*table.split(";"), *triggers)
    assert schema_diff(whole, Schema()).sentences() == ("table t is missing", "view v is missing")
    assert schema_diff(Schema(), whole).sentences() == ("table t is not expected", "view v is not expected")
    bare = schema_of("CREATE TABLE t(a)", "CREATE VIEW v AS SELECT 1")
    assert schema_diff(whole, bare).sentences() == (
        "index i is missing",
        "trigger g is missing",
        "trigger h is missing",
    )
