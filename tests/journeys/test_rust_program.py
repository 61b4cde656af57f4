"""A database goes to the Rust program and back: made here, used there, up to date here."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser import ensure_schema, initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.baseline.marking import baseline
from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS, bundled_source
from pipeline_browser.model.migrations.detective.repair.repairing import repair
from pipeline_browser.model.migrations.planner import plan_run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("adaptive_pipeline") is None, reason="Adaptive Pipeline is not installed"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "pipeline.db"
    initialize_database(f"sqlite://{path}").close()
    return path


def test_the_rust_program_creates_lists_and_deletes_in_a_database_made_here(database: Path) -> None:
    assert _program(database, "create", "--name", "nightly-archive", "--stages", "brotli,aes256gcm") == 0
    assert _program(database, "create", "--name", "log-run", "--stages", "zstd") == 0
    assert _program(database, "list") == 0
    assert _program(database, "delete", "log-run", "--force") == 0

    with closing(Database.open(parse_location(database))) as opened:
        assert plan_run(opened, bundled_source()).is_empty
        names = opened.query("SELECT name, archived FROM pipelines ORDER BY name")
    assert names == [("log-run", 1), ("nightly-archive", 0)]


def test_a_database_made_by_the_rust_program_is_up_to_date_here(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    assert _program(path, "list") == 0

    with closing(Database.open(parse_location(path))) as opened:
        before = opened.query("SELECT * FROM _sqlx_migrations")
        ensure_schema(opened)
        assert plan_run(opened, bundled_source()).is_empty
        assert opened.query("SELECT * FROM _sqlx_migrations") == before


def _program(database: Path, *arguments: str) -> int:
    return subprocess.run(
        ["adaptive_pipeline", *arguments],
        cwd=database.parent,
        env=os.environ | {"ADAPIPE_SQLITE_PATH": str(database)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    ).returncode


def test_a_ledger_of_the_first_release_is_refused_by_the_newest_until_it_is_repaired(database: Path) -> None:
    oldest, newest = (text.checksum for text in UPSTREAM_TEXTS)
    with closing(Database.open(parse_location(database))) as opened:
        opened.execute("UPDATE _sqlx_migrations SET checksum = ?", (oldest,))
    assert _program(database, "list") != 0

    with closing(Database.open(parse_location(database))) as opened:
        assert repair(opened, bundled_source()).done
        assert opened.query("SELECT checksum FROM _sqlx_migrations") == [(newest,)]
    assert _program(database, "list") == 0


def test_a_database_that_lost_its_ledger_is_taken_again_once_it_is_marked(database: Path) -> None:
    with closing(Database.open(parse_location(database))) as opened:
        opened.execute("DROP TABLE _sqlx_migrations")
        assert baseline(opened, bundled_source()).done
    assert _program(database, "list") == 0
    assert _program(database, "create", "--name", "nightly-archive", "--stages", "zstd") == 0
