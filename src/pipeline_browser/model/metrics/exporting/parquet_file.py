"""Runs as Parquet: typed columns, moments in UTC to the millisecond, rules of the lint a list of ids.

A time that cannot be read is null, as what is not there; the lint says which it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.exporting.values import header
from pipeline_browser.model.metrics.exporting.writing import well_formed
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow, Value

WHOLE = frozenset({Kind.DURATION, Kind.BYTES, Kind.COUNT})
"""Whole numbers, unless some row of the database holds another."""


class ParquetWriter:
    """Needs pyarrow, which is not everybody's."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column], fractional: Collection[str]) -> None:
        """Write to a file that can be sought in.

        Args:
            fractional: the names of columns that should be whole, and hold fractions somewhere.

        Raises:
            ExportFailed: pyarrow is not installed.
        """
        self._arrow = import_arrow()
        self._file = file
        self._columns = columns
        self._schema = self._arrow.schema(
            [(header(column), self._type(column, fractional)) for column in columns]
        )
        self._writer: Any = None

    def begin(self) -> None:
        """Write the magic number."""
        self._writer = self._arrow.parquet.ParquetWriter(self._file, self._schema, compression="zstd")

    def write(self, rows: Sequence[RunRow]) -> None:
        """Write some rows as one group."""
        arrays = [
            self._arrow.array([_value(column, row[column.name], field.type) for row in rows], type=field.type)
            for column, field in zip(self._columns, self._schema, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))

    def end(self) -> None:
        """Write the schema and where the groups are."""
        self._writer.close()

    def __del__(self) -> None:
        """What was given up half-way is not finished, as pyarrow would: its file is closed by now."""
        if getattr(self, "_writer", None) is not None:
            self._writer.is_open = False

    def _type(self, column: Column, fractional: Collection[str]) -> Any:  # noqa: ANN401 - pyarrow's own
        arrow = self._arrow
        if column.kind is Kind.LINT:
            return arrow.list_(arrow.string())
        if column.kind is Kind.MOMENT:
            return arrow.timestamp("ms", tz="UTC")
        if column.kind in WHOLE:
            return arrow.float64() if column.name in fractional else arrow.int64()
        return arrow.float64() if column.kind.is_numeric else arrow.string()


def import_arrow() -> Any:  # noqa: ANN401 - a module without types
    """Return pyarrow.

    Raises:
        ExportFailed: it is not installed.
    """
    try:
        import pyarrow  # noqa: ICN001, PLC0415 - 150 ms, and an extra
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExportFailed(
            "Parquet cannot be written",
            cause="It takes pyarrow, which is not installed.",
            remedy='Install it: pip install "pipeline-browser[parquet]". CSV and JSON need nothing.',
            details=str(error),
        ) from error
    return pyarrow


def _value(column: Column, value: Value, kind: Any) -> object:  # noqa: ANN401 - pyarrow's own
    if column.kind is Kind.LINT:
        return [rule.id for rule in rules_of(None if value is None else int(value))]
    if value is None:
        return None
    if column.kind is Kind.STATUS:
        return Status(int(value)).words
    if isinstance(value, str):
        return well_formed(value)
    return float(value) if kind == "double" else value  # pyarrow refuses a number that would be rounded
