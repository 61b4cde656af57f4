"""The strip that says what is wrong: as tall as its words, up to a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.migrations.notice import Notice
from tests.ui.finding import child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def notice(qtbot: QtBot, theme: Theme) -> Iterator[Notice]:
    page, notice = QWidget(), Notice(theme)  # the page would take the notice along
    column = QVBoxLayout(page)
    column.addWidget(notice)
    column.addWidget(QLabel("below"), 1)
    page.resize(600, 500)
    qtbot.addWidget(page)
    page.show()
    yield notice
    page.close()


def test_a_long_list_scrolls_and_leaves_the_rest_of_a_dialog_its_room(notice: Notice, qtbot: QtBot) -> None:
    scroll = child(notice, QScrollArea)
    notice.tell(Meaning.BAD, "Not as promised", ["why", "\n".join(["a difference"] * 100)])
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert notice.height() < 200
    assert scroll.focusPolicy() is Qt.FocusPolicy.StrongFocus, "the keyboard scrolls it"


def test_few_words_take_as_much_room_as_they_need(notice: Notice, qtbot: QtBot) -> None:
    scroll = child(notice, QScrollArea)
    notice.tell(Meaning.BAD, "Not as promised", ["why " * 60])
    qtbot.waitUntil(lambda: notice.height() > 3 * notice.fontMetrics().height())
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.focusPolicy() is Qt.FocusPolicy.NoFocus, "nothing to scroll, no stop for Tab"
