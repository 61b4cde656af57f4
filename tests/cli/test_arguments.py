"""The grammar: what sqlx refuses is refused, on the stream and with the exit code of sqlx."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline_browser import __version__
from tests.cli.command import call
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


@pytest.mark.parametrize(
    "words",
    [
        "migrate",
        "migrate foo",
        "migrate info -s m",
        "migrate info --sourc m",
        "migrate run --source",
        "migrate run --target-version abc",
        "migrate run --target-version",
        "migrate run --target-version -1",
        "migrate run --target-version 99999999999999999999",
        "migrate run --target-version 1_0",
        "migrate run --target-version 1.5",
        "migrate run --connect-timeout x",
        "migrate run --connect-timeout -1",
        "migrate run --connect-timeout=-1",
        "migrate run --connect-timeout 1.5",
        "migrate run --source m --source m",
        "migrate run --dry-run --dry-run",
        "migrate run --dry-run=x",
        "migrate run --dry",
        "migrate run -D",
        "migrate run -D sqlite:a -D sqlite:a",
        "migrate revert --ignore",
        "migrate --no-dotenv info",
        "migrate -V",
        "migrate add",
        "migrate add a b",
        "migrate add -s -t a",
        "migrate add -x a",
        "migrate add -D sqlite:a a",
        "migrate add --no-dotenv a",
    ],
)
def test_wrong_usage_is_told_on_standard_error_with_code_2_as_by_sqlx(tmp_path: Path, words: str) -> None:
    theirs = find_sqlx()(*words.split(), folder=tmp_path)
    ours = call(*words.split(), folder=tmp_path)
    assert (
        (ours.code, ours.out, bool(ours.err)) == (theirs.code, theirs.out, bool(theirs.err)) == (2, "", True)
    )


@pytest.mark.parametrize(
    "words",
    [
        "migrate info --source m -Dsqlite:a.db?mode=rwc",
        "migrate info --source=m -D=sqlite:a.db?mode=rwc",
        "migrate info --source m --database-url=sqlite:a.db?mode=rwc",
        "migrate run --source m -D sqlite::memory: --target-version=-1",
        "migrate run --source m -D sqlite::memory: --target-version +1 --dry-run",
        "migrate run --source m -D sqlite::memory: --target-version 0001 --dry-run --connect-timeout 3",
        "--no-dotenv migrate info --source m",
        "migrate add -rs foo --source new",
    ],
)
def test_every_spelling_that_sqlx_takes_is_taken(tmp_path: Path, words: str) -> None:
    for tool in ("ours", "theirs"):
        (tmp_path / tool / "m").mkdir(parents=True)
        (tmp_path / tool / "m" / "1_a.sql").write_text("CREATE TABLE a(x);")
    theirs = find_sqlx()(*words.split(), folder=tmp_path / "theirs")
    ours = call(*words.split(), folder=tmp_path / "ours")
    assert (ours.code, ours.out) == (theirs.code, theirs.out)


def test_a_wrong_word_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    outcome = call("migrate", "info", "--\x1b[31m\udcff", folder=tmp_path)
    assert outcome.code == 2
    assert "unexpected argument '--\\x1b[31m\\udcff' found" in outcome.err


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_told(tmp_path: Path, option: str) -> None:
    outcome = call(option, folder=tmp_path)
    assert (outcome.code, outcome.out) == (0, f"pipeline-browser {__version__}\n")


def test_wrong_usage_names_the_command_that_it_is_about(tmp_path: Path) -> None:
    outcome = call("migrate", "check", "--sql", folder=tmp_path)
    assert outcome.err.startswith(
        "error: unexpected argument '--sql' found\n\nUsage: pipeline-browser migrate check"
    )


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Return the modules that one run of the command imports."""
    program = (
        "import sys; from pipeline_browser.__main__ import main; code = main(sys.argv[1:]); "
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert result.stdout
    return set(result.stderr.split())


@pytest.mark.parametrize(
    "words", ["--version", "--help", "migrate --help", "migrate run --help", "open --help"]
)
def test_help_and_version_load_neither_qt_nor_sqlite_nor_rich(tmp_path: Path, words: str) -> None:
    assert loaded(tmp_path, *words.split()).isdisjoint(("PySide6", "sqlite3", "pysqlite3", "rich"))


def test_info_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "1_a.sql").touch()
    modules = loaded(tmp_path, "migrate", "info", "sqlite::memory:")
    assert modules.isdisjoint(("PySide6", "rich", "json", "typing_extensions", "tomllib"))


def opened(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> object:
    seen: list[object] = []

    def open_window(asked: argparse.Namespace, _console: object) -> int:
        seen.append(asked.database)
        return 0

    monkeypatch.setattr("pipeline_browser.cli.window.open_window", open_window)
    assert call(*arguments, folder=folder).code == 0
    return seen


@pytest.mark.parametrize(
    ("arguments", "database"),
    [
        ([], None),
        (["open"], None),
        (["open", "a.db"], "a.db"),
        (["a.db"], "a.db"),
        (["sqlite:a"], "sqlite:a"),
        (["folder/file"], "folder/file"),
        (["--read-only", "a.db"], "a.db"),
        (["a.db", "--read-only"], "a.db"),
    ],
)
def test_without_a_command_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], database: str | None
) -> None:
    assert opened(monkeypatch, tmp_path, *arguments) == [database]


@pytest.mark.parametrize("words", ["migrat run", "migrate rum check", "schema sho"])
def test_after_a_misspelt_command_all_there_are_are_named(tmp_path: Path, words: str) -> None:
    outcome = call(*words.split(), folder=tmp_path)
    assert outcome.code == 2
    known = {"migrat": ("open", "demo", "migrate", "schema"), "migrate": ("info", "run", "revert", "add")}
    for name in known.get(words.split(maxsplit=1)[0], ("show",)):
        assert f"'{name}'" in outcome.err


def test_a_misspelt_command_is_not_taken_for_a_file(tmp_path: Path) -> None:
    outcome = call("migrat", "info", folder=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "invalid choice: 'migrat'" in outcome.err
