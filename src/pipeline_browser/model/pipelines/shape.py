"""Which of the program's tables and columns a database has: older versions and accidents leave some out."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import DatabaseOperationFailed

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.rows import StoredRow

PIPELINES = "pipelines"
CONFIGURATION = "pipeline_configuration"
STAGES = "pipeline_stages"
PARAMETERS = "stage_parameters"
METRICS = "processing_metrics"

KEYS: dict[str, tuple[str, ...]] = {
    PIPELINES: ("id",),
    CONFIGURATION: ("pipeline_id", "key"),
    STAGES: ("id",),
    PARAMETERS: ("stage_id", "key"),
    METRICS: ("pipeline_id",),
}
"""The tables in the order in which their rows can be inserted, with the columns that identify a row."""

_ROWID_NAMES = ("rowid", "_rowid_", "oid")
_SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table as it is.

    Attributes:
        columns: in lower case, those that can be written, in the table's order.
        rowid: the name under which the rowid can be asked for; empty where there is none.
        by_key: the expected columns are the primary key, so they identify a row.
        is_table: false for a view or virtual table of that name, whose rows are not edited.
    """

    name: str
    columns: tuple[str, ...]
    rowid: str
    by_key: bool
    is_table: bool

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        return KEYS[self.name]

    def identifies(self, row: StoredRow) -> bool:
        """Whether the key alone says which row it is; else only the place in the file does."""
        return not self.rowid or (self.by_key and all(row.get(column) is not None for column in self.key))

    def identity(self, row: StoredRow) -> tuple[object, ...]:
        """Return what tells a row from all others of its table."""
        key = tuple(row.get(column) for column in self.key)
        return key if self.identifies(row) else (row.rowid, *key)


@dataclass(frozen=True, slots=True)
class Shape:
    """The tables of the program that are there."""

    tables: tuple[TableShape, ...]

    def table(self, name: str) -> TableShape | None:
        """Return a table; None if it is not there."""
        return next((table for table in self.tables if table.name == name), None)

    def has(self, table: str, column: str = "") -> bool:
        """Whether there is such a table, with such a column."""
        found = self.table(table)
        return found is not None and (not column or column in found.columns)


def folded(name: str) -> str:
    """Return a name as SQLite compares it: it knows the case of ASCII letters alone, Ä and ä are two."""
    return name.translate(_SMALL)


def read_shape(database: Database) -> Shape:
    """Return the shape of a database.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: the schema cannot be read.
    """
    # Not PRAGMA table_list: it resolves every view first, which a hostile file can make endless.
    listed = database.query(_LISTED, tuple(KEYS))
    found = {folded(str(name)): (str(name), bool(stored)) for name, stored in listed}
    return Shape(tuple(_table(database, table, *found[table]) for table in KEYS if table in found))


def has_rowids(database: Database, name: str, rowid: str) -> bool:
    """Whether a table has rowids, under a name that no column of it has."""
    try:
        database.query(f"SELECT {rowid} FROM main.{quote_identifier(name)} LIMIT 0")
    except DatabaseOperationFailed:
        return False
    return True


_LISTED = (
    "SELECT name, type = 'table' AND rootpage <> 0 FROM main.sqlite_master "
    f"WHERE type IN ('table', 'view') AND lower(name) IN ({', '.join('?' * len(KEYS))})"
)
"""The program's tables, and whether each is one that is stored: a virtual table has no root page."""


def _table(database: Database, table: str, name: str, is_table: bool) -> TableShape:  # noqa: FBT001 - a row
    columns = database.query(f"PRAGMA main.table_xinfo({quote_identifier(name)})")
    # A generated column (hidden 2 or 3) follows the others by itself; 1 is hidden in a virtual table.
    written = tuple(folded(str(column[1])) for column in columns if column[6] == 0)
    primary = {folded(str(column[1])) for column in columns if column[5]}
    taken = {folded(str(column[1])) for column in columns}
    free = next((each for each in _ROWID_NAMES if each not in taken), "")
    rowid = free if is_table and free and has_rowids(database, name, free) else ""
    return TableShape(table, written, rowid, primary == set(KEYS[table]), is_table)
