"""The dashboard of 100,000 runs in the real window: opening it, filtering, sorting, following a writer.

A process of its own shows the window on a virtual screen and drives it (``python -m
tests.benchmarks.dashboard DATABASE`` prints what it measured as JSON). A figure is the time from a click
until every tile, chart and row that follows from it is on the screen. The largest gap is the longest time in
which the event loop did not turn.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.filters import Between, Filter, OneOf, Period, Span
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.metrics.tab import MetricsTab
from tests.benchmarks.driving import Driver, measured_apart, memory
from tests.benchmarks.timing import OURS, Goal, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.ui.metrics.workbench import Workbench

OPENING = 0.7  # seconds
FILTER = 0.3
REFRESH = 0.016
GAP = 0.1
_WRITES = 40
_WRITER = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=30)
keys = [row[0] for row in database.execute("SELECT rowid FROM processing_metrics LIMIT 50")]
for number in range(int(sys.argv[2])):
    with database:
        database.execute(
            "UPDATE processing_metrics SET bytes_processed = bytes_processed + 1 WHERE rowid = ?",
            (keys[number % len(keys)],),
        )
    time.sleep(0.1)
"""


def dashboard(database: Path, *, rounds: int) -> Iterator[Result]:
    """Yield what a database of many runs takes."""
    taken = [measured_apart("tests.benchmarks.dashboard", database) for _ in range(rounds)]
    goals = {"open": OPENING, "gap": GAP, "refresh": REFRESH, "slowest refresh": REFRESH}
    for name in taken[0]:
        if name == "memory":
            sizes = [run[name] / 1_000_000 for run in taken]
            yield Result("metrics: memory of the tab", {OURS: sizes}, unit="MB")
            continue
        goal = goals.get(name, FILTER if name.startswith("filter") else 0.0)
        words = f"metrics: {name}"
        yield Result(words, {OURS: [run[name] for run in taken]}, (Goal(goal),) if goal else ())


class _Driver(Driver):
    """Goes to the metrics of a database and uses them."""

    def run(self) -> None:
        self.open()
        self.wait(self._rests)
        before = memory()
        self.watch()
        begun = time.perf_counter()
        self.parts.window.tabs.bring_forward("metrics")
        bench = self.parts.late.metrics().workbench
        self.wait(lambda: bench.view is not None and _is_complete(bench))
        self._paint()
        self.measured["open"] = time.perf_counter() - begun
        self._filter(bench)
        self.measured["gap"] = self.gap
        self.measured["memory"] = memory() - before
        self._follow(bench)
        self.close()

    def _rests(self) -> bool:
        """Whether all tabs are there, and what they read ahead."""
        tab = self.parts.window.findChild(MetricsTab)
        return tab is not None and not self.parts.session.worker.busy

    def _filter(self, bench: Workbench) -> None:
        view = bench.view
        assert view is not None
        middle = int((view.first + view.last) / 2)
        for words, wanted in (
            ("filter by a brushed span", Filter(Span(middle, middle + 30 * 86_400_000))),
            ("filter by a period", Filter(Period.QUARTER)),
            ("filter by words", Filter(text="log brotli")),
            ("filter by status", Filter(conditions=(OneOf("status", (int(Status.FAILED),)),))),
            ("filter by a range", Filter(conditions=(Between("throughput", 1e7, 1e8),))),
            ("filter by nothing", Filter()),
        ):
            self.measured[words] = self._timed(bench, partial(bench.set_filter, wanted))
        for column in ("throughput", "pipeline"):
            order = partial(bench.set_order, Order(column, descending=True))
            self.measured[f"sort by {column}"] = self._timed(bench, order)

    def _timed(self, bench: Workbench, step: Callable[[], object]) -> float:
        self.wait(lambda: bench.is_settled)
        begun = time.perf_counter()
        step()
        self.wait(lambda: _is_complete(bench))
        self._paint()
        return time.perf_counter() - begun

    def _paint(self) -> None:
        self.parts.window.repaint()

    def _follow(self, bench: Workbench) -> None:
        """Let another process write; note what each refresh costs the window's thread until all is drawn."""
        costs: list[float] = []
        begun: list[float] = []
        bench.reader.answered.disconnect(bench.show)
        bench.reader.answered.connect(lambda _view: begun.append(time.thread_time()))
        bench.reader.answered.connect(bench.show)
        command = [sys.executable, "-c", _WRITER, str(self.database), str(_WRITES)]
        writer = subprocess.Popen(command)
        while writer.poll() is None:
            self.wait(lambda: bool(begun) or writer.poll() is not None, every=20)
            self.wait(lambda: bench.is_settled, every=20)
            if begun:
                costs.append(time.thread_time() - begun[0])
                begun.clear()
        self.measured["refreshes"] = len(costs)
        self.measured["refresh"], self.measured["slowest refresh"] = median(costs), max(costs)


def _is_complete(bench: Workbench) -> bool:
    """Whether tiles, charts and rows of the newest question are there; sums may follow."""
    grid = bench.charts.grid
    return not bench.reader.is_busy and bench.table.is_shown and grid is not None and grid.is_settled


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pipeline-browser-") as folder:
        copy = Path(folder) / "runs.db"
        shutil.copy(sys.argv[1], copy)  # it is written to
        driver = _Driver(copy, Path(folder))
        driver.run()
        print(json.dumps(driver.measured))  # noqa: T201
