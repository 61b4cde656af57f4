"""From the start of the process to everything that it says of 100,000 runs, beside DB Browser for SQLite.

No race: DB Browser reads the first rows of the table of metrics, since it has no dashboard, and its plot is
drawn only when somebody has chosen two columns. It is done when its process has rested for a while; we are
when tiles, charts and rows of all runs are drawn. ``python -m tests.benchmarks.first_look DATABASE STARTED``
prints our seconds as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from pipeline_browser.settings import Settings, SettingsFile
from pipeline_browser.ui.tabs import CURRENT
from tests.benchmarks.driving import SIZE, Driver
from tests.benchmarks.starting import THEIRS, virtual_screen
from tests.benchmarks.timing import OURS, Result, environment, in_turns

_RESTS = 0.5  # seconds without any work
_TICK = 0.01  # seconds, as /proc counts
_DEADLINE = 60.0


def first_look(database: Path, *, rounds: int) -> Result:
    """Time both programs in turns on one virtual screen."""
    with virtual_screen(*SIZE) as display, tempfile.TemporaryDirectory() as settings:
        screen = environment() | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": settings,
        }
        screen.pop("WAYLAND_DISPLAY", None)
        contenders = {
            OURS: partial(_ours, database, screen),
            THEIRS: partial(_theirs, database, screen),
        }
        taken = in_turns(rounds, contenders)
    return Result("start to a whole dashboard; theirs: first rows of the table", taken)


def _ours(database: Path, screen: dict[str, str]) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.first_look", str(database), str(time.time())]
    done = subprocess.run(command, env=screen, capture_output=True, check=True, text=True)
    seconds: float = json.loads(done.stdout)["seconds"]
    return seconds


def _theirs(database: Path, screen: dict[str, str]) -> float:
    command = ["sqlitebrowser", "--read-only", "--table", "processing_metrics", str(database)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=screen, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        return _until_rest(process, begun)
    finally:
        process.kill()
        process.wait()


def _until_rest(process: subprocess.Popen[bytes], begun: float) -> float:
    """Return the seconds until the last moment at which a process worked before it rested."""
    worked, last = 0, begun
    while (now := time.perf_counter()) - last < _RESTS or not worked:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        used = int(fields[11]) + int(fields[12])
        if used != worked:
            worked, last = used, now
        if now - begun > _DEADLINE:
            raise TimeoutError("it never rests")
        try:
            process.wait(_TICK)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"it ended with {process.returncode}")
    return last - begun


class _FirstLook(Driver):
    """Opens a database with its metrics in front."""

    def run(self, started: float) -> float:
        self.show()
        self.wait(lambda: self.parts.session.state is not None)
        bench = self.parts.late.metrics().workbench
        self.wait(lambda: bench.view is not None and bench.is_settled)
        self.parts.window.repaint()
        seconds = time.time() - started
        self.close()
        return seconds


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pipeline-browser-") as folder:
        SettingsFile(Path(folder)).save(Settings().with_view(CURRENT, "metrics"))
        look = _FirstLook(Path(sys.argv[1]), Path(folder))
        print(json.dumps({"seconds": look.run(float(sys.argv[2]))}))  # noqa: T201
