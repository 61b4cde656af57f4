"""Runs as rows of words: those to look at, and the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.filter_words import value_words
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import ENGLISH, UNKNOWN, datetime_of, written
from pipeline_browser.report.facts import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.report.facts import Report

LISTED = "Runs"
"""The title of the table that lists all of them."""

_TONES = {Status.FAILED: "bad-text", Status.STALLED: "odd-text", Status.COMPLETED: "good-text"}
_LISTED = (
    "pipeline", "status", "started", "duration", "throughput", "ratio", "bytes_processed", "errors",
    "warnings",
)  # fmt: skip
_WEIGHTS = {"pipeline": 3.2, "throughput": 1.5, "ratio": 0.9, "errors": 0.9}
_LOOKED_AT = ("pipeline", "status", "started", "throughput")


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a column.

    Attributes:
        weight: how wide it is beside the others.
    """

    title: str
    is_number: bool
    weight: float
    is_for_sentences: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words; the tone names the colour of its text."""

    words: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Some runs.

    Attributes:
        introduction: how many there are, and which of them are here.
    """

    title: str
    introduction: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(report: Report) -> tuple[Table, ...]:
    """Return the tables that have rows."""
    return tuple(table for table in (_to_look_at(report), _listed(report)) if table.rows)


def _to_look_at(report: Report) -> Table:
    heads = (*_heads(report, _LOOKED_AT), Head("Why", is_number=False, weight=5, is_for_sentences=True))
    rows = tuple(
        (*_cells(report, each.row, _LOOKED_AT), Cell("; ".join(each.reasons))) for each in report.notable
    )
    return Table("What to look at", _looked_at_words(report), heads, rows)


def _looked_at_words(report: Report) -> str:
    tiles = report.dashboard.tiles
    counts = (
        (tiles.failed, "failed"),
        (tiles.stalled, "stalled"),
        (report.contradictory, "with figures that contradict each other"),
    )
    told = [f"{ENGLISH.count(number)} {words}" for number, words in counts if number]
    some = "The newest of each kind, and the slowest ones."
    return f"Of these runs {', '.join(told)}. {some}" if told else "The slowest runs."


def _listed(report: Report) -> Table:
    rows = tuple(_cells(report, row, _LISTED) for row in report.rows)
    return Table(LISTED, _listed_words(report), _heads(report, _LISTED), rows)


def _listed_words(report: Report) -> str:
    fitting, shown = report.dashboard.tiles.runs, len(report.rows)
    if shown >= fitting:
        return (
            f"All {ENGLISH.counted(fitting, 'run')}, the newest first." if fitting != 1 else "The only run."
        )
    return (
        f"The newest {ENGLISH.count(shown)} of {ENGLISH.counted(fitting, 'run')}; "
        f"{ENGLISH.count(fitting - shown)} more are in all figures and charts, but not listed here."
    )


def _heads(report: Report, names: tuple[str, ...]) -> tuple[Head, ...]:
    return tuple(_each_head(report, names))


def _each_head(report: Report, names: tuple[str, ...]) -> Iterator[Head]:
    for name in names:
        column = BY_NAME[name]
        zone = f" ({_zone_of(report)})" if column.kind is Kind.MOMENT else ""
        weight = 2.3 if column.kind is Kind.MOMENT else _WEIGHTS.get(name, 1.2)
        is_number = column.kind.is_numeric and column.kind is not Kind.MOMENT
        yield Head(f"{column.title}{zone}", is_number, weight)


def _zone_of(report: Report) -> str:
    """Return the zone's name; of the moment of the report, since it changes with summer time."""
    there = datetime_of(report.dashboard.now, report.zone)
    return "local" if there is None else there.tzname() or "UTC"


def _cells(report: Report, row: RunRow, names: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(_cell(row, name, report.zone) for name in names)


def _cell(row: RunRow, name: str, zone: tzinfo | None) -> Cell:
    value, column = row[name], BY_NAME[name]
    if name == "status" and isinstance(value, int):
        return Cell(Status(value).words, _TONES.get(Status(value), "text"))
    if column.kind is Kind.MOMENT:
        return _moment(value, row.started_text, zone)
    if value is None:
        return Cell(UNNAMED if name == "pipeline" else UNKNOWN, "dim")
    if name == "throughput" and value == 0:  # the column's default, which says nothing
        return Cell(UNKNOWN, "dim")
    tone = "bad-text" if name == "errors" and isinstance(value, int | float) and value > 0 else "text"
    return Cell(value_words(column, value, ENGLISH, zone), tone)


def _moment(value: str | float | None, stored: str | None, zone: tzinfo | None) -> Cell:
    there = None if value is None or isinstance(value, str) else datetime_of(value, zone)
    if there is not None:
        return Cell(written(there))
    return Cell(f"“{stored}”", "odd-text") if stored is not None else Cell(UNKNOWN, "dim")
