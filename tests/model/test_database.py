"""One open database: creating, reading, writing, text and functions of strangers."""

from __future__ import annotations

import gc
import os
import shutil
import weakref
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import (
    DatabaseExists,
    DatabaseFull,
    DatabaseOperationFailed,
    DatabaseReadOnly,
    LocationError,
    NotAFile,
    ParentFolderMissing,
)
from pipeline_browser.model.files import new_file
from pipeline_browser.model.files.new_copy import put_in_place
from pipeline_browser.model.location import Location, parse_location
from tests.model.making_files import contents, make, patched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def location(tmp_path: Path) -> Location:
    return Location(tmp_path / "work.db")


@pytest.fixture
def database(location: Location) -> Iterator[Database]:
    with Database.create(location) as database:
        database.execute("CREATE TABLE t (a)")
        yield database


def test_a_new_database_is_empty_and_in_wal_mode(location: Location) -> None:
    with Database.create(location) as database:
        assert database.query("SELECT count(*) FROM sqlite_master") == [(0,)]
        assert database.facts().journal_mode == "wal"


def test_a_closed_new_database_is_one_page_and_no_side_files(location: Location, tmp_path: Path) -> None:
    Database.create(location).close()
    assert {name: len(content) for name, content in contents(tmp_path).items()} == {"work.db": 4096}


@pytest.mark.parametrize("content", [b"", b"precious"])
def test_creating_over_something_that_is_there_touches_nothing(
    location: Location, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "work.db").write_bytes(content)
    with pytest.raises(DatabaseExists):
        Database.create(location)
    assert contents(tmp_path) == {"work.db": content}


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_creating_beside_the_wal_or_journal_of_a_lost_database_keeps_them(
    location: Location, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / f"work.db{suffix}").write_bytes(b"the last rows")
    with pytest.raises(DatabaseExists, match=suffix):
        Database.create(location)
    assert contents(tmp_path) == {f"work.db{suffix}": b"the last rows"}


def test_creating_through_a_link_that_leads_nowhere_creates_nothing(
    location: Location, tmp_path: Path
) -> None:
    (tmp_path / "work.db").symlink_to("elsewhere.db")
    with pytest.raises(DatabaseExists):
        Database.create(location)
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_new_file_has_its_name_only_once_it_is_whole(
    location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look_and_take_the_name(temporary: Path, target: Path, *, overwrite: bool) -> None:
        seen.append((target.exists(), temporary.read_bytes()[18:20]))
        target.write_bytes(b"another program's")
        put_in_place(temporary, target, overwrite=overwrite)

    monkeypatch.setattr(new_file, "put_in_place", look_and_take_the_name)
    with pytest.raises(DatabaseExists):
        Database.create(location)
    assert seen == [(False, b"\2\2")]  # the header's file format versions of a WAL database
    assert contents(tmp_path) == {"work.db": b"another program's"}


def test_creating_in_a_missing_folder_makes_it_only_when_asked(tmp_path: Path) -> None:
    location = Location(tmp_path / "new" / "folders" / "work.db")
    with pytest.raises(ParentFolderMissing):
        Database.create(location)
    assert list(tmp_path.iterdir()) == []
    Database.create(location, make_parents=True).close()
    assert (tmp_path / "new" / "folders" / "work.db").stat().st_size


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(LocationError, match="nope"):
        Database.create(Location(tmp_path / "work.db", vfs="nope"))
    assert list(tmp_path.iterdir()) == []


def test_opening_in_mode_rwc_creates_what_is_missing(tmp_path: Path) -> None:
    with Database.open(parse_location(f"sqlite://{tmp_path}/work.db?mode=rwc")) as database:
        assert database.facts().journal_mode == "wal"


def test_the_connection_is_set_up_as_sqlx_does(database: Database) -> None:
    pragmas = ("foreign_keys", "synchronous", "recursive_triggers")
    assert [database.query(f"PRAGMA {pragma}")[0][0] for pragma in pragmas] == [1, 2, 0]
    assert database.connection.isolation_level is None
    assert database.query('SELECT "double-quoted text"') == [("double-quoted text",)]


def test_opening_leaves_the_journal_mode_alone(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    with Database.open(Location(path)) as database:
        assert database.facts().journal_mode == "delete"


def test_what_the_rust_program_leaves_opens_with_everything_in_its_wal(tmp_path: Path, shared: Path) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh", copy_function=shutil.copyfile)
    with Database.open(Location(tmp_path / "fresh" / "pipeline.db")) as database:
        assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]
        facts = database.facts()
        assert (facts.size, facts.wal_size) == (4096, 94792)


def test_what_the_rust_program_created_opens_as_it_is(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "created.db"
    shutil.copyfile(shared / "data" / "real-created.db", path)
    before = contents(tmp_path)
    with Database.open(Location(path)) as database:
        assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]
    assert contents(tmp_path) == before


def test_two_databases_in_memory_are_two(tmp_path: Path) -> None:
    with (
        Database.open(parse_location("sqlite::memory:")) as one,
        Database.open(parse_location("sqlite::memory:")) as other,
    ):
        with one.transaction():
            one.execute("CREATE TABLE t (a)")
        assert one.query("SELECT name FROM sqlite_master") == [("t",)]
        assert other.query("SELECT name FROM sqlite_master") == []
        assert one.facts().size == 0


def test_reading_only_refuses_every_write_with_its_reason(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db")
    before = contents(tmp_path)
    with Database.open(Location(path), read_only=True) as database:
        with pytest.raises(DatabaseReadOnly, match="work"):
            database.execute("DELETE FROM t")
        with pytest.raises(DatabaseReadOnly) as caught, database.transaction():
            pytest.fail("the block must not run")
        assert "for reading only" in caught.value.cause
    assert contents(tmp_path) == before


def test_a_url_can_ask_for_reading_only(tmp_path: Path) -> None:
    make(tmp_path / "work.db")
    with Database.open(parse_location(f"sqlite:{tmp_path}/work.db?mode=ro")) as database:
        assert database.read_only


def _insert_and_fail(database: Database) -> None:
    database.execute("INSERT INTO t VALUES (1)")
    raise KeyError


def test_an_error_in_a_transaction_leaves_nothing_of_it(database: Database) -> None:
    with pytest.raises(KeyError), database.transaction():
        _insert_and_fail(database)
    assert database.query("SELECT * FROM t") == []
    assert not database.connection.in_transaction


def _fill(database: Database) -> None:
    database.execute("INSERT INTO t VALUES (1)")
    database.execute("INSERT INTO t VALUES (zeroblob(10000000))")


def test_a_full_disk_rolls_back_and_leaves_the_database_usable(database: Database) -> None:
    database.execute("PRAGMA max_page_count = 100")
    with pytest.raises(DatabaseFull) as caught, database.transaction():
        _fill(database)
    assert "space" in caught.value.summary
    assert database.query("SELECT * FROM t") == []
    database.execute("INSERT INTO t VALUES (2)")
    assert database.query("SELECT * FROM t") == [(2,)]


def _end_early(database: Database) -> None:
    database.connection.execute("ROLLBACK")
    database.connection.execute("INSERT INTO t VALUES (1)")


def test_a_transaction_that_ended_before_its_time_is_not_called_committed(database: Database) -> None:
    with pytest.raises(DatabaseOperationFailed, match="ended before"), database.transaction():
        _end_early(database)


def test_transactions_do_not_nest(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(DatabaseOperationFailed), database.transaction():
            pytest.fail("the block must not run")
    assert database.query("SELECT * FROM t") == [(1,)]


def test_reading_sees_one_state_while_others_commit(database: Database, location: Location) -> None:
    with Database.open(location) as other, database.reading():
        before = database.query("SELECT count(*) FROM t")
        other.execute("INSERT INTO t VALUES (1)")
        assert database.query("SELECT count(*) FROM t") == before
    assert database.query("SELECT count(*) FROM t") == [(1,)]


@pytest.mark.parametrize(
    "sql", ["SELECT load_extension('/tmp/x.so')", "SELECT FTS3_Tokenizer('simple', x'0011223344556677')"]
)
def test_functions_that_run_foreign_code_are_denied(database: Database, sql: str) -> None:
    with pytest.raises(DatabaseOperationFailed, match="not authorized"):
        database.query(sql)


def test_a_view_cannot_reach_denied_functions_either(database: Database) -> None:
    database.execute("CREATE VIEW v AS SELECT fts3_tokenizer('simple')")
    with pytest.raises(DatabaseOperationFailed):
        database.query("SELECT * FROM v")


def test_text_that_is_not_utf8_keeps_its_bytes(database: Database) -> None:
    database.execute("INSERT INTO t VALUES (cast(x'61ff80' AS TEXT))")
    ((text,),) = database.query("SELECT a FROM t")
    assert os.fsencode(text) == b"a\xff\x80"


def test_a_column_name_that_is_not_utf8_ends_in_a_message(tmp_path: Path) -> None:
    path = make(tmp_path / "work.db", "CREATE TABLE odd (name)", "CREATE TABLE sound (name)")
    at = path.read_bytes().index(b"odd (name)")
    patched(path, at, b"odd (n\xffme)")
    with Database.open(Location(path)) as database:
        with pytest.raises(DatabaseOperationFailed, match="not UTF-8"):
            database.query("SELECT * FROM odd")
        with pytest.raises(DatabaseOperationFailed, match="not UTF-8"):
            database.query('SELECT "n\udcffme" FROM odd')
        assert database.query("SELECT * FROM sound") == []


def test_sqlites_own_words_are_in_the_message(database: Database) -> None:
    with pytest.raises(DatabaseOperationFailed) as caught:
        database.query("SELECT * FROM missing")
    assert "no such table: missing" in caught.value.cause


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(DatabaseOperationFailed, match="closed"):
        database.query("SELECT 1")


def test_a_folder_in_the_files_place_creates_nothing(tmp_path: Path) -> None:
    (tmp_path / "work.db").mkdir()
    with pytest.raises(DatabaseExists):
        Database.create(Location(tmp_path / "work.db"))
    with pytest.raises(NotAFile):
        Database.open(Location(tmp_path / "work.db"))


def test_nothing_is_left_of_a_database_that_was_closed(location: Location) -> None:
    Database.create(location).close()
    database = Database.open(location)
    kept = weakref.ref(database.authorizer)  # the connection keeps it, and takes no weak reference itself
    database.close()
    del database
    gc.collect()
    assert kept() is None
