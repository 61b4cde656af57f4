"""``pipelines check``: one line a problem, exit codes for scripts, and not a byte written."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.model.pipelines.loadability.databases import make_database

if TYPE_CHECKING:
    from pathlib import Path

SHORT_KEY = "MDEyMzQ1Njc4OWFiY2RlZg=="  # 16 bytes


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database all of whose pipelines load and run."""
    path = tmp_path_factory.mktemp("sound") / "sound.db"
    make_database(path)
    return path.read_bytes()


@pytest.fixture
def place(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / "a.db").write_bytes(sound)
    return tmp_path


def change(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def check(place: Path, *options: str) -> tuple[int, list[str]]:
    outcome = call("pipelines", "check", "a.db", *options, folder=place)
    assert outcome.err == ""
    return outcome.code, outcome.out.splitlines()


def test_a_sound_database_is_one_line_and_exit_code_0(place: Path) -> None:
    before = (place / "a.db").read_bytes()
    assert check(place, "--run") == (0, ["5 pipelines, 5 active: the program lists all of them"])
    assert [path.name for path in place.iterdir()] == ["a.db"]
    assert (place / "a.db").read_bytes() == before


def test_a_row_that_stops_the_list_is_named_with_reason_and_remedy(place: Path) -> None:
    change(place, "UPDATE pipeline_stages SET stage_type = 'Custom' WHERE name = 'brotli'")
    code, lines = check(place)
    assert code == 1
    assert lines == [
        (
            "plain-backup, stage brotli, stage_type = Custom: stops the list. The program knows the types "
            "compression, encryption, transform, checksum and passthrough; this is “Custom”, which older "
            "versions wrote. Set the type to compression."
        ),
        "5 pipelines, 5 active: the program's list fails and shows none of them",
    ]


def test_what_only_cannot_run_fails_with_run_alone(place: Path) -> None:
    change(place, f"UPDATE stage_parameters SET value = '{SHORT_KEY}' WHERE key = 'key'")
    assert check(place)[0] == 0
    code, lines = check(place, "--run")
    assert code == 1
    assert lines[0].startswith(
        "secure-backup, stage chacha20poly1305, key: cannot run. The key is 16 bytes long"
    )
    assert lines[-1] == "5 pipelines, 5 active: the program lists all of them, 2 cannot run"


def test_secrets_are_printed_nowhere(place: Path) -> None:
    change(
        place,
        f"UPDATE stage_parameters SET value = '{SHORT_KEY}' WHERE key = 'key'",
        f"UPDATE stage_parameters SET value = CAST('{SHORT_KEY}' AS BLOB) WHERE key = 'salt'",
        f"UPDATE stage_parameters SET value = '{SHORT_KEY}', archived = 1 WHERE key = 'nonce'",
    )
    for options in ((), ("--json",)):
        printed = call("pipelines", "check", "a.db", *options, folder=place).out
        assert "nonce" in printed
        assert SHORT_KEY not in printed
        assert SHORT_KEY.encode().hex() not in printed


def test_a_pipeline_that_is_left_out_is_no_success(place: Path) -> None:
    change(
        place, "PRAGMA foreign_keys = OFF", "UPDATE pipelines SET id = lower(id) WHERE name = 'vault-nightly'"
    )
    code, lines = check(place)
    assert code == 1
    assert lines[0].startswith(
        "vault-nightly, id = 01k7000000000000000000000002: left out.".replace("0002", "02")
    )
    assert lines[-1] == "5 pipelines, 5 active: the program lists 4 of them"


def test_archived_pipelines_do_no_harm_and_are_told_on_request(place: Path) -> None:
    change(place, "UPDATE pipelines SET archived = 1, created_at = 'x' WHERE name = 'vault-nightly'")
    assert check(place, "--run") == (0, ["5 pipelines, 4 active: the program lists all of them"])
    code, lines = check(place, "--archived")
    assert code == 0
    assert lines[0].startswith("vault-nightly, created_at = x: note. The program cannot read this timestamp.")


def test_a_value_with_a_line_break_or_an_escape_stays_on_its_line(place: Path) -> None:
    change(
        place,
        "UPDATE pipeline_stages SET stage_type = 'a' || char(10) || char(27) || '[31m' WHERE name = 'tee'",
    )
    _, lines = check(place)
    assert len(lines) == 2
    assert r"a\x0a\x1b[31m" in lines[0]


def test_a_refused_database_says_why_nothing_is_listed(place: Path) -> None:
    change(place, "UPDATE _sqlx_migrations SET success = 0")
    code, lines = check(place)
    assert code == 1
    assert lines == [
        (
            "A migration is recorded as failed: stops the list. Migration 20250101000000 did not finish, and "
            "the program starts with no such database. See the Migrations tab: finish or undo the migration, "
            "then correct its row."
        ),
        "5 pipelines, 5 active: the program's list fails and shows none of them",
    ]
    document = json.loads(call("pipelines", "check", "--json", "a.db", folder=place).out)
    assert document["refused"].startswith("Migration 20250101000000 did not finish")
    assert not any(each["loads"] or each["listed"] or each["runs"] for each in document["pipelines"])


def test_json_says_for_every_pipeline_whether_it_is_listed_loads_and_runs(place: Path) -> None:
    change(
        place,
        "UPDATE pipelines SET archived = 1 WHERE name = 'plain-backup'",
        "DELETE FROM stage_parameters WHERE key = 'output_path'",
    )
    outcome = call("pipelines", "check", "--json", "--run", "a.db", folder=place)
    document = json.loads(outcome.out)
    assert (outcome.code, document["exit_code"]) == (1, 1)
    assert (document["loads"], document["refused"], document["listed"]) == (True, None, 4)
    found = {each["name"]: (each["listed"], each["loads"], each["runs"]) for each in document["pipelines"]}
    assert found == {
        "plain-backup": (False, True, False),
        "secure-backup": (True, True, True),
        "vault-nightly": (True, True, True),
        "mask-personal": (True, True, True),
        "watch-and-copy": (True, True, False),
    }
    (problem,) = next(each["problems"] for each in document["pipelines"] if each["name"] == "watch-and-copy")
    assert problem["severity"] == "cannot_run"
    assert (problem["table"], problem["stage"], problem["column"]) == (
        "pipeline_stages",
        "tee",
        "output_path",
    )
    assert problem["cure"] == "Choose output path…"


def test_one_broken_pipeline_keeps_all_others_off_the_list(place: Path) -> None:
    change(place, "UPDATE pipelines SET updated_at = 'x' WHERE name = 'plain-backup'")
    document = json.loads(call("pipelines", "check", "--json", "a.db", folder=place).out)
    assert not document["loads"]
    assert not any(each["listed"] for each in document["pipelines"])
    assert [each["name"] for each in document["pipelines"] if not each["loads"]] == ["plain-backup"]


def test_several_databases_have_a_list_and_the_worst_code(place: Path) -> None:
    (place / "b.db").write_bytes(b"not a database at all" * 100)
    outcome = call("pipelines", "check", "--json", "a.db", "b.db", folder=place)
    document = json.loads(outcome.out)
    assert outcome.code == document["exit_code"] == 3
    assert [each["exit_code"] for each in document["databases"]] == [0, 3]
    lines = call("pipelines", "check", "a.db", "b.db", folder=place).out.splitlines()
    assert lines[0] == "a.db:"


def test_without_a_name_the_program_s_own_database_is_taken(place: Path) -> None:
    environment = {"ADAPIPE_SQLITE_PATH": str(place / "a.db")}
    assert call("pipelines", "check", folder=place, environment=environment).code == 0
    nothing = call("pipelines", "check", folder=place)
    assert nothing.code == 3
    assert "No database was named" in nothing.err


@pytest.mark.parametrize("words", ["pipelines", "pipelines check --rum", "pipelines check --json --json"])
def test_wrong_usage_is_code_2(place: Path, words: str) -> None:
    assert call(*words.split(), folder=place).code == 2


def test_a_database_without_pipelines_at_all_is_listed_as_empty(place: Path) -> None:
    with closing(sqlite3.connect(place / "empty.db")) as connection:
        connection.execute("CREATE TABLE other (x)")
    outcome = call("pipelines", "check", "empty.db", folder=place)
    assert (outcome.code, outcome.out) == (0, "no pipelines\n")
