"""The Metrics tab of a real window on a real file, with waits for everything to be read and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.metrics.charts.chart import Chart
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.metrics.workbench import Workbench

SIZE = (1400, 900)
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class MetricsAtWork:
    """What a test looks at and clicks on."""

    qtbot: QtBot
    parts: Parts
    bench: Workbench

    @property
    def view(self) -> View:
        """What shows."""
        view = self.bench.view
        assert view is not None
        return view

    @property
    def names(self) -> list[object]:
        """The pipelines of the runs in the table, in order."""
        table = self.bench.table.view
        at = [table.model().headerData(each, Qt.Orientation.Horizontal) for each in range(3)].index(
            "Pipeline"
        )
        return [table.model().index(row, at).data() for row in range(table.model().rowCount())]

    def settle(self) -> None:
        """Wait until nothing is being read, written or drawn any more."""
        bench, session = self.bench, self.parts.session

        def is_done() -> bool:
            busy = session.worker.occupied or bench.importing.busy or self.parts.late.editor().busy
            return bench.is_settled and not busy

        self.qtbot.waitUntil(is_done, timeout=10_000)

    def chart(self, name: str) -> Chart:
        """Return a chart by the name of its kind."""
        grid = self.bench.charts.grid
        assert grid is not None
        return grid.charts[name]

    def inside(self, name: str, across: float, down: float = 0.5) -> QPoint:
        """Return a place of a chart by its share of the figures' width and height."""
        edges = self.chart(name).plot.figures
        x, y = edges.left() + across * edges.width(), edges.top() + down * edges.height()
        return QPoint(round(x), round(y))

    def brush(self, name: str, start: float, end: float) -> None:
        """Drag over a part of a chart's width."""
        viewport = self.chart(name).plot.viewport()
        first, last = self.inside(name, start), self.inside(name, end)
        QTest.mousePress(viewport, LEFT, NO_KEYS, first)
        for at in (first + (last - first) * 0.5, last):
            there = QPointF(viewport.mapToGlobal(at))
            moved = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at), there, Qt.MouseButton.NoButton, LEFT, NO_KEYS
            )
            QApplication.sendEvent(viewport, moved)
        QTest.mouseRelease(viewport, LEFT, NO_KEYS, last)
        self.settle()

    def click_mark(self, name: str, number: int) -> None:
        """Click on a dot or bar of a chart."""
        plot = self.chart(name).plot
        at = plot.mark_rect(number).center().toPoint()
        QTest.mouseMove(plot.viewport(), at)
        QTest.mouseClick(plot.viewport(), LEFT, NO_KEYS, at)
        self.settle()


def open_metrics(qtbot: QtBot, parts: Parts, path: Path, *, read_only: bool = False) -> MetricsAtWork:
    """Open a file, go to its metrics and wait for all that shows."""
    parts.window.resize(*SIZE)
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(Location(path), read_only=read_only)
    parts.window.tabs.bring_forward("metrics")
    work = MetricsAtWork(qtbot, parts, parts.late.metrics().workbench)
    qtbot.waitUntil(lambda: work.bench.view is not None and work.bench.is_settled, timeout=10_000)
    work.settle()
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    return work
