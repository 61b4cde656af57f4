"""The figures of one run in the sample: usual, slow, failed, still running, or contradicting themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.sample.blueprints import MIB

if TYPE_CHECKING:
    import random

    from pipeline_browser.model.sample.blueprints import Blueprint

_CHUNK = MIB


class Outcome(Enum):
    """How a run went."""

    NORMAL = "normal"
    SLOW = "slow"
    FAILED = "failed"
    RUNNING = "running"


class Contradiction(Enum):
    """Figures that cannot all be true, for the lint of metrics to find."""

    UNFINISHED_WITHOUT_ERROR = "processed less than the total, ended, no error"
    ENDED_BEFORE_IT_STARTED = "the end lies before the start"
    DURATION = "the duration is not end minus start"
    THROUGHPUT = "the throughput is not bytes by duration"
    RATIO = "the ratio is not output by input"


@dataclass(frozen=True, slots=True)
class Run:
    """One row of ``processing_metrics`` without the pipeline: bytes, milliseconds, bytes per second."""

    bytes_processed: int
    bytes_total: int
    chunks_processed: int
    chunks_total: int
    started: datetime
    ended: datetime | None
    duration_ms: int | None
    throughput: float
    ratio: float | None
    errors: int
    warnings: int
    input_size: int
    output_size: int
    input_checksum: str
    output_checksum: str | None


def make_run(blueprint: Blueprint, outcome: Outcome, started: datetime, rnd: random.Random) -> Run:
    """Return a run whose figures agree with each other."""
    size = max(1, int(blueprint.size * rnd.lognormvariate(0, 0.25)))
    finished = outcome in {Outcome.NORMAL, Outcome.SLOW}
    share = 1.0 if finished else rnd.uniform(0.05, 0.9)
    chunks = -(-size // _CHUNK)
    done_chunks = chunks if finished else int(chunks * share)
    done = size if finished else done_chunks * _CHUNK
    milliseconds = 40 + int(1000 * done / _pace(blueprint, outcome, rnd))
    ratio = round(blueprint.ratio * rnd.uniform(0.93, 1.07), 4)
    output = int(size * ratio) if finished else 0
    running = outcome is Outcome.RUNNING
    return Run(
        bytes_processed=done,
        bytes_total=size,
        chunks_processed=done_chunks,
        chunks_total=chunks,
        started=started,
        ended=None if running else started + timedelta(milliseconds=milliseconds),
        duration_ms=None if running else milliseconds,
        throughput=round(done * 1000 / milliseconds, 3),
        ratio=output / size if finished else None,
        errors=rnd.randint(1, 3) if outcome is Outcome.FAILED else 0,
        warnings=rnd.randint(1, 9) if outcome is Outcome.SLOW or rnd.random() < 0.08 else 0,
        input_size=size,
        output_size=output,
        input_checksum=rnd.randbytes(32).hex(),
        output_checksum=rnd.randbytes(32).hex() if finished else None,
    )


def contradict(run: Run, contradiction: Contradiction) -> Run:
    """Return the same run with figures that cannot all be true."""
    ended = run.ended or run.started
    match contradiction:
        case Contradiction.UNFINISHED_WITHOUT_ERROR:
            return replace(run, bytes_processed=run.bytes_total // 2, errors=0)
        case Contradiction.ENDED_BEFORE_IT_STARTED:
            return replace(run, ended=run.started - (ended - run.started))
        case Contradiction.DURATION:
            return replace(run, duration_ms=(run.duration_ms or 1) * 10)
        case Contradiction.THROUGHPUT:
            return replace(run, throughput=run.throughput * 1000)
        case Contradiction.RATIO:
            return replace(run, ratio=-0.5)


def rfc3339(moment: datetime, nanoseconds: int = 0) -> str:
    """Return the moment as chrono writes it: nine fractional digits and a numeric offset."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond * 1000 + nanoseconds:09d}+00:00"


def _pace(blueprint: Blueprint, outcome: Outcome, rnd: random.Random) -> float:
    usual = blueprint.pace * rnd.lognormvariate(0, 0.12)
    return usual * rnd.uniform(0.12, 0.35) if outcome is Outcome.SLOW else usual
