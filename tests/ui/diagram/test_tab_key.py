"""The Tab key goes through everything, as the eye does, and comes out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from tests.ui.diagram.showing import is_drawn, select, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab


def passed(qtbot: QtBot, parts: Parts, tab: DiagramTab) -> list[QWidget]:
    """Press Tab from the window's tab bar on, until one comes back to it; return where one was."""
    window = parts.window
    window.activateWindow()
    bar = parts.window.tabs.tabBar()
    bar.setFocus()
    qtbot.waitUntil(bar.hasFocus)
    found: list[QWidget] = []
    while True:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        widget = window.focusWidget()
        assert widget is not None
        if widget is bar:
            return found
        assert widget not in found, f"the focus comes back to {widget}"
        found.append(widget)
        if widget is tab.view:
            QTest.keyClick(widget, Qt.Key.Key_Escape)  # else Tab goes from table to table


def test_tab_comes_to_every_control_in_the_order_of_the_eye(
    qtbot: QtBot, parts: Parts, tab: DiagramTab
) -> None:
    tab.beside.show_inspector(True)
    select(tab, "note")
    tab.actions_by_name["hide"].trigger()
    qtbot.waitUntil(lambda: is_drawn(tab))
    select(tab, "customer")
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    select(tab, "order")
    qtbot.waitUntil(tab.actions_by_name["go_back"].isEnabled)
    found = passed(qtbot, parts, tab)
    chip, inspector = tab.choice_controls.chip, tab.inspector
    buttons = [each for each in tab.tools.findChildren(QToolButton) if each.objectName()]
    order = [
        tab.find_bar.field, *buttons, tab.view, chip.everything, chip.list, inspector.header.buttons[0],
        inspector.facts,
    ]  # fmt: skip
    assert found[: len(order)] == order


def test_tab_goes_on_where_the_inspector_shows_the_schema_and_has_no_pages(
    qtbot: QtBot, parts: Parts, tab: DiagramTab
) -> None:
    tab.beside.show_inspector(True)
    qtbot.waitUntil(lambda: tab.is_settled and tab.inspector.isVisible())
    assert {tab.view, tab.inspector.facts} <= set(passed(qtbot, parts, tab))


def test_one_begins_in_the_diagram(qtbot: QtBot, parts: Parts, database: Path) -> None:
    window = parts.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tab = show(qtbot, parts, database)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    assert window.focusWidget() is tab.view
    window.activateWindow()
    qtbot.waitUntil(tab.view.hasFocus)
    QTest.keyClick(tab.view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not tab.isVisible())
    assert window.focusWidget() is not tab.view
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.isVisible)
    assert window.focusWidget() is tab.view


def test_a_frame_says_that_the_diagram_has_the_focus_to_who_came_by_keyboard(
    qtbot: QtBot, parts: Parts, tab: DiagramTab
) -> None:
    parts.window.activateWindow()
    tab.find_bar.setFocus()
    qtbot.waitUntil(tab.find_bar.field.hasFocus)
    tab.view.setFocus(Qt.FocusReason.TabFocusReason)
    frame = tab.overlays.frame
    assert frame.isVisible()
    assert frame.grab().toImage().pixelColor(0, 100) == tab.look.ink.accent
    QTest.mousePress(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseRelease(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not frame.isVisible()
