"""The tabs of an open database: when each of them is built."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from pipeline_browser.model.location import Location
from pipeline_browser.settings import SettingsFile
from pipeline_browser.ui.preferences import Preferences
from pipeline_browser.ui.tabs import CURRENT, TabPage, Tabs, TabSpec
from tests.small_pipelines import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

NAMES = ("first", "second", "third")


class Built:
    """Three tabs, and the order in which they were made."""

    def __init__(self, qtbot: QtBot, parts: Parts, settings: Path, remembered: str) -> None:
        self.order: list[str] = []
        preferences = Preferences(SettingsFile(settings))
        preferences.remember_text(CURRENT, remembered)
        self.tabs = Tabs(preferences, parts.theme)
        qtbot.addWidget(self.tabs)
        self.tabs.use(tuple(TabSpec(name, name, "diagram", partial(self._make, name)) for name in NAMES))
        self.tabs.build()

    def _make(self, name: str) -> QLabel:
        self.order.append(name)
        return QLabel(name)


def test_only_the_tab_that_shows_is_built_at_once_and_the_others_when_there_is_time(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    built = Built(qtbot, parts, tmp_path / "own", remembered="second")
    assert built.order == ["second"]
    qtbot.waitUntil(lambda: len(built.order) == len(NAMES))
    widgets = [built.tabs.widget(number) for number in range(built.tabs.count())]
    assert [widget.text() for widget in widgets if isinstance(widget, QLabel)] == list(NAMES)
    assert built.tabs.currentIndex() == 1


def test_a_tab_that_somebody_goes_to_is_built_before_it_shows(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    built = Built(qtbot, parts, tmp_path / "own", remembered="second")
    built.tabs.bring_forward("third")
    assert built.order == ["second", "third"]
    current = built.tabs.currentWidget()
    assert isinstance(current, QLabel)
    assert current.text() == "third"


def test_who_types_goes_on_typing_while_other_tabs_are_built(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(Location(write_small(tmp_path / "small.db")))
    tabs, field = parts.window.tabs, parts.late.diagram().tab.find_bar.field
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    assert not isinstance(tabs.widget(2), TabPage), "a place that is filled later"
    field.setFocus()
    qtbot.waitUntil(lambda: isinstance(tabs.widget(2), TabPage))
    assert field.hasFocus()
