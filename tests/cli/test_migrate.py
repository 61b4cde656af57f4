"""``migrate info``, ``run`` and ``revert`` beyond what sqlx has."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.paths import migrations_folder
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Outcome


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with two migrations in ./migrations and an empty database a.db."""
    (tmp_path / "migrations").mkdir()
    write(tmp_path, "1_first.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1);")
    write(tmp_path, "2_second.up.sql", "CREATE TABLE b(x);")
    write(tmp_path, "2_second.down.sql", "DROP TABLE b;")
    make_database(tmp_path / "a.db")
    return tmp_path


def write(place: Path, name: str, sql: str) -> None:
    (place / "migrations" / name).write_text(sql)


def make_database(path: Path, *statements: str, mode: str = "WAL") -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def migrate(*arguments: str, folder: Path, **environment: str) -> Outcome:
    return call("migrate", *arguments, folder=folder, environment=environment)


def snapshot(folder: Path) -> dict[str, str]:
    """Return the digest of every file, side files of SQLite too."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
@pytest.mark.parametrize("state", ["empty", "half", "full", "fresh wal"])
@pytest.mark.parametrize(
    "words",
    [
        "info",
        "info --json",
        "plan",
        "plan --sql",
        "plan --revert --json",
        "check",
        "run --dry-run",
        "revert --dry-run",
    ],
)
def test_looking_never_writes_a_byte(place: Path, state: str, mode: str, words: str) -> None:
    make_database(place / "a.db", mode=mode)
    if state != "empty":
        migrate("run", "a.db", *(["--target-version", "1"] if state == "half" else []), folder=place)
    if state == "fresh wal":
        copy_with_its_log(place)
    before = snapshot(place)
    outcome = migrate(*words.split(), "a.db", folder=place)
    assert outcome.code in (0, 1)
    assert "error" not in outcome.err
    assert snapshot(place) == before


def copy_with_its_log(place: Path) -> None:
    """Leave the database as a program that was killed does: rows in the log that are not in the file."""
    source = place.parent / "source.db"
    shutil.copy(place / "a.db", source)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("INSERT INTO a VALUES (2)")
        connection.commit()
        for suffix in ("", "-wal", "-shm"):
            side = source.with_name(source.name + suffix)
            if side.exists():
                shutil.copy(side, place / f"a.db{suffix}")


def test_info_of_a_database_that_would_be_created_creates_nothing(place: Path) -> None:
    outcome = migrate("info", "sqlite:new.db?mode=rwc", folder=place)
    assert outcome.out == "1/pending first\n2/pending second\n"
    assert not (place / "new.db").exists()


def test_run_creates_a_database_where_the_url_says_so(place: Path) -> None:
    assert migrate("run", "sqlite:new.db?mode=rwc", folder=place).code == 0
    assert tables(place / "new.db") == {"a", "b", "_sqlx_migrations"}


def test_info_mentions_on_standard_error_what_the_source_lacks(place: Path) -> None:
    migrate("run", "a.db", folder=place)
    (place / "migrations" / "1_first.sql").unlink()
    outcome = migrate("info", "a.db", folder=place)
    assert outcome.out == "2/installed second\n"
    assert outcome.err == "note: applied but not in the source: 1\n"


def test_several_databases_are_told_apart_and_the_worst_code_counts(place: Path) -> None:
    make_database(place / "b.db", "CREATE TABLE _sqlx_migrations(nonsense)")
    make_database(place / "c.db")
    outcome = migrate("run", "a.db", "b.db", "c.db", folder=place)
    assert outcome.code == 1
    lines = [line.split(" (")[0] for line in outcome.out.splitlines()]
    applied = ["Applied 1/migrate first", "Applied 2/migrate second"]
    assert lines[:3] == ["a.db:", *applied]
    assert lines[3] == "b.db:"
    assert lines[4].startswith("error: ")
    assert lines[5:] == ["c.db:", *applied]


def test_all_or_nothing_keeps_nothing_of_a_run_that_fails(place: Path) -> None:
    write(place, "3_third.sql", "CREATE TABLE c(x); INSERT INTO nowhere VALUES (1)")
    outcome = migrate("run", "--atomic", "a.db", folder=place)
    assert outcome.code == 1
    assert outcome.out == (
        "error: while executing migration 3: error returned from database: (code: 1) no such table: nowhere\n"
    )
    assert "Nothing was applied" in outcome.err
    assert tables(place / "a.db") == set()


def test_all_or_nothing_tells_what_it_applied_once_it_is_committed(place: Path) -> None:
    outcome = migrate("run", "--atomic", "a.db", folder=place)
    assert [line.split(" (")[0] for line in outcome.out.splitlines()] == [
        "Applied 1/migrate first",
        "Applied 2/migrate second",
    ]


def test_without_it_what_came_before_a_failure_stays_and_is_named(place: Path) -> None:
    write(place, "3_third.sql", "CREATE TABLE c(x);\n  INSERT INTO nowhere VALUES (1)")
    outcome = migrate("run", "a.db", folder=place)
    assert outcome.code == 1
    assert "3_third.sql:2:3: no such table: nowhere" in outcome.err
    assert "INSERT INTO nowhere VALUES (1)" in outcome.err
    assert "Migrations 1 and 2 stay applied. Migration 3 was rolled back." in outcome.err
    assert tables(place / "a.db") == {"a", "b", "_sqlx_migrations"}


def test_a_backup_is_saved_first_and_named_on_standard_error(place: Path) -> None:
    migrate("run", "a.db", "--target-version", "1", folder=place)
    outcome = migrate("run", "a.db", "--backup", folder=place)
    (copy,) = place.glob("a.db.backup-*.db")
    assert f"Backup: {copy}" in outcome.err
    assert "Backup" not in outcome.out
    assert tables(copy) == {"a", "_sqlx_migrations"}


def test_rows_lost_by_cascade_stop_the_run_unless_allowed(place: Path) -> None:
    make_database(
        place / "a.db",
        "CREATE TABLE parent(id INTEGER PRIMARY KEY)",
        "CREATE TABLE child(p REFERENCES parent(id) ON DELETE CASCADE)",
        "INSERT INTO parent VALUES (1)",
        "INSERT INTO child VALUES (1)",
    )
    write(
        place,
        "3_rebuild.sql",
        "CREATE TABLE n(id INTEGER PRIMARY KEY, y); INSERT INTO n(id) SELECT id FROM parent;"
        "DROP TABLE parent; ALTER TABLE n RENAME TO parent;",
    )
    outcome = migrate("run", "a.db", folder=place)
    assert outcome.code == 1
    assert "child" in outcome.err
    assert rows(place / "a.db", "child") == 1
    assert migrate("run", "a.db", "--allow-cascade", folder=place).code == 0
    assert rows(place / "a.db", "child") == 0


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_tables_without_a_ledger_are_not_migrated_blindly(place: Path) -> None:
    write(place, "1_first.sql", "CREATE TABLE IF NOT EXISTS a(x, y);")
    make_database(place / "a.db", "CREATE TABLE a(x)")
    outcome = migrate("run", "a.db", folder=place)
    assert outcome.code == 1
    assert "a lacks column y" in outcome.err
    assert tables(place / "a.db") == {"a"}
    assert migrate("run", "a.db", "--allow-unversioned", folder=place).code == 0


def test_warnings_of_the_plan_come_on_standard_error_before_anything_runs(place: Path) -> None:
    write(place, "3_own.sql", "BEGIN; CREATE TABLE c(x); COMMIT;")
    outcome = migrate("run", "--dry-run", "a.db", folder=place)
    assert outcome.out.endswith("Can apply 3/migrate own (0ns)\n")
    assert outcome.err.startswith("3_own.sql:")


def test_verbose_tells_every_statement(place: Path) -> None:
    outcome = migrate("run", "-v", "a.db", folder=place)
    assert "  2/2 line 1: INSERT INTO a VALUES (1);\n" in outcome.err


@pytest.mark.parametrize(
    "words", ["info", "run --dry-run", "run", "revert --dry-run", "revert", "check", "plan"]
)
def test_json_has_one_shape_for_one_database_and_for_several(place: Path, words: str) -> None:
    make_database(place / "b.db", "CREATE TABLE _sqlx_migrations(nonsense)")
    outcome = migrate(*words.split(), "--json", "a.db", "b.db", folder=place)
    document = json.loads(outcome.out)
    assert document["exit_code"] == outcome.code
    assert document["source"] == str((place / "migrations").resolve())
    first, second = document["databases"]
    assert (first["database"], second["database"]) == ("a.db", "b.db")
    assert first["error"] is None
    assert second["error"]["kind"] == "LedgerUnusable"
    assert second["exit_code"] == outcome.code


def test_json_of_info_tells_everything_about_every_migration(place: Path) -> None:
    migrate("run", "a.db", "--target-version", "1", folder=place)
    document = json.loads(migrate("info", "a.db", "--json", folder=place).out)
    first, second = document["databases"][0]["migrations"]
    digest = hashlib.sha384((place / "migrations" / "1_first.sql").read_bytes()).hexdigest()
    assert first["applied_checksum"] == first["checksum"] == digest
    assert (first["version"], first["description"], first["state"]) == (1, "first", "applied")
    assert (first["success"], first["reversible"], first["file"]) == (
        True,
        False,
        str(place.resolve() / "migrations" / "1_first.sql"),
    )
    assert first["execution_ms"] > 0
    assert (second["state"], second["reversible"], second["installed_on"]) == ("pending", True, None)


def test_json_of_a_failed_run_names_the_statement(place: Path) -> None:
    write(place, "3_third.sql", "SELECT 1;\nINSERT INTO nowhere VALUES (1)")
    document = json.loads(migrate("run", "--json", "a.db", folder=place).out)
    (database,) = document["databases"]
    assert [each["version"] for each in database["applied"]] == [1, 2]
    error = database["error"]
    assert (error["kind"], error["version"], error["line"], error["column"]) == ("MigrationFailed", 3, 2, 1)


def test_json_of_an_error_before_any_database_is_a_document_too(place: Path) -> None:
    write(place, "x_y.sql", "")
    outcome = migrate("check", "--json", "a.db", folder=place)
    assert outcome.code == 3
    assert json.loads(outcome.out)["error"]["kind"] == "SourceError"


def test_the_bundled_migrations_are_used_where_there_is_no_folder(tmp_path: Path) -> None:
    make_database(tmp_path / "a.db")
    outcome = migrate("run", "a.db", folder=tmp_path)
    assert outcome.out.startswith("Applied 20250101000000/migrate initial schema (")
    assert "bundled" in outcome.err
    assert "pipeline_stages" in tables(tmp_path / "a.db")


def test_the_bundled_migrations_are_used_when_asked_for(place: Path) -> None:
    outcome = migrate("info", "--bundled", "a.db", folder=place)
    assert (outcome.out, outcome.err) == ("20250101000000/pending initial schema\n", "")


def test_the_bundled_folder_counts_as_sqlx_has_it_only_when_it_is_named(tmp_path: Path) -> None:
    make_database(tmp_path / "a.db")
    assert migrate("run", "--bundled", "a.db", folder=tmp_path).code == 0
    folder, database = migrations_folder().resolve(), str(tmp_path / "a.db")
    assert migrate("check", database, folder=folder.parent).out == "up to date\n"
    named = migrate("check", "--source", str(folder), database, folder=tmp_path)
    assert named.out.startswith("1 modified\n")


@pytest.mark.parametrize("name", ["real-pipeline-v1.db", "real-pipeline-v1b.db", "real-created.db"])
def test_databases_of_the_real_program_are_up_to_date(shared: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(shared / "data" / name, tmp_path / "a.db")
    assert migrate("check", "--bundled", "a.db", folder=tmp_path).out == "up to date\n"
    assert (
        migrate("info", "--bundled", "a.db", folder=tmp_path).out
        == "20250101000000/installed initial schema\n"
    )


def test_the_database_of_the_environment_is_found_in_the_order_of_the_program(place: Path) -> None:
    for name in ("url", "path", "pipeline"):
        make_database(place / f"{name}.db")
    everything = {"DATABASE_URL": "sqlite:url.db", "ADAPIPE_SQLITE_PATH": "path.db"}
    for environment, name in (
        (everything, "url"),
        ({"ADAPIPE_SQLITE_PATH": "path.db"}, "path"),
        ({}, "pipeline"),
    ):
        assert migrate("run", folder=place, **environment).code == 0
        assert tables(place / f"{name}.db"), name


def test_a_database_is_not_named_twice_over(place: Path) -> None:
    outcome = migrate("info", "a.db", "-D", "sqlite:a.db", folder=place)
    assert (outcome.code, outcome.out) == (2, "")
    assert "cannot be used with" in outcome.err


def test_sqlx_toml_of_the_folder_is_honoured(place: Path) -> None:
    (place / "migrations").rename(place / "steps")
    (place / "sqlx.toml").write_text(
        '[common]\ndatabase-url-var = "STEPS_URL"\n'
        '[migrate]\nmigrations-dir = "steps"\ntable-name = "ledger"\n'
    )
    assert migrate("run", folder=place, STEPS_URL="sqlite:a.db").code == 0
    assert tables(place / "a.db") == {"a", "b", "ledger"}
    assert migrate("add", "third", folder=place).out == "Creating steps/0003_third.sql\n"


def test_add_never_writes_into_the_bundled_folder(tmp_path: Path) -> None:
    outcome = migrate("add", "-s", "first", folder=tmp_path)
    assert outcome.out == "Creating migrations/0001_first.sql\n"
    assert (tmp_path / "migrations" / "0001_first.sql").read_text() == "-- Add migration script here\n"


def test_add_prints_the_folder_as_it_was_given(tmp_path: Path) -> None:
    outcome = migrate("add", "-rs", "x", "--source", "./deep//er/", folder=tmp_path)
    assert outcome.out == "Creating ./deep//er/0001_x.up.sql\nCreating ./deep//er/0001_x.down.sql\n"


def test_add_as_json_names_the_files(tmp_path: Path) -> None:
    outcome = migrate("add", "-s", "x", "--json", "--template", folder=tmp_path)
    path = tmp_path.resolve() / "migrations" / "0001_x.sql"
    assert json.loads(outcome.out) == {"exit_code": 0, "files": [str(path)]}
    assert path.read_text().startswith("-- Migration: 0001_x.sql\n")
