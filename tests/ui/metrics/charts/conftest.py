"""A grid of charts in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from pipeline_browser.ui.metrics.charts.loading import load_charts
from tests.ui.metrics.charts.at_work import ChartsAtWork
from tests.windows import garbage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

__all__ = ["garbage"]


@pytest.fixture
def work(qtbot: QtBot, qapp: QApplication, theme: Theme, preferences: Preferences) -> Iterator[ChartsAtWork]:
    load_charts()
    preferences.set_utc(utc=True)
    work = ChartsAtWork(qtbot, theme, preferences)
    yield work
    work.grid.close()
    work.grid.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
