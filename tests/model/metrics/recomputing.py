"""Everything of runs once more: plain Python over all rows, sharing no code with what it is compared to."""

from __future__ import annotations

import math
import re
import statistics
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, OneOf, Period

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.metrics.filters import Condition

_RFC_3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parsed(cell: object) -> int | None:
    """Milliseconds since 1970 UTC."""
    match = _RFC_3339.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        return None
    day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    try:
        moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return None
    moment += timedelta(hours=int(hour), minutes=int(minute), seconds=int(second))
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        moment += offset if sign == "-" else -offset
    thousandths = math.floor(float(fraction or 0) * 1000 + 0.5)
    return (moment - _EPOCH) // timedelta(milliseconds=1) + thousandths


def number(cell: object) -> Any:  # noqa: ANN401 - an int or a float, as it is stored
    return cell if isinstance(cell, int | float) else None


def text(cell: object) -> str | None:
    return None if cell is None or isinstance(cell, bytes) else str(cell)


def finite(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else float(value)


@dataclass
class Run:
    """One row; ``columns`` are the values that conditions are about."""

    key: int
    columns: dict[str, Any]
    algorithms: list[str]
    stage_algorithms: list[str]
    has_start: bool
    has_end: bool
    has_duration: bool

    @property
    def status(self) -> str:
        return str(self.columns["status_words"])

    def figure(self, name: str) -> float | None:
        """What a chart shows: what is stated, else what follows from the others."""
        columns = self.columns
        if name == "duration" and columns["duration"] is None:
            length = columns["computed_duration"]
            return finite(length) if length is not None and length >= 0 else None
        if name == "throughput" and not (columns["throughput"] or 0) > 0:
            return finite(columns["computed_throughput"] or None)
        if name == "ratio" and columns["ratio"] is None:
            return finite(columns["computed_ratio"])
        return finite(columns[name])

    @property
    def way(self) -> str:
        return " + ".join(sorted(set(self.algorithms))) or "no compression"


def read(path: Path, now: int) -> list[Run]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT rowid AS key, * FROM processing_metrics").fetchall()
        names = dict(connection.execute("SELECT id, name FROM pipelines").fetchall())
        stages = connection.execute(
            "SELECT pipeline_id, stage_type, algorithm FROM pipeline_stages"
        ).fetchall()
    return [
        _run(row, names, [tuple(each) for each in stages if each[0] == row["pipeline_id"]], now)
        for row in rows
    ]


def _run(row: sqlite3.Row, names: dict[str, str], stages: list[Any], now: int) -> Run:
    has_start, has_end = row["start_time_rfc3339"] is not None, row["end_time_rfc3339"] is not None
    has_duration = row["processing_duration_ms"] is not None
    started, ended = parsed(row["start_time_rfc3339"]), parsed(row["end_time_rfc3339"])
    processed, total = number(row["bytes_processed"]), number(row["bytes_total"])
    duration, throughput = number(row["processing_duration_ms"]), number(row["throughput_bytes_per_second"])
    size_in, size_out = number(row["input_file_size_bytes"]), number(row["output_file_size_bytes"])
    errors = number(row["error_count"])
    failed = (errors or 0) > 0
    short = (processed or 0) < (total or 0)
    if has_end or has_duration:
        status = "failed" if failed or short else "completed"
    elif not has_start:
        if failed:
            status = "failed"
        elif (processed or 0) == 0:
            status = "not started"
        else:
            status = "running" if short else "completed"
    else:
        patience = 3_600_000.0
        if throughput is not None and throughput > 0:
            patience = max(patience, 10 * 1000.0 * (total or 0) / throughput)
        status = "stalled" if started is not None and now - started > patience else "running"
    columns = {
        "pipeline": text(names.get(row["pipeline_id"])),
        "status_words": status,
        "status": ["failed", "stalled", "running", "not started", "completed"].index(status),
        "progress": processed / total if processed is not None and total is not None and total > 0 else None,
        "started": started,
        "ended": ended,
        "when": ended if started is None else started,
        "duration": duration,
        "computed_duration": None if started is None or ended is None else ended - started,
        "throughput": throughput,
        "computed_throughput": processed * 1000.0 / duration
        if processed is not None and duration is not None and duration > 0
        else None,
        "ratio": number(row["compression_ratio"]),
        "computed_ratio": size_out / size_in
        if size_in is not None and size_out is not None and size_in > 0 and size_out > 0
        else None,
        "errors": errors,
        "warnings": number(row["warning_count"]),
        "bytes_processed": processed,
        "bytes_total": total,
        "chunks_processed": number(row["chunks_processed"]),
        "chunks_total": number(row["chunks_total"]),
        "input_size": size_in,
        "output_size": size_out,
        "input_checksum": text(row["input_file_checksum"]),
        "output_checksum": text(row["output_file_checksum"]),
        "pipeline_id": text(row["pipeline_id"]),
    }
    compression = [algorithm for _, kind, algorithm in stages if kind.lower() == "compression"]
    return Run(
        row["key"], columns, compression, [each[2] for each in stages], has_start, has_end, has_duration
    )


def folded(words: str) -> str:
    """Letter case as SQLite has it: of ASCII alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in words)


def fits(run: Run, wanted: Filter, now: int) -> bool:
    return (
        _in_period(run.columns["when"], wanted, now)
        and all(_holds(run, word) for word in wanted.text.split())
        and all(_fits(run, condition) for condition in wanted.conditions)
    )


def _in_period(when: int | None, wanted: Filter, now: int) -> bool:
    period = wanted.period
    if period is Period.ALL:
        return True
    if when is None:
        return False
    if isinstance(period, Period):
        return when >= now - {"24h": 1, "7d": 7, "30d": 30, "90d": 90}[period.value] * 86_400_000
    return period.start <= when < period.end


def _holds(run: Run, word: str) -> bool:
    names = ("pipeline", "pipeline_id", "input_checksum", "output_checksum")[: 4 if len(word) >= 6 else 1]
    texts = [run.columns[name] for name in names] + run.stage_algorithms
    return any(folded(word) in folded(each) for each in texts if each is not None)


def _fits(run: Run, condition: Condition) -> bool:
    assert not hasattr(condition, "rules")
    value = run.columns[condition.column]
    if isinstance(condition, OneOf):
        return value in condition.values
    if value is None:
        return False
    if isinstance(condition, Between):
        low, high = condition.low, condition.high
        return (low is None or value >= low) and (high is None or value <= high)
    assert isinstance(condition, Contains)
    return folded(condition.text) in folded(str(value))


def percentile(values: list[float], hundredths: int) -> float:
    """Interpolated between closest ranks, as the standard library does it inclusively."""
    if len(values) == 1:
        return values[0]
    if hundredths == 50:
        return statistics.median(values)
    return statistics.quantiles(values, n=100, method="inclusive")[hundredths - 1]
