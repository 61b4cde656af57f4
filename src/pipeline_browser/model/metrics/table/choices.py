"""What a column's filter can offer: its values with their numbers of runs, its least and greatest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.lint.checking import count_rules, read_bits
from pipeline_browser.model.metrics.selecting import where_of

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.metrics.table.pages import Value
    from pipeline_browser.model.pipelines.shape import Shape

MOST = 300  # values


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column holds, in the runs that fit everything but its own condition.

    Attributes:
        runs: how many that are.
        missing: how many of them do not say it.
        values: each with its number of runs, the most frequent first; ids of rules for the lint; empty where
            there are more than ``MOST``.
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
    cancellation: Cancellation | None = None,
) -> Choices:
    """Return what a column's filter can offer.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    column = BY_NAME[name]
    others = tuple(each for each in wanted.conditions if each not in wanted.on(name))
    where = where_of(source, shape, replace(wanted, conditions=others))
    runs = source.runs(f"{column.sql} {where.sql}")
    if column.kind is Kind.LINT:
        ((count,),) = database.query(f"SELECT count(*) FROM {runs} WHERE {where.sql}", where.values)
        bits = read_bits(database, source, where, cancellation=cancellation)
        counts = tuple((rule, number) for rule, number in count_rules(bits).items() if number)
        return Choices(name, count, count - len(bits), counts, len(counts))
    ends = "min(v), max(v)" if column.kind.is_numeric else "NULL, NULL"
    ((count, missing, least, greatest),) = database.query(
        f"SELECT count(*), count(*) - count(v), {ends} FROM "
        f"(SELECT {column.sql} AS v FROM {runs} WHERE {where.sql})",
        where.values,
        cancellation=cancellation,
    )
    values = database.query(
        f"SELECT {column.sql} AS v, count(*) AS n FROM {runs} WHERE ({where.sql}) AND v IS NOT NULL "
        f"GROUP BY v ORDER BY n DESC, v LIMIT {MOST + 1}",
        where.values,
        cancellation=cancellation,
    )
    offered = tuple((row[0], row[1]) for row in values) if len(values) <= MOST else ()
    return Choices(name, count, missing, offered, len(values), least, greatest)
