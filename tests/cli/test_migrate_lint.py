"""``migrate lint``: lines, exit codes, and what is chosen."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Outcome

_AUTHORS = """-- Rollback: DROP TABLE authors
CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT);
"""
_BOOKS = "CREATE TABLE books (\n    author_id INTEGER REFERENCES authors (id)\n);\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "migrations").mkdir()
    write(tmp_path, "1_authors.sql", _AUTHORS)
    return tmp_path


def write(place: Path, name: str, sql: str) -> None:
    (place / "migrations" / name).write_text(sql)


def lint(place: Path, *options: str) -> Outcome:
    return call("migrate", "lint", *options, folder=place)


def test_a_folder_without_findings_says_so(place: Path) -> None:
    outcome = lint(place)
    assert (outcome.code, outcome.out) == (0, "1 file: no findings\n")


def test_findings_are_lines_as_compilers_print_theirs(place: Path) -> None:
    write(place, "2_books.sql", _BOOKS)
    outcome = lint(place)
    assert outcome.code == 1
    assert (
        outcome.out
        == """\
migrations/2_books.sql: note: Has neither a down file nor a comment that says how to undo it. [no-way-back]
migrations/2_books.sql:1:1: note: Run again, it fails: table books already exists; IF NOT EXISTS would let \
it through. [not-idempotent]
migrations/2_books.sql:1:1: warning: No index of books begins with author_id, which refers to authors. \
[foreign-key-without-index]
"""
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "danger"), 0),
        (("--only", "not-idempotent"), 0),
        (("--only", "not-idempotent", "--fail-on", "note"), 1),
        (("--except", "foreign-key-without-index, no-way-back"), 0),
        (("--only", "autoincrement", "--only", "attach", "--fail-on", "note"), 0),
        (("migrations",), 1),
        (("--source", "migrations"), 1),
        (("--only", "nonesuch"), 2),
        (("migrations", "--source", "migrations"), 2),
        (("nowhere",), 3),
        (("-D", "nowhere.db"), 3),
    ],
)
def test_the_exit_code_says_how_grave_it_is(place: Path, options: tuple[str, ...], code: int) -> None:
    write(place, "2_books.sql", _BOOKS)
    assert lint(place, *options).code == code


def test_settings_that_cannot_be_read_are_an_error(place: Path) -> None:
    write(place, "migration-lint.toml", "on = []")
    outcome = lint(place)
    assert outcome.code == 3
    assert "migration-lint.toml" in outcome.err


def test_with_a_database_rows_are_counted_and_the_ledger_is_read(place: Path) -> None:
    write(place, "2_rows.sql", "-- no rollback\nINSERT OR IGNORE INTO authors VALUES (1, 'x'), (2, NULL);")
    (place / "a.db").touch()
    assert call("migrate", "run", "a.db", folder=place).code == 0
    write(place, "2_rows.sql", "-- no rollback\nINSERT OR IGNORE INTO authors VALUES (1, 'y');")
    write(place, "3_drop.sql", "-- no rollback\nALTER TABLE authors DROP COLUMN name;")
    before = (place / "a.db").read_bytes()
    edited = "migrations/2_rows.sql: danger: Was edited after it was applied: sqlx refuses this database."
    assert lint(place, "-D", "a.db").out.splitlines()[0] == f"{edited} [edited-after-applied]"
    write(place, "2_rows.sql", "-- no rollback\nINSERT OR IGNORE INTO authors VALUES (1, 'x'), (2, NULL);")
    outcome = lint(place, "-D", "a.db")
    assert outcome.out.splitlines() == [
        "migrations/3_drop.sql:2:1: danger: Drops column authors.name with 1 value. [drops-column]",
    ]
    assert (place / "a.db").read_bytes() == before


def test_machines_get_the_same(place: Path) -> None:
    write(place, "2_books.sql", f"-- lint: allow not-idempotent, no-way-back\n{_BOOKS}")
    document = json.loads(lint(place, "--json").out)
    assert {key: document[key] for key in ("exit_code", "files", "allowed")} == {
        "exit_code": 1,
        "files": 2,
        "allowed": 2,
    }
    (finding,) = document["findings"]
    assert (finding["rule"], finding["version"], finding["line"], finding["column"]) == (
        "foreign-key-without-index",
        2,
        2,
        1,
    )


def test_the_rules_explain_themselves(place: Path) -> None:
    assert "\ncascade " in lint(place, "--rules").out
    assert lint(place, "--explain", "cascade").out.startswith("## cascade\n")
    assert lint(place, "--explain", "nonesuch").code == 2


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("chinook", ["redundant-index"]),
        (
            "sakila-schema",
            ["no-foreign-key", "foreign-key-without-index", "redundant-index", "redundant-index"],
        ),
    ],
)
def test_a_migration_that_is_written_from_a_real_database_has_the_faults_of_that_one_alone(
    place: Path, shared: Path, name: str, found: list[str]
) -> None:
    (place / "migrations" / "1_authors.sql").unlink()
    (place / "empty.db").touch()
    copy = shutil.copy(shared / "data" / f"{name}.db", place)
    add = ("migrate", "add", "all of it", "-r", "--between", "empty.db", str(copy))
    assert call(*add, folder=place).code == 0
    document = json.loads(lint(place, "--json").out)
    assert [each["rule"] for each in document["findings"]] == found
