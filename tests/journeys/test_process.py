"""The program as a process: how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.model.making_files import make, run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_as_its_button_does(
    qtbot: QtBot, tmp_path: Path, number: signal.Signals
) -> None:
    path = make(tmp_path / "one.db", "PRAGMA journal_mode = WAL")
    settings = tmp_path / "settings" / "settings.json"
    environment = os.environ | {
        "PYTHONPATH": str(SOURCE),
        "QT_QPA_PLATFORM": "offscreen",
        "PIPELINE_BROWSER_SETTINGS_DIR": str(settings.parent),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline_browser", "open", str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        # The file just opened is remembered: the window is up and the database open.
        qtbot.waitUntil(settings.exists, timeout=30_000)
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 128 + number
    assert "Traceback" not in errors
    assert '"window"' in settings.read_text()
    run("connection = sqlite3.connect(sys.argv[1]); connection.execute('PRAGMA journal_mode = DELETE')", path)
    assert not path.with_name("one.db-wal").exists()  # the database was closed properly
