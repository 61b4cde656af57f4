"""All kinds of charts, in the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline_browser.ui.metrics.charts.kinds.errors import ErrorsKind
from pipeline_browser.ui.metrics.charts.kinds.histogram import HistogramKind
from pipeline_browser.ui.metrics.charts.kinds.over_time import DurationKind, ThroughputKind
from pipeline_browser.ui.metrics.charts.kinds.ratios import RatiosKind
from pipeline_browser.ui.metrics.charts.kinds.sizes import SizesKind
from pipeline_browser.ui.metrics.charts.kinds.timeline import TimelineKind

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.kinds.kind import Kind

KINDS: tuple[Kind[Any], ...] = (
    ThroughputKind(),
    DurationKind(),
    HistogramKind(),
    RatiosKind(),
    SizesKind(),
    ErrorsKind(),
    TimelineKind(),  # as wide as there is room for: the last one takes what its row has left
)
