"""The figures above everything, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.words import ENGLISH

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.report.facts import Report


_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure.

    Attributes:
        tone: the name of the figure's colour (``ink.py``): of text, or of good or bad news.
    """

    title: str
    figure: str
    remark: str
    tone: str = "text"


def tiles_of(report: Report) -> tuple[Tile, ...]:
    """Return the tiles in their order."""
    return (*_runs(report), *_speed(report.dashboard), *_quality(report.dashboard))


def _runs(report: Report) -> tuple[Tile, ...]:
    tiles, words, odd = report.dashboard.tiles, ENGLISH, report.contradictory
    failed = f"{words.percent(tiles.failed / tiles.runs)} of the runs" if tiles.failed else "none of the runs"
    begun = f"{words.count(tiles.not_started)} not started" if tiles.not_started else "none stalled"
    running = f"{words.count(tiles.stalled)} stalled" if tiles.stalled else begun
    return (
        Tile("Runs", words.count(tiles.runs), f"{words.count(tiles.completed)} completed"),
        Tile("Failed", words.count(tiles.failed), failed, "bad-text" if tiles.failed else "text"),
        Tile("Running", words.count(tiles.running), running),
        Tile("Contradictory", words.count(odd), "figures at odds", "odd-text" if odd else "text"),
        Tile("Processed", words.size(tiles.bytes_processed), "of all runs together"),
    )


def _speed(dashboard: Dashboard) -> tuple[Tile, ...]:
    words, durations, throughputs = ENGLISH, dashboard.durations, dashboard.throughputs
    mean = f"mean {words.rate(throughputs.mean)}" if throughputs.count else _NOT_KNOWN
    most = f"95 % within {words.duration(durations.p95)}" if durations.count else _NOT_KNOWN
    return (
        Tile("Median throughput", words.rate(throughputs.median), mean),
        Tile("Median duration", words.duration(durations.median), most),
    )


def _quality(dashboard: Dashboard) -> tuple[Tile, ...]:
    tiles, words = dashboard.tiles, ENGLISH
    saved = 1 - tiles.compression
    told = f"{words.percent(abs(saved))} {'saved' if saved >= 0 else 'added'}"
    rate = f"{words.significant(tiles.error_rate, 2)} a chunk" if isfinite(tiles.error_rate) else _NOT_KNOWN
    grew, failed = ("bad-text" if bad else "text" for bad in (saved < 0, tiles.errors > 0))
    return (
        Tile("Compression", words.ratio(tiles.compression), told if isfinite(saved) else _NOT_KNOWN, grew),
        Tile("Errors", words.count(tiles.errors), rate, failed),
        Tile("Warnings", words.count(tiles.warnings), "of all runs together"),
    )
