"""The Metrics tab: filters and tiles on top, charts above the table, the selected run beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.metrics.tab_order import step
from pipeline_browser.ui.tabs import TabPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

ACROSS, DOWN = "metrics/across", "metrics/down"
CHARTS, TABLE = 58, 42  # of a hundred parts of the height
DASHBOARD, DETAILS = 74, 26  # of a hundred parts of the width


class MetricsTab(TabPage):
    """Lays out what the workbench puts in.

    Signals:
        shown: somebody looks at the tab now.
        hidden: nobody does any more.
        entered: somebody came to work here.

    Attributes:
        settled: whether everything that is seen has been read and drawn.
    """

    shown = Signal()
    hidden = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.settled: Callable[[], bool] = lambda: True
        self.in_order: tuple[QWidget, ...] = ()  # as Tab is to come to them
        self.empty = EmptyPlace(theme, "metrics")
        self.down = QSplitter(Qt.Orientation.Vertical)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self.dashboard = QWidget()
        inside = QVBoxLayout(self.dashboard)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._top)
        inside.addWidget(self.across, 1)
        self.across.addWidget(self.down)
        for splitter in (self.down, self.across):
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._remember)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.dashboard)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)

    def put(
        self, tools: QWidget, top: tuple[QWidget, ...], charts: QWidget, table: QWidget, details: QWidget
    ) -> None:
        """Fill the tab: a row above everything, rows above the dashboard, and its parts."""
        self._column.insertWidget(0, tools)
        for each in top:
            self._top.addWidget(each)
        self.down.addWidget(charts)
        self.down.addWidget(table)
        self.across.addWidget(details)
        _share(self.down, (CHARTS, TABLE))
        _share(self.across, (DASHBOARD, DETAILS))
        self.down.restoreState(self._preferences.view(DOWN))
        self.across.restoreState(self._preferences.view(ACROSS))

    def add_below(self, line: QWidget) -> None:
        """Put a line below everything."""
        self._column.addWidget(line)

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read and drawn."""
        return self.settled()

    @override
    def enter(self) -> None:
        self.entered.emit()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return step(self.window(), self.in_order, back=not next)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(DOWN, self.down.saveState())
        self._preferences.remember_view(ACROSS, self.across.saveState())


def _share(splitter: QSplitter, parts: tuple[int, ...]) -> None:
    for number, part in enumerate(parts):
        splitter.setStretchFactor(number, part)
    splitter.setSizes([part * 10 for part in parts])
