"""What takes long to import is imported when the tab first shows, not when the window starts."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "pyqtgraph", "pyarrow")


def test_building_the_tab_loads_neither_numpy_nor_pyqtgraph() -> None:
    code = (
        "import sys, pipeline_browser.ui.metrics.feature; "
        f"print(*(name for name in {HEAVY} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []
