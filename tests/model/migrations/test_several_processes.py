"""Several migrators at once, and migrators that are killed: each migration runs once, or not at all."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location

TOP = Path(__file__).resolve().parents[3]
MIGRATIONS = 5


def new_database(path: Path, journal_mode: str) -> Path:
    with Database.create(Location(path)) as database:
        database.execute(f"PRAGMA journal_mode = {journal_mode}")
    return path


def write_folder(folder: Path) -> Path:
    """Five migrations that are each wrong when run twice, and take a moment."""
    folder.mkdir()
    count = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000)"
    fill = f"{count} SELECT x, hex(x) FROM c"
    (folder / "1_log.sql").write_text("CREATE TABLE log(version); INSERT INTO log VALUES (1)")
    for version in range(2, MIGRATIONS + 1):
        (folder / f"{version}_fill.sql").write_text(
            f"INSERT INTO log VALUES ({version}); CREATE TABLE t{version}(a, b);"
            f" INSERT INTO t{version} {fill};"
            f" CREATE INDEX i{version} ON t{version}(b);"
        )
    return folder


def start(database: Path, folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.model.migrations.migrate_process",
        str(database),
        str(folder),
        *options,
    ]
    environment = {**os.environ, "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}"}
    return subprocess.Popen(
        command, cwd=TOP, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def check_prefix(path: Path) -> int:
    """Assert that ledger and schema agree on the same first migrations; return how many those are."""
    with Database.open(Location(path)) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        tables = {name for (name,) in database.query("SELECT name FROM sqlite_master WHERE type = 'table'")}
        has_ledger = "_sqlx_migrations" in tables
        rows = database.query("SELECT version FROM _sqlx_migrations ORDER BY version") if has_ledger else []
        versions = [version for (version,) in rows]
        assert versions == list(range(1, len(versions) + 1))
        promised = {"log", *(f"t{version}" for version in versions if version > 1)} if versions else set()
        assert tables - {"_sqlx_migrations"} == promised
        if versions:
            assert [
                version for (version,) in database.query("SELECT version FROM log ORDER BY rowid")
            ] == versions
        for version in versions[1:]:
            assert database.query(f"SELECT count(*) FROM t{version}") == [(2000,)]
    return len(versions)


def migrate_at_once(tmp_path: Path, journal_mode: str, processes: int, *options: str) -> None:
    database = new_database(tmp_path / "a.db", journal_mode)
    folder = write_folder(tmp_path / "migrations")
    running = [start(database, folder, *options) for _ in range(processes)]
    finished = [process.communicate(timeout=120) for process in running]
    assert [error for _, error in finished] == [""] * processes
    done = [int(version) for output, _ in finished for version in output.split()[1:]]
    assert sorted(done) == list(range(1, MIGRATIONS + 1))
    assert check_prefix(database) == MIGRATIONS


def kill_at_random(tmp_path: Path, journal_mode: str, seed: int, *options: str) -> int:
    """Kill a run at a random moment; return how many migrations are there afterwards."""
    database = new_database(tmp_path / f"{seed}.db", journal_mode)
    folder = tmp_path / "migrations"
    process = start(database, folder if folder.exists() else write_folder(folder), *options)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    moment = time.perf_counter() + random.Random(seed).uniform(0, 0.06)  # noqa: S311 (a moment, no secret)
    while time.perf_counter() < moment:
        pass  # a kill between two system calls needs a finer moment than a timer gives
    process.kill()
    process.communicate()
    return check_prefix(database)


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
@pytest.mark.parametrize("options", [(), ("atomic",)], ids=["one by one", "all or nothing"])
def test_migrators_at_once_run_each_migration_exactly_once(
    tmp_path: Path, journal_mode: str, options: tuple[str, ...]
) -> None:
    migrate_at_once(tmp_path, journal_mode, 3, *options)


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
@pytest.mark.parametrize(
    "around", [("-- no-transaction\n", ""), ("COMMIT; ", " BEGIN;")], ids=["none", "leaves"]
)
def test_migrators_at_once_run_a_file_outside_of_a_transaction_exactly_once(
    tmp_path: Path, journal_mode: str, around: tuple[str, str]
) -> None:
    database = new_database(tmp_path / "a.db", journal_mode)
    folder = write_folder(tmp_path / "migrations")
    before, after = around
    for file in folder.glob("*_fill.sql"):
        file.write_text(before + file.read_text() + after)
    running = [start(database, folder) for _ in range(3)]
    finished = [process.communicate(timeout=120) for process in running]
    assert [error for _, error in finished] == [""] * 3
    assert sorted(" ".join(output for output, _ in finished).replace("started", "").split()) == list("12345")
    assert check_prefix(database) == MIGRATIONS


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_a_killed_run_leaves_a_prefix_of_the_migrations(tmp_path: Path, journal_mode: str) -> None:
    for seed in range(3):
        kill_at_random(tmp_path, journal_mode, seed)


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_a_killed_all_or_nothing_run_leaves_all_or_nothing(tmp_path: Path, journal_mode: str) -> None:
    for seed in range(2):
        assert kill_at_random(tmp_path, journal_mode, seed, "atomic") in (0, MIGRATIONS)


@pytest.mark.campaign
@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_a_run_killed_two_hundred_times(tmp_path: Path, journal_mode: str) -> None:
    left = [kill_at_random(tmp_path, journal_mode, seed) for seed in range(200)]
    sys.stdout.write(
        f"\n{journal_mode}: left after the kill { ({n: left.count(n) for n in sorted(set(left))}) }\n"
    )
    assert len(set(left)) >= MIGRATIONS, "the kills all came too early or too late to mean anything"


@pytest.mark.campaign
@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_eight_migrators_at_once_two_hundred_times(tmp_path: Path, journal_mode: str) -> None:
    for number in range(200):
        folder = tmp_path / str(number)
        folder.mkdir()
        migrate_at_once(folder, journal_mode, 8)
