"""Panning, zooming and dragging a diagram of hundreds of tables in the real window: milliseconds a frame.

A process of its own shows the window on a virtual screen and drives it (``python -m tests.benchmarks.panning
DATABASE`` prints what it measured as JSON). A frame is what the program does from an event to the picture:
handling the event and painting. The largest gap is the longest time in which the window's event loop did not
turn, from the opening of the database on.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from tests.benchmarks.starting import virtual_screen
from tests.benchmarks.timing import OURS, Goal, Result, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtCore import QPoint

    from pipeline_browser.ui.diagram.tab import DiagramTab

FRAME = 0.016  # seconds a frame at the median
SLOWEST_FRAME = 0.033  # at the 99th percentile
GAP = 0.1
FIRST_PICTURE = 1.0
_SIZE = (1600, 1000)
_STEPS = 60
_PATIENCE = 120.0  # seconds
_TYPES = ("TEXT NOT NULL", "INTEGER", "REAL DEFAULT 0", "TIMESTAMP", "BLOB")


def panning(folder: Path, *, rounds: int, tables: int = 300) -> Iterator[Result]:
    """Yield the frames of a schema with so many tables, and of the time until it shows."""
    database = make_schema(folder / f"{tables}.db", tables)
    runs = [_measured(database) for _ in range(rounds)]
    for name in ("pan", "zoom", "drag"):
        frames = [run[name] for run in runs]
        middles = [median(each) for each in frames]
        yield Result(f"{name} {tables} tables, median frame", {OURS: middles}, (Goal(FRAME),))
        slowest = [quantiles(each, n=100)[98] for each in frames]
        yield Result(f"{name} {tables} tables, 99th percentile", {OURS: slowest}, (Goal(SLOWEST_FRAME),))
    for name, words, goal in (
        ("shown", "first picture", FIRST_PICTURE),
        ("opening_gap", "largest gap until then", GAP),
        ("working_gap", "largest gap after that", GAP),
    ):
        yield Result(f"{words}, {tables} tables", {OURS: [run[name][0] for run in runs]}, (Goal(goal),))


def make_schema(path: Path, tables: int, seed: int = 7) -> Path:
    """Write a schema in which few tables are referred to often and most rarely, as schemas are."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    popular = [0]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t0(id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        for number in range(1, tables):
            parents = {dice.choice(popular) for _ in range(dice.choice((0, 1, 1, 1, 2, 3)))}
            columns = [f"column_{each} {dice.choice(_TYPES)}" for each in range(dice.randint(2, 14))]
            keys = [f"t{each}_id INTEGER REFERENCES t{each}(id)" for each in sorted(parents)]
            connection.execute(
                f"CREATE TABLE t{number}(id INTEGER PRIMARY KEY, {', '.join([*keys, *columns])})"
            )
            popular += [number, *parents]
        connection.commit()
    return path


def _measured(database: Path) -> Mapping[str, list[float]]:
    with virtual_screen(*_SIZE) as display:
        screen = environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        screen.pop("WAYLAND_DISPLAY", None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.panning", database],
            env=screen,
            capture_output=True,
            check=False,
            text=True,
        )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    measured: dict[str, list[float]] = json.loads(done.stdout)
    return measured


def missing_tools() -> list[str]:
    """Return what has to be installed for this benchmark."""
    return [] if shutil.which("Xvfb") else ["Xvfb"]


class _Driver:
    """Shows a database and moves about in its diagram."""

    def __init__(self, database: Path, folder: Path) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - the other benchmarks need no Qt

        from pipeline_browser.app import build_window, make_application  # noqa: PLC0415

        self.measured: dict[str, list[float]] = {}
        self._database = database
        self._qt = make_application()
        self._parts = build_window(self._qt, settings=folder, sample=folder / "sample.db")
        self._parts.window.resize(*_SIZE)
        self._gap = 0.0
        self._turned = time.perf_counter()
        self._turning = QTimer()
        self._turning.setInterval(2)
        self._turning.timeout.connect(self._note_turn)

    def run(self) -> None:
        appeared: list[bool] = []
        self._parts.window.appeared.connect(self._parts.late.load)  # as the program does it
        self._parts.window.appeared.connect(lambda: appeared.append(True))
        self._parts.window.show()
        self._wait(lambda: bool(appeared))
        self._turning.start()
        self._turned = begun = time.perf_counter()
        self._parts.window.opener.open_path(str(self._database))
        self._wait(lambda: self._parts.session.state is not None)
        tab = self._parts.late.diagram().tab
        self._wait(lambda: bool(tab.scene.boxes) and tab.scene.is_built and tab.view.stage.is_settled)
        self.measured["shown"] = [time.perf_counter() - begun]
        self.measured["opening_gap"] = [self._gap]
        self._wait(lambda: tab.is_settled)
        self._gap = 0.0
        self._move_about(tab)
        self.measured["working_gap"] = [self._gap]
        self._parts.window.close()
        self._parts.shut_down()

    def _move_about(self, tab: DiagramTab) -> None:
        from PySide6.QtCore import QPointF  # noqa: PLC0415

        view = tab.view
        frames: dict[str, list[float]] = {"pan": [], "zoom": [], "drag": []}
        for scale in (0.15, 0.3, 0.6, 1.0):
            view.zoom_to(scale)
            self._wait(lambda: tab.is_settled)
            for step in range(_STEPS):
                by = QPointF(17, 9) if step < _STEPS / 2 else QPointF(-17, -9)
                frames["pan"].append(self._frame(tab, partial(view.pan, by)))
        view.fit_all()
        self._wait(lambda: tab.is_settled)
        middle = view.viewport().rect().center()
        for turn in [120] * _STEPS + [-120] * _STEPS:
            frames["zoom"].append(self._frame(tab, partial(_turn_wheel, tab, middle, turn)))
        frames["drag"] = self._drag(tab)
        self.measured |= frames

    def _drag(self, tab: DiagramTab) -> list[float]:
        """Drag the table with the most lines, which is the slowest to follow."""
        from PySide6.QtCore import QPoint, QPointF, Qt  # noqa: PLC0415
        from PySide6.QtTest import QTest  # noqa: PLC0415

        ends = [end for line in tab.scene.lines for end in (line.line.child, line.line.parent)]
        box = tab.scene.boxes[max(set(ends), key=ends.count)]
        tab.view.zoom_to(0.4)
        tab.view.look_at(box.pos())
        self._wait(lambda: tab.is_settled)
        view = tab.view.viewport()
        start = tab.view.mapFromScene(box.pos() + QPointF(20, 12))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        frames = []
        for step in range(1, _STEPS):
            to = start + QPoint(6 * step, 3 * step)
            frames.append(self._frame(tab, partial(QTest.mouseMove, view, to)))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(6 * _STEPS, 3 * _STEPS))
        self._wait(lambda: tab.is_settled)
        return frames

    def _frame(self, tab: DiagramTab, step: Callable[[], object]) -> float:
        begun = time.perf_counter()
        step()
        tab.view.viewport().repaint()
        taken = time.perf_counter() - begun
        self._wait(lambda: True)  # the loop turns once
        return taken

    def _note_turn(self) -> None:
        now = time.perf_counter()
        self._gap = max(self._gap, now - self._turned)
        self._turned = now

    def _wait(self, condition: Callable[[], bool]) -> None:
        """Let the event loop turn until something is true."""
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        loop, look = QEventLoop(), QTimer()
        deadline = time.perf_counter() + _PATIENCE

        def check() -> None:
            if condition() or time.perf_counter() > deadline:
                loop.quit()

        look.timeout.connect(check)
        look.start(0)
        loop.exec()
        look.stop()
        if time.perf_counter() > deadline:
            raise TimeoutError("the window did not get where it should")


def _turn_wheel(tab: DiagramTab, at: QPoint, turn: int) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt  # noqa: PLC0415
    from PySide6.QtGui import QWheelEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    view = tab.view.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pipeline-browser-") as settings:
        driver = _Driver(Path(sys.argv[1]), Path(settings))
        driver.run()
        print(json.dumps(driver.measured))  # noqa: T201
