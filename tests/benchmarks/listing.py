"""The list of 100,000 pipelines in the real window: opening it, filtering by key strokes, sorting, scrolling.

A process of its own shows the window on a virtual screen and drives it (``python -m tests.benchmarks.listing
DATABASE`` prints what it measured as JSON). A figure is the time from an event until all that follows from it
is on the screen. The largest gap is the longest time in which the window's event loop did not turn.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.driving import Driver, measured_apart, memory
from tests.benchmarks.timing import OURS, Goal, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.ui.pipelines.listing.panel import ListingPanel

KEY_STROKE = 0.1  # seconds
OPENING = 0.2
FRAME = 0.033
GAP = 0.1
MEMORY = 60  # MB
WORDS = ("image-pipeline-0999", "brotli", "level", "zzz", "level=9 zstd", "e", "9", "-")
_STEPS = 60


def listing(database: Path, *, rounds: int) -> Iterator[Result]:
    """Yield what a database of many pipelines takes."""
    runs = [measured_apart("tests.benchmarks.listing", database) for _ in range(rounds)]
    for name, words, goal in (
        ("open", "pipelines: tab shown", Goal(OPENING)),
        ("key", "pipelines: key stroke, median", Goal(KEY_STROKE)),
        ("slowest_key", "pipelines: key stroke, slowest", Goal(KEY_STROKE)),
        ("end", "pipelines: to the end", Goal(KEY_STROKE)),
        ("drag", "pipelines: dragging the bar, a step", Goal(FRAME)),
        ("expand", "pipelines: expand", Goal(KEY_STROKE)),
        ("select_all", "pipelines: select all", Goal(KEY_STROKE)),
        ("index", "pipelines: words read into memory", None),
        ("gap", "pipelines: largest gap", Goal(GAP)),
        *((each, f"pipelines: {each}", None) for each in runs[0] if each.startswith("sort")),
    ):
        goals = () if goal is None else (goal,)
        yield Result(words, {OURS: [run[name] for run in runs]}, goals)
    sizes = [run["memory"] / 1_000_000 for run in runs]
    yield Result("pipelines: memory of the tab", {OURS: sizes}, (Goal(MEMORY, unit="MB"),), unit="MB")


class _Driver(Driver):
    """Goes to the pipelines of a database and uses the list."""

    def run(self) -> None:
        self.open()
        before = memory()
        self.watch()
        begun = time.perf_counter()
        self.parts.window.tabs.bring_forward("pipelines")
        panel = self.parts.late.pipelines().tab.listing
        self.wait(lambda: panel.is_settled and panel.table.list.rowCount() > 0)
        self.measured["open"] = time.perf_counter() - begun
        self.wait(lambda: panel.lister.reader.index is not None)
        self.measured["index"] = time.perf_counter() - begun
        self._use(panel)
        self.measured["memory"] = memory() - before
        self.measured["gap"] = self.gap
        self.close()

    def _use(self, panel: ListingPanel) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415
        from PySide6.QtTest import QTest  # noqa: PLC0415

        field, table = panel.bar.field, panel.table
        field.setFocus()
        strokes: list[float] = []
        for word in WORDS:
            strokes += [self._timed(panel, partial(QTest.keyClicks, field, letter)) for letter in word]
            back = partial(QTest.keyClick, field, Qt.Key.Key_Backspace)
            strokes += [self._timed(panel, back) for _ in word]
        self.measured["key"], self.measured["slowest_key"] = median(strokes), max(strokes)
        self._scroll(panel)
        table.setFocus()
        table.select_row(3)
        self.measured["expand"] = self._timed(panel, partial(QTest.keyClick, table, Qt.Key.Key_Right))
        everything = partial(QTest.keyClick, table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.measured["select_all"] = self._timed(panel, everything)
        table.select_row(3)
        self._sort(panel)

    def _scroll(self, panel: ListingPanel) -> None:
        bar = panel.table.verticalScrollBar()
        self.measured["end"] = self._timed(panel, lambda: bar.setValue(bar.maximum()))
        steps = []
        for step in range(_STEPS):
            begun = time.perf_counter()
            bar.setValue(bar.maximum() * step // _STEPS)
            panel.table.viewport().repaint()
            steps.append(time.perf_counter() - begun)
            self.wait(lambda: True)  # the loop turns once
        self.measured["drag"] = median(steps)

    def _sort(self, panel: ListingPanel) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415

        from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME  # noqa: PLC0415

        header = panel.table.header
        for at, column in enumerate(COLUMNS):
            sort = partial(header.setSortIndicator, at, Qt.SortOrder.DescendingOrder)
            self.measured[f"sort by {column.title.lower()}"] = self._timed(panel, sort)
        header.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)

    def _timed(self, panel: ListingPanel, step: Callable[[], object]) -> float:
        """Return how long something takes until the list shows it."""
        self.wait(lambda: _rests(panel))
        begun = time.perf_counter()
        step()
        self.wait(lambda: _rests(panel))
        panel.table.viewport().repaint()
        return time.perf_counter() - begun


def _rests(panel: ListingPanel) -> bool:
    return panel.is_settled and not panel.table.is_telling


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pipeline-browser-") as settings:
        driver = _Driver(Path(sys.argv[1]), Path(settings))
        driver.run()
        print(json.dumps(driver.measured))  # noqa: T201
