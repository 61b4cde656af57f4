"""Which runs contradict themselves: counted per rule, as bits for every run, and explained for some."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.metrics.lint.facts import CheckedRun, Finding
from pipeline_browser.model.metrics.lint.rules import BITS, BY_ID, RULES, rules_of
from pipeline_browser.model.metrics.lint.twins import read_twins
from pipeline_browser.model.metrics.lint.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.selecting import Where
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.pipelines.shape import Shape

_CELLS = (
    "key", "name", "now", "processed", "total", "chunks_processed", "chunks_total", "duration", "throughput",
    "ratio", "errors", "warnings", "input_size", "output_size", "started", "ended", "pipeline_id",
    "input_checksum", "output_checksum", "started_text", "ended_text", "has_start", "has_end", "has_duration",
)  # fmt: skip
_AT_ONCE = 1_000  # runs
_TWIN = BY_ID["same-input"]


def read_bits(
    database: Database,
    source: Source,
    where: Where | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> dict[int, int]:
    """Return the broken rules of the runs that break any, as bits (``rules_of``) by key.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    condition, values = ("1", ()) if where is None else (where.sql, where.values)
    found = f"SELECT m.key AS k, {BITS} AS bits FROM {source.runs(f'{BITS} {condition}')} WHERE {condition}"
    sql = f"SELECT group_concat(k), group_concat(bits) FROM ({found}) WHERE bits"
    keys, bits = database.query(sql, values, cancellation=cancellation)[0]
    if keys is None:
        return {}
    return dict(zip(map(int, keys.split(",")), map(int, bits.split(",")), strict=True))


def count_rules(bits: Mapping[int, int]) -> dict[str, int]:
    """Return how many runs break which rule, by the rules' ids in their order; those that none breaks too."""
    counts = dict.fromkeys((rule.id for rule in RULES), 0)
    tallied: dict[int, int] = {}
    for each in bits.values():
        tallied[each] = tallied.get(each, 0) + 1
    for each, number in tallied.items():
        for rule in rules_of(each):
            counts[rule.id] += number
    return counts


def explain(
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    *,
    cancellation: Cancellation | None = None,
) -> Iterator[CheckedRun]:
    """Yield what is wrong with some runs, in their order; those that are gone are left out.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    for first in range(0, len(keys), _AT_ONCE):
        yield from _explain(database, source, shape, keys[first : first + _AT_ONCE], cancellation)


def _explain(
    database: Database,
    source: Source,
    shape: Shape,
    keys: Sequence[int],
    cancellation: Cancellation | None,
) -> Iterator[CheckedRun]:
    where = f"WHERE {source.key} IN (SELECT value FROM json_each(?))"
    what = f"{', '.join(f'm.{cell}' for cell in _CELLS)}, {BITS}"
    rows = database.query(
        f"SELECT {what} FROM {source.runs(what, where)}",
        (json.dumps(list(keys)),),
        cancellation=cancellation,
    )
    runs: dict[int, dict[str, Any]] = {row[0]: dict(zip((*_CELLS, "bits"), row, strict=True)) for row in rows}
    contested = {key: run for key, run in runs.items() if _TWIN in rules_of(run["bits"])}
    twins = read_twins(database, source, shape, contested, cancellation) if contested else {}
    for key in keys:
        run = runs.get(key)
        if run is not None:
            found = tuple(
                Finding(
                    rule, words_of(rule, run, twins.get(key, ())), twins.get(key, ()) if rule is _TWIN else ()
                )
                for rule in rules_of(run["bits"])
            )
            yield CheckedRun(key, run["name"], run["pipeline_id"], found)
