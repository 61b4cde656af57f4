"""``schema show`` as a command: streams, exit codes, and not a byte written."""

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
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE stages(id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        connection.commit()
    return tmp_path


def test_the_schema_is_printed_and_nothing_is_written(place: Path) -> None:
    before = (place / "a.db").read_bytes()
    outcome = call("schema", "show", "a.db", folder=place)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("1 table, 0 views, 0 triggers\n\ntable stages\n")
    assert (place / "a.db").read_bytes() == before
    assert [path.name for path in place.iterdir()] == ["a.db"]


def test_the_stored_sql_is_printed_when_asked(place: Path) -> None:
    statement = "CREATE TABLE stages(id INTEGER PRIMARY KEY, name TEXT NOT NULL)"
    assert statement not in call("schema", "show", "a.db", folder=place).out
    assert statement in call("schema", "show", "--ddl", "sqlite:a.db", folder=place).out


def test_the_json_document_has_the_tables(place: Path) -> None:
    outcome = call("schema", "show", "--json", "a.db", folder=place)
    assert [table["name"] for table in json.loads(outcome.out)["tables"]] == ["stages"]


def test_an_error_is_told_on_standard_error(place: Path) -> None:
    outcome = call("schema", "show", "nowhere.db", folder=place)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("error: There is no such file")
