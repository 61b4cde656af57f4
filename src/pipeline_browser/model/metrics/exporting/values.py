"""What a value of a run is outside of this program: raw numbers in their unit, moments in ISO 8601, words."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.table.pages import place_of
from pipeline_browser.model.metrics.words import datetime_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow, Value

_TEXTS = {"started": "started_text", "ended": "ended_text"}


def raw_value(column: Column, row: RunRow) -> Value:
    """Return a value for a text format: status and rules as words, moments in UTC to the millisecond.

    A time that cannot be read is its text as it is stored.
    """
    return reader_of(column)(row)


def reader_of(column: Column) -> Callable[[RunRow], Value]:
    """Return what reads a column's values for a text format, for a hundred thousand rows."""
    place = place_of(column)
    if column.kind is Kind.MOMENT:
        return partial(_moment, place, _TEXTS.get(column.name, ""))
    if column.kind in _WORDS:
        return partial(_word, place, _WORDS[column.kind])
    return partial(_plain, place)


def _plain(place: int, row: RunRow) -> Value:
    return row.values[place]


def _word(place: int, words: Callable[[int], str], row: RunRow) -> Value:
    value = row.values[place]
    return None if value is None else words(int(value))


def _moment(place: int, stored: str, row: RunRow) -> Value:
    there = moment_of(row.values[place])
    return (getattr(row, stored) if stored else None) if there is None else iso(there)


_WORDS: dict[Kind, Callable[[int], str]] = {
    Kind.STATUS: lambda value: Status(value).words,
    Kind.LINT: lambda value: ", ".join(rule.id for rule in rules_of(value)),
}


def moment_of(value: Value) -> datetime | None:
    """Return a moment in UTC; None where there is none, or none that a calendar has."""
    return None if value is None or isinstance(value, str) else datetime_of(value, UTC)


def iso(moment: datetime) -> str:
    """Return ``2025-10-07T23:26:54.123Z``."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def header(column: Column) -> str:
    """Return a column's name with its unit, as the first line of a table has it: ``duration_ms``."""
    unit = _UNITS.get(column.unit, "")
    return f"{column.name}_{unit}" if unit and unit not in column.name else column.name


_UNITS = {"ms": "ms", "bytes": "bytes", "bytes/s": "bytes_per_second"}
