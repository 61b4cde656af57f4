"""Waiting for others, being cancelled meanwhile, and not losing our own locks."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.backup import save_copy
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled, DatabaseBusy, DatabaseOperationFailed
from pipeline_browser.model.location import Location
from tests.model.making_files import (
    HOLD_EXCLUSIVE,
    HOLD_READING,
    HOLD_RESERVED,
    let_go,
    make,
    other_program,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCK_TABLE = Path("/proc/locks")
PROMPT = (
    5.0  # seconds; half of one is usual, but a loaded machine is slow, and without cancelling it is for ever
)

ENDLESS = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "work.db")


@contextmanager
def cancelled_promptly() -> Iterator[Cancellation]:
    """Ask for a stop 0.2 seconds after the block began; the block must end soon after."""
    cancellation = Cancellation()
    asked: list[float] = []

    def ask() -> None:
        asked.append(time.monotonic())
        cancellation.cancel()

    timer = threading.Timer(0.2, ask)
    timer.start()
    with pytest.raises(Cancelled):
        yield cancellation
    timer.join()
    assert time.monotonic() - asked[0] < PROMPT


def _begin_and_write(database: Database, cancellation: Cancellation | None = None) -> None:
    with database.transaction(cancellation=cancellation):
        database.execute("INSERT INTO t (b) VALUES ('ours')")


def test_a_database_locked_by_another_program_says_so_after_the_timeout(path: Path) -> None:
    with other_program(HOLD_EXCLUSIVE, path), pytest.raises(DatabaseBusy) as caught:
        Database.open(Location(path), busy_timeout=0.2)
    assert caught.value.path == path
    assert "another program" in caught.value.summary
    assert "timeout" in caught.value.remedy


@pytest.mark.skipif(not LOCK_TABLE.exists(), reason="only Linux tells who holds a lock")
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_who_holds_the_lock_is_named(tmp_path: Path, journal: str) -> None:
    path = make(tmp_path / "work.db", f"PRAGMA journal_mode = {journal}")
    with other_program(HOLD_RESERVED, path) as writer, Database.open(Location(path)) as database:
        database.busy_timeout = 0.1
        with pytest.raises(DatabaseBusy) as caught:
            _begin_and_write(database)
    assert f"(process {writer.pid})" in caught.value.cause


@pytest.mark.skipif(not LOCK_TABLE.exists(), reason="only Linux tells who holds a lock")
def test_a_reader_in_the_way_of_a_commit_is_named(path: Path) -> None:
    with other_program(HOLD_READING, path) as reader, Database.open(Location(path)) as database:
        database.busy_timeout = 0.1
        with pytest.raises(DatabaseBusy) as caught:
            _begin_and_write(database)
    assert f"(process {reader.pid})" in caught.value.cause


def test_a_lock_of_this_very_program_is_named_as_such(path: Path) -> None:
    with Database.open(Location(path)) as one, Database.open(Location(path)) as other, one.transaction():
        other.busy_timeout = 0.1
        with pytest.raises(DatabaseBusy) as caught:
            _begin_and_write(other)
    assert "this program itself" in caught.value.cause.lower() or not LOCK_TABLE.exists()


def test_opening_a_locked_database_can_be_cancelled(path: Path) -> None:
    with other_program(HOLD_EXCLUSIVE, path), cancelled_promptly() as cancellation:
        Database.open(Location(path), cancellation=cancellation)


def test_waiting_to_write_can_be_cancelled(path: Path) -> None:
    with (
        other_program(HOLD_RESERVED, path),
        Database.open(Location(path)) as database,
        cancelled_promptly() as cancellation,
    ):
        _begin_and_write(database, cancellation)


def test_waiting_to_commit_beside_a_reader_can_be_cancelled_and_undoes_all(path: Path) -> None:
    with Database.open(Location(path)) as database:
        with other_program(HOLD_READING, path), cancelled_promptly() as cancellation:
            _begin_and_write(database, cancellation)
        assert not database.connection.in_transaction
        assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_opening_goes_on_as_soon_as_the_other_program_lets_go(path: Path) -> None:
    with other_program(HOLD_EXCLUSIVE, path) as other:
        threading.Timer(0.2, let_go, [other]).start()
        with Database.open(Location(path)) as database:
            assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_who_waits_for_a_lock_is_told_for_how_long(path: Path) -> None:
    waits: list[float] = []
    with (
        other_program(HOLD_RESERVED, path),
        Database.open(Location(path), busy_timeout=0.5) as database,
        pytest.raises(DatabaseBusy),
        database.transaction(waiting=waits.append),
    ):
        pytest.fail("the block must not run")
    assert waits == sorted(waits)
    assert 2 <= len(waits) <= 12  # about ten a second
    assert waits[-1] < 0.5


def test_who_waits_while_opening_is_told_too(path: Path) -> None:
    waits: list[float] = []
    with other_program(HOLD_EXCLUSIVE, path), pytest.raises(DatabaseBusy):
        Database.open(Location(path), busy_timeout=0.3, waiting=waits.append)
    assert waits
    assert waits == sorted(waits)


def test_a_commit_beside_a_reader_waits_until_it_has_finished(path: Path) -> None:
    released: list[bool] = []
    with other_program(HOLD_READING, path) as reader, Database.open(Location(path)) as database:

        def release(_waited: float) -> None:
            if not released:
                released.append(True)
                let_go(reader)

        with database.transaction(waiting=release):
            database.execute("INSERT INTO t (b) VALUES ('ours')")
        assert database.query("SELECT count(*) FROM t WHERE b = 'ours'") == [(1,)]


def test_a_commit_that_stays_locked_out_undoes_all(path: Path) -> None:
    with other_program(HOLD_READING, path), Database.open(Location(path), busy_timeout=0.2) as database:
        with pytest.raises(DatabaseBusy):
            _begin_and_write(database)
        assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_a_write_from_an_outdated_view_fails_at_once_instead_of_waiting_in_vain(tmp_path: Path) -> None:
    location = Location(tmp_path / "wal.db")
    with Database.create(location) as database, Database.open(location) as other:
        database.execute("CREATE TABLE t (a)")
        with database.reading():
            other.execute("INSERT INTO t VALUES (1)")
            started = time.monotonic()
            with pytest.raises(DatabaseBusy):
                database.execute("INSERT INTO t VALUES (2)")
            assert time.monotonic() - started < PROMPT


def test_a_running_statement_can_be_cancelled_and_the_database_stays_usable(path: Path) -> None:
    with Database.open(Location(path)) as database:
        with cancelled_promptly() as cancellation:
            database.query(ENDLESS, cancellation=cancellation)
        assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_cancelling_in_a_transaction_undoes_all_of_it(path: Path) -> None:
    with Database.open(Location(path)) as database:
        with cancelled_promptly() as cancellation, database.transaction(cancellation=cancellation):
            database.execute("DELETE FROM t")
            database.connection.execute(ENDLESS)
        assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_a_cancellation_between_the_last_statement_and_the_commit_undoes_all(path: Path) -> None:
    cancellation = Cancellation()
    with Database.open(Location(path)) as database:
        with pytest.raises(Cancelled), database.transaction(cancellation=cancellation):
            _delete_and_cancel(database, cancellation)
        assert database.query("SELECT count(*) FROM t") == [(200,)]


def _delete_and_cancel(database: Database, cancellation: Cancellation) -> None:
    database.execute("DELETE FROM t")
    cancellation.cancel()


def test_compiling_a_bomb_of_views_can_be_cancelled(path: Path) -> None:
    views = ["CREATE VIEW v0 AS SELECT 1 AS a"]
    views += [f"CREATE VIEW v{n} AS SELECT x.a FROM v{n - 1} x, v{n - 1} y" for n in range(1, 14)]
    with Database.open(Location(path)) as database:
        for view in views:
            database.execute(view)
        with cancelled_promptly() as cancellation:
            database.query("SELECT * FROM v13", cancellation=cancellation)


def test_a_thread_that_waits_for_its_turn_can_be_cancelled(path: Path) -> None:
    busy, done = threading.Event(), threading.Event()
    with Database.open(Location(path)) as database:

        def hold() -> None:
            with database.reading():
                busy.set()
                done.wait(10)

        thread = threading.Thread(target=hold)
        thread.start()
        busy.wait(10)
        with cancelled_promptly() as cancellation:
            database.query("SELECT 1", cancellation=cancellation)
        done.set()
        thread.join()


def test_threads_that_share_a_database_take_turns(path: Path) -> None:
    with Database.open(Location(path)) as database:

        def insert() -> None:
            for _ in range(20):
                _begin_and_write(database)

        in_threads([insert] * 4)
        assert database.query("SELECT count(*) FROM t WHERE b = 'ours'") == [(80,)]


def in_threads(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


TRY_TO_WRITE = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_a_file_twice_in_one_process_keeps_the_first_ones_locks(path: Path) -> None:
    with Database.open(Location(path)) as database, database.transaction():
        database.execute("INSERT INTO t (b) VALUES ('ours')")
        Database.open(Location(path), read_only=True).close()
        assert "locked" in run(TRY_TO_WRITE, path)


def test_copying_a_file_that_is_open_elsewhere_in_this_process_keeps_its_locks(path: Path) -> None:
    with Database.open(Location(path)) as database, database.transaction():
        database.execute("INSERT INTO t (b) VALUES ('ours')")
        with Database.open(Location(path), read_only=True) as other:
            save_copy(other, path.with_name("copy.db"))
        assert "locked" in run(TRY_TO_WRITE, path)


def test_closing_the_last_of_two_connections_allows_looking_into_the_file_again(path: Path) -> None:
    one, other = Database.open(Location(path)), Database.open(Location(path))
    one.close()
    other.close()
    path.write_bytes(b"no database any more" * 100)
    with pytest.raises(Exception, match="not a SQLite database"):
        Database.open(Location(path))


def test_a_refused_opening_does_not_count_as_a_connection(path: Path) -> None:
    with other_program(HOLD_EXCLUSIVE, path), pytest.raises(DatabaseBusy):
        Database.open(Location(path), busy_timeout=0.1)
    path.write_bytes(b"no database any more" * 100)
    with pytest.raises(Exception, match="not a SQLite database"):
        Database.open(Location(path))


def test_interrupting_a_closed_database_is_harmless(path: Path) -> None:
    cancellation = Cancellation()
    database = Database.open(Location(path), cancellation=cancellation)
    database.close()
    cancellation.cancel()
    with pytest.raises(DatabaseOperationFailed, match="closed"):
        database.query("SELECT 1")
