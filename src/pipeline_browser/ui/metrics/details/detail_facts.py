"""What the detail panel says of a run, made without widgets; texts are literal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.model.metrics.names import NO_NAME
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics import formats
from pipeline_browser.ui.side_by_side.lines import MASK
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from pipeline_browser.model.metrics.one_run import RunFacts
    from pipeline_browser.model.pipelines.facts import Entry, Stage

MOST_STAGES = 40
_KNOWN_STATUS = {
    Status.FAILED: ("bad", Meaning.BAD),
    Status.STALLED: ("warning", Meaning.WARNING),
    Status.RUNNING: ("pending", Meaning.WAITING),
    Status.NOT_STARTED: ("stop", Meaning.NEUTRAL),
    Status.COMPLETED: ("check", Meaning.GOOD),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of something is done.

    Attributes:
        share: 0 to 1.
        words: ``12.3 MiB of 20.0 MiB``.
    """

    title: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its unit.

    Attributes:
        note: what else is to be said, for the tooltip.
    """

    title: str
    words: str
    note: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Checksum:
    """A checksum; empty where the row has none."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage, and its parameters on a second line."""

    title: str
    below: str


@dataclass(frozen=True, slots=True)
class RunDetail:
    """Everything about a run.

    Attributes:
        icon, meaning, status, why: how it stands, as a mark, a word and an explanation.
        findings: what contradicts itself, a sentence each.
        stages_title: also says why there are none.
    """

    name: str
    status: str
    icon: str
    meaning: Meaning
    why: str
    bars: tuple[Bar, ...]
    figures: tuple[Figure, ...]
    findings: tuple[str, ...]
    checksums: tuple[Checksum, Checksum]
    stages_title: str
    stages: tuple[StageLine, ...]


def detail_of(run: RunFacts, zone: tzinfo | None) -> RunDetail:
    """Return what there is to say; ``zone`` None is this machine's."""
    icon, meaning = _KNOWN_STATUS[run.status]
    return RunDetail(
        NO_NAME if run.name is None else cell_text(run.name),
        run.status.words,
        icon,
        meaning,
        run.status.explanation,
        tuple(_bars(run)),
        tuple(_figures(run, zone)),
        tuple(finding.words for finding in run.findings),
        (
            Checksum("Input checksum", run.text("input_checksum") or ""),
            Checksum("Output checksum", run.text("output_checksum") or ""),
        ),
        _stages_title(run),
        tuple(_stages(run)),
    )


def _bars(run: RunFacts) -> Iterator[Bar]:
    for title, done, total, words in (
        ("Bytes", "bytes_processed", "bytes_total", formats.size),
        ("Chunks", "chunks_processed", "chunks_total", formats.count),
    ):
        some, all_ = run.number(done), run.number(total)
        if some is not None and all_ is not None and all_ > 0:
            share = min(1.0, max(0.0, some / all_))
            yield Bar(title, share, f"{words(some)} of {words(all_)} ({formats.percent(some / all_)})")


def _figures(run: RunFacts, zone: tzinfo | None) -> Iterator[Figure]:
    yield _time("Started", run.number("started"), run.started_text, zone)
    yield _time("Ended", run.number("ended"), run.ended_text, zone)
    for name in _FIGURES:
        column = BY_NAME[name]
        value = run.number(name)
        if name == "throughput" and value == 0:
            value = None  # the column's default, which says nothing
        words = formats.UNKNOWN if value is None else _UNITS[column.kind](value)
        bad = name == "errors" and bool(value)
        yield Figure(column.title, words, column.explanation, bad)


_FIGURES = (
    "duration",
    "throughput",
    "computed_throughput",
    "input_size",
    "output_size",
    "ratio",
    "computed_ratio",
    "errors",
    "warnings",
)
_UNITS = {
    Kind.DURATION: formats.duration,
    Kind.RATE: formats.rate,
    Kind.RATIO: formats.ratio,
    Kind.BYTES: formats.size,
    Kind.COUNT: formats.count,
}


def _time(title: str, value: float | None, text: str | None, zone: tzinfo | None) -> Figure:
    if value is not None:
        return Figure(title, formats.when(value, zone), f"As the row has it: {cell_text(text)}")
    if text is None:
        return Figure(title, formats.UNKNOWN, "The row does not say.")
    return Figure(title, f"{cell_text(text)} (cannot be read)", "This is no RFC 3339 time.", bad=True)


def _stages_title(run: RunFacts) -> str:
    if run.pipeline is None:
        return "Its pipeline is not there any more"
    return counted(len(run.pipeline.stages), "stage") if run.pipeline.stages else "Its pipeline has no stages"


def _stages(run: RunFacts) -> Iterator[StageLine]:
    stages = run.pipeline.stages if run.pipeline else ()
    for number, stage in enumerate(stages[:MOST_STAGES], 1):
        yield _stage(number, stage)
    if len(stages) > MOST_STAGES:
        yield StageLine(f"and {figure(len(stages) - MOST_STAGES)} more", "")


def _stage(number: int, stage: Stage) -> StageLine:
    name, kind, algorithm = map(cell_text, (stage.name, stage.stage_type, stage.algorithm))
    what = kind if algorithm == name else f"{kind}, {algorithm}"
    chunk_size = stage.row.get("chunk_size")
    more = [f"chunks of {formats.size(chunk_size)}"] if isinstance(chunk_size, int) else []
    more += ["disabled"] if stage.row.get("enabled", 1) == 0 else []
    entries = [_entry(each) for each in stage.parameters if each.key != "algorithm"]
    return StageLine(f"{number}. {name} ({what})", ", ".join([*more, *entries]))


def _entry(entry: Entry) -> str:
    value = MASK if is_secret(entry.key) and entry.value else cell_text(entry.value)
    return f"{cell_text(entry.key)} = {value}"
