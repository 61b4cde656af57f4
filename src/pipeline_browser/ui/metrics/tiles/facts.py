"""What each tile says, without widgets: words, whether that is good news, what a click asks for."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.filters import Between, Condition, OneOf
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics import formats

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Tiles

_SHORT_ENOUGH = 1_000_000  # below, every digit of a count shows


@dataclass(frozen=True, slots=True)
class TileFacts:
    """One tile.

    Attributes:
        name: stable: the object's name.
        figure: large, with its unit.
        more: a few words below it.
        explanation: how the figure is defined.
        meaning: whether it is good news; the icon says so too.
        asks: the condition that a click asks for; None where it does nothing.
    """

    name: str
    title: str
    figure: str
    more: str
    explanation: str
    meaning: Meaning = Meaning.NEUTRAL
    icon: str = ""
    asks: Condition | None = None


def tile_facts(tiles: Tiles) -> tuple[TileFacts, ...]:
    """Return all tiles, in the order in which they stand."""
    return (
        _runs(tiles),
        _status(tiles, Status.COMPLETED, tiles.completed, Meaning.GOOD, "check"),
        _status(tiles, Status.FAILED, tiles.failed, Meaning.BAD, "bad"),
        _status(tiles, Status.RUNNING, tiles.running, Meaning.WAITING, "pending"),
        _status(tiles, Status.STALLED, tiles.stalled, Meaning.WARNING, "warning"),
        TileFacts(
            "processed", "Processed", formats.size(tiles.bytes_processed), "",
            "All bytes that these runs have processed.",
        ),
        TileFacts(
            "throughput", "Median throughput", formats.rate(tiles.median_throughput),
            f"mean {formats.rate(tiles.mean_throughput)}",
            "Bytes per second as each run states it, else its bytes by its duration; half of the runs are"
            " faster than the median. More is better.",
        ),
        _compression(tiles),
        _errors(tiles),
        TileFacts(
            "warnings", "Warnings", _count(tiles.warnings), "",
            "All warnings that these runs report. A click shows the runs that have any.",
            *_level(tiles.warnings, Meaning.WARNING, "warning"),
            asks=Between("warnings", 1) if tiles.warnings > 0 else None,
        ),
    )  # fmt: skip


def time_words(tiles: Tiles) -> str:
    """Return what is wrong with the times of these runs, a line each; empty where nothing is."""
    facts = (
        (tiles.untimed, "with neither a readable start nor end: in no period and in no chart over time"),
        (tiles.missing_start, "without a start"),
        (tiles.unreadable_start, "with a start that is no time"),
        (tiles.missing_end, "without an end"),
        (tiles.unreadable_end, "with an end that is no time"),
    )
    return "\n".join(f"{counted(count, 'run')} {words}" for count, words in facts if count)


def _runs(tiles: Tiles) -> TileFacts:
    more = f"{figure(tiles.untimed)} without a time" if tiles.untimed else ""
    if tiles.not_started:  # no tile of theirs stands beside this one
        more = f"{figure(tiles.not_started)} not started"
    about = "Runs that the filter lets through, one a pipeline."
    if times := time_words(tiles):
        about = f"{about}\n{times}"
    return TileFacts("runs", "Runs", _count(tiles.runs), more, about)


def _status(tiles: Tiles, status: Status, count: int, meaning: Meaning, icon: str) -> TileFacts:
    share = f"{_share(count, tiles.runs)}" if count and tiles.runs else ""
    click = f" A click shows the {status.words} runs." if count else ""
    return TileFacts(
        status.words, status.words.capitalize(), _count(count), share, status.explanation + click,
        *_level(count, meaning, icon),
        asks=OneOf("status", (int(status),)) if count else None,
    )  # fmt: skip


def _share(count: int, all_of_them: int) -> str:
    share = count / all_of_them * 100
    if share > 99.95 and count < all_of_them:
        return "> 99.9 %"
    return "< 0.1 %" if share < 0.05 else f"{figure(share, 1)} %"


def _compression(tiles: Tiles) -> TileFacts:
    about = (
        "All output bytes by all input bytes, of the completed runs that say both"
        f" ({counted(tiles.compressed_runs, 'run')}). Less is better; above 1 the files grew."
    )
    if isnan(tiles.compression):
        return TileFacts("compression", "Compression", formats.UNKNOWN, "", about)
    saved = (1 - tiles.compression) * 100
    grew = saved < 0
    words = f"grew by {figure(-saved, 1)} %" if grew else f"saves {figure(saved, 1)} %"
    meaning, icon = (Meaning.WARNING, "up") if grew else (Meaning.GOOD, "down")
    return TileFacts(
        "compression", "Compression", formats.ratio(tiles.compression), words, about, meaning, icon
    )


def _errors(tiles: Tiles) -> TileFacts:
    known = not isnan(tiles.error_rate)
    return TileFacts(
        "errors", "Errors", _count(tiles.errors),
        f"rate {_rate_words(tiles.error_rate)}" if known else "",
        "All errors that these runs report. The rate is errors by processed chunks and one more, as the"
        " program's own board has it. Less is better. A click shows the runs that have any.",
        *_level(tiles.errors, Meaning.BAD, "bad"),
        asks=Between("errors", 1) if tiles.errors > 0 else None,
    )  # fmt: skip


def _rate_words(rate: float) -> str:
    if rate == 0:
        return "0 %"
    return "< 0.01 %" if rate < 0.0001 else f"{figure(rate * 100, 2)} %"


def _level(count: float, meaning: Meaning, icon: str) -> tuple[Meaning, str]:
    """Nothing is neither good nor bad."""
    return (meaning, icon) if count > 0 else (Meaning.NEUTRAL, "")


def _count(count: float) -> str:
    if not isfinite(count) or count < _SHORT_ENOUGH:
        return formats.count(count)
    return f"{figure(count / 1_000_000, 2)} M"
