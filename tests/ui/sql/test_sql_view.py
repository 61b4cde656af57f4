"""SQL with line numbers, colours and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.ui.colours import DARK, LIGHT, Meaning
from pipeline_browser.ui.sql.gradual_text import LONGEST_LINE, MOST
from pipeline_browser.ui.sql.sql_colouring import PLAIN_FROM
from pipeline_browser.ui.sql.sql_view import LineMark, SqlView
from pipeline_browser.ui.theme import Scheme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> SqlView:
    view = SqlView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def block(view: SqlView, line: int) -> QTextBlock:
    return view.document().findBlockByNumber(line - 1)


def colours_of(view: SqlView, line: int) -> list[str]:
    return [found.format.foreground().color().name() for found in block(view, line).layout().formats()]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_those_of_the_file_whatever_ends_them(view: SqlView, ending: str) -> None:
    view.show_sql(f"one{ending}two{ending}")
    assert view.toPlainText() == "one\ntwo"


@pytest.mark.parametrize("character", ["\r", "\u2029", "\ufdd0", "\0"])
def test_characters_that_qt_takes_for_line_ends_do_not_shift_the_lines(view: SqlView, character: str) -> None:
    view.show_sql(f"one{character}still one\ntwo")
    assert view.blockCount() == 2
    assert block(view, 2).text() == "two"


def test_markup_in_a_file_is_shown_literally(view: SqlView) -> None:
    view.show_sql("-- <img src=x> & <b>bold</b>")
    assert view.toPlainText() == "-- <img src=x> & <b>bold</b>"


def test_keywords_and_comments_have_the_theme_s_colours(view: SqlView) -> None:
    view.show_sql("SELECT id -- why")
    assert colours_of(view, 1) == [LIGHT.syntax.keyword, LIGHT.syntax.comment]


def test_the_colours_follow_the_theme(view: SqlView, theme: Theme) -> None:
    view.show_sql("SELECT")
    theme.set_scheme(Scheme.DARK)
    assert colours_of(view, 1) == [DARK.syntax.keyword]


def test_a_long_file_is_coloured_bit_by_bit_to_its_end(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql("INSERT INTO t VALUES (1, 'text'); -- comment\n" * 15_000)
    assert colours_of(view, 1)
    assert view.blockCount() < 15_000, "all at once would have held up the window"
    qtbot.waitUntil(view.is_complete)
    assert len(colours_of(view, 15_000)) == 6


def test_a_new_text_stops_the_colouring_of_the_old_one(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql("SELECT 1;\n" * 50_000)
    view.show_sql("none")
    qtbot.waitUntil(view.is_complete)
    assert colours_of(view, 1) == []


def test_a_text_of_more_than_a_megabyte_stays_plain(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql("SELECT 1, 2, 3 FROM a_table_with_a_name\n" * (PLAIN_FROM // 40 + 1))
    qtbot.waitUntil(view.is_complete)
    assert view.document().characterCount() > PLAIN_FROM
    assert colours_of(view, view.blockCount()) == []


def test_what_is_too_long_to_show_is_cut_and_says_so(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql(
        "-- a line of forty characters and no more" * 2 + "\n" + ("x" * 3_999 + "\n") * (MOST // 4_000)
    )
    qtbot.waitUntil(view.is_complete, timeout=20_000)
    assert block(view, view.blockCount()).text() == "… 82 more characters are not shown."
    assert view.textCursor().position() == 0


def test_a_line_of_a_megabyte_is_cut_since_laying_it_out_would_take_a_minute(view: SqlView) -> None:
    view.show_sql("x" * 1_000_000 + "\nSELECT")
    assert block(view, 1).text() == "x" * LONGEST_LINE + "… 996,000 more characters in this line"
    assert block(view, 2).text() == "SELECT"


def test_a_line_that_is_not_there_yet_is_gone_to_when_it_is(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql("line\n" * 9_000)
    view.go_to_line(8_500)
    qtbot.waitUntil(lambda: view.textCursor().blockNumber() == 8_499)


def test_a_marked_line_tells_why(view: SqlView) -> None:
    view.show_sql("one\ntwo\nthree", {2: LineMark(Meaning.WARNING, "because")})
    assert view.mark_at(2) == LineMark(Meaning.WARNING, "because")
    (selection,) = view.extraSelections()
    assert selection.cursor.block().text() == "two"
    assert selection.format.background().color().name() == LIGHT.warning.soft


def test_a_part_of_a_file_keeps_the_numbers_of_its_lines(view: SqlView) -> None:
    view.show_sql("INSERT\nVALUES", {40: LineMark(Meaning.BAD, "failed")}, first_line=40)
    (selection,) = view.extraSelections()
    assert selection.cursor.block().text() == "INSERT"
    view.go_to_line(41)
    assert view.textCursor().block().text() == "VALUES"


def test_going_to_a_line_that_is_not_there_changes_nothing(view: SqlView) -> None:
    view.show_sql("one\ntwo")
    view.go_to_line(99)
    assert view.textCursor().blockNumber() == 0


def test_showing_the_same_text_again_leaves_it_where_it_is_scrolled_to(view: SqlView) -> None:
    text = "line\n" * 500
    view.show_sql_once(text, {})
    view.go_to_line(400)
    place = view.verticalScrollBar().value()
    assert place > 0
    view.show_sql_once(text, {3: LineMark(Meaning.BAD, "new")})
    assert view.verticalScrollBar().value() == place
    assert view.mark_at(3) is not None


def test_the_line_numbers_are_painted_beside_the_text(view: SqlView, qtbot: QtBot) -> None:
    view.show_sql("one\ntwo", {1: LineMark(Meaning.BAD, "why")})
    picture = view.grab().toImage()
    soft = LIGHT.bad.soft
    column = {picture.pixelColor(x, 10).name() for x in range(2, view.gutter_width())}
    assert soft in column
