"""Importing what charts need: pyqtgraph alone takes a quarter of a second."""

from __future__ import annotations


def load_charts() -> None:
    """Import everything that ``grid.ChartGrid`` needs; afterwards its import costs nothing."""
    import pyqtgraph  # noqa: PLC0415 - not before somebody looks at charts

    # Its clean-up at the end takes views apart that Qt has already deleted.
    pyqtgraph.setConfigOptions(antialias=True, exitCleanup=False)
    import pipeline_browser.ui.metrics.charts.grid  # noqa: F401, PLC0415
