"""Copies are complete, checked, and there only when they are whole."""

from __future__ import annotations

import hashlib
import resource
import shutil
import stat
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model import backup
from pipeline_browser.model.backup import back_up, save_copy
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import BackupFailed, Cancelled, DatabaseExists, ParentFolderMissing
from pipeline_browser.model.location import Location
from tests.model.making_files import contents, make, other_program, patched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "work.db")


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.open(Location(path)) as database:
        yield database


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the schema and the rows of every table."""
    with Database.open(Location(path), snapshot=True) as database:
        schema = database.query("SELECT * FROM sqlite_master")
        tables = [str(row[1]) for row in schema if row[0] == "table"]
        return {"": schema, **{name: database.query(f'SELECT * FROM "{name}"') for name in tables}}


def test_a_copy_of_a_database_whose_rows_lie_in_its_wal_is_complete(tmp_path: Path, shared: Path) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh", copy_function=shutil.copyfile)
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    with Database.open(Location(tmp_path / "fresh" / "pipeline.db"), read_only=True) as database:
        save_copy(database, target)
        rows = database.query("SELECT * FROM _sqlx_migrations")
    assert list(contents(target.parent)) == ["copy.db"]
    with Database.open(Location(target)) as copy:
        assert copy.query("SELECT * FROM _sqlx_migrations") == rows
        assert copy.query("SELECT count(*) FROM sqlite_master") == [(18,)]
        assert copy.facts().journal_mode == "wal"


def test_a_backup_of_what_the_rust_program_created_is_equal_to_it(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "created.db"
    shutil.copyfile(shared / "data" / "real-created.db", path)
    before = everything(path)
    with Database.open(Location(path)) as database:
        saved = back_up(database)
    assert everything(saved.path) == before == everything(path)


def test_a_backup_lies_beside_the_database_with_its_digest(database: Database, tmp_path: Path) -> None:
    saved = back_up(database)
    assert saved.path.parent == tmp_path
    assert saved.path.name.startswith("work.db.backup-2")
    assert saved.path.name.endswith("Z.db")
    assert saved.size == saved.path.stat().st_size
    assert saved.sha256 == hashlib.sha256(saved.path.read_bytes()).hexdigest()
    checked = subprocess.run(
        ["sha256sum", "--check", f"{saved.path.name}.sha256"], cwd=tmp_path, capture_output=True, check=False
    )
    assert checked.returncode == 0


def test_the_digest_of_a_file_with_a_newline_in_its_name_can_be_checked(tmp_path: Path) -> None:
    path = make(tmp_path / "new\nline\\.db")
    with Database.open(Location(path)) as database:
        saved = back_up(database)
    note = saved.path.with_name(saved.path.name + ".sha256")
    checked = subprocess.run(["sha256sum", "--check", note], cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0


def test_two_backups_within_a_second_are_two(database: Database) -> None:
    assert back_up(database).path != back_up(database).path


def test_a_backup_whose_name_another_one_takes_meanwhile_gets_the_next_name(
    database: Database, path: Path
) -> None:
    others: list[Path] = []

    def back_up_too(_done: int, _total: int) -> None:
        if not others:
            with Database.open(Location(path), read_only=True) as other:
                others.append(back_up(other).path)

    ours = back_up(database, progress=back_up_too).path
    assert ours not in others
    assert everything(ours) == everything(others[0])


def test_a_copy_may_be_read_by_no_more_people_than_the_database(database: Database, path: Path) -> None:
    path.chmod(0o600)
    saved = back_up(database)
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_copy_never_replaces_the_database_itself(
    database: Database, path: Path, tmp_path: Path, overwrite: bool
) -> None:
    (tmp_path / "link.db").symlink_to(path)
    before = contents(tmp_path)
    for target in (path, tmp_path / "link.db"):
        with pytest.raises(DatabaseExists):
            save_copy(database, target, overwrite=overwrite)
    assert contents(tmp_path) == before


def test_a_copy_replaces_another_file_only_when_asked(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"precious")
    with pytest.raises(DatabaseExists):
        save_copy(database, target)
    assert target.read_bytes() == b"precious"
    save_copy(database, target, overwrite=True)
    assert target.read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_copy_is_not_put_beside_the_wal_or_journal_of_another(
    database: Database, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / f"copy.db{suffix}").write_bytes(b"rows of another database")
    before = contents(tmp_path)
    with pytest.raises(DatabaseExists, match=r"copy\.db"):
        save_copy(database, tmp_path / "copy.db", overwrite=True)
    assert contents(tmp_path) == before


def test_a_file_that_appears_meanwhile_is_not_replaced(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"

    def appear(_done: int, _total: int) -> None:
        target.write_bytes(b"precious")

    with pytest.raises(DatabaseExists):
        save_copy(database, target, progress=appear)
    assert target.read_bytes() == b"precious"
    assert sorted(contents(tmp_path)) == ["copy.db", "work.db"]


def test_copying_into_a_missing_folder_says_so(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ParentFolderMissing):
        save_copy(database, tmp_path / "missing" / "copy.db")


def test_progress_counts_up_to_all_pages(tmp_path: Path) -> None:
    path = make(tmp_path / "large.db", "CREATE TABLE big AS SELECT zeroblob(5000000)")
    steps: list[tuple[int, int]] = []
    with Database.open(Location(path)) as database:
        pages = database.query("PRAGMA page_count")[0][0]
        save_copy(database, tmp_path / "copy.db", progress=lambda done, total: steps.append((done, total)))
    assert len(steps) > 3
    assert steps == sorted(steps)
    assert steps[-1] == (pages, pages)


def test_a_cancelled_copy_leaves_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "large.db", "CREATE TABLE big AS SELECT zeroblob(5000000)")
    cancellation = Cancellation()
    with Database.open(Location(path)) as database:
        with pytest.raises(Cancelled):
            save_copy(
                database,
                tmp_path / "copy.db",
                progress=lambda _done, _total: cancellation.cancel(),
                cancellation=cancellation,
            )
        assert not database.connection.in_transaction
    assert list(contents(tmp_path)) == ["large.db"]


def test_a_copy_whose_check_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    cancellation = Cancellation()

    def cancel_at_the_end(done: int, total: int) -> None:
        if done == total:
            cancellation.cancel()

    with Database.open(Location(path)) as database, pytest.raises(Cancelled):
        save_copy(database, tmp_path / "copy.db", progress=cancel_at_the_end, cancellation=cancellation)
    assert list(contents(tmp_path)) == ["work.db"]


def test_a_copy_that_does_not_pass_its_check_is_not_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damage(source: sqlite3.Connection, temporary: Path, *_rest: object) -> None:
        temporary.write_bytes((tmp_path / "damaged").read_bytes())

    make(tmp_path / "damaged")
    patched(tmp_path / "damaged", 4096, b"\xff" * 4096)
    monkeypatch.setattr(backup, "_copy", damage)
    with pytest.raises(BackupFailed, match="check"):
        save_copy(database, tmp_path / "copy.db")
    assert sorted(contents(tmp_path)) == ["damaged", "work.db"]


def test_a_copy_that_lacks_pages_is_not_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(source: sqlite3.Connection, temporary: Path, *_rest: object) -> None:
        """Leave the copy empty, as a backup does that was cancelled before its first step."""

    monkeypatch.setattr(backup, "_copy", forget)
    with pytest.raises(BackupFailed, match="check"):
        save_copy(database, tmp_path / "copy.db")
    assert list(contents(tmp_path)) == ["work.db"]


def test_a_disk_that_fills_up_while_copying_leaves_nothing(database: Database, tmp_path: Path) -> None:
    before = contents(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(BackupFailed) as caught:
            back_up(database)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "space" in caught.value.remedy
    assert contents(tmp_path) == before
    assert database.query("SELECT count(*) FROM t") == [(200,)]


def test_too_little_space_is_found_before_copying(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000))
    with pytest.raises(BackupFailed, match="space") as caught:
        back_up(database)
    assert "100,000" in caught.value.cause
    assert list(contents(tmp_path)) == ["work.db"]


def test_a_backup_without_its_digest_is_not_left_behind(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Path:
        return tmp_path / "missing" / "digest"

    monkeypatch.setattr(backup, "digest_path", refuse)
    with pytest.raises(BackupFailed):
        back_up(database)
    assert list(contents(tmp_path)) == ["work.db"]


def test_a_copy_beside_a_busy_writer_is_one_consistent_state(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with Database.create(Location(path)) as database:
        database.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b)")
        database.execute("CREATE TABLE big AS SELECT zeroblob(5000000)")
        code = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
connection.execute("PRAGMA synchronous = OFF")
print("ready", flush=True)
while True:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (b) VALUES (1)")
    connection.execute("INSERT INTO t (b) VALUES (-1)")
    connection.execute("COMMIT")
"""
        with other_program(code, path):
            saved = save_copy(database, tmp_path / "copy.db")
    with Database.open(Location(saved.path)) as copy:
        assert copy.query("SELECT coalesce(sum(b), 0) FROM t") == [(0,)]
        assert copy.query("PRAGMA integrity_check") == [("ok",)]


def test_a_database_whose_file_is_gone_can_be_saved_elsewhere(
    database: Database, path: Path, tmp_path: Path
) -> None:
    path.unlink()
    saved = save_copy(database, tmp_path / "rescued.db")
    with Database.open(Location(saved.path)) as copy:
        assert copy.query("SELECT count(*) FROM t") == [(200,)]


def test_a_database_in_memory_is_saved_but_not_backed_up_beside_itself(tmp_path: Path) -> None:
    with Database.open(Location(None, mode="memory")) as database:
        database.execute("CREATE TABLE t (a)")
        save_copy(database, tmp_path / "copy.db")
        with pytest.raises(BackupFailed, match="memory"):
            back_up(database)
    assert list(everything(tmp_path / "copy.db")) == ["", "t"]


def test_a_database_with_a_collation_of_its_own_program_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    connection = sqlite3.connect(path)
    connection.create_collation("THEIRS", lambda one, other: (one > other) - (one < other))
    connection.execute("CREATE TABLE t (a TEXT COLLATE THEIRS PRIMARY KEY)")
    connection.execute("INSERT INTO t VALUES ('x')")
    connection.commit()
    connection.close()
    with Database.open(Location(path)) as database:
        saved = save_copy(database, tmp_path / "copy.db")
    assert saved.path.read_bytes()[4096:] == path.read_bytes()[4096:]


def test_a_target_with_the_longest_name_that_a_folder_takes_can_be_written(
    database: Database, tmp_path: Path
) -> None:
    target = tmp_path / ("ü" * 120)
    save_copy(database, target)
    assert target.name in contents(tmp_path)


def test_a_name_that_no_folder_takes_says_so(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="could not be written"):
        save_copy(database, tmp_path / ("ü" * 127))
    assert list(contents(tmp_path)) == ["work.db"]


def test_other_threads_wait_for_the_end_of_a_copy_and_then_go_on(database: Database, tmp_path: Path) -> None:
    started = threading.Event()
    counted: list[int] = []

    def count() -> None:
        started.wait(10)
        counted.extend(row[0] for row in database.query("SELECT count(*) FROM t"))

    thread = threading.Thread(target=count)
    thread.start()
    save_copy(database, tmp_path / "copy.db", progress=lambda _done, _total: started.set())
    thread.join()
    assert counted == [200]
