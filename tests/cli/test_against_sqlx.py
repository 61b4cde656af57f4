"""Ours and the real sqlx-cli on the same folders and databases, told apart by nothing but durations.

Every command of a generated story runs in two worlds, in one by our program and in the other by sqlx; a
``swapped`` command changes places, so both worlds see both programs work on one file. After every command the
exit codes, standard output, ledgers (less times), schemas and contents are compared.

Where ours differs from sqlx 0.8.6 on purpose, and which test below pins it down:

- ``info`` and dry runs never write; sqlx creates the ledger (and, with ``mode=rwc``, the file).
- a dry run tells that a version is there twice; sqlx lists both files and fails only when it runs.
- a file with its own BEGIN … COMMIT runs as one transaction of ours; sqlx fails on it.
- a file with a COMMIT that opens no transaction again is refused; sqlx leaves it half recorded.
- ``-- no-transaction`` is honoured, as in 0.9; 0.8.6 ignores it.
- a NUL byte is an error; sqlx never returns.
- rows lost by cascade, and tables without a ledger, stop a run unless allowed by option.
- a checksum of the older convention (SHA-256) counts as unmodified; so does upstream's, bundled.
- a plain path is a database, several run at once, and without ``./migrations`` the bundled ones are used.
- ``add`` never overwrites within one second, and ``-r`` counts in a folder of simple migrations too.
- sqlx.toml is honoured, as in 0.9.
"""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from pipeline_browser.model.engine import quote_identifier, sqlite3
from tests.cli.command import call
from tests.cli.worlds import Command, Event, stories
from tests.oracle import DURATION, Outcome, Sqlx, find_sqlx

URL = "sqlite:a.db"
SOURCE = ("--source", "m")
LENIENT = {"info": (), "run": ("--allow-cascade", "--allow-unversioned"), "revert": ("--allow-cascade",)}
TWICE = "UNIQUE constraint failed: _sqlx_migrations.version"
DIGITS = re.compile("[0-9]+")


@pytest.fixture(scope="module")
def sqlx() -> Sqlx:
    return find_sqlx()


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


def _ledger(connection: sqlite3.Connection) -> list[object]:
    try:
        query = "SELECT version, description, success, checksum FROM _sqlx_migrations ORDER BY version"
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []  # sqlx creates the table where ours only looks


def _contents(connection: sqlite3.Connection) -> dict[bytes, object]:
    objects = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name <> '_sqlx_migrations' ORDER BY name, type"
    ).fetchall()
    return {name: (kind, sql, _rows(connection, kind, name)) for kind, name, sql in objects}


def _rows(connection: sqlite3.Connection, kind: bytes, name: bytes) -> object:
    # What the full-text module keeps inside may differ between two versions of SQLite; so do statistics.
    if kind != b"table" or name.startswith((b"f_", b"sqlite_stat")):
        return None
    return connection.execute(f"SELECT * FROM {quote_identifier(name.decode())}").fetchall()


def _pragmas(connection: sqlite3.Connection) -> dict[str, object]:
    return {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "journal_mode")
    }


def normal(outcome: Outcome, world: World) -> tuple[int, list[str]]:
    """Return exit code and lines without durations and without the world's place."""
    text = DURATION.sub("(T)", outcome.out).replace(str(world.folder), "<folder>")
    return outcome.code, text.splitlines()


def make_worlds(top: Path, sqlx: Sqlx, *, wal: bool) -> tuple[World, World]:
    first, second = World(top / "first"), World(top / "second")
    first.migrations.mkdir(parents=True)
    second.migrations.mkdir(parents=True)
    sqlx("database", "create", "-D", URL, folder=first.folder)
    if not wal:
        with closing(sqlite3.connect(first.folder / "a.db")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    shutil.copy(first.folder / "a.db", second.folder / "a.db")
    return first, second


def tell(story: tuple[Event, ...], worlds: tuple[World, World], sqlx: Sqlx) -> int:
    """Let the story happen in both worlds and compare after every command; return the number of commands."""
    commands = 0
    for each in story:
        if isinstance(each, Command):
            compare(each, worlds[::-1] if each.swapped else worlds, sqlx)
            commands += 1
        else:
            for world in worlds:
                each.apply(world.migrations)
    return commands


def compare(command: Command, worlds: tuple[World, ...], sqlx: Sqlx) -> None:
    by_us, by_them = worlds
    words = ("migrate", *command.words, *SOURCE, "-D", URL)
    ours = call(*words, *LENIENT[command.words[0]], folder=by_us.folder)
    theirs = sqlx(*words, folder=by_them.folder)
    event(f"{command.words[0]} {theirs.code} {DIGITS.sub('N', theirs.out)[:60]!r}")
    if "--dry-run" in words and TWICE in ours.out:
        first = normal(ours, by_us)[1][:-1]
        assert first == normal(theirs, by_them)[1][: len(first)]
    else:
        assert normal(ours, by_us) == normal(theirs, by_them), f"{ours.err}\n{theirs.err}"
    assert by_us.found() == by_them.found(), command


FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(FEW, max_examples=600, derandomize=False, phases=[*Phase], print_blob=True)


@FEW
@given(story=stories)
@pytest.mark.parametrize("wal", [True, False], ids=["WAL", "DELETE"])
def test_a_story_goes_as_with_sqlx(sqlx: Sqlx, wal: bool, story: tuple[Event, ...]) -> None:
    with TemporaryDirectory() as top:
        tell(story, make_worlds(Path(top).resolve(), sqlx, wal=wal), sqlx)


@pytest.mark.campaign
@MANY
@given(story=stories)
@pytest.mark.parametrize("wal", [True, False], ids=["WAL", "DELETE"])
def test_thousands_of_stories_go_as_with_sqlx(sqlx: Sqlx, wal: bool, story: tuple[Event, ...]) -> None:
    with TemporaryDirectory() as top:
        tell(story, make_worlds(Path(top).resolve(), sqlx, wal=wal), sqlx)
