"""What a column's filter can offer: its values with their numbers of runs, its least and greatest."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.lint.checking import count_rules, read_bits
from pipeline_browser.model.metrics.selecting import where_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.selecting import Where
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.metrics.table.pages import Value
    from pipeline_browser.model.pipelines.shape import Shape

MOST = 300  # values
MEASURED = frozenset(
    {
        Kind.MOMENT,
        Kind.DURATION,
        Kind.RATE,
        Kind.RATIO,
        Kind.SHARE,
        Kind.BYTES,
        Kind.CHECKSUM,
        Kind.IDENTIFIER,
    }
)
"""Hardly any value of these is there twice: their values are not offered."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column holds, in the runs that fit everything but its own condition.

    Attributes:
        runs: how many that are.
        missing: how many of them do not say it.
        values: each with its number of runs, the most frequent first; ids of rules for the lint; empty where
            there are more than ``MOST``, and for what is ``MEASURED``.
        distinct: how many values there are; at least that many, where there are more than ``MOST``.
        least, greatest: None where it has no numbers.
    """

    column: str
    runs: int
    missing: int
    values: tuple[tuple[Value, int], ...]
    distinct: int
    least: float | None = None
    greatest: float | None = None


def read_choices(
    database: Database,
    source: Source,
    shape: Shape,
    wanted: Filter,
    name: str,
    *,
    lint: Mapping[int, int] | None = None,
    cancellation: Cancellation | None = None,
) -> Choices:
    """Return what a column's filter can offer.

    Args:
        lint: the broken rules of all runs that break any, where they are known.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    column = BY_NAME[name]
    others = tuple(each for each in wanted.conditions if each not in wanted.on(name))
    where = where_of(source, shape, replace(wanted, conditions=others), lint)
    with database.interruptible(cancellation):
        if column.kind is Kind.LINT:
            return _rules(database, source, where, lint)
        return _values(database, source, column, where)


def _values(database: Database, source: Source, column: Column, where: Where) -> Choices:
    runs = source.runs(f"{column.sql} {where.sql}")
    ends = "min(v), max(v)" if column.kind.is_numeric else "NULL, NULL"
    ((count, missing, least, greatest),) = database.query(
        f"SELECT count(*), count(*) - count(v), {ends} FROM "
        f"(SELECT {column.sql} AS v FROM {runs} WHERE {where.sql})",
        where.values,
    )
    values: list[tuple[Value, int]] = []
    if column.kind not in MEASURED:
        values = database.query(
            f"SELECT {column.sql} AS v, count(*) AS n FROM {runs} WHERE ({where.sql}) AND v IS NOT NULL "
            f"GROUP BY v ORDER BY n DESC, v LIMIT {MOST + 1}",
            where.values,
        )
    offered = tuple(values) if len(values) <= MOST else ()
    return Choices(column.name, count, missing, offered, len(values), least, greatest)


def _rules(database: Database, source: Source, where: Where, lint: Mapping[int, int] | None) -> Choices:
    ((count,),) = database.query(
        f"SELECT count(*) FROM {source.runs(where.sql)} WHERE {where.sql}", where.values
    )
    if lint is None:
        bits = read_bits(database, source, where)
    else:
        sql = f"m.key IN (SELECT value FROM json_each(?)) AND ({where.sql})"
        values = (json.dumps(list(lint)), *where.values)
        rows = database.query(f"SELECT m.key FROM {source.runs(sql)} WHERE {sql}", values)
        bits = {row[0]: lint[row[0]] for row in rows}
    counts = tuple((rule, number) for rule, number in count_rules(bits).items() if number)
    return Choices("lint", count, count - len(bits), counts, len(counts))
