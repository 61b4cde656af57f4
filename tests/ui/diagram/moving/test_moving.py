"""Dragging tables: lines follow, moves are undone, places are remembered outside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pipeline_browser.ui.diagram.moving import carry
from tests.ui.diagram.showing import box, change_outside, header, is_drawn, places, press, select, show
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.canvas.line_item import LineItem
    from pipeline_browser.ui.diagram.tab import DiagramTab

LEFT = Qt.MouseButton.LeftButton
BY = QPoint(80, 60)


def drag(tab: DiagramTab, name: str, by: QPoint = BY) -> None:
    view, start = tab.view.viewport(), header(tab, name)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + by / 2)
    QTest.mouseMove(view, start + by)
    QTest.mouseRelease(view, LEFT, pos=start + by)


def move(tab: DiagramTab, at: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Move the pointer with the left button and keys held."""
    view = tab.view.viewport()
    place, globally = QPointF(at), QPointF(view.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, place, globally, Qt.MouseButton.NoButton, LEFT, keys)
    QApplication.sendEvent(view, event)


def line_to_customer(tab: DiagramTab) -> LineItem:
    return next(each for each in tab.scene.lines if each.line.columns == ("customer",))


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


def test_shift_and_arrows_move_the_selected_table_as_one_change(qtbot: QtBot, tab: DiagramTab) -> None:
    before = box(tab, "note").place
    select(tab, "note")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(qtbot, tab, key, Qt.KeyboardModifier.ShiftModifier)
    assert box(tab, "note").place == (before.x + 16, before.y + 32)
    tab.actions_by_name["undo"].trigger()
    assert box(tab, "note").place == before
    assert not tab.history.undo_stack.canUndo()
    tab.actions_by_name["redo"].trigger()
    assert box(tab, "note").place == (before.x + 16, before.y + 32)


def test_several_tables_move_together_and_a_click_on_one_selects_it_alone(tab: DiagramTab) -> None:
    before = places(tab)
    select(tab, "note", "customer")
    drag(tab, "note")
    after = places(tab)
    moved = ("note", "customer")
    ways = {(after[name][0] - before[name][0], after[name][1] - before[name][1]) for name in moved}
    assert len(ways) == 1
    assert {name for name in after if after[name] != before[name]} == {"note", "customer"}
    assert tab.actions_by_name["undo"].text() == "Undo move 2 tables"
    QTest.mouseClick(tab.view.viewport(), LEFT, pos=header(tab, "customer"))
    assert tab.focus.names == {"customer"}


def test_a_dragged_table_snaps_into_line_and_a_key_frees_it(tab: DiagramTab) -> None:
    view, start = tab.view.viewport(), header(tab, "note")
    target, scale = box(tab, "item"), tab.view.scale_now
    own = box(tab, "note").place
    QTest.mousePress(view, LEFT, pos=start)
    near = start + QPoint(round((target.x() - own.x) * scale) + 3, 150)
    move(tab, near - QPoint(20, 0))
    move(tab, near)
    assert box(tab, "note").x() == target.x()
    assert tab.view.guides
    move(tab, near, Qt.KeyboardModifier.AltModifier)
    assert box(tab, "note").x() != target.x()
    assert not tab.view.guides
    QTest.mouseRelease(view, LEFT, pos=near)


def test_escape_during_a_drag_puts_everything_back(qtbot: QtBot, tab: DiagramTab) -> None:
    before, route = places(tab), line_to_customer(tab).route
    view, start = tab.view.viewport(), header(tab, "customer")
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + BY)
    assert places(tab) != before
    press(qtbot, tab, Qt.Key.Key_Escape)
    assert places(tab) == before
    assert line_to_customer(tab).route == route
    QTest.mouseMove(view, start + BY * 2)
    QTest.mouseRelease(view, LEFT, pos=start + BY)
    assert places(tab) == before
    assert not tab.history.undo_stack.canUndo()
    assert tab.focus.names == {"customer"}


def test_the_view_moves_along_when_a_table_is_dragged_over_its_edge(qtbot: QtBot, tab: DiagramTab) -> None:
    view, start = tab.view.viewport(), header(tab, "note")
    edge = QPoint(view.width() - 3, start.y())
    seen = tab.view.seen.right()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + BY)
    QTest.mouseMove(view, edge)
    qtbot.waitUntil(lambda: tab.view.seen.right() > seen + 300)
    QTest.mouseRelease(view, LEFT, pos=edge)
    assert box(tab, "note").x() > seen
    stopped = tab.view.seen.right()
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert tab.view.seen.right() == stopped


def test_a_drag_ends_when_the_diagram_becomes_another_one_meanwhile(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    view, start = tab.view.viewport(), header(tab, "customer")
    before = places(tab)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + BY)
    change_outside(database, "CREATE TABLE later(x)")
    qtbot.waitUntil(lambda: is_drawn(tab) and "later" in places(tab))
    QTest.mouseMove(view, start + BY * 2)
    QTest.mouseRelease(view, LEFT, pos=start + BY * 2)
    assert before.items() <= places(tab).items()


def test_the_selected_tables_are_arranged_among_themselves(qtbot: QtBot, tab: DiagramTab) -> None:
    drag(tab, "order", QPoint(0, 140))
    before = places(tab)
    select(tab, "customer", "order", "item")
    press(qtbot, tab, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    after = places(tab)
    assert {name for name in after if after[name] != before[name]} <= {"customer", "order", "item"}
    assert after["customer"] != before["customer"]
    assert tab.actions_by_name["undo"].text() == "Undo arrange 3 tables"
    tab.actions_by_name["undo"].trigger()
    assert places(tab) == before


def test_tables_are_brought_into_line_and_spread(tab: DiagramTab) -> None:
    select(tab, "customer", "item", "note")
    tab.actions_by_name["align_left"].trigger()
    assert len({box(tab, name).x() for name in ("customer", "item", "note")}) == 1
    assert tab.actions_by_name["undo"].text() == "Undo align 3 tables"
    select(tab, "note")
    assert not tab.actions_by_name["align_left"].isEnabled()


def test_lines_without_time_are_hinted_at_first_and_drawn_well_a_moment_later(
    qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "_PATIENCE", -1.0)
    before = places(tab)
    select(tab, "customer")
    drag(tab, "customer")
    hint = line_to_customer(tab).route
    qtbot.waitUntil(lambda: not tab.redrawer.is_busy)
    item, end = box(tab, "customer"), line_to_customer(tab).route[-1]
    assert end.x in (item.x(), item.x() + item.size.width)
    assert len(hint) == 4
    assert tab.history.undo_stack.count() == 1
    tab.actions_by_name["undo"].trigger()
    assert places(tab) == before


def test_lines_that_were_hinted_at_are_drawn_well_although_something_else_moves_meanwhile(
    qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "_PATIENCE", -1.0)
    drag(tab, "customer", QPoint(400, 10))  # to where a straight line would run through a table
    hint = line_to_customer(tab).route
    monkeypatch.undo()
    drag(tab, "note", QPoint(-10, 60))
    qtbot.waitUntil(lambda: not tab.redrawer.is_busy)
    assert line_to_customer(tab).route != hint
    assert tab.history.undo_stack.count() == 2


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


def test_a_change_of_the_schema_that_nobody_sees_leaves_what_can_be_undone(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    drag(tab, "note")
    moved = places(tab)
    trigger = "CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END"
    change_outside(database, trigger)
    qtbot.waitUntil(lambda: bool(tab.loader.schema and tab.loader.schema.triggers) and not tab.loader.is_busy)
    assert places(tab) == moved
    tab.actions_by_name["undo"].trigger()
    assert places(tab) != moved


def test_a_drag_says_which_keys_it_knows(tab: DiagramTab) -> None:
    view, start = tab.view.viewport(), header(tab, "note")
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + BY)
    assert "without snapping" in tab.strip.text()
    QTest.mouseRelease(view, LEFT, pos=start + BY)
    assert tab.strip.text().startswith("table note")


def wait_until_kept(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: not parts.late.diagram().worker.busy)
