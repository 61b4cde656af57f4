"""A window at work on a small pipeline database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small_pipelines import write_small
from tests.ui.pipelines.at_work import AtWork, open_pipelines

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small.db")


@pytest.fixture
def work(qtbot: QtBot, parts: Parts, file: Path) -> AtWork:
    return open_pipelines(qtbot, parts, file)
