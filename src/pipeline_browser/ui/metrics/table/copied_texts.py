"""Rows as text for the clipboard: TSV, CSV, Markdown; no widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline_browser.model.metrics.exporting.csv_text import csv_line
from pipeline_browser.model.metrics.exporting.values import header, raw_value
from pipeline_browser.ui.copying import raw_text, tab_separated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow


def as_tsv(columns: Sequence[Column], rows: Iterable[RunRow]) -> str:
    """Return rows under their headers, raw values in their units."""
    return tab_separated([header(each) for each in columns], _table(columns, rows))


def as_csv(columns: Sequence[Column], rows: Iterable[RunRow]) -> str:
    """Return rows as CSV that no spreadsheet takes for formulas."""
    lines = [csv_line(header(each) for each in columns)]
    lines += [csv_line(row) for row in _table(columns, rows)]
    return "".join(lines)


def as_markdown(columns: Sequence[Column], rows: Iterable[RunRow]) -> str:
    """Return rows as a table of Markdown, numbers at the right."""
    sides = ["---:" if each.kind.is_numeric else "---" for each in columns]
    lines = [_line(_markdown(header(each)) for each in columns), _line(sides)]
    lines += [_line(_markdown(raw_text(value)) for value in row) for row in _table(columns, rows)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(columns: Sequence[Column], rows: Iterable[RunRow]) -> Iterable[list[Any]]:
    return ([raw_value(column, row) for column in columns] for row in rows)


def _markdown(text: str) -> str:
    """Return a text that neither ends its cell nor is taken for markup."""
    line = " ".join(text.split()) if any(each in text for each in "\n\r\t") else text
    return "".join(f"\\{each}" if each in "\\|`*_<>[]&~" else each for each in line)
