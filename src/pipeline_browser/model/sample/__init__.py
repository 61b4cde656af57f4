"""The sample database: a dozen pipelines and about 400 runs over three months, the same on every machine.

``processing_metrics`` holds one row a pipeline. So each blueprint is an active pipeline with its latest run,
and every earlier run is an archived pipeline of its own, named by its day: the Rust program lists the dozen.
"""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.sample.blueprints import BLUEPRINTS, Blueprint, StageBlueprint
from pipeline_browser.model.sample.runs import Contradiction, Outcome, Run, contradict, make_run, rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.location import Location

FIRST_DAY = datetime(2025, 7, 1, tzinfo=UTC)
DAYS = 92
_SEED = 20250101000000
_SLOW_SHARE = 0.06
_CONTRADICTION_EVERY = 40  # normal runs

_STAMPS = ("archived", "created_at", "updated_at")
_COLUMNS = {
    "pipelines": ("id", "name", *_STAMPS),
    "pipeline_configuration": ("pipeline_id", "key", "value", *_STAMPS),
    "pipeline_stages": (
        *("id", "pipeline_id", "name", "stage_type", "enabled", "stage_order", "algorithm"),
        *("parallel_processing", "chunk_size", *_STAMPS),
    ),
    "stage_parameters": ("stage_id", "key", "value", *_STAMPS),
    "processing_metrics": (
        *("pipeline_id", "bytes_processed", "bytes_total", "chunks_processed", "chunks_total"),
        *("start_time_rfc3339", "end_time_rfc3339", "processing_duration_ms", "throughput_bytes_per_second"),
        *("compression_ratio", "error_count", "warning_count", "input_file_size_bytes"),
        *("output_file_size_bytes", "input_file_checksum", "output_file_checksum"),
    ),
}


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How many rows the sample has."""

    active: int
    archived: int
    metrics: int


@dataclass(frozen=True, slots=True)
class _Planned:
    """One pipeline of the sample: its blueprint on one day."""

    blueprint: Blueprint
    started: datetime
    archived_at: datetime | None
    outcome: Outcome

    @property
    def name(self) -> str:
        return f"{self.blueprint.name}-{self.started:%Y-%m-%d}" if self.archived_at else self.blueprint.name


def fill_sample(database: Database) -> SampleCounts:
    """Write the sample's rows in one transaction into a migrated database without pipelines.

    Raises:
        DatabaseOperationFailed: it holds pipelines already, or lacks the tables; nothing was written.
    """
    with database.transaction():
        if database.query("SELECT 1 FROM pipelines LIMIT 1"):
            raise DatabaseOperationFailed(
                "The sample was not written",
                path=database.location.path,
                cause="The database holds pipelines already.",
                remedy="Choose an empty database for the sample.",
            )
        rows = sample_rows()
        for table, columns in _COLUMNS.items():
            database.connection.executemany(_insert(table, columns), rows[table])
    active = sum(1 for row in rows["pipelines"] if not row[2])
    return SampleCounts(active, len(rows["pipelines"]) - active, len(rows["processing_metrics"]))


def new_sample_location(folder: Path) -> Location:
    """Return where the next sample of a folder goes: earlier ones may have been edited."""
    for number in count(1):
        path = folder / (f"sample-{number}.db" if number > 1 else "sample.db")
        if not path.exists():
            break
    return parse_location(path)


def sample_rows() -> dict[str, list[Row]]:
    """Return the rows of every table, parents first; the same ones on every call."""
    rnd = random.Random(_SEED)  # noqa: S311  a reproducible sample, no secret
    rows: dict[str, list[Row]] = {table: [] for table in _COLUMNS}
    schedule = sorted(_schedule(rnd), key=lambda each: each.started)
    runs = [make_run(_as_of(planned), planned.outcome, planned.started, rnd) for planned in schedule]
    _contradict_some(runs, [planned.outcome for planned in schedule])
    for planned, run in zip(schedule, runs, strict=True):
        pipeline = _add_pipeline(rows, planned, rnd)
        rows["processing_metrics"].append(_metrics_row(pipeline, run, rnd))
    return rows


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _schedule(rnd: random.Random) -> Iterator[_Planned]:
    for blueprint in BLUEPRINTS:
        first = FIRST_DAY + timedelta(days=rnd.randrange(blueprint.every), hours=blueprint.hour)
        days = range(0, DAYS - (first - FIRST_DAY).days, blueprint.every)
        starts = [first + timedelta(days=day, milliseconds=rnd.randrange(600_000)) for day in days]
        for started, following in zip(starts, [*starts[1:], None], strict=True):
            yield _Planned(blueprint, started, following, _outcome(blueprint, following is None, rnd))


def _outcome(blueprint: Blueprint, latest: bool, rnd: random.Random) -> Outcome:  # noqa: FBT001  a private step
    if latest and blueprint.running:
        return Outcome.RUNNING
    if rnd.random() < blueprint.failing:
        return Outcome.FAILED
    return Outcome.SLOW if rnd.random() < _SLOW_SHARE else Outcome.NORMAL


def _as_of(planned: _Planned) -> Blueprint:
    """Return the blueprint as it was on the day: a change of a parameter shows in all later runs."""
    blueprint, slowdown = planned.blueprint, planned.blueprint.slowdown
    if slowdown is None or planned.started < FIRST_DAY + timedelta(weeks=slowdown.week):
        return blueprint
    key, _ = slowdown.parameter
    stages = tuple(
        replace(
            stage, parameters=tuple(slowdown.parameter if one[0] == key else one for one in stage.parameters)
        )
        if stage.word == slowdown.stage
        else stage
        for stage in blueprint.stages
    )
    pace, ratio = int(blueprint.pace * slowdown.pace), blueprint.ratio * slowdown.ratio
    return replace(blueprint, stages=stages, pace=pace, ratio=ratio)


def _contradict_some(runs: list[Run], outcomes: list[Outcome]) -> None:
    """Give now and then a run figures that cannot all be true, and one input two different outputs."""
    normal = [index for index, outcome in enumerate(outcomes) if outcome is Outcome.NORMAL]
    for contradiction, index in zip(cycle(Contradiction), normal[5::_CONTRADICTION_EVERY], strict=False):
        runs[index] = contradict(runs[index], contradiction)
    one, other = normal[1], normal[-1]
    runs[other] = replace(runs[other], input_checksum=runs[one].input_checksum)


def _add_pipeline(rows: dict[str, list[Row]], planned: _Planned, rnd: random.Random) -> str:
    created = planned.started - timedelta(seconds=rnd.randrange(30, 90))
    written = rfc3339(created, rnd.randrange(1000))
    updated = rfc3339(planned.archived_at, rnd.randrange(1000)) if planned.archived_at else written
    archived = int(planned.archived_at is not None)
    pipeline = _ulid(created, rnd)
    stamps = (archived, written, updated)
    rows["pipelines"].append((pipeline, planned.name, *stamps))
    entries = planned.blueprint.configuration
    rows["pipeline_configuration"] += [(pipeline, key, value, *stamps) for key, value in entries]
    for order, stage in enumerate(_as_of(planned).stages):
        _add_stage(rows, stage, (pipeline, order, _ulid(created, rnd)), stamps, rnd)
    return pipeline


def _add_stage(
    rows: dict[str, list[Row]],
    stage: StageBlueprint,
    place: tuple[str, int, str],
    stamps: tuple[int, str, str],
    rnd: random.Random,
) -> None:
    pipeline, order, ident = place
    kind = (stage.word, stage.stage_type, int(stage.enabled), order, stage.algorithm, int(stage.parallel))
    rows["pipeline_stages"].append((ident, pipeline, *kind, stage.chunk_size, *stamps))
    secrets = _key_material(rnd) if stage.keyed else ()
    rows["stage_parameters"] += [(ident, key, value, *stamps) for key, value in (*stage.parameters, *secrets)]


def _key_material(rnd: random.Random) -> Iterable[tuple[str, str]]:
    # As good as no key: everybody has this sample. It only lets the stage be complete.
    lengths = {"key": 32, "nonce": 12, "salt": 16}
    return [(name, base64.b64encode(rnd.randbytes(length)).decode()) for name, length in lengths.items()]


def _metrics_row(pipeline: str, run: Run, rnd: random.Random) -> Row:
    return (
        pipeline,
        run.bytes_processed,
        run.bytes_total,
        run.chunks_processed,
        run.chunks_total,
        rfc3339(run.started, rnd.randrange(1000)),
        run.ended and rfc3339(run.ended, rnd.randrange(1000)),
        run.duration_ms,
        run.throughput,
        run.ratio,
        run.errors,
        run.warnings,
        run.input_size,
        run.output_size,
        run.input_checksum,
        run.output_checksum,
    )


def _ulid(moment: datetime, rnd: random.Random) -> str:
    from ulid import ULID  # noqa: PLC0415  55 ms that only the sample needs

    return str(ULID(int(moment.timestamp() * 1000).to_bytes(6, "big") + rnd.randbytes(10)))
