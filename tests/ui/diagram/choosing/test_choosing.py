"""Showing less, and getting it back: hiding, neighbourhoods, detail, and what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.diagram.choosing.hidden_list import HiddenList
from tests.ui.diagram.showing import (
    box,
    change_outside,
    is_drawn,
    make,
    names,
    places,
    press,
    select,
    show,
)
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

ALL = {"customer", "order", "item", "note", "<b>odd</b>", "orders"}


def undo(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: is_drawn(tab))


def test_h_hides_what_is_selected_and_leaves_the_rest_where_it_is(qtbot: QtBot, tab: DiagramTab) -> None:
    before = places(tab)
    select(tab, "note", "item")
    press(qtbot, tab, Qt.Key.Key_H)
    assert names(tab) == ALL - {"note", "item"}
    assert places(tab).items() <= before.items()
    assert tab.choice_controls.chip.label.text() == "4 of 6 tables and views"
    assert tab.actions_by_name["undo"].text() == "Undo hide 2 tables"
    undo(qtbot, tab)
    assert places(tab) == before
    assert not tab.choice_controls.chip.isVisible()


def test_a_digit_shows_so_many_steps_around_and_a_click_on_the_chip_everything(
    qtbot: QtBot, tab: DiagramTab
) -> None:
    before, chip = places(tab), tab.choice_controls.chip
    select(tab, "customer")
    press(qtbot, tab, Qt.Key.Key_1)
    assert names(tab) == {"customer", "order"}
    assert chip.label.text() == "customer and 1 step around: 2 of 6 tables and views"
    press(qtbot, tab, Qt.Key.Key_2)
    assert names(tab) == {"customer", "order", "item"}
    assert tab.focus.names == {"customer"}
    press(qtbot, tab, Qt.Key.Key_0)
    assert names(tab) == {"customer"}
    QTest.mouseClick(chip.everything, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert places(tab) == before
    assert not chip.isVisible()
    assert tab.view.hasFocus()


def test_the_digits_of_the_number_pad_do_the_same(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "customer")
    press(qtbot, tab, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert names(tab) == {"customer", "order"}


def test_letters_and_digits_in_a_field_are_only_typed(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "customer")
    tab.find_bar.field.setFocus()
    QTest.keyClicks(tab.find_bar.field, "h1kan0")
    assert tab.find_bar.field.text() == "h1kan0"
    assert names(tab) == ALL
    assert not tab.history.undo_stack.canUndo()


def test_what_a_table_depends_on_is_followed_all_the_way(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "item")
    tab.actions_by_name["show_parents"].trigger()
    assert names(tab) == {"item", "order", "customer"}
    assert tab.actions_by_name["undo"].text() == "Undo show only item with parents"
    qtbot.waitUntil(lambda: is_drawn(tab))
    select(tab, "order")
    tab.actions_by_name["show_children"].trigger()
    assert names(tab) == {"item", "order"}


def test_views_and_loose_tables_are_hidden_by_switches(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.actions_by_name["hide_views"].trigger()
    tab.actions_by_name["hide_loose"].trigger()
    assert names(tab) == {"customer", "order", "item"}
    assert tab.actions_by_name["hide_views"].isChecked()
    undo(qtbot, tab)
    assert names(tab) == ALL - {"orders"}
    assert not tab.actions_by_name["hide_loose"].isChecked()
    tab.actions_by_name["hide_views"].trigger()
    assert names(tab) == ALL


def test_each_detail_has_its_own_places_and_its_switch(qtbot: QtBot, tab: DiagramTab) -> None:
    before = places(tab)
    press(qtbot, tab, Qt.Key.Key_K)
    assert [row.name for row in box(tab, "item").box.rows] == ["id", "order"]
    assert tab.actions_by_name["detail_keys"].isChecked()
    press(qtbot, tab, Qt.Key.Key_N)
    assert not any(each.box.rows for each in tab.scene.boxes)
    press(qtbot, tab, Qt.Key.Key_C)
    assert places(tab) == before
    undo(qtbot, tab)
    assert tab.actions_by_name["detail_names"].isChecked()
    assert not tab.choice_controls.chip.isVisible()


def test_hidden_tables_come_back_one_by_one_from_a_list(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "note", "item", "<b>odd</b>")
    tab.actions_by_name["hide"].trigger()
    qtbot.waitUntil(lambda: is_drawn(tab))
    QTest.mouseClick(tab.choice_controls.chip.list, Qt.MouseButton.LeftButton)
    listed = tab.findChild(HiddenList)
    assert listed is not None
    assert [listed.list.item(row).text() for row in range(listed.list.count())] == [
        "<b>odd</b>",
        "item",
        "note",
    ]
    QTest.keyClicks(listed.field, "IT")
    QTest.keyClick(listed.field, Qt.Key.Key_Return)
    assert names(tab) == ALL - {"note", "<b>odd</b>"}
    listed.field.clear()
    QTest.keyClick(listed.field, Qt.Key.Key_Down)
    QTest.keyClick(listed.field, Qt.Key.Key_Return)
    assert names(tab) == ALL - {"<b>odd</b>"}
    listed.close()
    qtbot.waitUntil(lambda: is_drawn(tab))


def test_a_diagram_without_any_table_says_how_to_get_them_back(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, *ALL)
    press(qtbot, tab, Qt.Key.Key_H)
    assert tab.choice_controls.chip.label.text() == "0 of 6 tables and views"
    tab.actions_by_name["show_everything"].trigger()
    assert names(tab) == ALL
    qtbot.waitUntil(lambda: is_drawn(tab))


def test_what_is_shown_is_remembered_with_the_places(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, database: Path
) -> None:
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = show(qtbot, parts, database)
        qtbot.waitUntil(lambda: is_drawn(tab))
        select(tab, "note")
        press(qtbot, tab, Qt.Key.Key_H)
        press(qtbot, tab, Qt.Key.Key_K)
        select(tab, "order")
        press(qtbot, tab, Qt.Key.Key_1)
        tab.mover.move([box(tab, "item").number], box(tab, "item").place)
        before = places(tab)
        qtbot.waitUntil(lambda: not parts.late.diagram().worker.busy)
    renamed = database.rename(database.with_name("renamed.db"))
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = show(qtbot, parts, renamed)
        qtbot.waitUntil(lambda: is_drawn(tab))
        assert names(tab) == {"customer", "order", "item"}
        assert places(tab) == before
        assert tab.actions_by_name["detail_keys"].isChecked()
        assert tab.choice_controls.chip.isVisible()
        tab.actions_by_name["show_everything"].trigger()
        assert names(tab) == ALL
        qtbot.waitUntil(lambda: is_drawn(tab))


def test_a_table_that_comes_while_few_are_shown_stays_out_unless_it_belongs(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    select(tab, "customer")
    press(qtbot, tab, Qt.Key.Key_1)
    change_outside(database, "CREATE TABLE aside(x)")
    qtbot.waitUntil(lambda: is_drawn(tab) and "7" in tab.choice_controls.chip.label.text())
    assert names(tab) == {"customer", "order"}
    change_outside(database, "CREATE TABLE letter(to_whom REFERENCES customer)")
    qtbot.waitUntil(lambda: is_drawn(tab) and "letter" in names(tab))
    assert tab.focus.names == {"customer"}


def test_a_large_choice_is_arranged_beside_the_window_and_can_be_given_up(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    tables = "; ".join(
        f"CREATE TABLE t{number}(id INTEGER PRIMARY KEY, up REFERENCES t{number // 3}(id))"
        for number in range(120)
    )
    tab = show(qtbot, parts, make(tmp_path / "many.db", tables))
    qtbot.waitUntil(lambda: is_drawn(tab), timeout=30_000)
    tab.actions_by_name["detail_keys"].trigger()
    assert tab.redrawer.is_busy
    tab.choice_controls.chip.cancel.click()
    assert not tab.redrawer.is_busy
    assert tab.actions_by_name["detail_columns"].isChecked()
    assert not tab.history.undo_stack.canUndo()
    tab.actions_by_name["detail_names"].trigger()
    qtbot.waitUntil(lambda: not tab.redrawer.is_busy and is_drawn(tab), timeout=30_000)
    assert tab.actions_by_name["undo"].text() == "Undo show names only"
