"""SQL that a person may edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from pipeline_browser.ui.sql.gradual_text import LONGEST_LINE
from pipeline_browser.ui.sql.sql_editor import SqlEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def editor(theme: Theme, qtbot: QtBot) -> SqlEditor:
    editor = SqlEditor(theme)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def type_at_end(editor: SqlEditor, text: str) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, text)


def test_a_text_comes_back_as_it_was_shown_until_it_is_edited(editor: SqlEditor, qtbot: QtBot) -> None:
    editor.show_sql("SELECT 'ä';\n\n")
    assert (editor.sql, editor.is_edited) == ("SELECT 'ä';\n\n", False)
    with qtbot.waitSignal(editor.edited):
        type_at_end(editor, "x")
    assert (editor.sql, editor.is_edited) == ("SELECT 'ä';\nx", True)


@pytest.mark.parametrize("sql", ["a\rb", "x" * (LONGEST_LINE + 1), "a\u2029b"])
def test_what_is_not_shown_as_it_is_cannot_be_edited(editor: SqlEditor, sql: str) -> None:
    editor.show_sql(sql)
    type_at_end(editor, "x")
    assert (editor.sql, editor.is_edited, editor.isReadOnly()) == (sql, False, True)
    editor.show_sql("SELECT 1")
    assert not editor.isReadOnly()


def test_a_beginning_is_replaced_under_the_hands_of_a_person(editor: SqlEditor) -> None:
    editor.show_sql("-- 𝄞 old\nSELECT 1")
    editor.replace_beginning("-- 𝄞 old\n", "-- new\n-- newer\n")
    assert (editor.sql, editor.is_edited) == ("-- new\n-- newer\nSELECT 1", False)
    type_at_end(editor, ";")
    editor.replace_beginning("-- new\n-- newer\n", "-- 3\n")
    assert (editor.sql, editor.is_edited) == ("-- 3\nSELECT 1;", True)
    editor.replace_beginning("-- something else\n", "")
    assert editor.sql == "-- 3\nSELECT 1;"


def test_undo_brings_an_edited_text_back_that_another_one_replaced(editor: SqlEditor) -> None:
    editor.show_sql("SELECT 1")
    type_at_end(editor, " + 1")
    editor.show_sql("SELECT 2\n")
    assert (editor.sql, editor.is_edited) == ("SELECT 2\n", False)
    editor.undo()
    assert editor.sql == "SELECT 1 + 1"
