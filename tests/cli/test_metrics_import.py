"""``metrics import``: what was written is said, what was not is too, and nothing half done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.paths import migrations_folder
from tests.cli.command import call
from tests.model.metrics.importing.making import LATE, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Outcome


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        for path in sorted(migrations_folder().glob("*.sql")):
            connection.executescript(path.read_text())
        connection.execute("INSERT INTO pipelines VALUES ('P1', 'one\x1b[31m', 0, 'x', 'x')")
        connection.execute("INSERT INTO pipelines VALUES ('P2', 'two', 0, 'x', 'x')")
    return tmp_path


def imports(place: Path, *words: str) -> Outcome:
    return call("metrics", "import", "a.db", *words, folder=place)


def stored(place: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        sql = "SELECT pipeline_id, end_time_rfc3339, output_file_checksum FROM processing_metrics ORDER BY 1"
        return list(connection.execute(sql))


def test_each_file_has_a_line_and_the_last_one_counts(place: Path) -> None:
    write(place / "a.adapipe", pipeline_id="P2")
    write(place / "b.adapipe", b"")
    outcome = imports(place, ".")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "a.adapipe: new (two): The pipeline has no run yet.",
        "b.adapipe: failed run: It is empty: the run failed, and nothing more is known of it.",
        "1 run written of 2 files; 1 failed run.",
    ]
    assert [row[0] for row in stored(place)] == ["P2"]


def test_text_of_files_and_databases_is_shown_literally(place: Path) -> None:
    write(place / "x\x1b[31m.adapipe")
    out = imports(place, ".").out
    assert "\x1b" not in out
    assert "x\\x1b[31m.adapipe: new (one\\x1b[31m)" in out


def test_a_dry_run_says_the_same_and_writes_nothing(place: Path) -> None:
    write(place / "a.adapipe")
    before = (place / "a.db").read_bytes()
    outcome = imports(place, "a.adapipe", "--dry-run")
    assert outcome.out.endswith("1 run would be written.\n")
    assert (place / "a.db").read_bytes() == before


def test_a_damaged_file_makes_it_fail_but_the_others_are_written(place: Path) -> None:
    write(place / "a.adapipe")
    write(place / "b.adapipe", b"x")
    outcome = imports(place, ".")
    assert outcome.code == 1
    assert "b.adapipe: not an output file: It does not end" in outcome.out
    assert len(stored(place)) == 1


def test_without_hashing_no_file_is_read_whole(place: Path) -> None:
    with write(place / "a.adapipe").open("r+b") as file:
        content = file.read()
        file.seek(0)
        file.truncate()
        file.seek(3 << 30)
        file.write(content)
    assert imports(place, "a.adapipe", "--no-hash").code == 0
    assert [row[2] for row in stored(place)] == [None]


def test_ctrl_c_while_a_file_is_read_leaves_the_database_as_it_was(place: Path) -> None:
    with write(place / "a.adapipe").open("r+b") as file:
        content = file.read()
        file.truncate(0)
        file.seek(30 << 30)  # minutes of reading
        file.write(content)
    before = (place / "a.db").read_bytes()
    soon = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    soon.start()
    outcome = imports(place, "a.adapipe", "--json")
    soon.join()
    assert outcome.code == 130
    assert json.loads(outcome.out)["error"]["kind"] == "Cancelled"
    assert (place / "a.db").read_bytes() == before


def test_rows_without_a_readable_time_are_replaced_only_when_asked_for(place: Path) -> None:
    with closing(sqlite3.connect(place / "a.db", isolation_level=None)) as connection:
        connection.execute("INSERT INTO processing_metrics (pipeline_id, bytes_total) VALUES ('P1', 5)")
    write(place / "a.adapipe", processed_at=LATE)
    outcome = imports(place, "a.adapipe")
    assert (outcome.code, "--replace-undated" in outcome.err) == (0, True)
    assert stored(place)[0][1] is None
    assert imports(place, "a.adapipe", "--replace-undated").code == 0
    assert stored(place)[0][1] == LATE


def test_the_document_has_every_file_and_the_counts(place: Path) -> None:
    path = write(place / "a.adapipe")
    write(place / "b.adapipe", b"x")
    outcome = imports(place, ".", "--json")
    facts = json.loads(outcome.out)
    first, second = facts["files"]
    assert (facts["exit_code"], facts["written"], facts["counts"]["new"]) == (1, 1, 1)
    assert (first["standing"], first["pipeline"], first["writes"]) == ("new", "one\x1b[31m", True)
    assert first["output_bytes"] == path.stat().st_size
    assert first["output_checksum"] == stored(place)[0][2]
    assert (second["standing"], second["flaw"]) == ("damaged", "not an output file")


def test_a_database_without_the_tables_is_refused_with_a_word(place: Path) -> None:
    with closing(sqlite3.connect(place / "a.db")) as connection:
        connection.execute("DROP TABLE processing_metrics")
    write(place / "a.adapipe")
    outcome = imports(place, "a.adapipe")
    assert outcome.code == 1
    assert "The database has no table processing_metrics." in outcome.err


def test_the_runs_of_the_real_program_fill_its_database(shared: Path, tmp_path: Path) -> None:
    shutil.copyfile(shared / "data" / "real-created.db", tmp_path / "a.db")
    outcome = imports(tmp_path, str(shared / "data" / "runs"))
    assert outcome.code == 0
    assert outcome.out.endswith("4 runs written of 8 files; 2 older files, 2 failed runs.\n")
    assert len(stored(tmp_path)) == 4
    assert imports(tmp_path, str(shared / "data" / "runs")).out.endswith(
        "0 runs written of 8 files; 4 already there, 2 older files, 2 failed runs.\n"
    )
