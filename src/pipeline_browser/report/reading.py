"""What a report says of a database, read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.figures.spread import spread_of
from pipeline_browser.model.metrics.filter_words import filter_words
from pipeline_browser.model.metrics.lint.checking import explain, read_bits
from pipeline_browser.model.metrics.lint.rules import BY_ID, rules_of
from pipeline_browser.model.metrics.names import read_names
from pipeline_browser.model.metrics.reading import read_runs
from pipeline_browser.model.metrics.runs import runs_of
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.table.pages import read_page
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.report.facts import Notable, People, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.reading import ReadRuns
    from pipeline_browser.model.metrics.runs import Runs, Wholes
    from pipeline_browser.report.facts import Wanted

OF_EACH = 8
"""So many runs to look at of each kind."""

_SLOW = 4  # times slower than the median


def read_report(
    database: Database, name: str, wanted: Wanted, now: int, cancellation: Cancellation | None = None
) -> Report:
    """Return what a report says.

    Args:
        name: of the database, for people.
        now: milliseconds since 1970 UTC.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    read = read_runs(database, now, cancellation=cancellation)
    if read is None:
        raise AssertionError("nothing was known before")
    with moment(database, cancellation):
        return _report(database, name, wanted, read)


def _report(database: Database, name: str, wanted: Wanted, read: ReadRuns) -> Report:
    every = runs_of(read)
    runs = every.with_keys(select_keys(database, read.source, read.shape, wanted.filter, Order()))
    dashboard = compute(runs, wanted.zone)
    bits = read_bits(database, read.source)
    contested = frozenset(key for key, some in bits.items() if BY_ID["same-input"] in rules_of(some))
    listed = runs.keys[: wanted.rows].tolist()
    return Report(
        database=name,
        filters=filter_words(wanted.filter, ENGLISH, wanted.zone),
        zone=wanted.zone,
        dashboard=dashboard,
        every=len(every),
        people=_people(database, read, runs, dashboard),
        notable=_notable(database, read, _reasons(runs, bits), contested),
        contradictory=sum(key in bits for key in runs.keys.tolist()),
        rows=tuple(read_page(database, read.source, listed, contested=contested)),
    )


def _people(database: Database, read: ReadRuns, runs: Runs, dashboard: Dashboard) -> People:
    series = (dashboard.throughput.points, dashboard.duration.points, dashboard.sizes.points)
    shown = np.unique(np.concatenate([dashboard.timeline.keys, *(each.keys for each in series)]))
    names = read_names(database, read.source, shown.tolist())
    some = runs.taken(np.isin(runs.keys, shown))
    statuses = map(Status, some.status.tolist())
    return People(names, dict(zip(some.keys.tolist(), statuses, strict=True)))


def _reasons(runs: Runs, bits: Mapping[int, int]) -> dict[int, list[str]]:
    """Return why some runs are worth a look: the newest of each kind, and the slowest.

    What contradicts itself is named later, with the figures of the run.
    """
    reasons: dict[int, list[str]] = {}
    for key, errors in zip(*_newest(runs, Status.FAILED), strict=True):
        counted = ENGLISH.counted(errors, "error") if errors > 0 else "before all bytes were processed"
        reasons.setdefault(key, []).append(f"failed: {counted}")
    for key, _ in zip(*_newest(runs, Status.STALLED), strict=True):
        reasons.setdefault(key, []).append("stalled: it started and was not heard of again")
    for key in [key for key in runs.keys.tolist() if key in bits][:OF_EACH]:
        reasons.setdefault(key, [])
    for key, rate, times in _slowest(runs):
        words = f"slow: {ENGLISH.rate(rate)}, the median is {ENGLISH.significant(times, 2)} times faster"
        reasons.setdefault(key, []).append(words)
    return reasons


def _newest(runs: Runs, status: Status) -> tuple[list[int], list[float]]:
    """Return keys and errors of the newest runs of a status; the runs are in that order."""
    places = np.flatnonzero(runs.status == status)[:OF_EACH]
    return runs.keys[places].tolist(), np.nan_to_num(runs.errors[places]).tolist()


def _slowest(runs: Runs) -> Iterator[tuple[int, float, float]]:
    """Yield key, throughput, and how many times faster the median is."""
    places: Wholes = np.flatnonzero((runs.throughput > 0) & (runs.status == Status.COMPLETED))
    median = spread_of(runs.throughput[places]).median
    for place in places[np.argsort(runs.throughput[places], kind="stable")[:OF_EACH]].tolist():
        rate = float(runs.throughput[place])
        if median / rate > _SLOW:
            yield int(runs.keys[place]), rate, median / rate


def _notable(
    database: Database, read: ReadRuns, reasons: dict[int, list[str]], contested: frozenset[int]
) -> tuple[Notable, ...]:
    keys = list(reasons)
    found = explain(database, read.source, read.shape, keys)
    told = {run.key: [finding.words for finding in run.findings] for run in found}
    rows = read_page(database, read.source, keys, contested=contested)
    return tuple(Notable(row, (*reasons[row.key], *told.get(row.key, ()))) for row in rows)
