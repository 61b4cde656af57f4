"""Runs as OpenMetrics text 1.0: every figure of a run is a gauge with its pipeline as labels.

Names follow those that the program itself reports (``adaptive_pipeline_…``), with ``run`` in them, since
these are figures of single runs. Units are OpenMetrics' base units: seconds, bytes, ratios. What a run does
not say has no sample. All samples of a name stand together, as the format wants it: each name has a file of
its own first.
"""

from __future__ import annotations

import math
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.exporting.writing import well_formed
from pipeline_browser.model.metrics.lint.rules import rules_of
from pipeline_browser.model.metrics.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.table.pages import RunRow, Value

_PREFIX = "adaptive_pipeline_run"
_IN_MEMORY = 1 << 20  # bytes of each name's samples, before they go to the disk


@dataclass(frozen=True, slots=True)
class Family:
    """One name with its samples.

    Attributes:
        is_time: the column has milliseconds, the samples seconds.
    """

    name: str
    type: str
    unit: str
    help: str
    column: Column
    is_time: bool = False


_NAMES = {  # of columns: what follows the prefix, and the unit, which ends the name
    "progress": ("progress", "ratio"),
    "started": ("start_timestamp", "seconds"),
    "ended": ("end_timestamp", "seconds"),
    "duration": ("processing_duration", "seconds"),
    "computed_duration": ("elapsed", "seconds"),
    "throughput": ("throughput", "bytes_per_second"),
    "computed_throughput": ("computed_throughput", "bytes_per_second"),
    "ratio": ("compression", "ratio"),
    "computed_ratio": ("computed_compression", "ratio"),
    "errors": ("errors", ""),
    "warnings": ("warnings", ""),
    "bytes_processed": ("processed", "bytes"),
    "bytes_total": ("expected", "bytes"),
    "chunks_processed": ("chunks_processed", ""),
    "chunks_total": ("chunks_expected", ""),
    "input_size": ("input", "bytes"),
    "output_size": ("output", "bytes"),
}
_MILLISECONDS = {Kind.MOMENT, Kind.DURATION}


def families_of(columns: Sequence[Column]) -> tuple[Family, ...]:
    """Return the families that some columns become; names and ids become labels of all of them."""
    return tuple(family for column in columns for family in _family(column))


def _family(column: Column) -> Iterator[Family]:
    if column.name in _NAMES:
        name, unit = _NAMES[column.name]
        whole = "_".join(filter(None, (_PREFIX, name, unit)))
        yield Family(whole, "gauge", unit, column.explanation, column, column.kind in _MILLISECONDS)
    elif column.kind is Kind.STATUS:
        yield Family(f"{_PREFIX}_status", "stateset", "", column.explanation, column)
    elif column.kind is Kind.LINT:
        yield Family(f"{_PREFIX}_contradiction", "gauge", "", column.explanation, column)
    elif column.kind is Kind.CHECKSUM:
        name = f"{_PREFIX}_{column.name}"
        yield Family(name, "info", "", column.explanation, column)


class OpenMetricsWriter:
    """Families one after the other, then ``# EOF``."""

    def __init__(
        self, file: BinaryIO, columns: Sequence[Column], *, named_by_id: bool, timestamps: bool = False
    ) -> None:
        """Write to a file.

        Args:
            named_by_id: no two runs have the same pipeline; otherwise a label tells them apart.
            timestamps: give each sample the end of its run (else the start), in seconds: what a backfill
                needs, and what a scrape refuses.
        """
        self._file = file
        self._named_by_id = named_by_id
        self._timestamps = timestamps
        self._families = families_of(columns)
        self._stack = ExitStack()
        self._parts: list[SpooledTemporaryFile[bytes]] = []

    def begin(self) -> None:
        """Make a place for each family."""
        self._parts = [
            self._stack.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - it is
            for _ in self._families
        ]

    def write(self, rows: Sequence[RunRow]) -> None:
        """Write the samples of some runs."""
        marked = [(row, self._labels(row), self._moment(row)) for row in rows]
        for family, part in zip(self._families, self._parts, strict=True):
            samples = (
                f"{sample}{moment}\n"
                for row, labels, moment in marked
                for sample in _samples(family, row[family.column.name], labels)
            )
            part.write("".join(samples).encode("utf-8"))

    def end(self) -> None:
        """Put the families together."""
        with self._stack:
            for family, part in zip(self._families, self._parts, strict=True):
                self._file.write(_head(family).encode("utf-8"))
                part.seek(0)
                shutil.copyfileobj(part, self._file)
        self._file.write(b"# EOF\n")

    def _labels(self, row: RunRow) -> str:
        pipeline, pipeline_id = row["pipeline"], row["pipeline_id"]
        labels = [("pipeline", pipeline), ("pipeline_id", pipeline_id)]
        if not self._named_by_id or pipeline_id is None:
            labels.append(("run", str(row.key)))
        return ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)

    def _moment(self, row: RunRow) -> str:
        moment = row["ended"] if row["ended"] is not None else row["started"]
        return f" {_number(float(moment) / 1000)}" if self._timestamps and moment is not None else ""


def _head(family: Family) -> str:
    lines = [f"# TYPE {family.name} {family.type}"]
    if family.unit:
        lines.append(f"# UNIT {family.name} {family.unit}")
    lines.append(f"# HELP {family.name} {_escaped(family.help)}")
    return "\n".join(lines) + "\n"


def _samples(family: Family, value: Value, labels: str) -> Iterator[str]:
    match family.type:
        case "stateset":
            for status in Status:
                is_it = int(value == status)
                yield f'{family.name}{{{labels},{family.name}="{status.words}"}} {is_it}'
        case "info" if isinstance(value, str):
            yield f'{family.name}_info{{{labels},checksum="{_escaped(value)}"}} 1'
        case "gauge" if family.column.kind is Kind.LINT:
            for rule in rules_of(None if value is None else int(value)):
                yield f'{family.name}{{{labels},rule="{rule.id}"}} 1'
        case "gauge" if isinstance(value, int | float):
            # Divided, since 0.001 is no exact factor: 826 ms are 0.826 s.
            number = value / 1000 if family.is_time else value
            yield f"{family.name}{{{labels}}} {_number(number)}"


def _number(value: float) -> str:
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return repr(value)


def _escaped(value: Value) -> str:
    """Return a label's value; NULL is empty, which Prometheus takes for a label that is not there."""
    text = "" if value is None else well_formed(str(value))
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
