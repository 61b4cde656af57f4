"""Whatever cannot be opened is refused in one message, and no byte of it changes."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import (
    DatabaseDamaged,
    DatabaseFileError,
    DatabaseNotFound,
    NewerSqliteNeeded,
    NotADatabase,
    NotAFile,
    ParentFolderMissing,
)
from pipeline_browser.model.location import Location
from tests.model.making_files import contents, make, patched


def refused(path: Path, expected: type[DatabaseFileError]) -> DatabaseFileError:
    """Open ``path`` for writing and for reading; both must fail alike and change nothing."""
    before = contents(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(expected) as reading:
        Database.open(Location(path), read_only=True)
    with pytest.raises(expected) as writing:
        Database.open(Location(path))
    assert (contents(path.parent) if path.parent.is_dir() else {}) == before
    assert reading.value.path == path
    assert str(path) in writing.value.summary or str(path.parent) in writing.value.summary
    assert writing.value.cause
    assert writing.value.remedy
    return writing.value


def test_a_file_of_no_bytes_is_an_empty_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT * FROM sqlite_master") == []
    with Database.open(Location(path)) as database:
        assert not database.read_only
    assert contents(tmp_path) == {"empty.db": b""}


@pytest.mark.parametrize("size", [1, 15, 16, 99])
def test_a_file_shorter_than_a_header_is_refused_with_its_size(tmp_path: Path, size: int) -> None:
    path = make(tmp_path / "short.db")
    path.write_bytes(path.read_bytes()[:size])
    assert str(size) in refused(path, NotADatabase).cause


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"CREATE TABLE t (a);\n" + b"-- more\n" * 50, "SQL text"),
        (b"** This file contains an SQLite 2.1 database **\0" + bytes(2000), "SQLite 2"),
        (bytes(range(7, 207)) * 20, "encrypted"),
        (b"SQLite format 4\0" + bytes(1000), "encrypted"),
    ],
)
def test_another_format_is_named_where_it_is_known(tmp_path: Path, start: bytes, words: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(start)
    assert words in refused(path, NotADatabase).cause


@pytest.mark.parametrize("keep", [0.5, 0.999])
def test_a_file_cut_short_is_called_damaged(tmp_path: Path, keep: float) -> None:
    path = make(tmp_path / "cut.db")
    os.truncate(path, int(path.stat().st_size * keep) - 1)
    assert "cut short" in refused(path, DatabaseDamaged).cause


def test_a_huge_page_count_in_the_header_is_called_damaged(tmp_path: Path) -> None:
    path = patched(make(tmp_path / "huge.db"), 28, b"\x7f\xff\xff\xff")
    assert "2,147,483,647 pages" in refused(path, DatabaseDamaged).cause


@pytest.mark.parametrize("size", [b"\0\0", b"\x10\x01", b"\0\x80"])
def test_an_impossible_page_size_is_called_damaged(tmp_path: Path, size: bytes) -> None:
    refused(patched(make(tmp_path / "pages.db"), 16, size), DatabaseDamaged)


def test_a_format_that_only_newer_programs_read_is_called_so(tmp_path: Path) -> None:
    refused(patched(make(tmp_path / "future.db"), 19, b"\x03"), NewerSqliteNeeded)


def test_a_later_schema_format_is_called_so(tmp_path: Path) -> None:
    refused(patched(make(tmp_path / "future.db"), 44, b"\0\0\0\x09"), NewerSqliteNeeded)


def test_a_format_that_only_newer_programs_write_opens_for_reading(tmp_path: Path) -> None:
    path = patched(make(tmp_path / "future.db"), 18, b"\x03")
    before = contents(tmp_path)
    with Database.open(Location(path)) as database:
        assert database.query("SELECT count(*) FROM t") == [(200,)]
        assert "newer SQLite" in database.read_only_reason
    assert contents(tmp_path) == before


@pytest.mark.parametrize("text", [b"CREATE BAD!", b"CREATE \xff\xfe\x80"])
def test_a_malformed_schema_is_called_damaged(tmp_path: Path, text: bytes) -> None:
    path = make(tmp_path / "schema.db")
    at = path.read_bytes().index(b"CREATE TABLE")
    refused(patched(path, at, text), DatabaseDamaged)


def test_tables_on_sound_pages_still_show_beside_a_damaged_one(tmp_path: Path) -> None:
    path = make(tmp_path / "torn.db", "CREATE TABLE sound (a)", "INSERT INTO sound VALUES (1)")
    patched(path, 4096, b"\xff" * 4096)  # the root page of t
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT * FROM sound") == [(1,)]
        with pytest.raises(DatabaseDamaged) as caught:
            database.query("SELECT count(*) FROM t")
    assert str(path) in caught.value.summary


def test_pages_that_point_at_each_other_end_in_a_message(tmp_path: Path) -> None:
    path = make(tmp_path / "loop.db")
    patched(path, 4096 + 8, (2).to_bytes(4))  # the rightmost child of the root of t is that root
    with Database.open(Location(path), read_only=True) as database, pytest.raises(DatabaseDamaged):
        database.query("SELECT count(*) FROM t")


def test_a_sparse_tail_of_four_gigabytes_is_no_obstacle(tmp_path: Path) -> None:
    path = make(tmp_path / "sparse.db")
    os.truncate(path, 4 << 30)
    with Database.open(Location(path), read_only=True) as database:
        assert database.query("SELECT count(*) FROM t") == [(200,)]
    assert path.stat().st_size == 4 << 30


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path, NotAFile).cause


def test_a_named_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    assert "pipe" in refused(tmp_path / "pipe.db", NotAFile).cause


def test_a_device_is_refused() -> None:
    with pytest.raises(NotAFile, match="/dev/zero"):
        Database.open(Location(Path("/dev/zero")))


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.db")
        assert "socket" in refused(tmp_path / "s.db", NotAFile).cause


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to("b.db")
    (tmp_path / "b.db").symlink_to("a.db")
    refused(tmp_path / "a.db", NotAFile)


def test_a_link_that_leads_nowhere_is_refused_and_nothing_is_created(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to("nowhere.db")
    refused(tmp_path / "a.db", NotAFile)


def test_a_file_that_is_not_there_is_not_created_by_opening(tmp_path: Path) -> None:
    refused(tmp_path / "none.db", DatabaseNotFound)


def test_a_missing_folder_is_told_apart_from_a_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "no" / "none.db", ParentFolderMissing)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseFileError):
        Database.open(Location(tmp_path / "file" / "x.db"))


@pytest.mark.parametrize(
    "name",
    [b"100%.db", b"50%25.db", b"what?mode=memory.db", b"a#b.db", b"new\nline.db", b"not-\xff\xfe-utf8.db"],
)
def test_every_name_leads_to_exactly_that_file(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    Database.create(Location(path)).close()
    with Database.open(Location(path)) as database:
        database.execute("CREATE TABLE t (a)")
    assert [os.fsencode(file.name) for file in tmp_path.iterdir()] == [name]
    assert b"CREATE TABLE t" in path.read_bytes()


def test_a_database_behind_a_link_opens_with_the_wal_beside_the_real_file(
    tmp_path: Path, shared: Path
) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "real", copy_function=shutil.copyfile)
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "real" / "pipeline.db")
    with Database.open(Location(link), read_only=True) as database:
        assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]
        assert database.facts().wal_size > 0
