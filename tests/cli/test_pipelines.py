"""``pipelines list``, ``show``, ``export`` and ``import``: for people and scripts, and nothing half done."""

from __future__ import annotations

import json
import os
from contextlib import closing
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.pipelines_list import table_of
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from tests.cli.command import call
from tests.model.pipelines.databases import BUNDLED, dump, fill, named
from tests.oracle import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.pipelines.databases import Dump

HOSTILE = "\x1b[31mred\n\t\u202eevil"
SECRET = "c2VjcmV0"  # noqa: S105 - not in use anywhere


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with closing(Database.open(Location(path))) as database:
        fill(database, BUNDLED)
        stage = named(database, "first").stages[1]
        set_entries(database, stage.row, stage.parameters, [("key", SECRET)])
    return path


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    copyfile(made, tmp_path / "a.db")
    return tmp_path


def pipelines(place: Path, *words: str) -> Outcome:
    return call("pipelines", *words, folder=place)


def stored(place: Path) -> Dump:
    with closing(Database.open(Location(place / "a.db"), read_only=True)) as database:
        return dump(database)


def change(place: Path, sql: str, *values: str) -> None:
    with closing(sqlite3.connect(place / "a.db", isolation_level=None)) as connection:
        connection.execute(sql, values)


def test_lists_are_lines_with_tabs_of_active_pipelines_or_all(place: Path) -> None:
    lines = [line.split("\t") for line in pipelines(place, "list", "a.db").out.splitlines()]

    assert [line[:4] for line in lines] == [
        ["first", "active", "3", "sha256,zstd,sha256"],
        ["second", "active", "1", "???"],
    ]
    assert "third\tarchived\t0\t\t" in pipelines(place, "list", "a.db", "--archived").out
    assert pipelines(place, "list", "a.db", "--filter", "zstd level=3").out.count("\n") == 1
    assert pipelines(place, "list", "a.db", "--filter", "nothing") == Outcome(0, "", "")


def test_a_list_for_machines_says_the_same(place: Path) -> None:
    document = json.loads(pipelines(place, "list", "a.db", "--json", "--archived").out)

    assert document["exit_code"] == 0
    assert [(each["name"], each["archived"], len(each["stages"])) for each in document["pipelines"]] == [
        ("first", False, 3),
        ("second", False, 1),
        ("third", True, 0),
    ]


def test_names_that_would_act_on_a_terminal_are_spelt_out_on_one_line(place: Path) -> None:
    change(place, "UPDATE pipelines SET name = ? WHERE name = 'first'", HOSTILE)

    listed = pipelines(place, "list", "a.db").out
    shown = pipelines(place, "show", "a.db", HOSTILE).out
    exported = pipelines(place, "export", "a.db", HOSTILE).out

    assert len(listed.splitlines()) == 2
    for text in (listed, shown, exported):
        assert not {"\x1b", "\u202e"} & set(text)
        assert "\\x1b[31mred" in text or "\\u001b[31mred" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_table_for_a_terminal_fits_and_reads_no_markup(width: int) -> None:
    row = ("n" * 150, "archived", "2", "[red]brotli[/],zstd", "2026-11-22T14:11:31.880150477+00:00", "I" * 26)

    drawn = table_of([row], width)

    assert max(map(len, drawn.splitlines())) <= width
    assert drawn.count("n") == 150 + 1  # of the title
    for text in ("(archived)", "[red]brotli[/]", "zstd", "2026-11-22 14:11"):
        assert text in drawn
    assert ("I" * 26 in drawn) is (width >= 100)


def test_a_pipeline_is_shown_whole_by_name_or_id_with_its_secrets_hidden(place: Path) -> None:
    by_name = pipelines(place, "show", "a.db", "first")
    with closing(Database.open(Location(place / "a.db"), read_only=True)) as database:
        id_ = str(named(database, "first").id)

    assert by_name.code == 0
    assert pipelines(place, "show", "a.db", id_.lower()).out == by_name.out
    for text in ("stage 2: pack", "chunk_size", "65536", "max_workers", "\\udcff\\x00x", "bytes_processed"):
        assert text in by_name.out
    assert SECRET not in by_name.out
    assert SECRET in pipelines(place, "show", "a.db", "first", "--secrets").out
    facts = json.loads(pipelines(place, "show", "a.db", "first", "--json").out)["pipeline"]
    hidden = [entry for entry in facts["stages"][1]["parameters"] if entry["key"] == "key"]
    assert (hidden[0]["value"], hidden[0]["hidden"]) == (None, True)


def test_what_is_not_there_or_not_one_is_said_with_exit_code_1(place: Path) -> None:
    outcome = pipelines(place, "show", "a.db", "nothing")
    assert (outcome.code, outcome.out) == (1, "")
    assert "There is no pipeline nothing" in outcome.err
    change(place, "UPDATE pipelines SET name = id WHERE name = 'second'")
    assert pipelines(place, "export", "a.db", "first", "nothing").code == 1
    document = json.loads(pipelines(place, "show", "a.db", "nothing", "--json").out)
    assert (document["exit_code"], document["error"]["kind"]) == (1, "NotFound")


def test_what_was_exported_is_the_same_when_it_is_imported(place: Path) -> None:
    outcome = pipelines(place, "export", "a.db", "--all", "--secrets", "-o", "all.toml")
    before = stored(place)

    again = pipelines(place, "import", "a.db", "all.toml")

    assert (outcome.code, outcome.out) == (0, "")
    assert "3 pipelines" in outcome.err
    assert again.code == 0
    assert again.out.count("the same is there already") == 3
    assert stored(place) == before


def test_secrets_are_left_out_of_a_file_and_kept_when_it_replaces(place: Path) -> None:
    outcome = pipelines(place, "export", "a.db", "first", "-o", "first.toml")
    file = place / "first.toml"
    assert SECRET not in file.read_text()
    assert "Secrets were left out" in outcome.err
    file.write_text(file.read_text().replace('"3"', '"9"'))

    assert pipelines(place, "import", "a.db", "first.toml", "--on-conflict", "replace").code == 0

    shown = pipelines(place, "show", "a.db", "first", "--secrets").out
    assert SECRET in shown
    assert "level      9" in shown


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_a_file_with_secrets_is_for_its_owner_alone(place: Path) -> None:
    (place / "open.toml").write_text("")
    (place / "open.toml").chmod(0o644)
    for file in ("new.toml", "open.toml"):
        assert pipelines(place, "export", "a.db", "first", "--secrets", "-o", file).code == 0
        assert (place / file).stat().st_mode & 0o777 == 0o600
    assert pipelines(place, "export", "a.db", "first", "-o", "plain.toml").code == 0
    assert (place / "plain.toml").stat().st_mode & 0o044


@pytest.mark.parametrize("choice", ["error", "skip", "rename", "replace"])
def test_a_dry_run_says_what_is_then_done_and_writes_nothing(choice: str, place: Path) -> None:
    pipelines(place, "export", "a.db", "first", "second", "-o", "x.toml")
    with closing(Database.open(Location(place / "a.db"))) as database:
        set_field(database, named(database, "first").stages[0].row, "enabled", 0)
    before = stored(place)
    options = ["import", "a.db", "x.toml", "--on-conflict", choice, "--json"]

    dry = json.loads(pipelines(place, *options, "--dry-run").out)
    assert stored(place) == before
    done = json.loads(pipelines(place, *options).out)

    assert dry["pipelines"] == done["pipelines"]
    assert [each["action"] for each in done["pipelines"]] == [None if choice == "error" else choice, "skip"]
    assert done["exit_code"] == int(choice == "error")
    assert done["written"] is (choice != "error")
    assert (stored(place) == before) is (choice in {"error", "skip"})
    names = {row[2] for row in stored(place)["pipelines"]}
    assert done["pipelines"][0]["written_as"] in names
    assert ("first-imported" in names) is (choice == "rename")


def test_a_wrong_file_is_refused_with_its_line_and_nothing_of_the_others_is_written(place: Path) -> None:
    exported = pipelines(place, "export", "a.db", "first").out
    (place / "right.toml").write_text(exported.replace('"first"', '"new"'))
    (place / "wrong.toml").write_text(exported + 'colour = "red"\n')
    before = stored(place)

    outcome = pipelines(place, "import", "a.db", "right.toml", "wrong.toml")

    assert outcome.code == 1
    assert "wrong.toml" in outcome.err
    assert f"Line {exported.count(chr(10)) + 1}: “colour” is not known here" in outcome.err
    assert stored(place) == before
    for file in ("nothing.toml", ".", "a.db"):
        assert pipelines(place, "import", "a.db", file).code == 1
    assert stored(place) == before


def test_an_export_is_never_written_over_the_database(place: Path) -> None:
    before = stored(place)

    assert pipelines(place, "export", "a.db", "--all", "-o", "a.db").code == 3

    assert stored(place) == before


@pytest.mark.parametrize(
    "words", [("export", "a.db"), ("export", "a.db", "--all", "first"), ("import", "a.db"), ("show", "a.db")]
)
def test_wrong_words_are_exit_code_2(words: tuple[str, ...], place: Path) -> None:
    assert pipelines(place, *words).code == 2


@pytest.mark.parametrize("command", ["list", "show", "export", "import"])
def test_a_database_that_is_none_is_exit_code_3_and_no_traceback(command: str, place: Path) -> None:
    (place / "none.db").write_text("no database")
    more = {"show": ["x"], "export": ["--all"], "import": ["x.toml"]}.get(command, [])

    outcome = pipelines(place, command, "none.db", *more)

    assert outcome.code == 3
    assert "Traceback" not in outcome.err
