"""Dragging tables: lines follow, moves are undone, places are remembered outside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import box, change_outside, header, is_drawn, show
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.line_item import LineItem
    from pipeline_browser.ui.diagram.tab import DiagramTab

LEFT = Qt.MouseButton.LeftButton
BY = QPoint(80, 60)


def drag(tab: DiagramTab, name: str, by: QPoint = BY) -> None:
    view, start = tab.view.viewport(), header(tab, name)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + by / 2)
    QTest.mouseMove(view, start + by)
    QTest.mouseRelease(view, LEFT, pos=start + by)


def line_to_customer(tab: DiagramTab) -> LineItem:
    return next(each for each in tab.scene.lines if each.line.columns == ("customer",))


def places(tab: DiagramTab) -> dict[str, tuple[float, float]]:
    return {item.box.name: item.place for item in tab.scene.boxes}


def test_the_lines_of_a_dragged_table_follow_before_it_is_let_go(tab: DiagramTab) -> None:
    view, start = tab.view.viewport(), header(tab, "customer")
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + BY / 2)
    QTest.mouseMove(view, start + BY)
    item, end = box(tab, "customer"), line_to_customer(tab).route[-1]
    assert end.x in (item.x(), item.x() + item.size.width)
    assert item.row_at(end.y - item.y()) == 0
    QTest.mouseRelease(view, LEFT, pos=start + BY)


def test_a_move_is_undone_and_redone(tab: DiagramTab) -> None:
    before, route = places(tab), line_to_customer(tab).route
    drag(tab, "customer")
    after = places(tab)
    assert after["customer"] != before["customer"]
    assert after | {"customer": before["customer"]} == before
    assert tab.actions_by_name["undo"].text() == "Undo move customer"

    tab.actions_by_name["undo"].trigger()
    assert places(tab) == before
    assert line_to_customer(tab).route == route
    tab.actions_by_name["redo"].trigger()
    assert places(tab) == after


def test_arranging_puts_everything_back_and_can_be_undone(tab: DiagramTab) -> None:
    before = places(tab)
    drag(tab, "note")
    drag(tab, "item")
    moved = places(tab)
    tab.actions_by_name["arrange"].trigger()
    assert places(tab) == before
    assert tab.actions_by_name["undo"].text() == "Undo arrange everything"
    tab.actions_by_name["arrange"].trigger()
    tab.actions_by_name["undo"].trigger()
    assert places(tab) == moved


def test_shift_and_an_arrow_move_the_selected_table(tab: DiagramTab) -> None:
    before = box(tab, "note").place
    tab.focus.select([box(tab, "note").number])
    QTest.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert box(tab, "note").place == (before.x, before.y + 16)


def test_a_click_moves_nothing(tab: DiagramTab) -> None:
    before = places(tab)
    QTest.mouseClick(tab.view.viewport(), LEFT, pos=header(tab, "note"))
    assert places(tab) == before
    assert not tab.history.undo_stack.canUndo()


def test_places_are_there_again_the_next_time_and_not_in_the_database(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, database: Path
) -> None:
    content = database.read_bytes()
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = show(qtbot, parts, database)
        qtbot.waitUntil(lambda: is_drawn(tab))
        drag(tab, "customer")
        moved = places(tab)
        wait_until_kept(qtbot, parts)
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = show(qtbot, parts, database)
        qtbot.waitUntil(lambda: is_drawn(tab))
        assert places(tab) == moved
    assert database.read_bytes() == content


def test_places_survive_a_table_that_comes_and_one_that_goes(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, database: Path
) -> None:
    drag(tab, "customer")
    moved = places(tab)
    wait_until_kept(qtbot, parts)
    change_outside(database, "CREATE TABLE later(x)")
    qtbot.waitUntil(lambda: is_drawn(tab) and "later" in places(tab))
    change_outside(database, "DROP TABLE note")
    qtbot.waitUntil(lambda: is_drawn(tab) and "note" not in places(tab))
    now = places(tab)
    lowest = max(item.sceneBoundingRect().bottom() for item in tab.scene.boxes if item.box.name != "later")
    assert {name: place for name, place in moved.items() if name != "note"} == {
        name: place for name, place in now.items() if name != "later"
    }
    assert now["later"][1] > lowest


def test_nothing_jumps_when_a_table_comes_that_others_refer_to_although_nobody_moved_anything(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    before = places(tab)
    change_outside(database, "CREATE TABLE product(id INTEGER PRIMARY KEY, item REFERENCES item(id))")
    qtbot.waitUntil(lambda: is_drawn(tab) and "product" in places(tab))
    assert before.items() <= places(tab).items()


def wait_until_kept(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: not parts.late.diagram().worker.busy)
