"""The Diagram tab: what it draws, when it draws again, and what stands in its place."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.ui.theme import Scheme
from tests.ui.diagram.showing import box, change_outside, is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab


def test_every_table_and_view_has_a_box_and_every_key_a_line(tab: DiagramTab) -> None:
    names = {item.box.name for item in tab.scene.boxes}
    ends = {
        (tab.scene.boxes[line.line.child].box.name, tab.scene.boxes[line.line.parent].box.name)
        for line in tab.scene.lines
    }
    assert names == {"customer", "order", "item", "note", "<b>odd</b>", "orders"}
    assert ends == {("order", "customer"), ("item", "order")}
    assert tab.strip.text() == "6 tables and views, 2 foreign keys"


def test_the_whole_diagram_is_seen_at_first(tab: DiagramTab) -> None:
    seen = tab.view.mapToScene(tab.view.viewport().rect()).boundingRect()
    assert seen.contains(tab.scene.content())


def test_a_line_ends_at_the_rows_of_its_columns(tab: DiagramTab) -> None:
    line = next(each for each in tab.scene.lines if each.line.columns == ("customer",))
    child, parent = box(tab, "order"), box(tab, "customer")
    assert child.row_at(line.route[0].y - child.y()) == 1
    assert parent.row_at(line.route[-1].y - parent.y()) == 0


def test_light_and_dark_change_the_diagram_at_once(tab: DiagramTab, parts: Parts) -> None:
    parts.theme.set_scheme(Scheme.LIGHT)
    light = tab.view.grab().toImage().pixelColor(3, 3).lightness()
    parts.theme.set_scheme(Scheme.DARK)
    dark = tab.view.grab().toImage().pixelColor(3, 3).lightness()
    assert light > 200
    assert dark < 60


def test_a_table_that_another_program_adds_appears(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    change_outside(database, "CREATE TABLE later(x)")
    qtbot.waitUntil(lambda: any(item.box.name == "later" for item in tab.scene.boxes))


def test_rows_that_another_program_adds_draw_nothing_again(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, database: Path
) -> None:
    before = tab.scene.picture
    with qtbot.waitSignal(parts.session.changed):
        change_outside(database, "INSERT INTO note VALUES (1)")
    qtbot.waitUntil(lambda: not parts.session.worker.busy and not parts.late.diagram().worker.busy)
    assert tab.scene.picture is before


def test_a_database_without_tables_says_so(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    tab = show(qtbot, parts, make(tmp_path / "empty.db", "PRAGMA user_version = 1"))
    qtbot.waitUntil(lambda: tab.pages.currentWidget() is tab.notice)
    assert tab.notice.heading == "No tables yet"
    assert tab.notice.button.isHidden()


def test_arranging_can_be_stopped_and_begun_again(
    qtbot: QtBot, parts: Parts, tmp_path: Path, database: Path
) -> None:
    path = tmp_path / "many.db"
    with closing(sqlite3.connect(path)) as connection:
        for number in range(150):
            parents = ", ".join(f"k{other} REFERENCES t{number * 7 % (other + 1)}(id)" for other in range(4))
            connection.execute(f"CREATE TABLE t{number}(id INTEGER PRIMARY KEY, {parents})")
    tab = show(qtbot, parts, path)
    with qtbot.waitSignal(tab.loader.began):
        pass
    tab.waiting.cancel.click()
    qtbot.waitUntil(lambda: tab.pages.currentWidget() is tab.notice)
    assert tab.notice.heading == "The diagram is not arranged"
    tab.notice.button.click()
    qtbot.waitUntil(lambda: is_drawn(tab), timeout=30_000)


def test_another_database_takes_the_place_of_the_first(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, tmp_path: Path
) -> None:
    show(qtbot, parts, make(tmp_path / "second.db", "CREATE TABLE alone(x)"))
    qtbot.waitUntil(lambda: is_drawn(tab) and len(tab.scene.boxes) == 1)
    assert tab.scene.boxes[0].box.name == "alone"


def test_the_ddl_of_the_selected_table_is_copied(tab: DiagramTab) -> None:
    tab.focus.select([box(tab, "note").number])
    tab.actions_by_name["copy_ddl"].trigger()
    assert QGuiApplication.clipboard().text() == "CREATE TABLE note(text TEXT);"


def test_a_name_of_any_length_leaves_the_window_as_wide_as_it_is(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    tab = show(qtbot, parts, make(tmp_path / "long.db", f'CREATE TABLE "{"x" * 5000}"(a)'))
    qtbot.waitUntil(lambda: is_drawn(tab))
    tab.focus.select([0])
    assert "x" * 5000 in tab.strip.text()
    assert tab.minimumSizeHint().width() < 1000
    tab.mover.move([0], Point(8, 8))
    assert len(tab.actions_by_name["undo"].text()) < 60
