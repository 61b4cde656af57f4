"""SQLite's extended result codes, where the module in use tells the primary ones alone.

sqlx prints them (``(code: 1555) UNIQUE constraint failed: t.id``), so that a script may look for them.
pysqlite3 knows 19 for every broken constraint; which one it was stands in SQLite's message and in the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier, sqlite3

if TYPE_CHECKING:
    from collections.abc import Sequence

CONSTRAINT = 19
CHECK, FOREIGN_KEY, NOT_NULL, PRIMARY_KEY = 275, 787, 1299, 1555
TRIGGER, UNIQUE, ROWID, DATATYPE = 1811, 2067, 2579, 3091

_UNIQUE = "UNIQUE constraint failed: "
_MESSAGES = (
    ("FOREIGN KEY constraint failed", FOREIGN_KEY),
    ("NOT NULL constraint failed: ", NOT_NULL),
    ("CHECK constraint failed", CHECK),
    ("cannot store ", DATATYPE),  # a STRICT table's
)


def extended_code(connection: sqlite3.Connection, error: sqlite3.Error) -> int:
    """Return the extended result code; ask before rolling back, since the table may have come with it."""
    code = int(getattr(error, "sqlite_errorcode", 1) or 1)
    if code != CONSTRAINT:
        return code
    message = str(error)
    if message.startswith(_UNIQUE):
        return _unique(connection, message.removeprefix(_UNIQUE))
    # Any other text is what a trigger says with RAISE.
    return next((known for start, known in _MESSAGES if message.startswith(start)), TRIGGER)


def _unique(connection: sqlite3.Connection, named: str) -> int:
    if named.startswith("index '"):
        return UNIQUE  # an index on expressions has no columns to name
    columns = [part.rpartition(".") for part in named.split(", ")]
    key = _primary_key(connection, columns[0][0])
    if not key and [name for _, _, name in columns] == ["rowid"]:
        return ROWID
    return PRIMARY_KEY if [name for _, _, name in columns] == key else UNIQUE


def _primary_key(connection: sqlite3.Connection, table: str) -> Sequence[str]:
    rows = connection.execute(f"PRAGMA table_info({quote_identifier(table)})").fetchall()
    return [row[1] for row in sorted(rows, key=lambda row: int(row[5])) if row[5]]
