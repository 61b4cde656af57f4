"""What tests of rehearsals have in common: rehearsing, and seeing that nothing happened to the original."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal
    from tests.model.migrations.conftest import Bench

PARENT_AND_CHILD = (
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1);"
)
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x);\nINSERT INTO n(id) SELECT id FROM p;\nDROP TABLE p;\n"
    "ALTER TABLE n RENAME TO p;\n"
)
ENDLESS = (
    "CREATE TABLE slow AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
)

one_journal_mode = pytest.mark.parametrize("bench", ["wal"], indirect=True)
"""For tests where it does not matter how SQLite keeps its journal."""


def rehearsed(bench: Bench, *, atomic: bool = False, **options: Any) -> Rehearsal:  # noqa: ANN401 - rehearse()'s
    """Rehearse everything pending on a connection for reading only, as the command line does."""
    with Database.open(bench.database.location, read_only=True) as reader:
        return rehearse(reader, bench.plan(atomic=atomic), **options)


def files_beside(path: Path) -> dict[str, str]:
    """Return a digest of the database and of everything that SQLite keeps beside it, but the WAL's index.

    The index is memory that the processes share: who reads notes there that he does.
    """
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest() if not each.name.endswith("-shm") else ""
        for each in sorted(path.parent.iterdir())
        if each.is_file()
    }


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Assert that the block leaves every byte as it is. No connection of this process may be open."""
    before = files_beside(path)
    yield
    assert files_beside(path) == before


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder for copies."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder
