"""Charts are imported late, and leave the process in peace."""

from __future__ import annotations

import os
import subprocess
import sys

LATE = """
import sys
import pipeline_browser.ui.metrics.charts.loading
import pipeline_browser.ui.metrics.tiles.tiles, pipeline_browser.ui.metrics.filtering.bar
assert "pyqtgraph" not in sys.modules and "numpy" not in sys.modules
"""

WHOLE = """
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QTimer, qInstallMessageHandler
said = []
qInstallMessageHandler(lambda kind, where, text: said.append(text))
from PySide6.QtWidgets import QApplication
from pipeline_browser.paths import resources_folder
from pipeline_browser.settings import SettingsFile
from pipeline_browser.ui.preferences import Preferences
from pipeline_browser.ui.theme import Scheme, Theme
from pipeline_browser.ui.metrics.charts.loading import load_charts
app = QApplication([])
load_charts()
assert "pyqtgraph" in sys.modules
from pipeline_browser.ui.metrics.charts.grid import ChartGrid
from tests.ui.metrics.made_runs import dashboard_of, made_runs
theme = Theme(app, resources_folder(), Scheme.LIGHT)
grid = ChartGrid(theme, Preferences(SettingsFile(Path(tempfile.mkdtemp()))))
grid.resize(1200, 800)
grid.show()
runs = made_runs(60)
grid.show_dashboard(dashboard_of(runs), runs)
watch = QTimer()
watch.timeout.connect(lambda: grid.is_settled and app.quit())
watch.start(20)
app.exec()
assert len(grid.charts) == 7
assert [each for each in said if "propagateSizeHints" not in each] == [], said
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True, text=True, timeout=60, env=environment, check=False,
    )  # fmt: skip


def test_nothing_is_imported_before_somebody_looks_at_charts() -> None:
    assert (run(LATE).returncode, run(LATE).stderr) == (0, "")


def test_they_are_imported_and_the_process_ends_without_a_word() -> None:
    done = run(WHOLE)
    assert (done.returncode, done.stderr) == (0, "")
