"""A rollback journal beside a database: hot, at work, or somebody else's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import ForeignJournal, RecoveryNeeded
from pipeline_browser.model.location import Location
from tests.model.making_files import DIE_WRITING, HOLD_RESERVED, contents, make, other_program, run

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


@pytest.fixture
def hot(tmp_path: Path) -> Path:
    """Return a database whose writer died after it had written to the file."""
    path = make(tmp_path / "hot.db")
    before = path.read_bytes()
    run(DIE_WRITING, path)
    assert (tmp_path / "hot.db-journal").stat().st_size
    assert path.read_bytes() != before
    return path


def assert_untouched(database: Database) -> None:
    assert database.query("SELECT count(*), max(length(b)) FROM t") == [(200, 500)]
    assert database.query("PRAGMA integrity_check") == [("ok",)]


def refuse_foreign(path: Path) -> ForeignJournal:
    """Open the file both ways, which must not roll the journal into it."""
    before = contents(path.parent)
    with pytest.raises(ForeignJournal):
        Database.open(Location(path), read_only=True)
    with pytest.raises(ForeignJournal) as caught:
        Database.open(Location(path))
    assert contents(path.parent) == before
    assert caught.value.remedy
    return caught.value


def test_a_hot_journal_is_not_rolled_back_by_reading(hot: Path) -> None:
    before = contents(hot.parent)
    with pytest.raises(RecoveryNeeded) as caught:
        Database.open(Location(hot), read_only=True)
    assert contents(hot.parent) == before
    assert caught.value.path == hot
    assert "for writing" in caught.value.remedy


def test_opening_for_writing_undoes_what_a_dead_writer_left(hot: Path) -> None:
    with Database.open(Location(hot)) as database:
        assert_untouched(database)
    assert list(contents(hot.parent)) == ["hot.db"]


def test_a_journal_of_another_database_is_not_rolled_into_this_one(hot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    path = make(folder / "other.db", "CREATE TABLE more (a)", "CREATE TABLE still_more (a)")
    shutil.copyfile(f"{hot}-journal", f"{path}-journal")
    assert "other.db-journal" in refuse_foreign(path).cause


def test_a_journal_of_a_later_time_is_not_rolled_into_a_restored_backup(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    backup = path.read_bytes()
    with Database.open(Location(path)) as database:
        for change in range(3):
            database.execute("UPDATE t SET b = ? WHERE a = 1", (str(change),))
    run(DIE_WRITING, path)
    path.write_bytes(backup)
    assert "has been changed" in refuse_foreign(path).cause


def test_a_journal_beside_an_emptied_database_is_kept(hot: Path) -> None:
    hot.write_bytes(b"")
    assert "empty" in refuse_foreign(hot).cause


def test_the_wal_beside_an_emptied_database_is_kept(tmp_path: Path, shared: Path) -> None:
    shutil.copyfile(shared / "data" / "real-fresh" / "pipeline.db-wal", tmp_path / "work.db-wal")
    path = tmp_path / "work.db"
    path.touch()
    assert "work.db-wal" in refuse_foreign(path).cause
    before = contents(tmp_path)
    Database.open(Location(path), trust_journal=True).close()
    after = contents(tmp_path)
    assert "work.db-wal" not in after
    assert sorted(content for name, content in after.items() if "before-recovery" in name) == sorted(
        before.values()
    )


def test_garbage_under_a_journals_name_is_kept(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    (tmp_path / "work.db-journal").write_bytes(b"notes of mine" * 100)
    assert "no journal" in refuse_foreign(path).cause


def test_a_journal_that_names_a_strangers_file_does_not_get_it_deleted(hot: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    name = str(victim).encode()
    with (tmp_path / "hot.db-journal").open("ab") as journal:
        journal.write((262145).to_bytes(4) + name + len(name).to_bytes(4) + sum(name).to_bytes(4))
        journal.write(JOURNAL_MAGIC)
    assert "victim.txt" in refuse_foreign(hot).cause
    assert victim.read_text() == "precious"


def test_a_trusted_journal_is_rolled_back_after_both_were_copied_aside(hot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    path = make(folder / "other.db", "CREATE TABLE more (a)")
    shutil.copyfile(f"{hot}-journal", f"{path}-journal")
    before = contents(folder)
    Database.open(Location(path), trust_journal=True).close()
    after = contents(folder)
    aside = next(name for name in after if "before-recovery" in name and not name.endswith("-journal"))
    assert after[aside] == before["other.db"]
    assert after[f"{aside}-journal"] == before["other.db-journal"]
    assert "other.db-journal" not in after


def test_a_snapshot_ignores_a_journal_and_says_so(hot: Path) -> None:
    before = contents(hot.parent)
    with Database.open(Location(hot), snapshot=True) as database:
        assert database.facts().snapshot
        assert "snapshot" in database.read_only_reason
    assert contents(hot.parent) == before


def test_a_zeroed_journal_of_mode_persist_is_no_obstacle(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db", "PRAGMA journal_mode = PERSIST", "DELETE FROM t WHERE a > 99")
    assert (tmp_path / "work.db-journal").stat().st_size
    before = contents(tmp_path)
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT count(*) FROM t") == [(100,)]
    assert contents(tmp_path) == before


def test_the_journal_of_a_program_at_work_does_not_hinder_reading(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    with other_program(HOLD_RESERVED, path), Database.open(Location(path), read_only=True) as database:
        assert (tmp_path / "work.db-journal").stat().st_size
        assert_untouched(database)
