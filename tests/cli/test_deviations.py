"""Where ours differs from sqlx 0.8.6 on purpose: what the real one does, and what ours does instead."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call
from tests.cli.two_worlds import SOURCE, TWICE, URL, World, make_worlds, normal
from tests.oracle import Outcome, Sqlx, find_sqlx

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sqlx() -> Sqlx:
    return find_sqlx()


@pytest.fixture
def worlds(tmp_path: Path, sqlx: Sqlx) -> tuple[World, World]:
    """A world for ours and one for theirs, with a first migration applied by sqlx."""
    worlds = make_worlds(tmp_path.resolve(), sqlx, wal=True)
    for world in worlds:
        (world.migrations / "1_first.sql").write_text("CREATE TABLE a(x);")
        assert sqlx("migrate", "run", *SOURCE, "-D", URL, folder=world.folder).code == 0
    return worlds


def both(
    worlds: tuple[World, World], sqlx: Sqlx, *words: str, files: dict[str, str] | None = None
) -> tuple[Outcome, Outcome]:
    """Run the same words by ours in the first world and by sqlx in the second."""
    for world in worlds:
        for name, text in (files or {}).items():
            (world.migrations / name).write_text(text)
    words = ("migrate", *words, *SOURCE, "-D", URL)
    return call(*words, folder=worlds[0].folder), sqlx(*words, folder=worlds[1].folder)


@pytest.mark.parametrize("words", [("info",), ("run", "--dry-run"), ("revert", "--dry-run")], ids=" ".join)
def test_sqlx_creates_the_ledger_where_ours_only_looks(
    tmp_path: Path, sqlx: Sqlx, words: tuple[str, ...]
) -> None:
    worlds = make_worlds(tmp_path.resolve(), sqlx, wal=True)
    ours, theirs = both(worlds, sqlx, *words, files={"1_a.sql": "CREATE TABLE a(x);"})
    assert normal(ours, worlds[0]) == normal(theirs, worlds[1])
    assert [has_ledger(world) for world in worlds] == [False, True]


def has_ledger(world: World) -> bool:
    with closing(sqlite3.connect(world.folder / "a.db")) as connection:
        query = "SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'"
        return bool(connection.execute(query).fetchone()[0])


def test_sqlx_fails_on_a_files_own_transaction_where_ours_takes_it_as_its_own(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    files = {"2_own.sql": "BEGIN TRANSACTION;\nCREATE TABLE b(x);\nCOMMIT;\n"}
    ours, theirs = both(worlds, sqlx, "run", files=files)
    assert (theirs.code, worlds[1].recorded()) == (1, [1])
    assert "cannot start a transaction within a transaction" in theirs.out
    assert (ours.code, worlds[0].recorded()) == (0, [1, 2])
    assert "sqlx" in ours.err


def test_sqlx_half_records_a_file_that_commits_where_ours_refuses_it(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    files = {"2_torn.sql": "CREATE TABLE b(x); COMMIT; CREATE TABLE c(x);"}
    ours, theirs = both(worlds, sqlx, "run", files=files)
    assert (theirs.code, worlds[1].recorded()) == (1, [1, 2])  # recorded as complete, with an error
    assert (ours.code, worlds[0].recorded()) == (1, [1])
    assert "BEGIN, COMMIT and ROLLBACK" in ours.err


def test_sqlx_0_8_ignores_no_transaction_where_ours_heeds_it(worlds: tuple[World, World], sqlx: Sqlx) -> None:
    files = {"2_vacuum.sql": "-- no-transaction\nVACUUM;"}
    ours, theirs = both(worlds, sqlx, "run", files=files)
    assert (theirs.code, worlds[1].recorded()) == (1, [1])
    assert "cannot VACUUM from within a transaction" in theirs.out
    assert (ours.code, worlds[0].recorded()) == (0, [1, 2])


def test_sqlx_lists_a_version_twice_in_a_dry_run_where_ours_foresees_the_failure(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    files = {"2_b.sql": "CREATE TABLE b(x);", "2_c.sql": "CREATE TABLE c(x);"}
    ours, theirs = both(worlds, sqlx, "run", "--dry-run", files=files)
    assert (theirs.code, len(theirs.out.splitlines())) == (0, 2)
    assert ours.code == 1
    assert ours.out.splitlines()[1].endswith(TWICE)
    ours, theirs = both(worlds, sqlx, "run")
    assert normal(ours, worlds[0]) == normal(theirs, worlds[1])


PARENTS = (
    "CREATE TABLE parent(id INTEGER PRIMARY KEY);"
    "CREATE TABLE child(p REFERENCES parent(id) ON DELETE CASCADE);"
    "INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);"
)
REBUILD = (
    "PRAGMA foreign_keys = OFF; CREATE TABLE n(id INTEGER PRIMARY KEY, y);"
    "INSERT INTO n SELECT id, 0 FROM parent;"
    "DROP TABLE parent; ALTER TABLE n RENAME TO parent; PRAGMA foreign_keys = ON;"
)


def test_sqlx_loses_rows_by_cascade_where_ours_stops(worlds: tuple[World, World], sqlx: Sqlx) -> None:
    both(worlds, sqlx, "run", files={"2_parents.sql": PARENTS})
    ours, theirs = both(worlds, sqlx, "run", files={"3_rebuild.sql": REBUILD})
    assert (theirs.code, children(worlds[1])) == (0, 0)
    assert (ours.code, children(worlds[0])) == (1, 1)
    assert "child" in ours.err


def children(world: World) -> int:
    with closing(sqlite3.connect(world.folder / "a.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM child").fetchone()[0])


def test_sqlx_migrates_tables_without_a_ledger_where_ours_stops(tmp_path: Path, sqlx: Sqlx) -> None:
    worlds = make_worlds(tmp_path.resolve(), sqlx, wal=True)
    for world in worlds:
        with closing(sqlite3.connect(world.folder / "a.db")) as connection:
            connection.execute("CREATE TABLE a(x)")
    ours, theirs = both(worlds, sqlx, "run", files={"1_a.sql": "CREATE TABLE IF NOT EXISTS a(x, y);"})
    assert (theirs.code, worlds[1].recorded()) == (0, [1])
    assert (ours.code, worlds[0].recorded()) == (1, [])
    assert "a lacks column y" in ours.err


def test_sqlx_calls_a_checksum_of_the_older_convention_different(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    for world in worlds:
        digest = hashlib.sha256((world.migrations / "1_first.sql").read_bytes()).digest()
        with closing(sqlite3.connect(world.folder / "a.db")) as connection:
            connection.execute("UPDATE _sqlx_migrations SET checksum = ?", (digest,))
            connection.commit()
    ours, theirs = both(worlds, sqlx, "info")
    assert theirs.out.startswith("1/installed (different checksum) first\n")
    assert ours.out == "1/installed first\n"


def test_sqlx_never_returns_from_a_nul_byte_where_ours_names_it(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    name, text = "2_nul.sql", "CREATE TABLE b(x);\0"
    (worlds[0].migrations / name).write_text(text)
    ours = call("migrate", "run", *SOURCE, "-D", URL, folder=worlds[0].folder)
    assert (ours.code, ours.out) == (1, "error: 2_nul.sql holds a NUL byte\n")


def test_sqlx_overwrites_a_file_of_the_same_second_where_ours_moves_on(tmp_path: Path) -> None:
    for _ in range(3):
        assert call("migrate", "add", "-t", "same", folder=tmp_path).code == 0
    assert len([*(tmp_path / "migrations").iterdir()]) == 3


def test_sqlx_ignores_r_among_simple_migrations_where_ours_heeds_it(
    worlds: tuple[World, World], sqlx: Sqlx
) -> None:
    words = ("migrate", "add", "-r", "b", *SOURCE)
    ours, theirs = call(*words, folder=worlds[0].folder), sqlx(*words, folder=worlds[1].folder)
    assert theirs.out == "Creating m/0002_b.sql\n"
    assert ours.out == "Creating m/0002_b.up.sql\nCreating m/0002_b.down.sql\n"
