"""Runs as CSV: a line of names with their units, then a line a run (see ``csv_text.py``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pipeline_browser.model.metrics.exporting.csv_text import csv_line
from pipeline_browser.model.metrics.exporting.values import header, reader_of
from pipeline_browser.model.metrics.exporting.writing import encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow


class CsvWriter:
    """UTF-8 without a mark, CRLF, as RFC 4180 has it."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._file = file
        self._columns = columns
        self._readers = [reader_of(each) for each in columns]

    def begin(self) -> None:
        """Write the names."""
        self._file.write(encoded(csv_line(header(each) for each in self._columns)))

    def write(self, rows: Sequence[RunRow]) -> None:
        """Write some rows."""
        lines = [csv_line([read(row) for read in self._readers]) for row in rows]
        self._file.write(encoded("".join(lines)))

    def end(self) -> None:
        """Nothing follows."""
