"""What other programs do to the open file is noticed, and nothing is written where it would be lost."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database, OutsideChange
from pipeline_browser.model.errors import DatabaseReplaced
from pipeline_browser.model.location import Location
from tests.model.making_files import HOLD_EXCLUSIVE, let_go, make, other_program, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSERT = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO t (b) VALUES ('theirs')")
connection.close()
"""


@pytest.fixture(params=["DELETE", "WAL"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return make(tmp_path / "work.db", f"PRAGMA journal_mode = {request.param}")


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.open(Location(path), busy_timeout=1.0) as database:
        yield database


def _insert(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO t (b) VALUES ('ours')")


def test_a_commit_by_another_program_is_noticed_once(database: Database, path: Path) -> None:
    assert database.outside_change() is OutsideChange.NONE
    run(INSERT, path)
    assert database.outside_change() is OutsideChange.CONTENT
    assert database.outside_change() is OutsideChange.NONE


def test_a_commit_of_our_own_is_no_outside_change(database: Database) -> None:
    _insert(database)
    assert database.outside_change() is OutsideChange.NONE


@pytest.mark.parametrize("read_only", [False, True])
def test_every_one_of_many_commits_is_noticed(path: Path, read_only: bool) -> None:
    with Database.open(Location(path), read_only=read_only) as ours, Database.open(Location(path)) as theirs:
        noticed = 0
        for _ in range(50):
            _insert(theirs)
            noticed += ours.outside_change() is OutsideChange.CONTENT
        assert noticed == 50


def test_a_reader_of_a_dead_programs_wal_notices_the_next_commit(tmp_path: Path, shared: Path) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh", copy_function=shutil.copyfile)
    path = tmp_path / "fresh" / "pipeline.db"
    code = "sqlite3.connect(sys.argv[1]).execute('CREATE TABLE more (a)')"
    with Database.open(Location(path), read_only=True) as database:
        run(code, path)
        assert database.outside_change() is OutsideChange.CONTENT
        assert database.query("SELECT * FROM more") == []


def test_a_reader_that_came_later_notices_each_commit_of_a_program_at_work(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db", "PRAGMA journal_mode = WAL")
    code = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO t (b) VALUES ('theirs')")
print("ready", flush=True)
while sys.stdin.readline():
    connection.execute("INSERT INTO t (b) VALUES ('theirs')")
    connection.execute("PRAGMA wal_checkpoint")
    print("done", flush=True)
"""
    with other_program(code, path) as other, Database.open(Location(path), read_only=True) as database:
        for count in range(202, 222):
            let_go(other)
            assert other.stdout is not None
            assert other.stdout.readline() == "done\n"
            assert database.outside_change() is OutsideChange.CONTENT
            assert database.query("SELECT count(*) FROM t") == [(count,)]


def test_a_deleted_file_is_gone_and_is_not_written_to(database: Database, path: Path) -> None:
    path.unlink()
    assert database.outside_change() is OutsideChange.GONE
    with pytest.raises(DatabaseReplaced, match="gone"):
        _insert(database)
    with pytest.raises(DatabaseReplaced):
        database.execute("DELETE FROM t")
    assert not path.exists()


def test_a_replaced_file_is_not_written_to_and_neither_is_its_successor(
    database: Database, path: Path, tmp_path: Path
) -> None:
    successor = make(tmp_path / "other.db")
    content = successor.read_bytes()
    successor.replace(path)
    assert database.outside_change() is OutsideChange.REPLACED
    with pytest.raises(DatabaseReplaced, match="replaced") as caught:
        _insert(database)
    assert "elsewhere" in caught.value.remedy
    assert path.read_bytes() == content


def test_a_file_that_comes_back_is_written_to_again(database: Database, path: Path, tmp_path: Path) -> None:
    path.rename(tmp_path / "away.db")
    assert database.outside_change() is OutsideChange.GONE
    (tmp_path / "away.db").rename(path)
    assert database.outside_change() is OutsideChange.NONE
    _insert(database)


def test_looking_at_a_locked_database_does_not_wait(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    with Database.open(Location(path)) as database, other_program(HOLD_EXCLUSIVE, path):
        assert min(_seconds_to_look(database) for _ in range(5)) < 0.05


def _seconds_to_look(database: Database) -> float:
    started = time.monotonic()
    assert database.outside_change() is OutsideChange.NONE
    return time.monotonic() - started


def test_looking_while_another_thread_works_does_not_wait(database: Database) -> None:
    working, done = threading.Event(), threading.Event()

    def work() -> None:
        with database.reading():
            working.set()
            done.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    working.wait(10)
    assert database.outside_change() is OutsideChange.NONE
    done.set()
    thread.join()


def test_a_change_during_one_view_is_noticed_after_it(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db", "PRAGMA journal_mode = WAL")
    with Database.open(Location(path)) as database:
        with database.reading():
            run(INSERT, path)
            assert database.outside_change() is OutsideChange.NONE
        assert database.outside_change() is OutsideChange.CONTENT


def test_a_snapshot_notices_changes_by_the_files_times(path: Path) -> None:
    with Database.open(Location(path), snapshot=True) as database:
        assert database.outside_change() is OutsideChange.NONE
        run(INSERT, path)
        assert database.outside_change() is OutsideChange.CONTENT
        assert database.outside_change() is OutsideChange.NONE


def test_a_file_cut_short_by_others_is_a_change_and_no_crash(path: Path) -> None:
    with Database.open(Location(path)) as database:
        run("os.truncate(sys.argv[1], 10)", path)
        database.outside_change()
        assert database.outside_change() is OutsideChange.NONE


def test_a_database_in_memory_never_changes_outside() -> None:
    with Database.open(Location(None, mode="memory")) as database:
        assert database.outside_change() is OutsideChange.NONE


def test_reading_alone_is_no_change_where_a_wal_database_is_open_for_reading_only(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", "PRAGMA journal_mode = WAL")
    with Database.open(Location(path), read_only=True) as database:
        version = database.version()
        for _ in range(3):
            database.query("SELECT count(*) FROM t")
            assert database.outside_change() is OutsideChange.NONE
        assert database.version() == version
        run("sqlite3.connect(sys.argv[1], isolation_level=None).execute('DELETE FROM t')", path)
        assert database.outside_change() is OutsideChange.CONTENT
        assert database.version() != version
        assert database.query("SELECT count(*) FROM t") == [(0,)]
