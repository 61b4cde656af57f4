"""What a cell of the table says: a text with its unit, whether it is dim, a mark, the whole for a tooltip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.lint.wording import words_of
from pipeline_browser.model.metrics.names import NO_NAME
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import written
from pipeline_browser.ui.formats import ago, figure, moment
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics import formats
from pipeline_browser.ui.metrics.table.marks import LINT_MARK, STATUS_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow, Value
    from pipeline_browser.ui.colours import Meaning

_LONGEST = 300  # characters: fitting a megabyte into a cell would hold up the window
_WRITERS: dict[Kind, Callable[[float], str]] = {
    Kind.SHARE: formats.percent,
    Kind.DURATION: formats.duration,
    Kind.RATE: formats.rate,
    Kind.RATIO: formats.ratio,
    Kind.BYTES: formats.size,
    Kind.COUNT: formats.count,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows.

    Attributes:
        dim: a word in place of a value.
        tip: the tooltip, where the text does not say everything.
        mark: the name of an icon, and what it means.
        share: of a bar behind the text, 0 to 1.
    """

    text: str
    dim: bool = False
    tip: str = ""
    mark: tuple[str, Meaning] | None = None
    share: float | None = None


NOT_READ = Cell("\N{EN DASH}", dim=True, tip="Being read")
_NULL = Cell("NULL", dim=True, tip="The row does not say it")
_NOT_KNOWN = Cell("\N{EN DASH}", dim=True, tip="0, which is what a row has that does not know it")
_UNKNOWN = Cell("\N{EN DASH}", dim=True, tip="The row does not say what it takes to compute it")
_CLEAN = Cell("", tip="Its figures agree with each other")


def cell_of(column: Column, row: RunRow, *, utc: bool, now: datetime) -> Cell:
    """Return what a column says of a run.

    Args:
        utc: times in UTC rather than in local time.
        now: for how long ago a moment was.
    """
    value = row[column.name]
    if column.kind is Kind.MOMENT:
        return _moment(column, row, utc=utc, now=now)
    if column.kind is Kind.LINT:
        return _lint(row, value, now)
    if value is None:
        return (
            Cell(NO_NAME, dim=True) if column.name == "pipeline" else _UNKNOWN if column.computed else _NULL
        )
    if column.kind is Kind.STATUS:
        status = Status(int(value))
        return Cell(status.words, tip=f"{status.words}: {status.explanation}", mark=STATUS_MARKS[status])
    if isinstance(value, str):
        return _text(value)
    if value == 0 and column.name == "throughput":
        return _NOT_KNOWN
    text = _WRITERS[column.kind](value)
    share = min(max(value, 0), 1) if column.kind is Kind.SHARE else None
    return Cell(text, tip=_exactly(column, value, text), share=share)


def _text(value: str) -> Cell:
    if not value:
        return Cell("empty", dim=True)
    cut = "…" if len(value) > _LONGEST else ""
    line = shown(value[:_LONGEST]) + cut
    return Cell(line, tip=line)


def _lint(row: RunRow, value: Value, now: datetime) -> Cell:
    rules = rules_of(None if value is None else int(value))
    if not rules:
        return _CLEAN
    more = f" +{figure(len(rules) - 1)}" if len(rules) > 1 else ""
    return Cell(
        f"{rules[0].title}{more}",
        tip="\n".join(words_of(rule, stated(row, now)) for rule in rules),
        mark=LINT_MARK,
    )


def stated(row: RunRow, now: datetime) -> dict[str, Any]:
    """Return a row's cells by the names that the lint's words have for them."""
    cells = {cell: row[column] for cell, column in _STATED.items()}
    # A blob has no text here, but it is none that anybody reads.
    given = {"has_start": row.started_text, "has_end": row.ended_text}
    cells |= {name: text is not None for name, text in given.items()}
    unread = any(given[name] is not None and cells[moment] is None for name, moment in _MOMENTS.items())
    cells |= {"started_text": row.started_text, "ended_text": row.ended_text}
    return cells | {"has_duration": not unread, "now": now.timestamp() * 1000}


_MOMENTS = {"has_start": "started", "has_end": "ended"}
_STATED = {
    "processed": "bytes_processed",
    "total": "bytes_total",
    **{
        name: name
        for name in ("chunks_processed", "chunks_total", "duration", "throughput", "ratio", "errors")
    },
    **{name: name for name in ("warnings", "input_size", "output_size", "started", "ended")},
}


def _exactly(column: Column, value: float, text: str) -> str:
    """Return the whole number with its unit, where the text is rounded."""
    if value in (float("inf"), float("-inf")):
        return ""
    whole = figure(value) if value == int(value) else figure(value, 3 if abs(value) >= 1 else 6)
    exact = f"{whole} {column.unit}".strip()
    return "" if exact == text else exact


def stored_moment(column: Column, row: RunRow) -> str | None:
    """Return what the row holds where a column says a moment; None where it holds nothing."""
    if column.name == "when":
        return row.started_text or row.ended_text
    return {"started": row.started_text, "ended": row.ended_text}.get(column.name)


def _moment(column: Column, row: RunRow, *, utc: bool, now: datetime) -> Cell:
    value, stored = row[column.name], stored_moment(column, row)
    at = None if value is None or isinstance(value, str) else formats.datetime_of(value, UTC)
    if at is not None:
        there = at.astimezone(UTC if utc else None)
        tips = [ago(at, now) if at <= now else "in the future", moment(at, utc=utc)]
        if stored:
            tips.append(f"Stored as {shown(stored[:_LONGEST])}")
        return Cell(written(there), tip="\n".join(tips))
    if stored is None:
        return _UNKNOWN if column.computed else _NULL
    text = _text(stored)
    return Cell(text.text, dim=True, tip=f"No time as the program writes it: {text.text}", mark=LINT_MARK)
