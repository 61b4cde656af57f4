"""``migrate check``: one verdict, one exit code; and ``migrate plan``."""

from __future__ import annotations

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
    for number, name in enumerate("abc", start=1):
        write(tmp_path, f"{number}_{name}.sql", f"CREATE TABLE {name}(x);")
    sqlite3.connect(tmp_path / "a.db").close()
    (tmp_path / "a.db").touch()
    return tmp_path


def write(place: Path, name: str, sql: str) -> None:
    (place / "migrations" / name).write_text(sql)


def check(place: Path, *options: str) -> tuple[int, list[str]]:
    outcome = call("migrate", "check", "a.db", *options, folder=place)
    assert all(line.startswith("note: schema not compared") for line in outcome.err.splitlines())
    return outcome.code, outcome.out.splitlines()


def run(place: Path, *options: str) -> None:
    assert call("migrate", "run", "a.db", *options, folder=place).code == 0


def execute(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_database_with_everything_is_up_to_date(place: Path) -> None:
    run(place)
    assert check(place) == (0, ["up to date"])


def test_pending_migrations_are_counted_and_named(place: Path) -> None:
    run(place, "--target-version", "1")
    assert check(place) == (1, ["2 pending", "  2 b: pending", "  3 c: pending"])


def test_a_migration_that_came_late_is_out_of_order(place: Path) -> None:
    (place / "migrations" / "2_b.sql").rename(place / "later.sql")
    run(place)
    (place / "later.sql").rename(place / "migrations" / "2_b.sql")
    assert check(place) == (1, ["1 out of order", "  2 b: out of order"])


def test_an_edited_migration_weighs_more_than_a_pending_one(place: Path) -> None:
    run(place, "--target-version", "2")
    write(place, "1_a.sql", "CREATE TABLE a(x); -- edited")
    assert check(place) == (2, ["1 modified, 1 pending", "  1 a: modified", "  3 c: pending"])


def test_a_missing_migration_is_told_unless_it_is_to_be_ignored(place: Path) -> None:
    run(place)
    (place / "migrations" / "2_b.sql").unlink()
    assert check(place) == (2, ["1 missing", "  2 b: missing"])
    assert check(place, "--ignore-missing") == (0, ["up to date"])


def test_a_failed_migration_is_told(place: Path) -> None:
    run(place)
    execute(place, "UPDATE _sqlx_migrations SET success = 0 WHERE version = 3")
    assert check(place) == (2, ["1 failed", "  3 c: failed"])


def test_tables_without_a_ledger_are_told_with_what_they_lack(place: Path) -> None:
    write(place, "1_a.sql", "CREATE TABLE IF NOT EXISTS a(x, y);")
    execute(place, "CREATE TABLE a(x)")
    code, lines = check(place)
    assert (code, lines[0]) == (2, "no ledger, 3 pending")
    assert any("a lacks column y" in line for line in lines)


def test_tables_without_a_ledger_that_stop_the_migrations_are_told(place: Path) -> None:
    write(place, "1_a.sql", "CREATE TABLE a(x);")
    execute(place, "CREATE TABLE a(x)")
    code, lines = check(place)
    assert (code, lines[0]) == (2, "no ledger, 3 pending")
    assert "  the migrations stop at the tables that are there: 1_a.sql:1: table a already exists" in lines
    assert "baseline" in call("migrate", "run", "-D", "sqlite:a.db", folder=place).err


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_check_neither_writes_nor_waits_for_a_writer(place: Path, mode: str) -> None:
    run(place)
    execute(place, f"PRAGMA journal_mode = {mode}")
    before = (place / "a.db").read_bytes()
    with closing(sqlite3.connect(place / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE not_yet_there(x)")
        assert check(place, "--busy-timeout", "0") == (0, ["up to date"])
        other.execute("ROLLBACK")
    assert (place / "a.db").read_bytes() == before
    assert [each.name for each in place.glob("a.db*")] == ["a.db"]


def test_a_folder_without_migrations_is_up_to_date_but_told(place: Path) -> None:
    (place / "empty").mkdir()
    outcome = call("migrate", "check", "a.db", "--source", "empty", folder=place)
    assert (outcome.code, outcome.out) == (0, "up to date\n")
    assert outcome.err == "note: there is nothing to check: the source has no migrations\n"


def test_the_worst_of_several_databases_counts(place: Path) -> None:
    run(place)
    outcome = call("migrate", "check", "a.db", "nowhere.db", "sqlite::memory:", folder=place)
    assert outcome.code == 3
    assert outcome.out.splitlines()[:4] == ["a.db:", "up to date", "nowhere.db:", "sqlite::memory::"]
    assert outcome.err.startswith("error: There is no such file")


def plan(place: Path, *options: str) -> list[str]:
    outcome = call("migrate", "plan", "a.db", *options, folder=place)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out.splitlines()


def test_a_plan_names_what_would_be_done_in_order_and_where_it_stops(place: Path) -> None:
    run(place, "--target-version", "2")
    write(place, "2_b.sql", "-- edited")
    write(place, "1_a.sql", "CREATE TABLE a(x);")
    write(place, "0_early.sql", "-- no-transaction\nCREATE TABLE z(x); CREATE INDEX i ON z(x);")
    lines = plan(place, "--target-version", "2")
    steps = [line for line in lines if not line.startswith("  ")]
    assert steps == [
        "apply 0/migrate early: 2 statements, no transaction",
        "stop 2/migrate b: 0 statements, one transaction",
        "skip 3/migrate c: 1 statement, one transaction",
    ]
    assert "  Migration 2 (b) was changed after it was applied" in lines


def test_a_plan_prints_the_sql_when_asked(place: Path) -> None:
    write(place, "1_a.sql", "CREATE TABLE a(\n\tx -- \x1b[31mé\n);\n")
    assert plan(place, "--sql")[1:4] == ["CREATE TABLE a(", "\tx -- \x1b[31mé", ");"]


def test_a_plan_tells_a_refusal_and_is_no_failure(place: Path) -> None:
    run(place)
    (place / "migrations" / "2_b.sql").unlink()
    assert plan(place)[0] == "refused: nothing would be done"


def test_a_plan_of_nothing_says_so(place: Path) -> None:
    run(place)
    assert plan(place) == ["Nothing to do"]
    assert plan(place, "--revert") == ["Nothing to do"]


def test_a_plan_of_a_revert_names_the_down_file(place: Path) -> None:
    write(place, "3_c.down.sql", "DROP TABLE c;")
    run(place)
    assert plan(place, "--revert")[0] == "apply 3/revert c: 1 statement, one transaction"
