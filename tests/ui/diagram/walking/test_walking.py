"""Going from table to table with the keyboard, selecting several, and what the menus offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pipeline_browser.ui.diagram.canvas.look import Emphasis
from tests.ui.diagram.showing import box, header, names, on_screen, press, select

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_tab_goes_through_all_tables_row_by_row_and_then_on(qtbot: QtBot, tab: DiagramTab) -> None:
    seen = []
    for _ in names(tab):
        press(qtbot, tab, Qt.Key.Key_Tab)
        (number,) = tab.focus.boxes
        seen.append(tab.scene.boxes[number])
    assert {item.box.name for item in seen} == names(tab)
    first_row = [item for item in seen if item.y() < seen[0].y() + seen[0].size.height / 2]
    assert [item.x() for item in first_row] == sorted(item.x() for item in first_row)
    assert seen[: len(first_row)] == first_row
    press(qtbot, tab, Qt.Key.Key_Tab)
    assert not tab.view.hasFocus()


def test_shift_tab_goes_back_and_escape_lets_tab_lead_out(qtbot: QtBot, tab: DiagramTab) -> None:
    press(qtbot, tab, Qt.Key.Key_Tab)
    first = tab.focus.boxes
    press(qtbot, tab, Qt.Key.Key_Tab)
    assert tab.focus.boxes != first
    press(qtbot, tab, Qt.Key.Key_Backtab, SHIFT)
    assert tab.focus.boxes == first
    press(qtbot, tab, Qt.Key.Key_Escape)
    assert not tab.focus.boxes
    press(qtbot, tab, Qt.Key.Key_Tab)
    assert not tab.focus.boxes
    assert not tab.view.hasFocus()


def test_arrows_go_to_the_nearest_table_that_way_and_pan_with_none(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "customer")
    press(qtbot, tab, Qt.Key.Key_Right)
    assert tab.focus.names == {"order"}
    press(qtbot, tab, Qt.Key.Key_Left)
    assert tab.focus.names == {"customer"}
    press(qtbot, tab, Qt.Key.Key_Escape)
    before = tab.view.seen.left()
    press(qtbot, tab, Qt.Key.Key_Right)
    assert tab.view.seen.left() > before


def test_a_table_that_is_reached_by_keyboard_is_in_sight(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.view.zoom_to(3.0)
    for _ in range(3):
        press(qtbot, tab, Qt.Key.Key_Tab)
        (number,) = tab.focus.boxes
        assert tab.view.seen.intersects(tab.scene.boxes[number].sceneBoundingRect())


def test_enter_shows_what_is_selected_as_large_as_it_can(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.view.zoom_to(0.1)
    select(tab, "item")
    press(qtbot, tab, Qt.Key.Key_Return)
    assert tab.view.scale_now == 1.0
    assert tab.view.seen.contains(box(tab, "item").sceneBoundingRect())


def test_all_are_selected_at_once(qtbot: QtBot, tab: DiagramTab) -> None:
    press(qtbot, tab, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(tab.focus.boxes) == len(names(tab))


def test_a_rubber_band_selects_what_it_touches(tab: DiagramTab) -> None:
    view = tab.view.viewport()
    item = box(tab, "customer").sceneBoundingRect()
    start = on_screen(tab, item.topLeft()) - QPoint(6, 6)
    end = on_screen(tab, item.center())
    QTest.mousePress(view, LEFT, SHIFT, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    assert not tab.view.band.isNull()
    QTest.mouseRelease(view, LEFT, SHIFT, pos=end)
    assert tab.focus.names == {"customer"}
    assert tab.view.band.isNull()


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.ControlModifier, SHIFT])
def test_a_click_with_a_key_held_adds_a_table_or_takes_it_out(
    tab: DiagramTab, key: Qt.KeyboardModifier
) -> None:
    select(tab, "customer")
    QTest.mouseClick(tab.view.viewport(), LEFT, key, pos=header(tab, "item"))
    assert tab.focus.names == {"customer", "item"}
    QTest.mouseClick(tab.view.viewport(), LEFT, key, pos=header(tab, "customer"))
    assert tab.focus.names == {"item"}


def test_the_highlight_reaches_as_far_as_it_is_set_to(tab: DiagramTab) -> None:
    select(tab, "customer")
    assert box(tab, "item").emphasis is Emphasis.DIMMED
    tab.actions_by_name["light_2"].trigger()
    assert box(tab, "item").emphasis is Emphasis.PLAIN
    assert box(tab, "note").emphasis is Emphasis.DIMMED
    assert {line.emphasis for line in tab.scene.lines} == {Emphasis.NEAR}


def test_a_line_is_followed_to_both_its_ends_and_copied(tab: DiagramTab) -> None:
    line = next(each for each in tab.scene.lines if each.line.columns == ("customer",))
    a, b = line.route[:2]
    middle = on_screen(tab, QPointF((a.x + b.x) / 2, (a.y + b.y) / 2))
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.RightButton, pos=middle)
    assert texts(tab.menu()) == ["Go to parent", "Go to child", "Copy sentence", "Copy foreign key's SQL"]
    tab.actions_by_name["copy_sentence"].trigger()
    sentence = "each order belongs to exactly one customer (customer → id); ON DELETE CASCADE"
    assert QGuiApplication.clipboard().text() == sentence
    tab.actions_by_name["copy_key"].trigger()
    assert (
        QGuiApplication.clipboard().text()
        == 'FOREIGN KEY ("customer") REFERENCES "customer" ("id") ON DELETE CASCADE'
    )
    tab.actions_by_name["go_to_child"].trigger()
    assert tab.focus.names == {"order"}
    assert box(tab, "order").marked_rows == {1}


def test_the_menus_offer_what_fits_the_selection(tab: DiagramTab) -> None:
    assert "Select all" in texts(tab.menu())
    select(tab, "customer")
    assert "Hide" in texts(tab.menu())
    assert "Arrange selection" not in texts(tab.menu())
    select(tab, "customer", "order")
    assert {"Hide", "Arrange selection", "Align"} <= set(texts(tab.menu()))


def test_no_key_means_two_things(tab: DiagramTab) -> None:
    window = tab.window()
    own = {key.toString() for action in tab.actions_by_name.values() for key in action.shortcuts()}
    count = sum(len(action.shortcuts()) for action in tab.actions_by_name.values())
    assert len(own) == count
    others = {key.toString() for action in window.actions() for key in action.shortcuts()}
    assert not own & others


def test_the_line_below_says_how_many_tables_are_selected_and_what_joins_them(tab: DiagramTab) -> None:
    select(tab, "customer", "order")
    assert tab.strip.text() == "2 tables selected; 1 foreign key between them"
    select(tab, "customer", "note")
    assert tab.strip.text() == "2 tables selected; no foreign key between them"


def test_j_selects_what_joins_tables_and_says_how(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "item", "customer")
    press(qtbot, tab, Qt.Key.Key_J)
    assert tab.focus.names == {"item", "order", "customer"}
    assert tab.strip.text() == "customer ← order ← item"
    select(tab, "item", "note")
    press(qtbot, tab, Qt.Key.Key_J)
    assert tab.focus.names == {"item", "note"}
    assert tab.strip.text().startswith("No foreign keys join them")
    assert "Select what joins them" in texts(tab.menu())
