"""Rows of runs by their keys: one statement a page, and nothing but the keys is kept of the others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.lint.rules import BY_ID, OWN_BITS, bit_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.source import Source

Value = str | int | float | None
_PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
_LINT = _PLACES["lint"]
_CONTESTED = bit_of(BY_ID["same-input"])


def place_of(column: Column) -> int:
    """Return where a column's value stands among those of a row."""
    return _PLACES[column.name]


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run with everything that its columns say.

    Attributes:
        values: in the order of ``COLUMNS``, in their units; NULL is None.
        started_text, ended_text: as stored, which may be no time at all.
    """

    key: int
    values: tuple[Value, ...]
    started_text: str | None = None
    ended_text: str | None = None

    def __getitem__(self, column: str) -> Value:
        """Return the value of a column by its name."""
        return self.values[_PLACES[column]]


def read_page(
    database: Database,
    source: Source,
    keys: Sequence[int],
    *,
    contested: Container[int] = frozenset(),
    cancellation: Cancellation | None = None,
) -> list[RunRow]:
    """Return rows in the order of their keys; those that are gone are left out.

    Args:
        contested: runs whose input others turned into something else (``read_contested``): a page alone
            cannot know.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    what = ", ".join(OWN_BITS if column.name == "lint" else column.sql for column in COLUMNS)
    what = f"m.key, m.started_text, m.ended_text, {what}"
    runs = source.runs(what, f"WHERE {source.key} IN (SELECT value FROM json_each(?))", compared=False)
    sql = f"SELECT {what} FROM {runs}"
    rows = database.query(sql, (json.dumps(list(keys)),), cancellation=cancellation)
    found = {row[0]: _row(row, contested=row[0] in contested) for row in rows}
    return [found[key] for key in keys if key in found]


def _row(row: tuple[Any, ...], *, contested: bool) -> RunRow:
    key, started, ended, *values = row
    if contested:
        values[_LINT] = (values[_LINT] or 0) | _CONTESTED
    return RunRow(key, tuple(values), started, ended)


def contested_in(bits: Mapping[int, int]) -> frozenset[int]:
    """Return the same as ``read_contested`` from the broken rules of all runs (``lint/checking.py``)."""
    return frozenset(key for key, each in bits.items() if each & _CONTESTED)


def read_contested(
    database: Database, source: Source, *, cancellation: Cancellation | None = None
) -> frozenset[int]:
    """Return the keys of the runs whose input another run turned into something else: a look at all runs.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    sql = f"SELECT group_concat(m.key) FROM {source.runs('m.contested')} WHERE m.contested"
    joined = database.query(sql, cancellation=cancellation)[0][0]
    return frozenset(map(int, joined.split(","))) if joined else frozenset()
