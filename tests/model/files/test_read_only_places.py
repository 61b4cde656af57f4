"""Databases where nothing may be written: read-only disks, folders, files, and what lies in a WAL there."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import (
    AccessDenied,
    DatabaseReadOnly,
    RecoveryNeeded,
    SnapshotOnly,
)
from pipeline_browser.model.location import Location
from tests.model.making_files import DIE_WRITING, contents, make, other_program, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def lock_disk(disk: Path) -> Callable[[], None]:
    """Make the disk read-only."""

    def lock() -> None:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    return lock


def with_wal(path: Path, *, shm: bool) -> Path:
    """Make a WAL database whose rows lie in the WAL alone, as a program that was killed leaves it."""
    code = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("CREATE TABLE t (a)")
connection.execute("INSERT INTO t VALUES (1)")
os._exit(0)
"""
    run(code, path)
    assert path.with_name(path.name + "-wal").stat().st_size
    if not shm:
        path.with_name(path.name + "-shm").unlink()
    return path


def test_a_wal_on_a_read_only_disk_is_offered_as_a_snapshot(
    disk: Path, lock_disk: Callable[[], None]
) -> None:
    path = with_wal(disk / "work.db", shm=False)
    lock_disk()
    with pytest.raises(SnapshotOnly) as caught:
        Database.open(Location(path))
    assert "snapshot" in caught.value.remedy
    with Database.open(Location(path), snapshot=True) as database:
        assert database.query("SELECT * FROM sqlite_master") == []
        assert database.facts().snapshot
        assert "stale" in database.read_only_reason


def test_a_wal_with_its_index_is_read_whole_on_a_read_only_disk(
    disk: Path, lock_disk: Callable[[], None]
) -> None:
    path = with_wal(disk / "work.db", shm=True)
    lock_disk()
    with Database.open(Location(path)) as database:
        assert database.query("SELECT * FROM t") == [(1,)]
        assert not database.facts().snapshot


def test_a_wal_database_without_a_wal_is_read_on_a_read_only_disk(
    disk: Path, lock_disk: Callable[[], None]
) -> None:
    with Database.create(Location(disk / "work.db")) as database:
        database.execute("CREATE TABLE t (a)")
    lock_disk()
    with Database.open(Location(disk / "work.db")) as database:
        assert database.query("SELECT * FROM t") == []
        with pytest.raises(DatabaseReadOnly, match=r"work\.db"), database.transaction():
            pass


def test_a_hot_journal_on_a_read_only_disk_needs_recovery_elsewhere(
    disk: Path, lock_disk: Callable[[], None]
) -> None:
    path = make(disk / "work.db")
    run(DIE_WRITING, path)
    lock_disk()
    with pytest.raises(RecoveryNeeded):
        Database.open(Location(path))


def test_a_database_with_a_rollback_journal_is_read_on_a_read_only_disk(
    disk: Path, lock_disk: Callable[[], None]
) -> None:
    path = make(disk / "work.db")
    lock_disk()
    with Database.open(Location(path)) as database:
        assert database.query("SELECT count(*) FROM t") == [(200,)]
        assert database.read_only
        assert not database.facts().snapshot


@contextmanager
def nobody() -> Iterator[None]:
    """Act without the administrator's rights for a while."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only the administrator can act as somebody else")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that everybody may read, but only its owner may write."""
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_may_not_be_read_says_so(public: Path) -> None:
    path = make(public / "work.db")
    path.chmod(0o600)
    with nobody(), pytest.raises(AccessDenied) as caught:
        Database.open(Location(path))
    assert "Permission denied" in caught.value.cause


def test_a_folder_that_may_not_be_entered_says_so(public: Path) -> None:
    path = make(public / "work.db")
    public.chmod(0o700)
    with nobody(), pytest.raises(AccessDenied):
        Database.open(Location(path))


def test_a_file_in_somebody_elses_folder_opens_for_reading(public: Path) -> None:
    path = make(public / "work.db")
    path.chmod(0o666)
    with nobody(), Database.open(Location(path)) as database:
        assert "folder" in database.read_only_reason


def test_a_wal_in_somebody_elses_folder_is_offered_as_a_snapshot(public: Path) -> None:
    path = with_wal(public / "work.db", shm=False)
    before = contents(public)
    with nobody(), pytest.raises(SnapshotOnly):
        Database.open(Location(path))
    assert contents(public) == before


def test_creating_in_somebody_elses_folder_says_so(public: Path) -> None:
    with nobody(), pytest.raises(AccessDenied) as caught:
        Database.create(Location(public / "new.db"))
    assert "may write" in caught.value.remedy
    assert contents(public) == {}


def test_an_immutable_file_opens_for_reading(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    if subprocess.run(["chattr", "+i", path], check=False, capture_output=True).returncode:
        pytest.skip("files cannot be made immutable here")
    try:
        with Database.open(Location(path)) as database:
            assert "file may not be written" in database.read_only_reason
    finally:
        with suppress(OSError):
            subprocess.run(["chattr", "-i", path], check=True)


def test_reading_a_wal_database_leaves_no_file_behind(tmp_path: Path) -> None:
    with Database.create(Location(tmp_path / "work.db")) as database:
        database.execute("CREATE TABLE t (a)")
    before = contents(tmp_path)
    with Database.open(Location(tmp_path / "work.db"), read_only=True) as database:
        assert database.query("SELECT * FROM t") == []
    assert contents(tmp_path) == before


def test_reading_a_wal_changes_no_byte_of_it_or_its_index(tmp_path: Path, shared: Path) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh", copy_function=shutil.copyfile)
    before = contents(tmp_path / "fresh")
    with Database.open(Location(tmp_path / "fresh" / "pipeline.db"), read_only=True) as database:
        assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]
    assert contents(tmp_path / "fresh") == before


def test_a_reader_that_leaves_does_not_remove_the_wal_of_one_who_stays(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    Database.create(Location(path)).close()
    leaving, staying = (Database.open(Location(path), read_only=True) for _ in range(2))
    leaving.close()
    assert path.with_name("work.db-shm").exists()
    with Database.open(Location(path)) as writing:
        writing.execute("CREATE TABLE t (a)")
        assert staying.query("SELECT name FROM sqlite_master") == [("t",)]
    staying.close()


def test_a_reader_that_leaves_keeps_the_wal_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    Database.create(Location(path)).close()
    code = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("CREATE TABLE t (a)")
print("ready", flush=True)
sys.stdin.readline()
"""
    with Database.open(Location(path), read_only=True) as reader, other_program(code, path):
        assert reader.query("SELECT name FROM sqlite_master") == [("t",)]
        reader.close()
        assert path.with_name("work.db-shm").exists()
        with Database.open(Location(path), read_only=True) as again:
            assert again.query("SELECT name FROM sqlite_master") == [("t",)]


def test_writing_beside_a_reader_of_this_program_that_keeps_the_index_as_it_is_says_why_not(
    tmp_path: Path,
) -> None:
    path = with_wal(tmp_path / "work.db", shm=True)
    with (
        Database.open(Location(path), read_only=True) as reader,
        Database.open(Location(path)) as writer,
    ):
        assert "close it there" in writer.read_only_reason
        assert reader.query("SELECT * FROM t") == writer.query("SELECT * FROM t") == [(1,)]
    with Database.open(Location(path)) as writer:
        assert not writer.read_only


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_garbage_in_the_wals_place_or_its_indexs_hides_nothing_that_is_sound(
    tmp_path: Path, suffix: str
) -> None:
    path = make(tmp_path / "work.db", "PRAGMA journal_mode = WAL")
    path.with_name("work.db-wal").touch()
    path.with_name(f"work.db{suffix}").write_bytes(bytes(range(256)) * 128)
    before = contents(tmp_path)
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT count(*) FROM t") == [(200,)]
    assert contents(tmp_path) == before
    with Database.open(Location(path)) as database:
        database.execute("DELETE FROM t WHERE a > 99")
        assert database.query("SELECT count(*) FROM t") == [(100,)]
        assert database.query("PRAGMA integrity_check") == [("ok",)]


def test_rows_of_a_wal_show_although_its_index_is_garbage(tmp_path: Path) -> None:
    path = with_wal(tmp_path / "work.db", shm=True)
    path.with_name("work.db-shm").write_bytes(bytes(range(256)) * 128)
    before = contents(tmp_path)
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT * FROM t") == [(1,)]
    assert contents(tmp_path) == before
