"""What stands above and below everything: which runs, of which database, when; and what figures mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.literal import visible

if TYPE_CHECKING:
    from pipeline_browser.report.facts import Report

MEANINGS = (
    "Median and percentiles are interpolated linearly between the closest ranks. A run stands in time at its"
    " start, or at its end where the start is not known. Throughput is what the run states, else bytes"
    " processed by duration; duration what it states, else end minus start; the ratio is output by input"
    " (0.25 is good, above 1 the file grew). The error rate is errors by chunks processed, plus one."
)


def title(report: Report) -> str:
    """Return the heading of a report."""
    return f"Metrics of {visible(report.database)}"


def summary(report: Report) -> str:
    """Return how many runs of how many, from when to when, and when that was."""
    fitting, dashboard = report.dashboard.tiles.runs, report.dashboard
    runs = ENGLISH.counted(fitting, "run")
    if fitting != report.every:
        runs = f"{ENGLISH.count(fitting)} of {ENGLISH.counted(report.every, 'run')}"
    span = ""
    if dashboard.first == dashboard.first:  # not NaN
        span = f", from {report.when(dashboard.first)} to {report.when(dashboard.last)}"
    return f"{runs}{span}. As of {report.when(dashboard.now)}."


def nothing(report: Report) -> str:
    """Return what there is to say instead of charts; empty where there are runs."""
    if report.dashboard.tiles.runs:
        return ""
    if report.every:
        return f"None of {ENGLISH.counted(report.every, 'run')} fits these filters."
    return (
        "This database has no runs. Adaptive Pipeline writes none itself: pipeline-browser metrics import"
        " fills them in from its output files (.adapipe)."
    )


def odd_times(report: Report) -> str:
    """Return what is odd about the times of runs; empty where nothing is."""
    tiles = report.dashboard.tiles
    counts = (
        (tiles.unreadable_start, "a start that cannot be read"),
        (tiles.missing_start, "no start"),
        (tiles.unreadable_end, "an end that cannot be read"),
        (tiles.missing_end, "no end"),
    )
    told = [f"{ENGLISH.counted(number, 'run')} with {words}" for number, words in counts if number]
    return f"Of these, {', '.join(told)}." if told else ""
