"""Fixtures for the window's parts; every one cleans up what it started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.paths import resources_folder
from pipeline_browser.settings import SettingsFile
from pipeline_browser.ui.background import Worker
from pipeline_browser.ui.preferences import Preferences
from pipeline_browser.ui.session import Session
from pipeline_browser.ui.theme import Scheme, Theme
from tests.windows import garbage, parts, window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


__all__ = ["garbage", "parts", "window"]


@pytest.fixture
def settings_file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings")


@pytest.fixture
def preferences(qapp: QApplication, settings_file: SettingsFile) -> Preferences:
    return Preferences(settings_file)


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    assert worker.shut_down()


@pytest.fixture
def session(preferences: Preferences) -> Iterator[Session]:
    session = Session(preferences)
    yield session
    assert session.shut_down()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, resources_folder(), Scheme.LIGHT)
    yield theme
    qapp.setStyleSheet("")
