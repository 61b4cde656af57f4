"""``migrate rehearse`` tells in sections, and by its exit code, what a run would do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

PARENT_AND_CHILD = (
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1);"
)
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x);\nINSERT INTO n(id) SELECT id FROM p;\nDROP TABLE p;\n"
    "ALTER TABLE n RENAME TO p;\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database with a parent and its two children, and a pending migration that rebuilds the parent."""
    source = tmp_path / "migrations"
    source.mkdir()
    (source / "1_first.sql").write_text(PARENT_AND_CHILD)
    Database.create(Location(tmp_path / "a.db")).close()
    assert call("migrate", "run", "a.db", folder=tmp_path).code == 0
    (source / "2_rebuild.sql").write_text(REBUILD)
    return tmp_path


def write(folder: Path, sql: str) -> None:
    (folder / "migrations" / "2_rebuild.sql").write_text(sql)


def test_a_plan_that_would_fail_exits_1_and_says_where(folder: Path) -> None:
    before = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    outcome = call("migrate", "rehearse", "a.db", folder=folder)
    assert outcome.code == 1
    assert outcome.out.startswith("Would fail at migration 2\n")
    assert "Dropping p deletes 2 rows of c by cascade" in outcome.out
    assert {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()} == before


def test_a_plan_that_would_succeed_exits_0_and_is_told_in_sections(folder: Path) -> None:
    outcome = call("migrate", "rehearse", "a.db", "--allow-cascade", "--atomic", folder=folder)
    assert outcome.code == 0
    titles = [line for line in outcome.out.splitlines()[1:] if line and not line.startswith(" ")]
    assert titles == ["Schema", "Rows", "Checks", "Time", "Space", "What may differ"]
    assert "  p gains column x\n" in outcome.out
    assert "  c  2 → 0  -2\n" in outcome.out


def test_rows_that_go_unannounced_exit_4(folder: Path) -> None:
    write(folder, "DELETE FROM c")
    outcome = call("migrate", "rehearse", "a.db", folder=folder)
    assert outcome.code == 4
    assert "2 rows of c go without a warning of the plan" in outcome.out


def test_no_room_for_a_copy_exits_3_and_names_the_folder(folder: Path) -> None:
    outcome = call("migrate", "rehearse", "a.db", "--folder", "nowhere", folder=folder)
    assert outcome.code == 3
    assert "nowhere cannot be written to" in outcome.err


def test_a_broken_statement_is_told_with_file_line_and_column(folder: Path) -> None:
    write(folder, "SELECT 1;\n  CREAT TABLE x(y)")
    out = call("migrate", "rehearse", "a.db", folder=folder).out
    assert '2_rebuild.sql:2:3: near "CREAT": syntax error\n' in out


def test_json_for_several_databases_has_everything(folder: Path) -> None:
    arguments = ("a.db", "sqlite::memory:", "--json", "--allow-cascade")
    outcome = call("migrate", "rehearse", *arguments, folder=folder)
    first, second = json.loads(outcome.out)["databases"]
    assert (first["verdict"], second["verdict"]) == ("succeeds", "succeeds")
    assert first["cascades"] == [{"parent": "p", "table": "c", "before": 2, "after": 0, "blanked": False}]
    assert [each["table"] for each in first["tables"]] == ["c", "p"]
    assert first["checks"]["new"] == {"foreign_keys": [], "integrity": [], "quick": False}
    assert first["space"]["fits"] is True
    assert [each["version"] for each in second["times_ns"]["migrations"]] == [1, 2]


def test_a_revert_to_nothing_and_a_target_are_rehearsed(folder: Path) -> None:
    (folder / "migrations" / "1_first.up.sql").write_text(PARENT_AND_CHILD)
    (folder / "migrations" / "1_first.down.sql").write_text("DROP TABLE c; DROP TABLE p;")
    (folder / "migrations" / "1_first.sql").unlink()
    outcome = call(
        "migrate", "rehearse", "-D", "sqlite:a.db", "--revert", "--target-version", "0", folder=folder
    )
    assert outcome.code == 0
    assert "table c is dropped" in outcome.out
    limited = call("migrate", "rehearse", "a.db", "--target-version", "1", folder=folder)
    assert (limited.code, limited.out) == (0, "There is nothing to do\n")
