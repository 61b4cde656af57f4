"""What is found in names, versions, texts and pairs of files, and what a folder allows."""

from __future__ import annotations

import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.lint.allowing import read_allowances
from pipeline_browser.model.migrations.lint.linting import lint_source
from pipeline_browser.model.migrations.lint.sqlx_functions import NOT_IN_SQLX
from tests.model.migrations.lint.conftest import NOW
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.migrations.lint.conftest import Folder

TABLE = "CREATE TABLE IF NOT EXISTS a (x);\n"
PLAIN = f"-- Rollback: DROP TABLE a\n{TABLE}"


def test_the_bundled_migration_has_no_findings_but_those_that_its_folder_allows() -> None:
    source = bundled_source()
    report = lint_source(source, now=NOW, allowances=read_allowances(source.folder))
    assert report.findings == ()
    assert report.silenced == 3  # the published schema has three needless indexes


@pytest.mark.parametrize(
    ("down", "text"),
    [
        ("DROP TABLE b; ALTER TABLE a DROP COLUMN y;", ""),
        ("drop table if exists B; create table n (x); drop table a; alter table n rename to A;", ""),
        ("DROP TABLE b;", "a has an unexpected column y"),
        ("ALTER TABLE a DROP COLUMN y;", "table b is not expected"),
        ("DROP TABLE b; DROP TABLE a;", "table a is missing"),
    ],
)
def test_a_down_file_is_tried_after_its_up_file(folder: Folder, down: str, text: str) -> None:
    folder.write(("1_a.sql", PLAIN))
    folder.write(("2_b.up.sql", "ALTER TABLE a ADD COLUMN y; CREATE TABLE IF NOT EXISTS b (z);"))
    folder.write(("2_b.down.sql", down))
    found = [(each.warning.rule, each.warning.text) for each in folder.lint().findings]
    if not text:
        assert found == []
        return
    ((rule, sentence),) = found
    assert rule == "down-does-not-undo"
    assert sentence.endswith(f": {text}.")


def test_a_later_file_finds_the_schema_of_the_up_files_alone(folder: Folder) -> None:
    folder.write(("1_a.up.sql", TABLE), ("1_a.down.sql", "DROP TABLE a;"))
    folder.write(("2_b.up.sql", "CREATE INDEX IF NOT EXISTS i ON a (x);"), ("2_b.down.sql", "DROP INDEX i;"))
    assert folder.lint().findings == ()


def test_a_down_file_that_fails_is_told_with_its_line(folder: Folder) -> None:
    found = folder.found(("1_a.up.sql", TABLE), ("1_a.down.sql", "-- why\nDROP TABLE b;"))
    assert found == [("1_a.down.sql", "fails", 2)]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("1_a.sql", "2_b.sql", "20250101000000_c.sql"), []),
        (("20250101000000_a.sql", "20250102000000_b.sql", "3_c.sql"), []),
        (("20250101000000_a.sql", "20250102000000_b.sql", "2025010300000_c.sql"), ["odd-version"]),
        (("20250101000000_a.sql", "20251301000000_b.sql"), ["odd-version"]),
        (("202501010000_a.sql", "202501020000_b.sql"), []),
        (("1735689600_a.sql", "1735689601_b.sql"), []),
        (("20260602000000_tomorrow.sql",), []),
        (("20260603000000_later.sql",), ["future-version"]),
        (("1_a.up.sql", "1_a.down.sql"), []),
        (("1_a.sql", "1_b.sql", "2_c.sql"), ["duplicate-version"]),
        (("9_.sql",), ["no-description"]),
    ],
)
def test_versions_and_names(folder: Folder, names: tuple[str, ...], found: list[str]) -> None:
    for name in names:
        folder.write(
            (name, f"-- Rollback\nCREATE TABLE IF NOT EXISTS {name.split('_')[1].split('.')[0]}t (x);")
        )
    named = {"odd-version", "future-version", "duplicate-version", "no-description"}
    assert [each.warning.rule for each in folder.lint().findings if each.warning.rule in named] == found


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb\nc\n", None), ("a\r\nb\r\n", 1), ("a\nb\r\nc\n", 2), ("a\r\nb\nc", 2), ("a\rb\n", None)],
)
def test_line_endings_are_told_where_they_change(folder: Folder, text: str, line: int | None) -> None:
    found = folder.found(("1_a.sql", "".join(f"-- undo {part}" for part in text.splitlines(keepends=True))))
    lines = [each for _, rule, each in found if rule == "line-endings"]
    assert lines == ([] if line is None else [line])


def test_files_that_git_leaves_alone_may_end_their_lines_as_they_like(folder: Folder) -> None:
    windows = ("1_a.sql", PLAIN.replace("\n", "\r\n"))
    assert folder.found(windows) == [("1_a.sql", "line-endings", 1)]
    (folder.path.parent / ".gitattributes").write_text("# pinned\n*.txt text\n/migrations/*.sql -text\n")
    assert folder.found() == []
    subprocess.run(["git", "init", "-q", folder.path], check=True)  # .gitattributes outside means nothing
    assert folder.found() == [("1_a.sql", "line-endings", 1)]
    (folder.path.parent / "sqlx.toml").write_text('[migrate]\nignored-chars = ["\\r"]\n')
    assert folder.found() == []


def test_a_comment_allows_rules_in_its_file_alone(folder: Folder) -> None:
    text = "-- lint: allow not-idempotent, no-way-back (a trial)\nCREATE TABLE {} (x);"
    folder.write(("1_a.sql", text.format("a")), ("2_b.sql", PLAIN.replace("IF NOT EXISTS a", "b")))
    report = folder.lint()
    assert [(each.migration.version, each.warning.rule) for each in report.findings] == [
        (2, "not-idempotent")
    ]
    assert report.silenced == 2


def test_a_text_allows_nothing(folder: Folder) -> None:
    assert folder.rules("CREATE TABLE a (x DEFAULT '-- lint: allow not-idempotent');") == ["not-idempotent"]


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ('off = ["not-idempotent"]', []),
        ('[allow]\n"1" = ["not-idempotent"]', []),
        ('[allow]\n"1_x.sql" = ["not-idempotent"]', []),
        ('[allow]\n"2" = ["not-idempotent"]', ["not-idempotent"]),
        ('off = ["nonesuch"]', ["unknown-rule", "not-idempotent"]),
    ],
)
def test_a_folder_s_file_allows_rules(folder: Folder, settings: str, left: list[str]) -> None:
    folder.write(("migration-lint.toml", settings))
    assert folder.rules("CREATE TABLE a (x);") == left


@pytest.mark.parametrize("settings", ["off = 1", "of = []", "allow = []", "[allow]\n1 = 'x'", "off ="])
def test_a_folder_s_file_that_says_something_else_is_an_error(folder: Folder, settings: str) -> None:
    folder.write(("migration-lint.toml", settings))
    with pytest.raises(SourceError, match="migration-lint"):
        folder.lint()


def test_the_real_sqlx_lacks_exactly_those_functions(tmp_path: Path) -> None:
    sqlx, folder = find_sqlx(), tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_ask.sql").write_text("CREATE TABLE known AS SELECT name FROM pragma_function_list;")
    environment = {"DATABASE_URL": "sqlite:a.db"}
    assert sqlx("database", "setup", folder=tmp_path, environment=environment).code == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        theirs = {name for (name,) in connection.execute("SELECT name FROM known")}
        ours = {name for (name,) in connection.execute("SELECT name FROM pragma_function_list")}
    assert not NOT_IN_SQLX & theirs
    assert ours - theirs <= NOT_IN_SQLX
