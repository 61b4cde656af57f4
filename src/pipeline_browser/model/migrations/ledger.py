"""sqlx's ledger table, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import LedgerUnusable
from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.migrations.source import Migration

UNKNOWN_TIME = -1  # sqlx's process died between the commit and the note of its duration


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger.

    Attributes:
        installed_on: UTC, ``YYYY-MM-DD HH:MM:SS``, as stored.
        checksum: SHA-384 of sqlx; 32 bytes are SHA-256 of an older convention.
        execution_time: nanoseconds (milliseconds beside a 32-byte checksum), -1 unknown.
    """

    version: int
    description: str
    installed_on: str
    success: bool
    checksum: bytes = field(repr=False)
    execution_time: int

    @property
    def milliseconds(self) -> float | None:
        """The execution time in milliseconds; None if it is not known."""
        if self.execution_time == UNKNOWN_TIME:
            return None
        return float(self.execution_time) if len(self.checksum) == 32 else self.execution_time / 1e6


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger at one moment; ``exists`` is false where the table is not there yet."""

    exists: bool
    rows: tuple[LedgerRow, ...]

    @property
    def newest(self) -> int | None:
        """The highest applied version."""
        return self.rows[-1].version if self.rows else None

    def row(self, version: int) -> LedgerRow | None:
        """Return the row of ``version``."""
        return next((row for row in self.rows if row.version == version), None)


def read_ledger(database: Database, table: str = LEDGER_TABLE) -> Ledger:
    """Read the ledger without writing.

    Raises:
        LedgerUnusable: a view, other columns, or values that sqlx never writes.
    """
    kind = database.query("SELECT type FROM sqlite_master WHERE lower(name) = lower(?)", (table,))
    if not kind:
        return Ledger(exists=False, rows=())
    if kind != [("table",)]:
        raise _unusable(table, f"{table} is the name of another thing than a table: {kind[0][0]}.")
    _check_columns(database, table)
    columns = ", ".join(map(quote_identifier, _COLUMNS))
    rows = database.query(f"SELECT {columns} FROM {_in_main(table)} ORDER BY version")
    return Ledger(exists=True, rows=tuple(_read_row(table, row) for row in rows))


def create_ledger(connection: sqlite3.Connection, table: str = LEDGER_TABLE) -> None:
    """Create the ledger where it is missing, with the very text that sqlx stores."""
    # sqlx writes the name bare; one from sqlx.toml that is no plain word is quoted instead of trusted.
    name = table if table.isidentifier() else quote_identifier(table)
    connection.execute(_DDL.format(table=name))


def record(
    connection: sqlite3.Connection, migration: Migration, elapsed: int, table: str = LEDGER_TABLE
) -> None:
    """Insert the row of an applied migration; ``elapsed`` in nanoseconds.

    sqlx inserts -1 and writes the time in a second commit. Written at once it costs one sync less, and only
    the time of COMMIT itself is not counted.
    """
    connection.execute(
        f"INSERT INTO {_in_main(table)} (version, description, success, checksum, execution_time)"
        " VALUES (?, ?, TRUE, ?, ?)",
        (migration.version, migration.description, migration.checksum, elapsed),
    )


def forget(connection: sqlite3.Connection, version: int, table: str = LEDGER_TABLE) -> None:
    """Delete the row of a reverted migration."""
    connection.execute(f"DELETE FROM {_in_main(table)} WHERE version = ?", (version,))


def is_recorded(connection: sqlite3.Connection, version: int, table: str = LEDGER_TABLE) -> bool:
    """Whether the ledger holds a row of ``version``."""
    found = connection.execute(f"SELECT 1 FROM {_in_main(table)} WHERE version = ?", (version,))
    return found.fetchone() is not None


def _in_main(table: str) -> str:
    # A migration may have made a temporary table of the same name, which would come first.
    return f"main.{quote_identifier(table)}"


# sqlx-sqlite/src/migrate.rs; the stored text keeps its line breaks and indentation, so ours must too.
_DDL = """CREATE TABLE IF NOT EXISTS {table} (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)"""

_COLUMNS = ("version", "description", "installed_on", "success", "checksum", "execution_time")


def _check_columns(database: Database, table: str) -> None:
    rows = database.query("SELECT name FROM pragma_table_info(?, 'main')", (table,))
    found = {str(name).lower() for (name,) in rows}
    missing = [column for column in _COLUMNS if column not in found]
    if missing:
        raise _unusable(table, f"The table {table} has no column {', '.join(missing)}.")


def _read_row(table: str, row: Row) -> LedgerRow:
    version, description, installed_on, success, checksum, execution_time = row
    expected = (
        ("version", version, int),
        ("success", success, int),
        ("checksum", checksum, bytes),
        ("execution_time", execution_time, int),
    )
    for column, value, kind in expected:
        if not isinstance(value, kind):
            raise _unusable(
                table, f"Column {column} of {table} holds {value!r:.60}, which sqlx never writes."
            )
    return LedgerRow(version, str(description), str(installed_on), bool(success), checksum, execution_time)


def _unusable(table: str, cause: str) -> LedgerUnusable:
    return LedgerUnusable(
        f"The ledger {table} cannot be used",
        cause=cause,
        remedy="The database can be browsed. To migrate it, first repair or rename that table.",
    )
