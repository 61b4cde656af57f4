"""Which runs fit a filter, and in which order: one statement, whatever their number."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.filters import DAY, Between, Contains, HasLint, OneOf, Period
from pipeline_browser.model.metrics.lint.rules import bits_of, breaks_any
from pipeline_browser.model.pipelines.listing.searching import pattern
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.filters import Condition, Filter
    from pipeline_browser.model.metrics.source import Source


@dataclass(frozen=True, slots=True)
class Order:
    """What orders runs; equal ones follow by key, what is NULL comes last either way."""

    column: str = "when"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Where:
    """A condition with the values bound in it."""

    sql: str
    values: tuple[object, ...]


def select_keys(
    database: Database,
    source: Source,
    shape: Shape,
    wanted: Filter,
    order: Order | None = None,
    *,
    lint: Mapping[int, int] | None = None,
    cancellation: Cancellation | None = None,
) -> array[int]:
    """Return the keys of the runs that fit; without an order they come as they lie.

    Args:
        lint: the broken rules of all runs that break any, where they are known: to find them takes longer
            than everything else.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    # Words are looked for first, in rows as they are stored: what they leave out need not be worked out.
    words = _all(_holds_word(shape, word, source.stored_text) for word in wanted.words)
    where = where_of(source, shape, replace(wanted, text=""), lint)
    found = f"WHERE {words.sql}" if wanted.words else ""
    by_lint = order is not None and order.column == "lint" and lint is not None
    by = "" if order is None else f" ORDER BY {'m.key' + _direction(order) if by_lint else order_sql(order)}"
    runs = source.runs(f"{where.sql} {by}", found)
    sql = f"SELECT group_concat(k) FROM (SELECT m.key AS k FROM {runs} WHERE {where.sql}{by})"
    # One text instead of a hundred thousand rows: SQLite makes it while the window's thread goes on.
    joined = database.query(sql, words.values + where.values, cancellation=cancellation)[0][0]
    keys = array("q", map(int, joined.split(","))) if joined else array("q")
    return _by_lint(keys, lint, order) if order is not None and lint is not None and by_lint else keys


def _by_lint(keys: array[int], lint: Mapping[int, int], order: Order) -> array[int]:
    """Put runs that break rules first; ``keys`` are in the order of equal ones."""
    broken = sorted((key for key in keys if key in lint), key=lint.__getitem__, reverse=order.descending)
    return array("q", [*broken, *(key for key in keys if key not in lint)])


def _direction(order: Order) -> str:
    return " DESC" if order.descending else " ASC"


def order_sql(order: Order) -> str:
    """Return what follows ORDER BY."""
    column = BY_NAME[order.column]
    collation = " COLLATE NOCASE" if column.kind is Kind.TEXT else ""
    direction = "DESC" if order.descending else "ASC"
    return f"{column.sql}{collation} {direction} NULLS LAST, m.key {direction}"


def where_of(source: Source, shape: Shape, wanted: Filter, lint: Mapping[int, int] | None = None) -> Where:
    """Return the condition that a run fits a filter; ``lint`` as for ``select_keys``."""
    parts = [_in_period(source.now, wanted)]
    parts += [_holds_word(shape, word, _worked_out) for word in wanted.words]
    parts += [_fits(condition, lint) for condition in wanted.conditions]
    return _all(parts)


def _all(parts: Iterable[Where]) -> Where:
    kept = [part for part in parts if part.sql]
    return Where(
        " AND ".join(f"({part.sql})" for part in kept) or "1",
        tuple(value for part in kept for value in part.values),
    )


def _in_period(now: int, wanted: Filter) -> Where:
    period = wanted.period
    when = BY_NAME["when"].sql
    if not isinstance(period, Period):
        return Where(f"{when} >= ? AND {when} < ?", (period.start, period.end))
    if period is Period.ALL:
        return Where("", ())
    return Where(f"{when} >= ?", (now - period.days * DAY,))


def _worked_out(cell: str) -> str:
    return f"m.{cell}"


def _holds_word(shape: Shape, word: str, text: Callable[[str], str]) -> Where:
    """Return the condition that a run holds a word; ``text`` makes the expression of a text by its name."""
    found = [] if len(word) < LONG_ENOUGH else [f"{text(each)} {_LIKE}" for each in _TEXTS]
    owners = _owners(shape)
    if owners:
        found.append(f"{text('pipeline_id')} IN ({' UNION ALL '.join(owners)})")
    return Where(" OR ".join(found) or "0", (pattern(word),) * (len(found) + max(0, len(owners) - 1)))


def _owners(shape: Shape) -> list[str]:
    """Return what finds the pipelines that hold a word: four times as fast as to look at each run's."""
    found = []
    if shape.has(PIPELINES, "id") and shape.has(PIPELINES, "name"):
        found.append(f"SELECT id FROM main.{PIPELINES} WHERE name {_LIKE} AND {_is_text('name')}")
    if shape.has(STAGES, "pipeline_id") and shape.has(STAGES, "algorithm"):
        like = f"algorithm {_LIKE} AND {_is_text('algorithm')}"
        found.append(f"SELECT pipeline_id FROM main.{STAGES} WHERE {like}")
    return found


def _is_text(column: str) -> str:
    return f"typeof({column}) <> 'blob'"


_LIKE = "LIKE ? ESCAPE '\\'"
_TEXTS = ("pipeline_id", "input_checksum", "output_checksum")
LONG_ENOUGH = 6  # letters and digits: shorter words are found in ids and checksums by chance


def _fits(condition: Condition, lint: Mapping[int, int] | None) -> Where:
    match condition:
        case HasLint(rules) if lint is not None:
            mask = bits_of(rules)
            return _has_key(key for key, bits in lint.items() if bits & mask)
        case OneOf("lint", (None,)) if lint is not None:
            broken = _has_key(lint)
            return Where(f"NOT {broken.sql}", broken.values)
        case Between(column, low, high):
            return _between(BY_NAME[column].sql, low, high)
        case OneOf(column, values):
            return _one_of(BY_NAME[column].sql, values)
        case Contains(column, text):
            return Where(f"{BY_NAME[column].sql} LIKE ? ESCAPE '\\'", (pattern(text),))
        case HasLint(rules):
            return Where(breaks_any(rules), ())


def _has_key(keys: Iterable[int]) -> Where:
    return Where("m.key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),))


def _between(expression: str, low: float | None, high: float | None) -> Where:
    ends = [(sign, value) for sign, value in ((">=", low), ("<=", high)) if value is not None]
    sql = " AND ".join(f"{expression} {sign} ?" for sign, _ in ends)
    return Where(sql or f"{expression} IS NOT NULL", tuple(value for _, value in ends))


def _one_of(expression: str, values: tuple[object, ...]) -> Where:
    known = tuple(value for value in values if value is not None)
    found = [f"{expression} IN ({', '.join('?' * len(known))})"] if known else []
    if None in values:
        found.append(f"{expression} IS NULL")
    return Where(" OR ".join(found) or "0", known)
