"""Opening the time slider and going through its versions, as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from pipeline_browser.diagram.graph import State

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab


def open_history(qtbot: QtBot, tab: DiagramTab) -> None:
    """Open the slider and wait for its first picture."""
    tab.actions_by_name["show_history"].trigger()
    arrive(qtbot, tab)


def arrive(qtbot: QtBot, tab: DiagramTab) -> None:
    """Wait until the picture of the stop shows that one went to."""
    qtbot.waitUntil(lambda: tab.time.sliding.step is not None and not tab.time.is_busy)
    qtbot.waitUntil(lambda: tab.scene.is_built)


def key(qtbot: QtBot, tab: DiagramTab, which: Qt.Key) -> None:
    """Press a key on the track."""
    QTest.keyClick(tab.time_bar.track, which)
    arrive(qtbot, tab)


def marks(tab: DiagramTab) -> dict[str, State]:
    """Return what happened to each table that something happened to."""
    return {each.box.name: each.box.state for each in tab.scene.boxes if each.box.state is not State.SAME}
