"""A disk that fills up or goes away: nothing half done, and the database as it was before."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.backup import back_up
from pipeline_browser.model.database import Database, OutsideChange
from pipeline_browser.model.errors import (
    BackupFailed,
    DatabaseFull,
    DatabaseReplaced,
    PipelineBrowserError,
)
from pipeline_browser.model.location import Location
from tests.model.making_files import contents, make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["DELETE", "WAL"])
def path(request: pytest.FixtureRequest, disk: Path) -> Path:
    return make(disk / "work.db", f"PRAGMA journal_mode = {request.param}")


def fill(disk: Path) -> None:
    """Write until nothing fits any more."""
    with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))


def _double(database: Database) -> None:
    with database.transaction():
        database.execute("UPDATE t SET b = b || b")
        database.execute("INSERT INTO t SELECT a + 1000, b FROM t")


def test_a_transaction_on_a_full_disk_leaves_everything_as_it_was(path: Path, disk: Path) -> None:
    with Database.open(Location(path)) as database:
        before = database.query("SELECT * FROM t")
        fill(disk)
        with pytest.raises(DatabaseFull) as caught:
            _double(database)
        assert str(path) in caught.value.summary
        assert database.query("SELECT * FROM t") == before
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        (disk / "ballast").unlink()
        _double(database)
        assert database.query("SELECT count(*) FROM t") == [(400,)]


def test_a_backup_on_a_full_disk_leaves_no_file(path: Path, disk: Path) -> None:
    with Database.open(Location(path)) as database:
        database.query("SELECT * FROM t")
        fill(disk)
        before = contents(disk)
        with pytest.raises(BackupFailed):
            back_up(database)
        assert contents(disk) == before


def test_creating_on_a_full_disk_leaves_no_file(disk: Path) -> None:
    fill(disk)
    before = contents(disk)
    with pytest.raises(PipelineBrowserError):
        Database.create(Location(disk / "new.db"))
    assert contents(disk) == before


def test_a_disk_that_is_unmounted_takes_no_more_writes(path: Path, disk: Path) -> None:
    with Database.open(Location(path)) as database:
        subprocess.run(["umount", "-l", disk], check=True)
        assert database.outside_change() is OutsideChange.GONE
        with pytest.raises(DatabaseReplaced):
            _double(database)
    subprocess.run(["mount", "-t", "tmpfs", "none", disk], check=True)  # for the fixture to unmount


def test_a_disk_without_room_for_the_index_of_a_wal_is_called_full(disk: Path) -> None:
    path = make(disk / "work.db", "PRAGMA journal_mode = WAL")
    fill(disk)
    with pytest.raises(DatabaseFull):
        Database.open(Location(path))
