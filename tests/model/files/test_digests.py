"""Digests of whole files: right, of several algorithms at once, and of one state of the file."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import FileUnreadable
from pipeline_browser.model.files.digests import PIECE, digest_file
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * (PIECE // 100)


def test_one_pass_gives_every_digest(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    found = digest_file(path, ("sha256", "md5", "sha512"))
    assert found.by_algorithm == {
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "md5": hashlib.md5(CONTENT, usedforsecurity=False).hexdigest(),
        "sha512": hashlib.sha512(CONTENT).hexdigest(),
    }
    assert found.mark.size == len(CONTENT)


def test_an_empty_file_has_a_digest_too(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert digest_file(tmp_path / "a", ("sha256",)).by_algorithm["sha256"] == hashlib.sha256().hexdigest()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_changes_meanwhile_has_none(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    (tmp_path / "b").write_bytes(CONTENT)

    def meddle(done: int, total: int) -> None:
        if replaced:
            (tmp_path / "b").rename(path)
        elif done < total:
            with path.open("ab") as file:
                file.write(b"more")

    with pytest.raises(FileUnreadable) as caught:
        digest_file(path, ("sha256",), progress=meddle)
    assert "changed while it was read" in caught.value.cause


@pytest.mark.parametrize("side", ["", "-wal", "-shm"])
def test_no_file_of_an_open_database_is_touched(tmp_path: Path, side: str) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = wal; CREATE TABLE t (x);")
    with closing(Database.open(Location(path))) as database:
        database.connection.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(FileUnreadable) as caught:
            digest_file(tmp_path / f"a.db{side}", ("sha256",))
        assert "a database that is open here" in caught.value.cause
