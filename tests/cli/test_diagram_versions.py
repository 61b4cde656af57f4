"""``schema diagram`` of a version, of what it changes, and of drift."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {
    "1_start.sql": "CREATE TABLE pipelines (id INTEGER PRIMARY KEY, old TEXT);",
    "2_tags.up.sql": "CREATE TABLE tags (pipeline INTEGER REFERENCES pipelines(id));\n"
    "ALTER TABLE pipelines DROP COLUMN old;",
    "2_tags.down.sql": "DROP TABLE tags;",
    "3_broken.sql": "CREATE TABLE more (a);\nDROP TABLE nowhere;",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "migrations").mkdir()
    for name, text in _FILES.items():
        (tmp_path / "migrations" / name).write_text(text)
    return tmp_path


def test_a_version_is_drawn_without_a_database(folder: Path) -> None:
    outcome = call("schema", "diagram", "--at", "1", "--format", "dbml", folder=folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[:2] == ["// migrations: at 1 start", 'Table "pipelines" {']
    assert "tags" not in outcome.out


@pytest.mark.parametrize(
    ("suffix", "marks"),
    [
        ("svg", ["+", "added", "removed", "migrations: 2 tags: adds 1 table"]),
        ("mmd", ["tags (added)", "removed", "%% migrations: 2 tags: adds 1 table"]),
        ("dot", ["+ added", "removed", "// migrations: 2 tags: adds 1 table"]),
        ("puml", ["<<added>>", "<<removed>>", "' migrations: 2 tags: adds 1 table"]),
        ("dbml", ["headercolor", "note: 'removed'", "// migrations: 2 tags: adds 1 table"]),
    ],
)
def test_what_a_version_changes_is_marked_in_every_format(
    folder: Path, suffix: str, marks: list[str]
) -> None:
    chosen = ("--source", "migrations", "--at", "2", "--changes", "-o", f"er.{suffix}")
    assert call("schema", "diagram", *chosen, folder=folder).code == 0
    text = (folder / f"er.{suffix}").read_text()
    for mark in marks:
        assert mark in text


def test_drift_is_marked(folder: Path) -> None:
    (folder / "migrations" / "3_broken.sql").unlink()
    assert call("migrate", "run", "-D", "sqlite:p.db?mode=rwc", folder=folder).code == 0
    nothing = call("schema", "diagram", "p.db", "--drift", "--format", "dbml", folder=folder)
    assert "// p.db: against what its migrations promise: no drift" in nothing.out
    connection = sqlite3.connect(folder / "p.db")
    connection.execute("ALTER TABLE pipelines ADD COLUMN extra")
    connection.close()
    outcome = call("schema", "diagram", "p.db", "--drift", "--format", "dbml", folder=folder)
    assert outcome.code == 0
    assert "promise: has besides 1 column" in outcome.out
    assert '"extra" "any" [note: \'added\']' in outcome.out
    assert '"_sqlx_migrations" {' in outcome.out


@pytest.mark.parametrize(
    ("chosen", "code", "words"),
    [
        (("--at", "7"), 1, "There is no migration 7"),
        (("--at", "3"), 1, "3_broken.sql:2 fails on an empty database"),
        (("--changes",), 2, "--changes needs a version"),
        (("--at", "1", "--drift"), 2, "cannot be used with '--at'"),
        ((), 2, "DATABASE"),
        (("--drift",), 2, "DATABASE"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(
    folder: Path, chosen: tuple[str, ...], code: int, words: str
) -> None:
    outcome = call("schema", "diagram", *chosen, "--format", "dbml", folder=folder)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.err


def test_drift_of_a_database_whose_migrations_are_not_known_is_refused(folder: Path) -> None:
    (folder / "migrations" / "3_broken.sql").unlink()
    assert call("migrate", "run", "-D", "sqlite:p.db?mode=rwc", folder=folder).code == 0
    outcome = call("schema", "diagram", "p.db", "--drift", "--bundled", "--format", "dbml", folder=folder)
    assert outcome.code == 1
    assert "What p.db should be is not known" in outcome.err
    assert "migration 1 (start) is applied, but the source lacks its file" in outcome.err


def test_a_table_has_one_place_at_every_version(folder: Path) -> None:
    (folder / "migrations" / "3_broken.sql").write_text(
        "CREATE TABLE a_table_before_all_others (id INTEGER);"
    )
    places = set()
    for version in ("1", "2", "3"):
        call("schema", "diagram", "--at", version, "--changes", "-o", "er.svg", folder=folder)
        text = (folder / "er.svg").read_text()
        found = re.search(r'translate\(([^)]*)\)">\s*<rect[^>]*/>\s*<g><title>table pipelines', text)
        places.add(found and found[1])
    assert len(places) == 1
    assert None not in places
