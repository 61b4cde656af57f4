"""``migrate explain``, ``migrate repair`` and ``migrate baseline`` as people and scripts meet them."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "CREATE TABLE a(x);\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "migrations").mkdir()
    write(tmp_path, "1_a.sql", FIRST)
    write(tmp_path, "2_b.sql", "CREATE TABLE b(x);")
    assert find_sqlx()("database", "setup", "-D", "sqlite:a.db", folder=tmp_path).code == 0
    return tmp_path


def write(place: Path, name: str, sql: str) -> None:
    (place / "migrations" / name).write_bytes(sql.encode())


def execute(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute(statement)
        connection.commit()


def migrate(place: Path, *words: str) -> tuple[int, str, str]:
    outcome = call("migrate", *words, folder=place)
    return outcome.code, outcome.out, outcome.err


def test_nothing_is_explained_and_repaired_where_all_is_well(place: Path) -> None:
    assert migrate(place, "explain", "a.db") == (0, "Nothing to explain: ledger and source agree\n", "")
    assert migrate(place, "repair", "a.db") == (0, "Nothing to repair: ledger and source agree\n", "")


def test_where_nothing_is_recorded_that_is_why_there_is_nothing_to_explain(place: Path) -> None:
    execute(place, "DELETE FROM _sqlx_migrations")
    why = "no migration is recorded as applied; baseline marks tables that were made without a ledger\n"
    assert migrate(place, "explain", "a.db") == (0, f"Nothing to explain: {why}", "")
    assert migrate(place, "repair", "a.db") == (0, f"Nothing to repair: {why}", "")


def test_an_edit_is_explained_repaired_and_accepted_by_sqlx(place: Path) -> None:
    write(place, "1_a.sql", FIRST.replace("\n", "\r\n"))
    code, out, _ = migrate(place, "explain", "-D", "sqlite:a.db", "--source", "migrations", "--no-dotenv")
    assert code == 2
    lines = out.splitlines()
    assert lines[:2] == ["1 a: modified", "  Line endings only"]
    assert "    +   1 CREATE·TABLE·a(x);[CRLF]" in lines
    assert lines[-1] == "The source as it is today makes exactly the schema that is in the database."

    code, out, _ = migrate(place, "repair", "a.db", "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "Can repair 1 a: accept the text of today")
    assert migrate(place, "explain", "a.db")[0] == 2

    code, out, err = migrate(place, "repair", "a.db")
    assert (code, out.splitlines()[0]) == (0, "Repaired 1 a: today's text is accepted")
    assert "Backup: " in err
    assert "Note, with the SQL that undoes it: " in err
    ran = find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=place)
    assert (ran.code, ran.out) == (0, "")


def test_what_is_not_proven_needs_force_which_says_what_that_is(place: Path) -> None:
    write(place, "1_a.sql", "CREATE TABLE a(x, y);")
    code, out, err = migrate(place, "repair", "a.db")
    assert (code, err) == (2, "")
    assert out.splitlines()[0] == "Not repaired without --force: 1 a: accept the text of today"
    assert "  - a lacks column y" in out.splitlines()
    code, _, err = migrate(place, "repair", "a.db", "--force")
    assert code == 0
    assert err.startswith("Unproven, and done because it was insisted on:\n")


def test_a_missing_migration_is_left_until_it_is_to_be_forgotten(place: Path) -> None:
    (place / "migrations/2_b.sql").unlink()
    code, out, _ = migrate(place, "explain", "a.db", "--migration", "2", "--no-git")
    assert (code, out.splitlines()[0]) == (2, "2 b: missing")
    assert migrate(place, "repair", "a.db")[:2] == (
        2,
        "2 b: left as it is, since the source has no file of it\n",
    )
    execute(place, "DROP TABLE b")
    assert migrate(place, "repair", "a.db", "--forget-missing")[0] == 0
    assert migrate(place, "check", "a.db")[0] == 0


def test_migrations_made_into_one_of_a_new_version_are_forgotten_and_marked_anew(place: Path) -> None:
    for name in ("1_a.sql", "2_b.sql"):
        (place / "migrations" / name).unlink()
    write(place, "3_all.sql", "CREATE TABLE a(x); CREATE TABLE b(x);")
    code, out, _ = migrate(place, "repair", "a.db", "--forget-missing")
    assert (code, out.splitlines()[-1]) == (
        2,
        "  If the source makes this schema under another version: --force, then baseline.",
    )
    assert migrate(place, "repair", "a.db", "--forget-missing", "--force")[0] == 0
    assert migrate(place, "baseline", "a.db")[0] == 0
    assert find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=place).code == 0
    assert migrate(place, "check", "a.db")[0] == 0


def test_what_is_the_same_of_several_migrations_is_told_once(place: Path) -> None:
    (place / "elsewhere").mkdir()
    _, out, _ = migrate(place, "explain", "a.db", "--source", "elsewhere", "--no-git")
    lines = out.splitlines()
    assert lines[:3] == ["1 a: missing", "2 b: missing", "  The file is not in the source"]
    assert out.count("The file is not in the source") == 1


def test_of_other_line_endings_a_few_lines_are_enough(place: Path) -> None:
    text = "CREATE TABLE c(\n" + "".join(f"  c{number},\n" for number in range(9)) + "  z);\n"
    write(place, "3_c.sql", text)
    migrate(place, "run", "-D", "sqlite:a.db")
    write(place, "3_c.sql", text.replace("\n", "\r\n"))
    _, out, _ = migrate(place, "explain", "a.db", "--no-git")
    assert out.count("[CRLF]") == 3
    assert "more lines (-v shows them)" in out
    assert migrate(place, "explain", "a.db", "--no-git", "-v")[1].count("[CRLF]") == 11


def test_a_missing_file_comes_back_from_the_folder_s_history(place: Path) -> None:
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(place), *words], check=True)
    (place / "migrations/2_b.sql").unlink()
    listed = migrate(place, "repair", "a.db", "--bring-back", "--dry-run")[1]
    assert listed.startswith("Can bring back 2_b.sql\n")
    code, out, _ = migrate(place, "repair", "a.db", "--bring-back")
    assert (code, out.splitlines()[0]) == (0, f"Brought back {place / 'migrations' / '2_b.sql'}")
    assert migrate(place, "check", "a.db")[0] == 0


def test_explanations_and_repairs_are_facts_too(place: Path) -> None:
    write(place, "1_a.sql", "\ufeff" + FIRST)
    shutil.copy(place / "a.db", place / "b.db")
    _, out, _ = migrate(place, "explain", "a.db", "b.db", "nowhere.db", "--json")
    document = json.loads(out)
    assert document["exit_code"] == 3
    (explanation,) = document["databases"][1]["explanations"]
    assert (explanation["cause"], explanation["forms"]) == ("form", ["byte-order-mark"])
    assert explanation["applied_text"]["sql"] == FIRST
    assert document["databases"][0]["schema"]["equal"]

    code, out, _ = migrate(place, "repair", "a.db", "b.db", "--json")
    facts = json.loads(out)["databases"][1]
    assert code == 0
    assert facts["done"]
    assert facts["changes"][0]["before"]["checksum"] == explanation["applied_checksum"]
    assert facts["changes"][0]["after"]["checksum"] == explanation["checksum"]
    assert facts["undo_sql"].startswith("BEGIN")
    assert facts["backup"]["sha256"]


def test_a_read_only_file_and_a_broken_one_are_plain_errors(place: Path) -> None:
    write(place, "1_a.sql", FIRST + "\n")
    code, out, err = migrate(place, "repair", "sqlite:a.db?mode=ro")
    assert (code, out) == (1, "")
    assert err.startswith("error: The database is open for reading only")
    (place / "no.db").write_text(
        "not a database, whatever its name may say about it, and longer than a header " * 3
    )
    assert migrate(place, "repair", "no.db")[0] == 1


def test_a_database_without_a_ledger_is_marked_where_it_is_a_version(place: Path) -> None:
    execute(place, "DROP TABLE _sqlx_migrations")
    code, out, _ = migrate(place, "baseline", "a.db", "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "Can mark 2 migrations as applied, up to 2 b")
    assert migrate(place, "check", "a.db")[0] != 0
    assert migrate(place, "baseline", "a.db")[0] == 0
    assert migrate(place, "check", "a.db")[0] == 0
    listed = find_sqlx()("migrate", "info", "-D", "sqlite:a.db", folder=place)
    assert listed.out == "1/installed a\n2/installed b\n"


def test_a_database_that_is_no_version_is_refused_with_its_differences(place: Path) -> None:
    execute(place, "DROP TABLE _sqlx_migrations")
    execute(place, "ALTER TABLE b ADD COLUMN y")
    code, out, err = migrate(place, "baseline", "a.db", "--target-version", "2")
    assert (code, out) == (2, "")
    assert "  - b has an unexpected column y" in err.splitlines()
    code, out, _ = migrate(place, "baseline", "a.db", "--json")
    facts = json.loads(out)["databases"][0]
    assert (code, facts["differences"], facts["marked"]) == (2, ["b has an unexpected column y"], [])


def test_tables_of_others_may_be_put_up_with(place: Path) -> None:
    execute(place, "DROP TABLE _sqlx_migrations")
    execute(place, "CREATE TABLE notes(x)")
    assert migrate(place, "baseline", "a.db")[0] == 2
    code, out, _ = migrate(place, "baseline", "a.db", "--allow-extra")
    assert code == 0
    assert "  put up with: table notes is not expected" in out.splitlines()
