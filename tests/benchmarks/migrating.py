"""Many small migrations, and one large rebuild, beside sqlx and the sqlite3 shell, as whole processes."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from tests.benchmarks.timing import OURS, Goal, Result, in_turns, seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable

SQLX = "sqlx"
SHELL = "sqlite3 shell"
_LEDGER = (
    "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, "
    "installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, "
    "checksum BLOB NOT NULL, execution_time BIGINT NOT NULL);\n"
)
_REBUILD = """CREATE TABLE readings_new (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL, unit TEXT);
INSERT INTO readings_new SELECT id, sensor, value, 'C' FROM readings;
DROP TABLE readings;
ALTER TABLE readings_new RENAME TO readings;
"""


def our_command() -> list[str]:
    """Return the command line of the program under test, in this very environment."""
    return [sys.executable, "-m", "pipeline_browser"]


def sqlx_command() -> str:
    """Return the real sqlx, which the test extra installs."""
    beside = Path(sys.executable).with_name("sqlx")
    found = str(beside) if beside.exists() else shutil.which("sqlx")
    if found is None:
        raise RuntimeError("sqlx is not installed; it comes with the extra [test]")
    return found


def small_migrations(folder: Path, journal: str, *, atomic: bool, count: int, rounds: int) -> Result:
    """Time ``count`` migrations of one small table each."""
    texts = [
        f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        for number in range(1, count + 1)
    ]
    source, script = _write(folder, texts)
    database = folder / "small.db"

    def prepare() -> Path:
        return _empty(database, journal)

    more = ("--atomic",) if atomic else ()
    contenders = _contenders(prepare, source, script, more)
    if atomic:
        del contenders[SHELL]
    name = f"{count:,} small migrations, {journal.upper()}{', all or nothing' if atomic else ''}"
    return Result(name, in_turns(rounds, contenders), _small_goals(journal, atomic=atomic))


def rebuild(folder: Path, *, rows: int, rounds: int) -> Result:
    """Time one migration that rebuilds a table of ``rows`` rows."""
    template = folder / "template.db"
    _fill(template, rows)
    source, script = _write(folder, [_REBUILD])
    database = folder / "large.db"

    def prepare() -> Path:
        _remove(database)
        shutil.copyfile(template, database)
        return database

    return Result(
        f"rebuild of {rows:,} rows",
        in_turns(rounds, _contenders(prepare, source, script, ())),
        (Goal(1.1, SHELL),),
    )


def info(folder: Path, *, rounds: int) -> Result:
    """Time ``migrate info`` of a database that is up to date."""
    database = folder / "info.db"
    seconds_of([*our_command(), "migrate", "run", "-D", str(_empty(database, "wal"))])
    contenders = {OURS: lambda: seconds_of([*our_command(), "migrate", "info", "-D", str(database)])}
    return Result("migrate info, whole process", in_turns(rounds, contenders), (Goal(0.12),))


def _small_goals(journal: str, *, atomic: bool) -> tuple[Goal, ...]:
    if atomic:
        return (Goal(0.1, SQLX),)
    return (Goal(0.55 if journal == "delete" else 0.75, SQLX), Goal(1.2, SHELL))


def _contenders(
    prepare: Callable[[], Path], source: Path, script: Path, more: tuple[str, ...]
) -> dict[str, Callable[[], float]]:
    sqlx = sqlx_command()
    place = ("--source", str(source), "-D")
    return {
        OURS: lambda: seconds_of([*our_command(), "migrate", "run", *more, *place, f"sqlite:{prepare()}"]),
        SQLX: lambda: seconds_of([sqlx, "migrate", "run", *place, f"sqlite:{prepare()}"]),
        SHELL: lambda: seconds_of(["sqlite3", "-bail", prepare()], stdin=script),
    }


def _write(folder: Path, texts: list[str]) -> tuple[Path, Path]:
    """Write the migrations as a source folder, and as a script that does the same with a ledger."""
    source = folder / "migrations"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    parts = ["PRAGMA foreign_keys = ON;\nPRAGMA synchronous = FULL;\n", _LEDGER]
    for number, text in enumerate(texts, 1):
        (source / f"{number:04d}_step.sql").write_text(text, "utf-8")
        row = f"({number}, 'step', CURRENT_TIMESTAMP, 1, zeroblob(48), 0)"
        parts.append(f"BEGIN;\n{text}INSERT INTO _sqlx_migrations VALUES {row};\nCOMMIT;\n")
    script = folder / "script.sql"
    script.write_text("".join(parts), "utf-8")
    return source, script


def _empty(database: Path, journal: str) -> Path:
    _remove(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("VACUUM")
    return database


def _fill(database: Path, rows: int) -> None:
    _remove(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE readings (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL)")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO readings SELECT i, 'sensor-' || (i % 97), i * 0.37 FROM n",
            (rows,),
        )
        connection.commit()


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
