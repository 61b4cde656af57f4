"""A session on a small pipeline database, and an editor on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.location import Location
from pipeline_browser.ui.editing.editor import Editor
from tests.small_pipelines import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small.db")


@pytest.fixture
def editor(qtbot: QtBot, session: Session, file: Path) -> Editor:
    editor = Editor(session)
    with qtbot.waitSignal(session.opened):
        session.open(Location(file))
    return editor
