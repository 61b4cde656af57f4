"""One row, whole: how it is read, found again, written and taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.values import Value, bound, placeholder, same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.shape import TableShape


@dataclass(frozen=True, slots=True)
class StoredRow:
    """All that a row holds.

    Attributes:
        rowid: None in a table without rowids.
        columns: in lower case, in the table's order.
        values: one a column.
    """

    table: str
    rowid: int | None
    columns: tuple[str, ...]
    values: tuple[Value, ...]

    def __getitem__(self, column: str) -> Value:
        return self.values[self.columns.index(column)]

    def get(self, column: str, missing: Value = None) -> Value:
        """Return a cell; ``missing`` where there is no such column."""
        return self[column] if column in self.columns else missing

    def having(self, **cells: Value) -> StoredRow:
        """Return the row with other cells; columns that it does not have are left out."""
        values = (cells.get(column, value) for column, value in zip(self.columns, self.values, strict=True))
        return replace(self, values=tuple(values))

    def holds_same(self, other: StoredRow | None) -> bool:
        """Whether the other row holds the same in every cell; where it lies does not matter.

        Columns that only one of them has came or went with a migration in between.
        """
        return other is not None and not self.differing(other)

    def differing(self, other: StoredRow) -> tuple[str, ...]:
        """Return the columns in which the other row holds something else."""
        return tuple(
            column
            for column, value in zip(self.columns, self.values, strict=True)
            if column in other.columns and not same_value(value, other[column])
        )


@dataclass(frozen=True, slots=True)
class _Condition:
    sql: str
    values: tuple[Value, ...]


def read_rows(
    database: Database, table: TableShape, column: str, values: Sequence[Value], order: str = ""
) -> list[StoredRow]:
    """Return the rows in which a column holds one of the values (not NULL).

    Args:
        order: columns that order the rows, then the order in which they lie follows.
    """
    found: list[StoredRow] = []
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        marks = ", ".join(placeholder(value) for value in some)
        where = _Condition(f"{quote_identifier(column)} IN ({marks})", tuple(some))
        found += _select(database, table, where, order)
    return found


def read_at(database: Database, table: TableShape, rowid: int) -> StoredRow | None:
    """Return the row that lies there, if any."""
    return next(iter(_select(database, table, _Condition(f"{table.rowid} = ?", (rowid,)))), None)


def read_again(database: Database, table: TableShape, row: StoredRow) -> StoredRow | None:
    """Return what is now in the place of a row: by its key, or by its rowid where it has no sound key."""
    return next(iter(_select(database, table, _place(table, row))), None)


def insert_row(database: Database, table: TableShape, row: StoredRow) -> StoredRow:
    """Write a new row, where it lay before if that place is free, and return it as it is stored."""
    columns = [column for column in row.columns if column in table.columns]
    values = [row[column] for column in columns]
    if table.rowid and row.rowid is not None and read_at(database, table, row.rowid) is None:
        columns.append(table.rowid)
        values.append(row.rowid)
    names = ", ".join(quote_identifier(column) for column in columns)
    marks = ", ".join(placeholder(value) for value in values)
    database.execute(f"INSERT INTO {_name(table)} ({names}) VALUES ({marks})", _bound(values))
    if not table.rowid:
        return read_again(database, table, row) or row
    return read_at(database, table, int(database.query("SELECT last_insert_rowid()")[0][0])) or row


def update_row(database: Database, table: TableShape, before: StoredRow, after: StoredRow) -> StoredRow:
    """Write the cells in which ``after`` differs, and return the row as it is stored."""
    columns = [column for column in after.differing(before) if column in table.columns]
    if not columns:
        return after
    cells = ", ".join(f"{quote_identifier(column)} = {placeholder(after[column])}" for column in columns)
    where = _place(table, before)
    values = (*(after[column] for column in columns), *where.values)
    database.execute(f"UPDATE {_name(table)} SET {cells} WHERE {where.sql}", _bound(values))
    return read_again(database, table, after) or after


def delete_row(database: Database, table: TableShape, row: StoredRow) -> None:
    """Take a row away."""
    where = _place(table, row)
    database.execute(f"DELETE FROM {_name(table)} WHERE {where.sql}", _bound(where.values))


_AT_ONCE = 500  # values in one question; SQLite takes 32,766, the planner is quicker with fewer


def _place(table: TableShape, row: StoredRow) -> _Condition:
    key = tuple(row.get(column) for column in table.key)
    if table.rowid and (not table.by_key or None in key):
        return _Condition(f"{table.rowid} = ?", (row.rowid,))
    cells = (
        f"{quote_identifier(column)} IS {placeholder(value)}"
        for column, value in zip(table.key, key, strict=True)
    )
    return _Condition(" AND ".join(cells), key)


def _select(database: Database, table: TableShape, where: _Condition, order: str = "") -> list[StoredRow]:
    columns = ", ".join(quote_identifier(column) for column in table.columns)
    ordered = ", ".join(filter(None, (order, table.rowid or ", ".join(table.key))))
    sql = (
        f"SELECT {table.rowid or 'NULL'}, {columns} FROM {_name(table)} WHERE {where.sql} ORDER BY {ordered}"
    )
    rows = database.query(sql, _bound(where.values))
    return [StoredRow(table.name, row[0], table.columns, row[1:]) for row in rows]


def _name(table: TableShape) -> str:
    return f"main.{quote_identifier(table.name)}"


def _bound(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(bound(value) for value in values)
