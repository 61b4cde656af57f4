"""Failures are shown whole and literally, with ways out; defects once each."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from pipeline_browser.model.errors import NotADatabase
from pipeline_browser.ui.labels import button_text, shown, title_text, tooltip
from pipeline_browser.ui.messages import Message, Offer
from pipeline_browser.ui.unexpected import ExceptionHook
from tests.ui.finding import button, child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.theme import Theme

NAME = "<img src=x>\u202e & [*].db"
ERROR = NotADatabase(
    "This is no SQLite database",
    path=Path("/data") / NAME,
    cause="It begins with <html>.",
    remedy="Choose another file.",
    details="SQLITE_NOTADB (26)",
)


def show(qtbot: QtBot, theme: Theme, *offers: Offer) -> Message:
    message = Message(ERROR, theme, title="Not opened", offers=offers)
    qtbot.addWidget(message)
    message.show()
    return message


def test_a_message_says_what_where_why_and_what_to_do_as_plain_text(qtbot: QtBot, theme: Theme) -> None:
    message = show(qtbot, theme)
    labels = [each for each in message.findChildren(QLabel) if each.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert [label.text() for label in labels] == [
        "This is no SQLite database",
        "/data/<img src=x>\\u202e & [*].db",
        "It begins with <html>.",
        "Choose another file.",
    ]


def test_details_fold_out_and_everything_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    message = show(qtbot, theme)
    details = child(message, QPlainTextEdit)
    low = message.height()
    assert details.isHidden()
    button(message, "Details").click()
    assert details.isVisible()
    assert message.height() > low
    button(message, "Copy").click()
    copied = QGuiApplication.clipboard().text()
    for part in ("This is no SQLite database", "/data/", "SQLITE_NOTADB (26)"):
        assert part in copied


def test_a_way_out_is_told_by_its_name_and_closes_the_message(qtbot: QtBot, theme: Theme) -> None:
    message = show(qtbot, theme, Offer("other", "Open another…"), Offer("create", "Create R&D.db"))
    create = child(message, QPushButton, "offer-create")
    assert create.text() == "Create R&&D.db"
    assert create.isDefault()
    with qtbot.waitSignal(message.chosen) as chosen:
        create.click()
    assert chosen.args == ["create"]


def test_a_file_name_of_255_characters_does_not_widen_the_message(qtbot: QtBot, theme: Theme) -> None:
    message = Message(NotADatabase("No database: /" + "x" * 255), theme, title="Not opened")
    qtbot.addWidget(message)
    message.show()
    assert message.width() < 700


def test_texts_are_literal_wherever_qt_would_read_something_into_them() -> None:
    assert shown("a\x1b[31m\nb") == "a\\x1b[31m\\x0ab"
    assert button_text("R&D") == "R&&D"
    assert title_text("a[*]b") == "a[*][*]b"
    assert "&lt;img src=x&gt;" in tooltip("<img src=x>")


@pytest.fixture
def hook(qtbot: QtBot, theme: Theme) -> Iterator[ExceptionHook]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    hook = ExceptionHook(theme, window)
    before = sys.excepthook, threading.excepthook
    hook.install()
    yield hook
    sys.excepthook, threading.excepthook = before


def messages(hook: ExceptionHook) -> list[Message]:
    parent = hook.parent()
    assert isinstance(parent, QWidget)
    return parent.findChildren(Message)


def fail() -> None:
    raise ZeroDivisionError("on purpose")


def test_a_defect_is_shown_once_however_often_it_happens(
    qtbot: QtBot, hook: ExceptionHook, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        try:
            fail()
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(messages(hook)) == 1)
    assert "on purpose" in messages(hook)[0].error.details
    assert capsys.readouterr().err.count("Traceback") == 3


def test_a_defect_on_another_thread_is_shown_in_the_window(
    qtbot: QtBot, hook: ExceptionHook, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(messages(hook)) == 1)
