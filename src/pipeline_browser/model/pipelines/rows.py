"""One row, whole: how it is read, found again, written and taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.shape import CONFIGURATION, KEYS, PARAMETERS
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

    def having(self, /, **cells: Value) -> StoredRow:
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


def read_all(database: Database, table: TableShape, order: str = "") -> list[StoredRow]:
    """Return all rows of a table, ordered as ``read_rows`` orders them."""
    return _select(database, table, _Condition("true", ()), order if order in table.columns else "")


def read_at(database: Database, table: TableShape, rowid: int) -> StoredRow | None:
    """Return the row that lies there, if any."""
    return next(iter(_select(database, table, _Condition(f"{table.rowid} = ?", (rowid,)))), None)


def read_again(database: Database, table: TableShape, row: StoredRow) -> StoredRow | None:
    """Return what a row is now, found by its key; where that is not unique, also by its place in the file."""
    return next(iter(_select(database, table, _place(table, row))), None)


def read_same_key(database: Database, table: TableShape, row: StoredRow) -> StoredRow | None:
    """Return a row that has the same key, wherever it lies and whether or not keys are declared."""
    return next(iter(_select(database, table, _key_condition(table, row))), None)


def insert_row(database: Database, table: TableShape, row: StoredRow) -> StoredRow | None:
    """Write a new row, where it lay before if that place is free, and return it as it is stored.

    Returns:
        None where a trigger kept it from being written.
    """
    columns = [column for column in row.columns if column in table.columns]
    values = [row[column] for column in columns]
    if table.rowid and row.rowid is not None and read_at(database, table, row.rowid) is None:
        columns.append(table.rowid)
        values.append(row.rowid)
    names = _quoted(tuple(columns))
    marks = ", ".join(placeholder(value) for value in values)
    if database.execute(f"INSERT INTO {_name(table)} ({names}) VALUES ({marks})", _bound(values)) != 1:
        return None
    if table.identifies(row):
        return read_again(database, table, row)
    return read_at(database, table, int(database.query("SELECT last_insert_rowid()")[0][0]))


def update_row(
    database: Database, table: TableShape, before: StoredRow, after: StoredRow
) -> StoredRow | None:
    """Write the cells in which ``after`` differs, and return the row as it is stored.

    Returns:
        None where a trigger kept it from being written.
    """
    columns = [column for column in after.differing(before) if column in table.columns]
    if not columns:
        return after
    cells = ", ".join(f"{quote_identifier(column)} = {placeholder(after[column])}" for column in columns)
    where = _place(table, before)
    values = (*(after[column] for column in columns), *where.values)
    if database.execute(f"UPDATE {_name(table)} SET {cells} WHERE {where.sql}", _bound(values)) != 1:
        return None
    return read_again(database, table, after)


def delete_row(database: Database, table: TableShape, row: StoredRow) -> bool:
    """Take a row away; false where a trigger kept it."""
    where = _place(table, row)
    return database.execute(f"DELETE FROM {_name(table)} WHERE {where.sql}", _bound(where.values)) == 1


def owners_first(rows: Iterable[StoredRow]) -> list[StoredRow]:
    """Return rows in the order in which they can be inserted, each behind the one that it belongs to."""
    order = {table: number for number, table in enumerate(KEYS)}
    return sorted(rows, key=lambda row: order[row.table])


def is_entry(row: StoredRow) -> bool:
    """Whether it is a parameter or an entry of a configuration, which nothing belongs to."""
    return row.table in {PARAMETERS, CONFIGURATION}


_AT_ONCE = 500  # values in one question; SQLite takes 32,766, the planner is quicker with fewer


def _place(table: TableShape, row: StoredRow) -> _Condition:
    key = _key_condition(table, row)
    if table.identifies(row):
        return key
    # The key as well: after a VACUUM, or once it was free, another row may lie at the same place.
    return _Condition(f"{table.rowid} = ? AND {key.sql}", (row.rowid, *key.values))


def _key_condition(table: TableShape, row: StoredRow) -> _Condition:
    key = [(column, row.get(column)) for column in table.key if column in table.columns]
    cells = (f"{quote_identifier(column)} IS {placeholder(value)}" for column, value in key)
    return _Condition(" AND ".join(cells) or "true", tuple(value for _, value in key))


def _select(database: Database, table: TableShape, where: _Condition, order: str = "") -> list[StoredRow]:
    columns = _quoted(table.columns)
    ordered = ", ".join(filter(None, (order, table.rowid or ", ".join(table.key))))
    sql = (
        f"SELECT {table.rowid or 'NULL'}, {columns} FROM {_name(table)} WHERE {where.sql} ORDER BY {ordered}"
    )
    rows = database.query(sql, _bound(where.values))
    return [StoredRow(table.name, row[0], table.columns, row[1:]) for row in rows]


@lru_cache(64)  # a handful of tables, asked for with every row
def _quoted(columns: tuple[str, ...]) -> str:
    return ", ".join(quote_identifier(column) for column in columns)


def _name(table: TableShape) -> str:
    return f"main.{quote_identifier(table.name)}"


def _bound(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(bound(value) for value in values)
