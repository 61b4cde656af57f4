"""Runs as JSON: a list of objects, one a line; raw numbers, times in ISO 8601, rules of the lint as ids.

What the row does not say is null. An infinite number, for which JSON has no word, is 1e999: every reader of
doubles takes that for infinity.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.exporting.values import header, reader_of
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.table.pages import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow


class JsonWriter:
    """ASCII alone: everything else is escaped."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._file = file
        self._names = [header(each) for each in columns]
        self._readers = [_rules_of(each) if each.kind is Kind.LINT else reader_of(each) for each in columns]
        self._is_first = True

    def begin(self) -> None:
        """Begin the list."""
        self._file.write(b"[")

    def write(self, rows: Sequence[RunRow]) -> None:
        """Write some objects."""
        objects = [self._object([read(row) for read in self._readers]) for row in rows]
        if objects:
            self._file.write((b"\n" if self._is_first else b",\n") + ",\n".join(objects).encode("ascii"))
            self._is_first = False

    def end(self) -> None:
        """End the list."""
        self._file.write(b"\n]\n")

    def _object(self, values: list[Any]) -> str:
        try:
            return json.dumps(dict(zip(self._names, values, strict=True)), allow_nan=False)
        except ValueError:  # infinity
            cells = (f"{json.dumps(n)}: {_any(v)}" for n, v in zip(self._names, values, strict=True))
            return f"{{{', '.join(cells)}}}"


def _rules_of(column: Column) -> Callable[[RunRow], list[str]]:
    place = place_of(column)

    def read(row: RunRow) -> list[str]:
        bits = row.values[place]
        return [] if bits is None else [rule.id for rule in rules_of(int(bits))]

    return read


def _any(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    if isinstance(value, float) and math.isinf(value):
        return "1e999" if value > 0 else "-1e999"
    return json.dumps(value)
