"""The row of buttons above the diagram, in windows of any width."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

WORDS, ICONS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


def fits(tab: DiagramTab, width: int) -> bool:
    """Whether the row has about this width, and shows every button whole."""
    buttons = [each for each in tab.tools.findChildren(QToolButton) if each.isVisible()]
    return abs(tab.tools.width() - width) < 40 and all(
        each.width() >= each.sizeHint().width()
        and tab.tools.rect().contains(each.mapTo(tab.tools, each.rect().topRight()))
        for each in buttons
    )


def test_buttons_lose_their_words_in_a_narrow_window_and_get_them_back(
    qtbot: QtBot, tab: DiagramTab, parts: Parts
) -> None:
    export = tab.tools.findChild(QToolButton, "diagram-save")
    assert export is not None
    for width, style in ((1400, WORDS), (700, ICONS), (1400, WORDS)):
        parts.window.resize(width, 600)
        qtbot.waitUntil(partial(fits, tab, width))
        assert export.toolButtonStyle() is style
