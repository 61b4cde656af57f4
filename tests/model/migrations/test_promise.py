"""What migrations promise: replayed in memory, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations import replay
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.promise import promise_of, promises
from pipeline_browser.model.migrations.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pipeline_browser.model.schema.facts import Schema


def test_the_bundled_source_promises_its_five_tables() -> None:
    promise = promise_of(bundled_source().ups)
    assert promise.failure is None
    assert len(promise.schema.user_tables) == 5


def test_each_version_promises_what_was_made_until_then(tmp_path: Path) -> None:
    (tmp_path / "1_a.sql").write_text("CREATE TABLE a (x);")
    (tmp_path / "2_b.sql").write_text("CREATE TABLE b (x); ALTER TABLE a ADD COLUMN y;")
    steps = list(promises(read_source(tmp_path).ups))
    assert [_names(step.schema) for step in steps] == [[], ["a"], ["a", "b"]]
    assert [step.migration and step.migration.version for step in steps] == [None, 1, 2]


def test_a_statement_that_fails_ends_the_promise_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "1_a.sql").write_text("CREATE TABLE a (x);\nDROP TABLE nowhere;\nCREATE TABLE c (x);")
    (tmp_path / "2_b.sql").write_text("CREATE TABLE b (x);")
    source = read_source(tmp_path)
    whole = promise_of(source.ups)
    assert whole.failure is not None
    assert whole.failure.statement.line == 2
    assert "nowhere" in whole.failure.message
    assert list(promises(source.ups))[-1] == whole


def test_an_endless_statement_fails_and_those_after_it_have_their_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "_LOOKS_AT_MOST", 100)  # two million instructions
    counting = (
        "CREATE TABLE {name} AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n{limit})"
        " SELECT max(x) FROM n;"
    )
    long = (counting.format(name=f"t{number}", limit=" LIMIT 75000") for number in range(4))
    (tmp_path / "1_long.sql").write_text("".join(long))
    (tmp_path / "2_endless.sql").write_text(counting.format(name="t", limit=""))
    promise = promise_of(read_source(tmp_path).ups)
    assert promise.migration is not None
    assert promise.migration.version == 2
    assert promise.failure is not None


def test_statements_about_rows_are_left_out_and_hands_on_the_schema_are_not(tmp_path: Path) -> None:
    (tmp_path / "1_a.sql").write_text(
        "CREATE TABLE a (x NOT NULL); INSERT INTO a VALUES (NULL); SELECT load_extension('x'); ANALYZE;"
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_master SET sql = 'CREATE TABLE a (x)' WHERE name = 'a';"
    )
    promise = promise_of(read_source(tmp_path).ups)
    assert promise.failure is None
    assert [table.ddl for table in promise.schema.user_tables] == ["CREATE TABLE a (x)"]


_STEPS = (
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n); CREATE TABLE c (k REFERENCES p(id), g REFERENCES gone(x));",
    "CREATE INDEX by_n ON p(n); CREATE VIEW v AS SELECT * FROM p;",
    "CREATE TABLE gone (x UNIQUE); CREATE VIRTUAL TABLE f USING fts5(a);",
    "ALTER TABLE p RENAME COLUMN id TO key; DROP INDEX by_n; CREATE UNIQUE INDEX by_n ON p(n) WHERE n > 1;",
    "ALTER TABLE p RENAME TO parents; DROP VIEW v; CREATE TRIGGER t AFTER INSERT ON c BEGIN SELECT 1; END;",
    "DROP TABLE gone; CREATE TABLE gone (y PRIMARY KEY) WITHOUT ROWID; DROP TABLE f;",
    "CREATE TABLE f (a); CREATE TABLE f_data (b); DROP TABLE c;",
)


def test_a_schema_that_is_read_step_by_step_is_as_one_that_is_read_once(tmp_path: Path) -> None:
    for number, sql in enumerate(_STEPS, 1):
        (tmp_path / f"{number}_step.sql").write_text(sql)
    ups = read_source(tmp_path).ups
    for number, step in enumerate(promises(ups)):
        assert step.schema == promise_of(ups[:number]).schema
        assert step.failure is None


def _names(schema: Schema) -> list[str]:
    return [table.name for table in schema.user_tables]
