"""Charts, and somebody with a mouse in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.metrics.made_runs import dashboard_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.metrics.runs import Runs
    from pipeline_browser.ui.colours import Colours
    from pipeline_browser.ui.metrics.charts.chart import Chart
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SIZE = (1400, 800)


class ChartsAtWork:
    """A grid, and what it has asked for."""

    def __init__(self, qtbot: QtBot, theme: Theme, preferences: Preferences) -> None:
        from pipeline_browser.ui.metrics.charts.grid import ChartGrid  # noqa: PLC0415 - loaded by now

        self.qtbot = qtbot
        self.asked: list[tuple[str, Any]] = []
        self._theme = theme
        self.grid = ChartGrid(theme, preferences)
        for name in ("run_clicked", "hovered", "brushed", "filter_asked", "words_asked", "told", "failed"):
            getattr(self.grid, name).connect(self._noting(name))
        self.grid.resize(*SIZE)
        self.grid.show()
        qtbot.waitUntil(lambda: self.grid.is_settled)
        self.grid.activateWindow()  # once everything is there: the platform without a screen forgets it else
        qtbot.waitUntil(self.grid.isActiveWindow)

    @property
    def colours(self) -> Colours:
        return self._theme.colours

    def _noting(self, name: str) -> Callable[[Any], None]:
        return lambda what: self.asked.append((name, what))

    def show(self, runs: Runs) -> None:
        self.grid.show_dashboard(dashboard_of(runs), runs)
        self.qtbot.waitUntil(lambda: self.grid.is_settled)

    def chart(self, name: str) -> Chart:
        return self.grid.charts[name]

    def named(self, name: str) -> list[Any]:
        return [what for each, what in self.asked if each == name]

    def place(self, name: str, mark: int) -> QPoint:
        return self.chart(name).plot.mark_rect(mark).center().toPoint()

    def inside(self, name: str, across: float, down: float = 0.5) -> QPoint:
        """A place by its share of the figures' width and height."""
        edges = self.chart(name).plot.figures
        return QPoint(
            round(edges.left() + across * edges.width()), round(edges.top() + down * edges.height())
        )

    def point(self, name: str, at: QPoint) -> None:
        self.move_mouse(name, at, Qt.MouseButton.NoButton)

    def click(self, name: str, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseClick(self.chart(name).plot.viewport(), button, NO_KEYS, at)

    def drag(
        self, name: str, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, *, release: bool = True
    ) -> None:
        viewport = self.chart(name).plot.viewport()
        QTest.mousePress(viewport, button, NO_KEYS, start)
        for share in (0.3, 0.6, 1.0):
            self.move_mouse(name, start + (end - start) * share, button)
        if release:
            QTest.mouseRelease(viewport, button, NO_KEYS, end)

    def move_mouse(self, name: str, at: QPoint, button: Qt.MouseButton) -> None:
        """Without a screen a moving mouse has the buttons that the event says."""
        viewport = self.chart(name).plot.viewport()
        there = QPointF(viewport.mapToGlobal(at))
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), there, Qt.MouseButton.NoButton, button, none)
        QApplication.sendEvent(viewport, event)

    def turn_wheel(self, name: str, at: QPoint, steps: int, *, control: bool = False) -> bool:
        """Turn the wheel; return whether the chart took it."""
        viewport = self.chart(name).plot.viewport()
        event = QWheelEvent(
            QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)
        return event.isAccepted()
