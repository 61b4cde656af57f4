"""A whole window for tests that look at it from outside."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from pipeline_browser.app import Parts, build_window
from pipeline_browser.ui.garbage import GarbageCollector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.main_window import MainWindow


@contextmanager
def shown_window(qtbot: QtBot, qapp: QApplication, settings: Path, sample: Path) -> Iterator[Parts]:
    """A built window on a folder of settings, ended with everything that belongs to it."""
    parts = build_window(qapp, settings=settings, sample=sample)
    parts.window.show()
    yield parts
    parts.session.worker.cancel_all()
    qtbot.waitUntil(lambda: not parts.session.worker.busy and not parts.files.busy)
    parts.window.close()
    assert parts.shut_down()
    parts.window.deleteLater()
    # Gone before anything that it draws with is collected.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def parts(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Parts]:
    """A window with fresh settings; the sample would lie in ``tmp_path/sample``."""
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "sample" / "sample.db") as parts:
        yield parts


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
