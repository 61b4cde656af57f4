"""The row above the diagram: its words give way where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def cut_off(tab: DiagramTab) -> list[str]:
    """Return what of the row has less room than it wants, or lies over its neighbour."""
    row = [each for each in tab.tools.children() if isinstance(each, QWidget) and each.isVisible()]
    squeezed = [each.objectName() for each in row if each.width() < each.minimumSizeHint().width()]
    return squeezed + [each.objectName() for each in row if each.geometry().right() > tab.tools.width()]


def has_words(tab: DiagramTab) -> bool:
    return any(each.toolButtonStyle() is WORDS for each in tab.tools.findChildren(QToolButton))


def test_words_are_left_out_of_a_narrow_row_and_come_back(qtbot: QtBot, tab: DiagramTab) -> None:
    window = tab.window()
    window.resize(1500, 700)
    assert has_words(tab)
    for width in (720, 900, 1024):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: not cut_off(tab))
        assert tab.tools.width() == width
    window.resize(1500, 700)
    qtbot.waitUntil(lambda: has_words(tab) and not cut_off(tab))


def test_the_number_of_hits_has_room_beside_the_field(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.window().resize(1024, 700)
    tab.find_bar.field.setText("o")
    field, count = tab.find_bar.field, tab.find_bar.count
    qtbot.waitUntil(lambda: count.width() >= count.sizeHint().width() and not cut_off(tab))
    assert count.geometry().left() > field.geometry().right()
    assert field.width() == field.maximumWidth()
