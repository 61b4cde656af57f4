"""What stands below the table: how many runs, and what the selected ones come to; no widgets."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Kind
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.metrics.table.sums import Figures, Summary

_WRITERS: dict[Kind, Callable[[float], str]] = {
    Kind.SHARE: formats.percent,
    Kind.DURATION: formats.duration,
    Kind.RATE: formats.rate,
    Kind.RATIO: formats.ratio,
    Kind.BYTES: formats.size,
}
_TOTALLED = {Kind.BYTES, Kind.COUNT}
_BETWEEN = "  \N{MIDDLE DOT}  "


def runs_words(shown: int, total: int) -> str:
    """Return how many runs are shown, of how many."""
    return counted(total, "run") if shown == total else f"{figure(shown)} of {counted(total, 'run')}"


def contradiction_words(runs: int) -> str:
    """Return how many runs contradict themselves."""
    return f"{figure(runs)} {'contradicts itself' if runs == 1 else 'contradict themselves'}"


def selection_words(selected: int, summary: Summary | None, columns: Sequence[str]) -> str:
    """Return what some selected runs come to: totals of bytes and counts, median and mean of the others.

    Args:
        summary: None where it is being reckoned.
        columns: those that show, in their order.
    """
    parts = [f"{figure(selected)} selected"]
    if summary is not None:
        parts += [_short(figures) for figures in _in_order(summary, columns) if figures.count]
    return _BETWEEN.join(parts)


def whole_words(selected: int, summary: Summary | None, columns: Sequence[str]) -> str:
    """Return the same, with everything about each column, for a tooltip."""
    lines = [f"{counted(selected, 'run')} selected"]
    if summary is not None:
        lines += [_whole(figures) for figures in _in_order(summary, columns)]
    return "\n".join(lines)


def _in_order(summary: Summary, columns: Sequence[str]) -> list[Figures]:
    known = {figures.column: figures for figures in summary.figures}
    return [known[name] for name in columns if name in known]


def _short(figures: Figures) -> str:
    column = BY_NAME[figures.column]
    if column.kind in _TOTALLED:
        return f"{column.title} {_written(figures, figures.total)}"
    middle, mean = _written(figures, figures.median), _written(figures, figures.mean)
    return f"{column.title} median {middle}, mean {mean}"


def _whole(figures: Figures) -> str:
    column = BY_NAME[figures.column]
    if not figures.count:
        return f"{column.title}: said by none"
    parts = [] if figures.total is None else [f"total {_written(figures, figures.total)}"]
    parts += [
        f"{name} {_written(figures, value)}"
        for name, value in (
            ("mean", figures.mean),
            ("median", figures.median),
            ("least", figures.minimum),
            ("greatest", figures.maximum),
        )
    ]
    if figures.missing:
        parts.append(f"not said by {figure(figures.missing)}")
    return f"{column.title}: {', '.join(parts)}"


def _written(figures: Figures, value: float | None) -> str:
    if value is None:
        return formats.UNKNOWN
    kind = BY_NAME[figures.column].kind
    if kind in _WRITERS:
        return _WRITERS[kind](value)
    return figure(value) if not isfinite(value) or value == int(value) else figure(value, 2)
