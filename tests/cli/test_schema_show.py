"""What ``schema show`` prints: calm, complete, and literal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.schema import as_json, show
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema import Schema


@pytest.fixture
def database() -> Iterator[Database]:
    opened = Database.open(Location(None, "memory"))
    yield opened
    opened.close()


def _schema(database: Database, *statements: str) -> Schema:
    for statement in statements:
        database.execute(statement)
    return read_schema(database)


def test_a_schema_reads_like_a_page(database: Database) -> None:
    schema = _schema(
        database,
        """CREATE TABLE pipelines(
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, archived BOOLEAN DEFAULT false)""",
        """CREATE TABLE stages(
            pipeline_id TEXT NOT NULL REFERENCES pipelines ON DELETE CASCADE, place INTEGER, x AS (place + 1),
            PRIMARY KEY (pipeline_id, place DESC), CHECK (place >= 0))""",
        "CREATE INDEX idx_name ON pipelines(name COLLATE NOCASE) WHERE archived = false",
        "CREATE VIEW names AS SELECT name FROM pipelines",
        "CREATE VIEW broken AS SELECT * FROM missing",
        "CREATE TRIGGER guard BEFORE UPDATE OF name ON pipelines BEGIN SELECT 1; END",
    )
    assert show(schema).splitlines() == [
        "2 tables, 2 views, 1 trigger",
        "",
        "table pipelines",
        "  id        TEXT     PK",
        "  name      TEXT     NN  UQ",
        "  archived  BOOLEAN  default false",
        "  indexes",
        "    idx_name (name collate NOCASE) where archived = false",
        "  triggers",
        "    guard before update of name",
        "",
        "table stages",
        "  pipeline_id  TEXT     PK  NN",
        "  place        INTEGER  PK",
        "  x                     virtual as (place + 1)",
        "  primary key",
        "    pipeline_id, place desc",
        "  foreign keys",
        "    pipeline_id → pipelines.id, on delete cascade",
        "  checks",
        "    place >= 0",
        "",
        "view names",
        "  name",
        "",
        "view broken",
        "  (no such table: main.missing)",
        "",
        "problems",
        "  view broken: no such table: main.missing",
    ]


def test_the_stored_texts_follow_each_table_on_request(database: Database) -> None:
    schema = _schema(database, "CREATE TABLE t(\n\ta -- first\n)", "CREATE INDEX i ON t(a)")
    assert show(schema, ddl=True).endswith(
        "\n\nCREATE TABLE t(\n\ta -- first\n);\n\nCREATE INDEX i ON t(a);\n"
    )
    assert "CREATE" not in show(schema)


def test_names_that_would_act_on_a_terminal_stay_on_their_line(database: Database) -> None:
    schema = _schema(
        database,
        'CREATE TABLE "esc\x1b[31mred"("new\nline" TEXT DEFAULT \'\x1b]0;pwn\x07\', "" INT)',
        'CREATE TABLE "<img src=x>"("bidi\u202etxt")',
    )
    shown = show(schema, ddl=True)
    assert 'table "esc\\x1b[31mred"\n  "new\\x0aline"  TEXT' in shown
    assert '\n  ""             INT' in shown
    assert 'table "<img src=x>"\n  "bidi\\u202etxt"' in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_tables_that_nobody_made_by_hand_are_named_in_a_line(database: Database) -> None:
    shown = show(_schema(database, "CREATE VIRTUAL TABLE f USING fts5(a, content='')", "ANALYZE"))
    assert "virtual table f using fts5\n  a\n" in shown
    assert "shadow tables of f: f_data, f_idx, f_docsize, f_config\n" in shown
    assert "table f_data" not in shown


def test_a_foreign_key_that_leads_nowhere_says_so(database: Database) -> None:
    shown = show(
        _schema(database, "CREATE TABLE t(a REFERENCES nowhere, b, FOREIGN KEY(a, b) REFERENCES t(b, a))")
    )
    assert "    a → nowhere — the parent table does not exist\n" in shown
    assert "    (a, b) → t (b, a) — the parent columns are neither its primary key nor unique\n" in shown


def test_every_fact_is_in_the_json_document(database: Database) -> None:
    schema = _schema(database, "CREATE TABLE t(a INT NOT NULL UNIQUE REFERENCES t(a), b AS (a) STORED)")
    (table,) = json.loads(json.dumps(as_json(schema)))["tables"]
    assert table["kind"] == "table"
    assert table["columns"][0] == {
        "name": "a",
        "type": "INT",
        "not_null": True,
        "default": None,
        "primary_key": 0,
        "hidden": False,
        "generated": None,
        "expression": None,
        "collation": "BINARY",
    }
    assert table["columns"][1]["generated"] == "stored"
    assert table["foreign_keys"][0]["parent_columns"] == ["a"]
    assert table["indexes"][0]["columns"][0]["name"] == "a"


def test_an_empty_database_is_said_to_be_empty(database: Database) -> None:
    assert show(read_schema(database)) == "0 tables, 0 views, 0 triggers\n"
