"""What cannot be used is told in sqlx's words on standard output, with cause and remedy beside it."""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.oracle import DURATION, find_sqlx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def nothing(place: Path) -> None:
    pass


def no_folder(place: Path) -> None:
    (place / "m" / "1_a.sql").unlink()
    (place / "m").rmdir()


def bad_name(place: Path) -> None:
    (place / "m" / "x_y.sql").touch()


def folder_for_database(place: Path) -> None:
    (place / "a.db").mkdir()


def text_for_database(place: Path) -> None:
    (place / "a.db").write_text("This is no database, however long it is. " * 20)


def cut_database(place: Path) -> None:
    with closing(sqlite3.connect(place / "whole.db")) as connection:
        connection.executescript("CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x);")
    (place / "a.db").write_bytes((place / "whole.db").read_bytes()[:4096])


def other_ledger(place: Path) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute("CREATE TABLE _sqlx_migrations(nonsense)")


def migrated(place: Path) -> None:
    assert call("migrate", "run", "--source", "m", "sqlite:a.db?mode=rwc", folder=place).code == 0


def dirty(place: Path) -> None:
    migrated(place)
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute("UPDATE _sqlx_migrations SET success = 0")
        connection.commit()


def modified(place: Path) -> None:
    migrated(place)
    (place / "m" / "1_a.sql").write_text("-- edited")


def missing(place: Path) -> None:
    migrated(place)
    (place / "m" / "1_a.sql").rename(place / "m" / "2_a.sql")


def pending(place: Path) -> None:
    migrated(place)
    (place / "m" / "2_b.sql").write_text("CREATE TABLE b(x);")


def reversible(place: Path) -> None:
    (place / "m" / "1_a.down.sql").write_text("DROP TABLE a;")
    migrated(place)


def twice(place: Path) -> None:
    (place / "m" / "1_b.sql").write_text("CREATE TABLE b(x)")


@pytest.mark.parametrize("verb", ["info", "run", "revert"])
@pytest.mark.parametrize(
    ("make", "rest"),
    [
        (no_folder, ["-D", "sqlite:a.db"]),
        (no_folder, []),
        (bad_name, ["-D", "sqlite:a.db"]),
        (bad_name, []),
        (nothing, []),
        (nothing, ["-D", "sqlite:a.db"]),
        (nothing, ["-D", "sqlite:no/folder/a.db"]),
        (nothing, ["-D", "sqlite:a.db?mode=ro"]),
        (nothing, ["-D", "sqlite:a.db?foo=bar"]),
        (nothing, ["-D", "sqlite:a.db?mode=bar"]),
        (nothing, ["-D", "sqlite:a.db?immutable=2"]),
        (nothing, ["-D", "sqlite:%ff.db"]),
        (nothing, ["-D", "file:a.db"]),
        (nothing, ["-D", "mongo://host/a"]),
        (nothing, ["-D", ""]),
        (nothing, ["--source", "", "-D", "sqlite:a.db"]),
        (folder_for_database, ["-D", "sqlite:a.db"]),
        (text_for_database, ["-D", "sqlite:a.db"]),
        (cut_database, ["-D", "sqlite:a.db"]),
        (migrated, ["-D", "sqlite:a.db"]),
        (dirty, ["-D", "sqlite:a.db"]),
        (modified, ["-D", "sqlite:a.db"]),
        (missing, ["-D", "sqlite:a.db"]),
        (pending, ["-D", "sqlite:a.db?mode=ro"]),
        (reversible, ["-D", "sqlite:a.db?mode=ro"]),
        (twice, ["-D", "sqlite:a.db?mode=rwc"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else " ".join(value),
)
def test_a_failure_has_sqlx_words_and_code(
    tmp_path: Path, verb: str, make: Callable[[Path], None], rest: list[str]
) -> None:
    places = [tmp_path / "ours", tmp_path / "theirs"]
    for place in places:
        (place / "m").mkdir(parents=True)
        (place / "m" / "1_a.sql").write_text("CREATE TABLE a(x);")
        make(place)
    source = [] if "--source" in rest else ["--source", "m"]
    ours = call("migrate", verb, *source, *rest, folder=places[0])
    theirs = find_sqlx()("migrate", verb, *source, *rest, folder=places[1])
    assert theirs.err == ""
    assert (ours.code, _plain(ours.out, places[0])) == (theirs.code, _plain(theirs.out, places[1]))
    if ours.code:
        assert ours.err.startswith("  ")


def _plain(text: str, place: Path) -> str:
    return DURATION.sub("(T)", text).replace(str(place), "<place>")


def test_a_ledger_of_another_shape_is_told_in_our_own_words(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    other_ledger(tmp_path)
    outcome = call("migrate", "info", "a.db", folder=tmp_path)
    assert (outcome.code, outcome.out) == (1, "error: The ledger _sqlx_migrations cannot be used\n")
    assert "has no column version" in outcome.err


def test_what_cannot_be_read_is_told_with_path_cause_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    outcome = call("migrate", "info", "nowhere.db", folder=tmp_path)
    assert outcome.out == "error: error returned from database: (code: 14) unable to open database file\n"
    assert str(tmp_path / "nowhere.db") in outcome.err
    assert len(outcome.err.splitlines()) == 3


@pytest.mark.parametrize("verb", ["run", "revert"])
@pytest.mark.parametrize("rest", [[], ["-D", "sqlite:nowhere.db"]], ids=["unnamed", "missing"])
def test_a_target_that_is_not_there_is_told_before_the_database_is_looked_at(
    tmp_path: Path, verb: str, rest: list[str]
) -> None:
    (tmp_path / "migrations").mkdir()
    words = ("migrate", verb, "--target-version", "5", *rest)
    theirs = find_sqlx()(*words, folder=tmp_path)
    assert theirs.out == "error: migration 5 is not present in the migration source\n"
    ours = call(*words, folder=tmp_path)
    assert (ours.code, ours.out) == (theirs.code, theirs.out)


@pytest.mark.parametrize("verb", ["plan", "check"])
def test_our_own_commands_tell_errors_on_standard_error_alone(tmp_path: Path, verb: str) -> None:
    outcome = call("migrate", verb, "nowhere.db", folder=tmp_path)
    assert (outcome.code, outcome.out) == (3, "")
    assert "error: There is no such file" in outcome.err


def test_a_lock_that_is_not_released_is_told_in_sqlx_words(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "1_a.sql").write_text("CREATE TABLE a(x);")
    migrated(tmp_path)
    (tmp_path / "m" / "2_b.sql").write_text("CREATE TABLE b(x);")
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcome = call("migrate", "run", "--source", "m", "--busy-timeout", "0.2", "a.db", folder=tmp_path)
    assert outcome.code == 1
    assert outcome.out == (
        "error: while executing migration 2: error returned from database: (code: 5) database is locked\n"
    )
    assert "locked by another program" in outcome.err


def test_a_fault_of_ours_ends_in_one_line_and_code_70(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("pipeline_browser.cli.migrate_info.read_ledger", fail)
    outcome = call("migrate", "info", "sqlite::memory:", folder=tmp_path)
    assert (outcome.code, outcome.out) == (70, "")
    assert "ZeroDivisionError: by accident" in outcome.err.splitlines()[-1]
    assert "Traceback" not in outcome.err
    assert "Traceback" in call("migrate", "info", "-v", "sqlite::memory:", folder=tmp_path).err


def test_a_name_that_is_not_utf8_is_printed_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    name = os.fsdecode(b"\xff.db")
    outcome = call("migrate", "check", "--json", f"sqlite:{tmp_path}/a.db?mode=rwc", name, folder=tmp_path)
    assert json.loads(outcome.out)["databases"][1]["database"] == name
    assert name in call("migrate", "check", name, folder=tmp_path).err
