"""Naming the rows that foreign keys refuse."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.errors import ForeignKeysViolated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NAMED = 5
_CheckRow = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Violations:
    """What ``PRAGMA foreign_key_check`` finds at one moment."""

    rows: tuple[_CheckRow, ...]

    @classmethod
    def found(cls, connection: sqlite3.Connection) -> Self:
        """Look at every table; those whose foreign keys cannot be checked at all are left out."""
        try:
            return cls(tuple(connection.execute("PRAGMA main.foreign_key_check").fetchall()))
        except sqlite3.Error:  # one key that names no unique columns makes the whole check fail
            return cls(tuple(_table_by_table(connection)))

    def beyond(self, before: Violations) -> list[_CheckRow]:
        """Return those that are new: a rebuild may give a row that was there already another rowid."""
        known = set(before.rows)
        counts = Counter(_keys(self.rows))
        counts.subtract(_keys(before.rows))
        return [row for row in self.rows if row not in known and counts[row[0], row[2]] > 0]


def _keys(rows: Sequence[_CheckRow]) -> Iterator[tuple[object, object]]:
    return ((row[0], row[2]) for row in rows)  # child and parent


def _table_by_table(connection: sqlite3.Connection) -> Iterator[_CheckRow]:
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        with suppress(sqlite3.Error):
            yield from connection.execute(
                f"PRAGMA main.foreign_key_check({quote_identifier(table)})"
            ).fetchall()


def foreign_keys_violated(
    connection: sqlite3.Connection, path: Path | None, rows: Sequence[_CheckRow] | None = None
) -> ForeignKeysViolated:
    """Return the error that names the first offending rows; call it while the transaction is still open.

    Args:
        rows: of ``PRAGMA foreign_key_check``; asked anew without them.
    """
    if rows is None:
        rows = Violations.found(connection).rows
    named = "; ".join(_sentence(connection, row) for row in rows[:_NAMED])
    more = f"; and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return ForeignKeysViolated(
        "Rows would be left without the row that they refer to",
        path=path,
        cause=f"{named}{more}." if named else "",
        remedy="Insert the parent row first, or delete the rows that refer to it.",
    )


def _sentence(connection: sqlite3.Connection, row: _CheckRow) -> str:
    table, rowid, parent, key = row
    columns = connection.execute(
        'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq', (table, key)
    ).fetchall()
    names = ", ".join(str(column) for (column,) in columns)
    which = f"row {rowid}" if rowid is not None else "a row"
    return f"{which} of {table} ({names}) names a missing row of {parent}"
