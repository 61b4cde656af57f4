"""``migrate drift``, and what ``migrate check`` says about a schema that has drifted."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations/1_a.sql").write_text("CREATE TABLE a (x, y)")
    (tmp_path / "a.db").touch()
    assert call("migrate", "run", "a.db", folder=tmp_path).code == 0
    return tmp_path


def execute(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute(statement)
        connection.commit()


def test_drift_is_told_in_sentences_and_by_exit_code(place: Path) -> None:
    outcome = call("migrate", "drift", "a.db", folder=place)
    assert (outcome.code, outcome.out, outcome.err) == (0, "The schema is what 1 migration promises\n", "")
    execute(place, "ALTER TABLE a DROP COLUMN y")
    outcome = call(
        "migrate", "drift", "-D", "sqlite:a.db", "--no-dotenv", "--source", "migrations", folder=place
    )
    assert outcome.code == 2
    assert outcome.out.splitlines() == ["1 difference from what 1 migration promises:", "  a lacks column y"]


def test_drift_gives_no_verdict_where_there_is_no_telling(place: Path) -> None:
    (place / "migrations/1_a.sql").unlink()
    outcome = call("migrate", "drift", "a.db", folder=place)
    assert outcome.code == 3
    assert outcome.out.splitlines()[1:] == [
        "  migration 1 (a) is applied, but the source lacks its file",
    ]
    assert call("migrate", "drift", "nowhere.db", folder=place).code == 3


def test_what_ran_without_being_recorded_is_told_from_what_was_made_by_hand(place: Path) -> None:
    (place / "migrations/2_b.sql").write_text("CREATE TABLE b (x)")
    execute(place, "CREATE TABLE b (x)")
    told = "note: the schema is what it is after the pending migrations: they were carried out, and are not"
    outcome = call("migrate", "drift", "a.db", folder=place)
    assert (outcome.code, outcome.err) == (2, f"{told} recorded (2)\n")
    execute(place, "CREATE TABLE c (x)")
    assert call("migrate", "drift", "a.db", folder=place).err == ""


def test_drift_as_json_has_every_difference(place: Path) -> None:
    execute(place, "CREATE TABLE b (x)")
    outcome = call("migrate", "drift", "a.db", "--json", folder=place)
    (facts,) = json.loads(outcome.out)["databases"]
    assert (outcome.code, facts["drifted"], facts["versions"]) == (2, True, [1])
    (difference,) = facts["differences"]
    assert difference["sentence"] == "table b is not expected"
    assert (difference["kind"], difference["object"], difference["name"]) == ("extra", "table", "b")
    assert call("migrate", "drift", "a.db", "--ignore", "B", "--json", folder=place).code == 0


def test_check_tells_drift_unless_it_is_asked_for_the_ledger_alone(place: Path) -> None:
    execute(place, "ALTER TABLE a DROP COLUMN y")
    outcome = call("migrate", "check", "a.db", folder=place)
    assert outcome.code == 2
    assert outcome.out.splitlines() == ["drifted (1 difference)", "  a lacks column y"]
    assert call("migrate", "check", "a.db", "--no-drift", folder=place).code == 0
    quiet = call("migrate", "check", "a.db", "--quiet", folder=place)
    assert (quiet.code, quiet.out, quiet.err) == (2, "", "")


def test_check_says_what_it_could_not_compare_and_goes_by_the_ledger(place: Path) -> None:
    (place / "migrations/1_a.sql").unlink()
    outcome = call("migrate", "check", "a.db", folder=place)
    assert (outcome.code, outcome.out.splitlines()[0]) == (2, "1 missing")
    assert "schema not compared: migration 1 (a) is applied" in outcome.err


def test_the_sql_can_be_run_as_it_is_printed_and_says_what_it_loses(place: Path) -> None:
    execute(place, "CREATE TABLE b (x)")
    execute(place, "ALTER TABLE a DROP COLUMN y")
    outcome = call("migrate", "drift", "a.db", "--sql", folder=place)
    assert outcome.code == 2
    assert outcome.err.startswith("note: it destroys rows or values: see the lines")
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.executescript(outcome.out)
    assert call("migrate", "drift", "a.db", folder=place).code == 0


def test_a_migration_is_written_into_a_folder_and_never_among_the_bundled_ones(place: Path) -> None:
    execute(place, "ALTER TABLE a DROP COLUMN y")
    outcome = call("migrate", "drift", "a.db", "--write-migration", "bring y back", folder=place)
    assert outcome.code == 2
    (file,) = (place / "migrations").glob("*_bring_y_back.sql")
    assert outcome.out.splitlines()[-1] == f"Creating {file}"
    assert "ADD COLUMN y" in file.read_text()
    bundled = call("migrate", "drift", "a.db", "--bundled", "--write-migration", "x", folder=place)
    assert bundled.code == 3
