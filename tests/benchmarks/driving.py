"""A real window on a virtual screen that a benchmark drives; how long its event loop did not turn."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.starting import virtual_screen
from tests.benchmarks.timing import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SIZE = (1600, 1000)
_PATIENCE = 120.0


def measured_apart(module: str, database: Path) -> Mapping[str, float]:
    """Return what a module prints as JSON, run as a process of its own on a virtual screen of its own."""
    with virtual_screen(*SIZE) as display:
        screen = environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        screen.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, "-m", module, str(database)]
        done = subprocess.run(command, env=screen, capture_output=True, check=False, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


class Driver:
    """Shows a database in the window.

    Attributes:
        measured: figures by name, seconds or bytes.
        database: what it shows.
        gap: the longest time in seconds in which the event loop did not turn since ``watch``.
    """

    def __init__(self, database: Path, folder: Path) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - the other benchmarks need no Qt

        from pipeline_browser.app import build_window, make_application  # noqa: PLC0415

        self.measured: dict[str, float] = {}
        self.gap = 0.0
        self.database = database
        self._qt = make_application()
        self.parts = build_window(self._qt, settings=folder, sample=folder / "sample.db")
        self.parts.window.resize(*SIZE)
        self._turned = time.perf_counter()
        self._turning = QTimer()
        self._turning.setInterval(2)
        self._turning.timeout.connect(self._note_turn)

    def show(self) -> None:
        """Show the window and begin to open the database, as the program does."""
        appeared: list[bool] = []
        window = self.parts.window
        window.appeared.connect(self.parts.late.load)
        window.appeared.connect(lambda: appeared.append(True))
        window.show()
        self.wait(lambda: bool(appeared))
        window.opener.open_path(str(self.database))

    def open(self) -> None:
        """Open the database as the program does, and wait for the first tab."""
        self.show()
        self.wait(lambda: self.parts.session.state is not None)
        diagram = self.parts.late.diagram().tab
        self.wait(lambda: bool(diagram.scene.boxes) and diagram.is_settled)

    def close(self) -> None:
        """Close the window."""
        self.parts.session.worker.cancel_all()
        self.parts.window.close()
        self.parts.shut_down()

    def watch(self) -> None:
        """Begin to look for gaps."""
        self._turned = time.perf_counter()
        self._turning.start()

    def _note_turn(self) -> None:
        now = time.perf_counter()
        self.gap = max(self.gap, now - self._turned)
        self._turned = now

    def wait(self, condition: Callable[[], bool], *, every: int = 1) -> None:
        """Let the event loop turn until something is true, looked at every so many milliseconds."""
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        loop, look = QEventLoop(), QTimer()
        deadline = time.perf_counter() + _PATIENCE

        def check() -> None:
            if condition() or time.perf_counter() > deadline:
                loop.quit()

        look.timeout.connect(check)
        look.start(every)
        loop.exec()
        look.stop()
        if time.perf_counter() > deadline:
            raise TimeoutError("the window did not get where it should")


def memory() -> float:
    """Return the process's resident memory in bytes; 0 where the system does not tell it so."""
    statistics = Path("/proc/self/statm")
    return int(statistics.read_text().split()[1]) * 4096 if statistics.exists() else 0
