"""Where the charts are; empty until what draws them is loaded, which takes a quarter of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pipeline_browser.ui.metrics.charts.loading import load_charts

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.grid import ChartGrid
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


FRAME = 20  # milliseconds


class ChartsPlace(QWidget):
    """Loads the charts when it first shows.

    Signals:
        ready: the ChartGrid, once.
    """

    ready = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._soon = QTimer(self)  # so that everything else of the tab shows first
        self._soon.setSingleShot(True)
        self._soon.setInterval(FRAME)
        self._soon.timeout.connect(self._build)
        self.grid: ChartGrid | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Load what draws charts, unless it is there, or about to be.

        In the window's thread, which stands still meanwhile: on another one PySide 6.11 now and then crashes.
        """
        if self.grid is None:
            self._soon.start()

    @Slot()
    def _build(self) -> None:
        load_charts()
        from pipeline_browser.ui.metrics.charts.grid import ChartGrid

        self.grid = ChartGrid(self._theme, self._preferences)
        self._column.addWidget(self.grid)
        self.ready.emit(self.grid)
