"""Why one run is slower than another: figures with ratios, what differs between the pipelines, and a cause.

Which run is slower is said by bytes per second, never by duration alone: processed bytes over duration, else
the throughput that a row states. A cause is only named where exactly one thing differs that can matter.
What cannot matter is not counted: names, moments, key material, labels, keys that Adaptive Pipeline does not
know, a value that is not set on one side and the default on the other, and ``enabled`` and ``archived`` of
stages, parameters and entries, which it does not heed (``pipeline-runtime.md``). Inputs of quite different
sizes count as a thing that differs: small files spend their time on starting up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.pipelines.catalogue.parameters import configuration_spec, parameter_spec
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.comparison import Comparison, Side, StagePair, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.metrics.one_run import RunFacts
    from pipeline_browser.model.pipelines.catalogue.spec import Spec
    from pipeline_browser.model.pipelines.comparison import CellPair, EntryPair
    from pipeline_browser.model.pipelines.values import Value

AS_FAST = 1.05  # up to this factor two runs are as fast as each other
AS_LARGE = 2.0  # up to this factor two inputs are of about one size
SMALL = 1 << 20  # bytes; below, starting up takes more of the time than the bytes do
CONTRADICTS = 1.1  # from this factor on a stated throughput contradicts bytes over duration

FIGURES = (
    "duration",
    "throughput",
    "computed_throughput",
    "bytes_processed",
    "bytes_total",
    "chunks_processed",
    "ratio",
    "computed_ratio",
    "input_size",
    "output_size",
    "errors",
    "warnings",
)
"""The figures that are set beside each other, by the names of ``columns.py``."""


class Verdict(Enum):
    """Which run is slower."""

    LEFT = "left"
    RIGHT = "right"
    NEITHER = "neither"
    UNKNOWN = "unknown"


class Thing(Enum):
    """What kind of thing differs."""

    STAGE = "stage"
    ORDER = "order of the stages"
    ALGORITHM = "algorithm"
    TYPE = "type"
    CHUNK_SIZE = "chunk size"
    PARALLEL = "parallel"
    ENABLED = "enabled"
    PARAMETER = "parameter"
    CONFIGURATION = "configuration"
    INPUT = "input size"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    Attributes:
        where: the name of the stage, on the left side if it is on both; None for what belongs to no stage.
        name: of the parameter, entry or column; None for a whole stage, or the order.
        left, right: the values; None also where one side has none.
        secret: the values are never to be shown.
        matters: whether it can make a run slower at all.
    """

    thing: Thing
    where: Value
    name: Value
    left: Value
    right: Value
    secret: bool = False
    matters: bool = True


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One figure of both runs.

    Attributes:
        column: a name of ``columns.py``.
        ratio: right by left; None where one is unknown or the left is 0.
    """

    column: str
    left: float | int | None
    right: float | int | None
    ratio: float | None


@dataclass(frozen=True, slots=True)
class WhySlower:
    """Two runs side by side.

    Attributes:
        left_rate, right_rate: bytes per second that speed is judged by; None where nobody can tell.
        factor: how many times faster the faster one is; 1.0 where that is not known.
        pipelines: both pipelines side by side; None where one of them is not there.
        cause: the one thing that differs; None where it is none, several, or neither run is slower.
        notes: in sentences, what to bear in mind.
    """

    left: RunFacts
    right: RunFacts
    figures: tuple[FigurePair, ...]
    left_rate: float | None
    right_rate: float | None
    verdict: Verdict
    factor: float
    pipelines: Comparison | None
    differences: tuple[Difference, ...]
    cause: Difference | None
    notes: tuple[str, ...]

    @property
    def candidates(self) -> tuple[Difference, ...]:
        """The differences that can make a run slower."""
        return tuple(each for each in self.differences if each.matters)


def why_slower(left: RunFacts, right: RunFacts) -> WhySlower:
    """Return two runs side by side."""
    rates = _rate(left), _rate(right)
    verdict, factor = _verdict(*rates)
    pipelines = compare(left.pipeline, right.pipeline) if left.pipeline and right.pipeline else None
    differences = tuple(_differences(pipelines, left, right))
    known = pipelines is not None and verdict in {Verdict.LEFT, Verdict.RIGHT}
    candidates = [each for each in differences if each.matters]
    cause = candidates[0] if known and len(candidates) == 1 else None
    return WhySlower(
        left,
        right,
        tuple(_figure(name, left, right) for name in FIGURES),
        *rates,
        verdict,
        factor,
        pipelines,
        differences,
        cause,
        tuple(_notes(left, right)),
    )


# How fast.


def _rate(run: RunFacts) -> float | None:
    """Return bytes per second; None where neither duration nor throughput is known."""
    return _positive(run.number("computed_throughput")) or _positive(run.number("throughput"))


def _positive(value: float | None) -> float | None:
    return value if value is not None and value > 0 else None


def _verdict(left: float | None, right: float | None) -> tuple[Verdict, float]:
    if left is None or right is None:
        return Verdict.UNKNOWN, 1.0
    factor = max(left, right) / min(left, right)
    if factor <= AS_FAST:
        return Verdict.NEITHER, factor
    return Verdict.LEFT if left < right else Verdict.RIGHT, factor


def _figure(name: str, left: RunFacts, right: RunFacts) -> FigurePair:
    one, other = left.number(name), right.number(name)
    return FigurePair(name, one, other, other / one if one and other is not None else None)


# What differs.


def _differences(pipelines: Comparison | None, left: RunFacts, right: RunFacts) -> Iterator[Difference]:
    one, other = left.number("input_size"), right.number("input_size")
    if one and other and max(one, other) / min(one, other) > AS_LARGE:
        yield Difference(Thing.INPUT, None, None, one, other)
    if pipelines is None:
        return
    for pair in pipelines.stages:
        yield from _stage(pair)
    if any(pair.moved for pair in pipelines.stages):
        yield Difference(Thing.ORDER, None, None, None, None)
    for entry in pipelines.configuration:
        if entry.side is not Side.SAME:
            yield from _entry(Thing.CONFIGURATION, None, entry, configuration_spec(str(entry.key)))


def _stage(pair: StagePair) -> Iterator[Difference]:
    if pair.left is None or pair.right is None:
        left, right = (None if stage is None else stage.algorithm for stage in (pair.left, pair.right))
        known = pair.left or pair.right
        yield Difference(Thing.STAGE, known.name if known else None, None, left, right)
        return
    where = pair.left.name
    cells = {cell.column: cell for cell in pair.cells if cell.side is not Side.SAME}
    for column, thing in _COLUMNS.items():
        if column in cells and not _is_same_type(thing, cells[column]):
            cell = cells[column]
            # The program runs disabled stages all the same, and types are read in any letter case.
            yield Difference(thing, where, column, cell.left, cell.right, matters=thing is not Thing.ENABLED)
    for entry in pair.parameters:
        # The parameter follows the column: both together are one thing.
        if entry.side is not Side.SAME and not (entry.key == "algorithm" and "algorithm" in cells):
            spec = parameter_spec(str(pair.left.stage_type), str(pair.left.algorithm), str(entry.key))
            yield from _entry(Thing.PARAMETER, where, entry, spec)


_COLUMNS = {
    "stage_type": Thing.TYPE,
    "algorithm": Thing.ALGORITHM,
    "chunk_size": Thing.CHUNK_SIZE,
    "parallel_processing": Thing.PARALLEL,
    "enabled": Thing.ENABLED,
}


def _is_same_type(thing: Thing, cell: CellPair) -> bool:
    return thing is Thing.TYPE and str(cell.left).casefold() == str(cell.right).casefold()


def _entry(thing: Thing, where: Value, entry: EntryPair, spec: Spec) -> Iterator[Difference]:
    left, right = (None if each is None else each.value for each in (entry.left, entry.right))
    if entry.left is not None and entry.right is not None and left == right:
        return  # only archived differs, which the program does not heed
    secret = is_secret(entry.key)
    in_force = [spec.default if value is None else value for value in (left, right)]
    matters = spec.known and not secret and entry.key != "label" and in_force[0] != in_force[1]
    yield Difference(thing, where, entry.key, left, right, secret, matters)


# What to bear in mind.


def _notes(left: RunFacts, right: RunFacts) -> Iterator[str]:
    sizes = left.number("input_size"), right.number("input_size")
    if any(size is not None and 0 < size < SMALL for size in sizes):
        yield "An input is smaller than 1 MiB: starting up takes much of such a run's time."
    inputs = left.text("input_checksum"), right.text("input_checksum")
    if all(inputs):
        same = str(inputs[0]).casefold() == str(inputs[1]).casefold()
        yield "Both runs read the same input." if same else "The runs read different inputs."
    for run in (left, right):
        if run.status is not Status.COMPLETED:
            yield f"The run of {run.name or 'an unknown pipeline'} {_HOW_IT_STANDS[run.status]}."
        if _contradicts(run):
            yield (
                f"The throughput that the row of {run.name or 'an unknown pipeline'} states contradicts its "
                "bytes over its duration, which count here."
            )


_HOW_IT_STANDS = {
    Status.FAILED: "failed",
    Status.STALLED: "has stalled",
    Status.RUNNING: "is not over yet",
    Status.NOT_STARTED: "has not started",
}


def _contradicts(run: RunFacts) -> bool:
    stated, computed = _positive(run.number("throughput")), _positive(run.number("computed_throughput"))
    if stated is None or computed is None:
        return False
    return max(stated, computed) / min(stated, computed) > CONTRADICTS
