"""Two equal folders with a database each: one for ours, one for the real sqlx."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier, sqlite3
from tests.oracle import DURATION, Outcome, Sqlx

if TYPE_CHECKING:
    from pathlib import Path

URL = "sqlite:a.db"
SOURCE = ("--source", "m")
TWICE = "UNIQUE constraint failed: _sqlx_migrations.version"


@dataclass(frozen=True, slots=True)
class World:
    """A folder with a database ``a.db`` and migrations in ``m``."""

    folder: Path

    @property
    def migrations(self) -> Path:
        return self.folder / "m"

    def found(self) -> dict[str, object]:
        """Return what is in the database, whoever put it there."""
        with closing(sqlite3.connect(self.folder / "a.db")) as connection:
            connection.text_factory = bytes
            return {"ledger": _ledger(connection), "tables": _contents(connection), **_pragmas(connection)}

    def recorded(self) -> list[int]:
        """Return the versions in the ledger."""
        with closing(sqlite3.connect(self.folder / "a.db")) as connection:
            return [row[0] for row in _ledger(connection)]


def make_worlds(top: Path, sqlx: Sqlx, *, wal: bool) -> tuple[World, World]:
    """Create both, with the very same empty database."""
    first, second = World(top / "first"), World(top / "second")
    first.migrations.mkdir(parents=True)
    second.migrations.mkdir(parents=True)
    sqlx("database", "create", "-D", URL, folder=first.folder)
    if not wal:
        with closing(sqlite3.connect(first.folder / "a.db")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    shutil.copy(first.folder / "a.db", second.folder / "a.db")
    return first, second


def normal(outcome: Outcome, world: World) -> tuple[int, list[str]]:
    """Return exit code and lines without durations and without the world's place."""
    text = DURATION.sub("(T)", outcome.out).replace(str(world.folder), "<folder>")
    return outcome.code, text.splitlines()


def _ledger(connection: sqlite3.Connection) -> list[tuple[int, ...]]:
    try:
        query = "SELECT version, description, success, checksum FROM _sqlx_migrations ORDER BY version"
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []  # sqlx creates the table where ours only looks


def _contents(connection: sqlite3.Connection) -> dict[bytes, object]:
    objects = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE tbl_name <> '_sqlx_migrations' AND name NOT LIKE 'sqlite_stat%' ORDER BY name, type"
    ).fetchall()
    return {name: (kind, sql, _rows(connection, kind, name)) for kind, name, sql in objects}


def _rows(connection: sqlite3.Connection, kind: bytes, name: bytes) -> object:
    # What the full-text module keeps inside may differ between two versions of SQLite, as statistics do.
    if kind != b"table" or name.startswith(b"f_"):
        return None
    return connection.execute(f"SELECT * FROM {quote_identifier(name.decode())}").fetchall()


def _pragmas(connection: sqlite3.Connection) -> dict[str, object]:
    return {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "journal_mode")
    }
