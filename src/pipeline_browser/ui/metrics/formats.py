"""Figures of runs in the window: with their units, numbers as the person's system writes them."""

from __future__ import annotations

from pipeline_browser.model.metrics.words import UNKNOWN, Words, datetime_of
from pipeline_browser.ui.formats import figure

__all__ = [
    "UNKNOWN", "count", "counted", "datetime_of", "duration", "percent", "rate",
    "ratio", "significant", "size", "when",
]  # fmt: skip

_WORDS = Words(figure)

significant = _WORDS.significant
rate = _WORDS.rate
duration = _WORDS.duration
size = _WORDS.size
ratio = _WORDS.ratio
percent = _WORDS.percent
count = _WORDS.count
counted = _WORDS.counted
when = _WORDS.when
