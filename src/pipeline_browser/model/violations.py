"""Naming the rows that foreign keys refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ForeignKeysViolated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline_browser.model.engine import sqlite3

_NAMED = 5
_CheckRow = tuple[object, ...]


def foreign_keys_violated(
    connection: sqlite3.Connection, path: Path | None, rows: Sequence[_CheckRow] | None = None
) -> ForeignKeysViolated:
    """Return the error that names the first offending rows; call it while the transaction is still open.

    Args:
        rows: of ``PRAGMA foreign_key_check``; asked anew without them.
    """
    if rows is None:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
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
