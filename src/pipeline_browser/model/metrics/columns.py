"""The columns of a run, those of the table and those computed from them: titles, units, expressions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline_browser.model.metrics.lint.rules import BITS
from pipeline_browser.model.metrics.status import STATUS_SQL

SINCE_1970 = "ms since 1970 UTC"


class Kind(Enum):
    """What a column's values are; decides unit, alignment, format and how it can be filtered."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    STATUS = "status"  # numbers of Status
    LINT = "lint"  # bits of broken rules (``lint/rules.py``)
    SHARE = "share"  # 0 to 1, shown in percent
    MOMENT = "moment"  # milliseconds since 1970 UTC
    DURATION = "duration"  # milliseconds
    RATE = "rate"  # bytes per second
    RATIO = "ratio"  # output bytes / input bytes
    BYTES = "bytes"
    COUNT = "count"
    CHECKSUM = "checksum"

    @property
    def is_numeric(self) -> bool:
        """Whether its values can be ranged over, totalled, and stand at the right."""
        return self not in {Kind.TEXT, Kind.IDENTIFIER, Kind.STATUS, Kind.LINT, Kind.CHECKSUM}


class Good(Enum):
    """Which direction of a figure is good news."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a run.

    Attributes:
        name: stable: in settings, filters and exports.
        title: what a person reads above it, without the unit.
        unit: of the value as it is stored and exported; empty where it has none.
        explanation: what it says and where it comes from.
        sql: the expression of its value, of a run ``m`` (see ``source.py``).
        computed: not a column of the table.
    """

    name: str
    title: str
    kind: Kind
    unit: str
    explanation: str
    sql: str
    good: Good = Good.NEITHER
    computed: bool = False


_COMPUTED_THROUGHPUT = "CASE WHEN m.duration > 0 THEN m.processed * 1000.0 / m.duration END"
_COMPUTED_RATIO = (
    "CASE WHEN m.input_size > 0 AND m.output_size > 0 THEN m.output_size * 1.0 / m.input_size END"
)

COLUMNS = (
    Column("pipeline", "Pipeline", Kind.TEXT, "", "Whose run it is", "m.name", computed=True),
    Column("status", "Status", Kind.STATUS, "", "Failed, stalled, running, not started or completed",
           STATUS_SQL, computed=True),
    Column("lint", "Lint", Kind.LINT, "", "What of its figures cannot all be true", BITS, Good.LESS,
           computed=True),
    Column("progress", "Progress", Kind.SHARE, "", "Bytes processed of all bytes",
           "CASE WHEN m.total > 0 THEN m.processed * 1.0 / m.total END", Good.MORE, computed=True),
    Column("started", "Started", Kind.MOMENT, SINCE_1970, "start_time_rfc3339", "m.started"),
    Column("ended", "Ended", Kind.MOMENT, SINCE_1970, "end_time_rfc3339", "m.ended"),
    Column("duration", "Duration", Kind.DURATION, "ms", "processing_duration_ms", "m.duration", Good.LESS),
    Column("computed_duration", "End - start", Kind.DURATION, "ms", "The end minus the start",
           "m.ended - m.started", Good.LESS, computed=True),
    Column("throughput", "Throughput", Kind.RATE, "bytes/s",
           "throughput_bytes_per_second, as the row states it; 0 is what a row has that does not know",
           "m.throughput", Good.MORE),
    Column("computed_throughput", "Bytes / duration", Kind.RATE, "bytes/s",
           "Bytes processed by the stated duration", _COMPUTED_THROUGHPUT, Good.MORE, computed=True),
    Column("ratio", "Ratio", Kind.RATIO, "",
           "compression_ratio, as the row states it: output by input; 0.25 is good, above 1 the file grew",
           "m.ratio", Good.LESS),
    Column("computed_ratio", "Output / input", Kind.RATIO, "", "Output file size by input file size",
           _COMPUTED_RATIO, Good.LESS, computed=True),
    Column("errors", "Errors", Kind.COUNT, "", "error_count", "m.errors", Good.LESS),
    Column("warnings", "Warnings", Kind.COUNT, "", "warning_count", "m.warnings", Good.LESS),
    Column("bytes_processed", "Processed", Kind.BYTES, "bytes", "bytes_processed", "m.processed"),
    Column("bytes_total", "Total", Kind.BYTES, "bytes", "bytes_total", "m.total"),
    Column("chunks_processed", "Chunks done", Kind.COUNT, "", "chunks_processed", "m.chunks_processed"),
    Column("chunks_total", "Chunks", Kind.COUNT, "", "chunks_total", "m.chunks_total"),
    Column("input_size", "Input", Kind.BYTES, "bytes", "input_file_size_bytes", "m.input_size"),
    Column("output_size", "Output", Kind.BYTES, "bytes", "output_file_size_bytes", "m.output_size"),
    Column("input_checksum", "Input checksum", Kind.CHECKSUM, "", "input_file_checksum", "m.input_checksum"),
    Column("output_checksum", "Output checksum", Kind.CHECKSUM, "", "output_file_checksum",
           "m.output_checksum"),
    Column("pipeline_id", "Pipeline id", Kind.IDENTIFIER, "", "pipeline_id", "m.pipeline_id"),
    Column("when", "When", Kind.MOMENT, SINCE_1970, "The start, else the end: where a run stands in time",
           "m.stands", computed=True),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
