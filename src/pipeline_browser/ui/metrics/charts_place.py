"""Where the charts are; empty until what draws them is loaded, which takes a quarter of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pipeline_browser.ui.metrics.charts.loading import load_charts

if TYPE_CHECKING:
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.metrics.charts.grid import ChartGrid
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


class ChartsPlace(QWidget):
    """Loads the charts when it first shows.

    Signals:
        ready: the ChartGrid, once.
    """

    ready = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences, loader: Worker) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._loader = loader
        self._asked = False
        self.grid: ChartGrid | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Load what draws charts, on another thread, unless that is under way."""
        if self._asked:
            return
        self._asked = True
        job = self._loader.run(_load, "Loading charts", quiet=True)
        job.finished.connect(self._build)

    @Slot()
    def _build(self) -> None:
        from pipeline_browser.ui.metrics.charts.grid import ChartGrid

        self.grid = ChartGrid(self._theme, self._preferences)
        self._column.addWidget(self.grid)
        self.ready.emit(self.grid)


def _load(progress: object, cancellation: object) -> None:
    load_charts()
