"""Finding tables and columns in the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.diagram.canvas.look import Emphasis
from tests.ui.diagram.showing import box, is_drawn, names, press, select

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab


def look_for(qtbot: QtBot, tab: DiagramTab, text: str) -> None:
    """Type into the field as somebody does who pressed Ctrl+F."""
    tab.window().activateWindow()
    tab.actions_by_name["find_something"].trigger()
    qtbot.waitUntil(tab.find_bar.field.hasFocus)
    QTest.keyClicks(tab.find_bar.field, text)


def listed(tab: DiagramTab) -> list[tuple[str, str]]:
    rows = tab.find_bar.list.rows
    items = [rows.topLevelItem(row) for row in range(rows.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def test_typing_finds_tables_before_columns_and_counts_the_hits(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "Order")
    hits = [(hit.table, hit.column) for hit in tab.find_bar.hits]
    assert hits == [("order", None), ("orders", None), ("item", "order")]
    assert tab.find_bar.count.text() == "1 of 3"
    assert tab.focus.boxes == {box(tab, "order").number}


def test_enter_goes_round_the_hits_and_shift_enter_back(qtbot: QtBot, tab: DiagramTab) -> None:
    field = tab.find_bar.field
    look_for(qtbot, tab, "order")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert tab.focus.boxes == {box(tab, "orders").number}
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert box(tab, "item").marked_rows == {1}
    assert tab.find_bar.count.text() == "3 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tab.focus.boxes == {box(tab, "orders").number}


def test_what_is_found_comes_into_view_large_enough_to_read(tab: DiagramTab) -> None:
    tab.view.zoom_to(0.1)
    QTest.keyClicks(tab.find_bar.field, "product")
    seen = tab.view.mapToScene(tab.view.viewport().rect()).boundingRect()
    assert seen.contains(box(tab, "item").sceneBoundingRect().center())
    assert tab.view.scale_now >= 0.6


def test_text_that_is_nowhere_says_so_and_selects_nothing(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "nowhere")
    assert tab.find_bar.count.text() == "no hits"
    assert not tab.focus.boxes


def test_markup_in_a_name_is_found_and_told_as_it_is(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "<b>")
    assert tab.strip.text() == "table <b>odd</b>; 1 column; 0 rows"
    assert tab.strip.textFormat() is Qt.TextFormat.PlainText


def test_every_hit_is_marked_at_once_and_all_else_fades(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "order")
    assert box(tab, "order").emphasis is Emphasis.SELECTED
    assert box(tab, "orders").emphasis is box(tab, "item").emphasis is Emphasis.FOUND
    assert box(tab, "orders").marked_rows == {None}
    assert box(tab, "item").marked_rows == {1}
    assert box(tab, "customer").emphasis is Emphasis.PLAIN  # beside the hit that one is at
    assert box(tab, "note").emphasis is Emphasis.DIMMED
    tab.find_bar.clear()
    assert {item.emphasis for item in tab.scene.boxes} == {Emphasis.PLAIN}


def test_what_is_found_is_listed_with_its_table_and_type(qtbot: QtBot, tab: DiagramTab) -> None:
    look_for(qtbot, tab, "id")
    assert tab.find_bar.list.isVisible()
    assert listed(tab) == [
        ("id", "customer · INTEGER"),
        ("id", "order · INTEGER"),
        ("id", "item · INTEGER"),
        ("id", "orders"),
    ]
    item = tab.find_bar.list.rows.topLevelItem(2)
    assert item is not None
    at = tab.find_bar.list.rows.visualItemRect(item).center()
    QTest.mouseClick(tab.find_bar.list.rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert box(tab, "item").marked_rows == {0}
    assert tab.find_bar.count.text() == "3 of 4"
    assert tab.find_bar.field.hasFocus()
    QTest.keyClick(tab.find_bar.field, Qt.Key.Key_Up)
    assert tab.find_bar.count.text() == "2 of 4"
    tab.view.setFocus()
    assert not tab.find_bar.list.isVisible()


def test_a_column_is_found_by_table_and_name(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "item.ord")
    assert [(hit.table, hit.column) for hit in tab.find_bar.hits] == [("item", "order")]


def test_columns_that_the_detail_leaves_out_are_found_in_their_table(qtbot: QtBot, tab: DiagramTab) -> None:
    press(qtbot, tab, Qt.Key.Key_N)
    look_for(qtbot, tab, "product")
    assert tab.focus.names == {"item"}
    assert box(tab, "item").marked_rows == {None}


def test_hits_in_hidden_tables_are_told_and_shown_when_wanted(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "item", "order")
    press(qtbot, tab, Qt.Key.Key_H)
    look_for(qtbot, tab, "order")
    assert tab.find_bar.count.text() == "1 of 1 and 2 hidden"
    tab.find_bar.field.clear()
    QTest.keyClicks(tab.find_bar.field, "product")
    assert tab.find_bar.count.text() == "1 hit in hidden tables"
    assert listed(tab) == [("In hidden tables, shown again when chosen", ""), ("product", "item · INTEGER")]
    QTest.keyClick(tab.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert "item" in names(tab)
    assert "order" not in names(tab)
    assert tab.find_bar.count.text() == "1 of 1"
    assert box(tab, "item").marked_rows == {2}
    assert tab.actions_by_name["undo"].text() == "Undo show item"


def test_escape_brings_back_what_was_seen_and_selected_before(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "note")
    tab.view.zoom_to(0.3)
    seen = tab.view.seen
    look_for(qtbot, tab, "product")
    assert tab.view.scale_now > 0.3
    QTest.keyClick(tab.find_bar.field, Qt.Key.Key_Escape)
    assert tab.view.scale_now == 0.3
    assert (tab.view.seen.center() - seen.center()).manhattanLength() < 10
    assert tab.focus.names == {"note"}
    assert tab.view.hasFocus()
    assert not tab.find_bar.field.text()
    assert not tab.find_bar.list.isVisible()


def test_escape_in_the_diagram_ends_the_search_and_nothing_moves(qtbot: QtBot, tab: DiagramTab) -> None:
    look_for(qtbot, tab, "product")
    seen = tab.view.seen
    press(qtbot, tab, Qt.Key.Key_Escape)
    assert not tab.find_bar.field.text()
    assert tab.view.seen == seen
    assert {item.emphasis for item in tab.scene.boxes} == {Emphasis.PLAIN}
