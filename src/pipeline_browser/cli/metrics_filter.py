"""Which runs the options of ``metrics`` ask for, and reading them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.model.metrics.filters import Filter, OneOf, Period, Span
from pipeline_browser.model.metrics.status import Status

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.runs import Runs

_SECOND = 1_000  # milliseconds
_BEFORE_ALL, _AFTER_ALL = -62_135_596_800_000, 253_402_300_800_000  # the years 1 and 10000


def now_in_milliseconds() -> int:
    """Return the moment that periods and running runs are told by, in milliseconds since 1970 UTC."""
    return int(time.time() * _SECOND)


def chosen_zone(arguments: argparse.Namespace) -> tzinfo | None:
    """Return UTC where it is asked for; None is this machine's zone."""
    return UTC if arguments.utc else None


def chosen_filter(arguments: argparse.Namespace) -> Filter:
    """Return the filter that ``--period``, ``--text`` and ``--status`` describe.

    Raises:
        WrongUsage: a period or status that does not exist.
    """
    conditions = (OneOf("status", _statuses(arguments.status)),) if arguments.status else ()
    return Filter(_period(arguments.period, chosen_zone(arguments)), arguments.text or "", conditions)


def _statuses(text: str) -> tuple[int, ...]:
    names = {each.words.replace(" ", "-"): int(each) for each in Status}
    wanted = [name.strip().lower() for name in text.split(",")]
    for name in wanted:
        if name not in names:
            raise WrongUsage(f"'{name}' is no status. There are {', '.join(names)}")
    return tuple(dict.fromkeys(names[name] for name in wanted))


def _period(text: str | None, zone: tzinfo | None) -> Period | Span:
    periods = {each.value: each for each in Period}
    if text is None:
        return Period.ALL
    if text in periods:
        return periods[text]
    start, dots, end = text.partition("..")
    if not dots or not (start or end):
        raise WrongUsage(f"'{text}' is no period. Use {', '.join(periods)}, or FROM..TO")
    span = Span(
        _moment(start, zone, is_end=False) if start else _BEFORE_ALL,
        _moment(end, zone, is_end=True) if end else _AFTER_ALL,
    )
    if span.start >= span.end:
        raise WrongUsage(f"'{text}' is no period: it ends before it starts")
    return span


def _moment(text: str, zone: tzinfo | None, *, is_end: bool) -> int:
    """Return milliseconds since 1970 UTC; a date alone is the whole day."""
    try:
        read = datetime.fromisoformat(text)
        if is_end and len(text) <= len("2025-01-01"):
            read += timedelta(days=1)
        if read.tzinfo is None:
            read = read.replace(tzinfo=zone)
        return round(read.timestamp() * _SECOND)
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUsage(f"'{text}' is no date, such as 2025-01-31 or 2025-01-31T12:00") from error


def read_chosen(database: Database, wanted: Filter, now: int, cancellation: Cancellation) -> Runs:
    """Return the runs that fit a filter.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    from pipeline_browser.model.metrics.reading import read_runs  # noqa: PLC0415 - not for exports
    from pipeline_browser.model.metrics.runs import runs_of  # noqa: PLC0415 - numpy
    from pipeline_browser.model.metrics.selecting import select_keys  # noqa: PLC0415

    read = read_runs(database, now, cancellation=cancellation)
    if read is None:
        raise AssertionError("nothing was known before")
    runs = runs_of(read)
    if wanted.is_empty:
        return runs
    return runs.with_keys(select_keys(database, read.source, read.shape, wanted, cancellation=cancellation))
