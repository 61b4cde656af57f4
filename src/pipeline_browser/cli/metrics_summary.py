"""``metrics summary``: the tiles of the dashboard, and how its figures are spread."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING

from pipeline_browser.cli.metrics_filter import (
    chosen_filter,
    chosen_zone,
    now_in_milliseconds,
    read_chosen,
)
from pipeline_browser.cli.pipelines_each import Job, Result, each_database
from pipeline_browser.cli.pipelines_texts import literal
from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.filter_words import filter_words
from pipeline_browser.model.metrics.filters import to_json
from pipeline_browser.model.metrics.words import ENGLISH

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.metrics.figures.facts import Dashboard, Spread, Tiles
    from pipeline_browser.model.metrics.filters import Filter


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Sum up the runs of every database."""
    wanted = chosen_filter(arguments)
    now = now_in_milliseconds()
    return each_database(arguments, console, lambda job: _sum_up(job, wanted, now))


def _sum_up(job: Job, wanted: Filter, now: int) -> Result:
    zone = chosen_zone(job.arguments)
    dashboard = compute(read_chosen(job.database, wanted, now, job.cancellation), zone)
    rows = [("period", ", ".join(map(literal, filter_words(wanted, ENGLISH, zone)))), *_rows(dashboard)]
    rows += [(name, ENGLISH.when(moment, zone)) for name, moment in _moments(dashboard)]
    job.console.text(_aligned(rows))
    return Result(facts=_facts(wanted, dashboard))


def _moments(dashboard: Dashboard) -> tuple[tuple[str, float], ...]:
    return (("first moment", dashboard.first), ("last moment", dashboard.last))


def _aligned(rows: list[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in rows) + 2
    return "\n".join(f"{name:{width}}{value}" for name, value in rows)


def _rows(dashboard: Dashboard) -> Iterator[tuple[str, str]]:
    tiles, words = dashboard.tiles, ENGLISH
    yield "runs", words.count(tiles.runs)
    for name in ("completed", "failed", "running", "stalled", "not_started"):
        yield f"  {name.replace('_', ' ')}", words.count(getattr(tiles, name))
    yield "processed", words.size(tiles.bytes_processed)
    yield "throughput", _spread(dashboard.throughputs, words.rate)
    yield "duration", _spread(dashboard.durations, words.duration)
    yield (
        "compression",
        f"{words.ratio(tiles.compression)} (of {words.counted(tiles.compressed_runs, 'run')})",
    )
    yield "errors", words.count(tiles.errors)
    yield "warnings", words.count(tiles.warnings)
    yield "error rate", f"{words.significant(tiles.error_rate)} errors a chunk"
    for group in dashboard.ratios.groups:
        runs = words.counted(group.count, "run")
        yield f"  {literal(group.algorithm)}", f"ratio {words.ratio(group.median)} median, of {runs}"
    yield from _odd_times(tiles)


def _spread(spread: Spread, written: Callable[[float], str]) -> str:
    figures = (("median", spread.median), ("mean", spread.mean), ("p95", spread.p95), ("p99", spread.p99))
    return ", ".join(f"{name} {written(value)}" for name, value in figures)


def _odd_times(tiles: Tiles) -> Iterator[tuple[str, str]]:
    """Yield what is odd about times, where there is something."""
    for name in ("untimed", "missing_start", "unreadable_start", "missing_end", "unreadable_end"):
        number = getattr(tiles, name)
        if number:
            yield name.replace("_", " "), ENGLISH.counted(number, "run")


def _facts(wanted: Filter, dashboard: Dashboard) -> dict[str, object]:
    facts = {
        "filter": json.loads(to_json(wanted)),
        "now": dashboard.now,
        "first": dashboard.first,
        "last": dashboard.last,
        "tiles": asdict(dashboard.tiles),
        "throughput_bytes_per_second": asdict(dashboard.throughputs),
        "duration_ms": asdict(dashboard.durations),
        "compression_ratio": asdict(dashboard.ratios),
    }
    return {name: _without_nan(fact) for name, fact in facts.items()}


def _without_nan(fact: object) -> object:
    """JSON has no word for what is not known but null."""
    if isinstance(fact, dict):
        return {name: _without_nan(each) for name, each in fact.items()}
    if isinstance(fact, list | tuple):
        return [_without_nan(each) for each in fact]
    return None if isinstance(fact, float) and not isfinite(fact) else fact
