"""A whole window for tests that look at it from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.app import Parts, build_window
from pipeline_browser.ui.garbage import GarbageCollector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.main_window import MainWindow


@pytest.fixture
def parts(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Parts]:
    """A built window and what belongs to it; the sample would lie in ``tmp_path/sample``."""
    sample = tmp_path / "sample" / "sample.db"
    parts = build_window(qapp, settings=tmp_path / "settings", sample=sample)
    parts.window.show()
    yield parts
    parts.session.worker.cancel_all()
    qtbot.waitUntil(lambda: not parts.session.worker.busy and not parts.files.busy)
    parts.window.close()
    assert parts.shut_down()
    parts.window.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def window(parts: Parts) -> MainWindow:
    """The window of ``parts``."""
    return parts.window


@pytest.fixture(autouse=True)
def garbage(qapp: QApplication) -> Iterator[None]:
    """Garbage is collected in the window's thread alone, as the program does it."""
    collector = GarbageCollector()
    yield
    # Python stays without its own collection between the tests: what they left behind may still be running.
    collector.collect()
