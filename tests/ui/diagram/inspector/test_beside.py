"""The inspector beside the diagram: shown, hidden, as wide as somebody made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from tests.ui.diagram.showing import is_drawn, show
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab
    from tests.ui.diagram.inspector.looking import Looking


def opened(qtbot: QtBot, parts: Parts, database: Path, width: int) -> DiagramTab:
    parts.window.resize(width, 800)
    tab = show(qtbot, parts, database)
    qtbot.waitUntil(lambda: is_drawn(tab))
    return tab


def test_it_shows_by_itself_only_where_there_is_room(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, database: Path
) -> None:
    for name, width in (("narrow", 1024), ("wide", 1280)):
        with shown_window(qtbot, qapp, tmp_path / name, tmp_path / "s.db") as parts:
            tab = opened(qtbot, parts, database, width)
            assert tab.beside.shows_inspector == (name == "wide")
            assert tab.actions_by_name["show_inspector"].isChecked() == (name == "wide")


def test_a_key_hides_and_shows_it(looking: Looking) -> None:
    tab = looking.tab
    QTest.keySequence(tab.view, "Ctrl+I")
    assert not tab.beside.shows_inspector
    assert not tab.actions_by_name["show_inspector"].isChecked()
    QTest.keySequence(tab.view, "Ctrl+I")
    assert tab.beside.shows_inspector


def test_what_was_selected_meanwhile_is_shown_when_it_comes_back(looking: Looking) -> None:
    toggle = looking.tab.actions_by_name["show_inspector"]
    toggle.trigger()
    looking.select("order")
    assert looking.title != "order"
    toggle.trigger()
    assert looking.title == "order"


def test_width_and_whether_it_shows_are_remembered(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, database: Path
) -> None:
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = opened(qtbot, parts, database, 1300)
        tab.beside.moveSplitter(800, 1)
        width = tab.beside.sizes()[1]
        tab.actions_by_name["show_inspector"].trigger()
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = opened(qtbot, parts, database, 1300)
        assert not tab.beside.shows_inspector
        tab.actions_by_name["show_inspector"].trigger()
        assert tab.beside.sizes()[1] == width


def test_dragged_shut_it_is_hidden_and_comes_back_with_its_width(looking: Looking) -> None:
    beside = looking.tab.beside
    width = beside.sizes()[1]
    beside.moveSplitter(beside.width() - 2, 1)
    assert not beside.shows_inspector
    assert not looking.tab.actions_by_name["show_inspector"].isChecked()
    looking.tab.actions_by_name["show_inspector"].trigger()
    assert abs(beside.sizes()[1] - width) < 4
