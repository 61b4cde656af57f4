"""What stays when another program changes the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.diagram.showing import box, change_outside, is_drawn, names, places, show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab


def select_key(tab: DiagramTab) -> None:
    tab.focus.select_line(next(each.number for each in tab.scene.lines if each.line.columns == ("customer",)))


def select_found_column(tab: DiagramTab) -> None:
    tab.focus.select([box(tab, "item").number], [(box(tab, "item").number, 2)])


def select_two(tab: DiagramTab) -> None:
    tab.focus.select([box(tab, "item").number, box(tab, "note").number])


@pytest.mark.parametrize("select", [select_key, select_found_column, select_two])
def test_what_is_selected_and_where_everything_stands_stays(
    qtbot: QtBot, tab: DiagramTab, database: Path, select: Callable[[DiagramTab], None]
) -> None:
    tab.view.zoom_to(1.3)
    select(tab)
    subject, before, seen = tab.inspecting.subject, places(tab), tab.view.seen
    assert subject
    change_outside(database, "CREATE TABLE aaa(x)")
    qtbot.waitUntil(lambda: "aaa" in names(tab) and is_drawn(tab) and tab.is_settled)
    assert tab.inspecting.subject == subject
    assert before.items() <= places(tab).items()
    assert (tab.view.seen.center() - seen.center()).manhattanLength() < 2


def test_what_is_gone_is_not_selected_any_more(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    tab.focus.select([box(tab, "note").number])
    change_outside(database, "DROP TABLE note")
    qtbot.waitUntil(lambda: "note" not in names(tab) and is_drawn(tab) and tab.is_settled)
    assert not tab.focus.dims


def test_without_any_table_nothing_can_be_done_to_a_picture(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    path = tmp_path / "empty.db"
    change_outside(path, "CREATE TABLE t(a)")
    change_outside(path, "DROP TABLE t")
    tab = show(qtbot, parts, path)
    qtbot.waitUntil(lambda: tab.pages.currentWidget() is tab.notice)
    for name in ("zoom_in", "zoom_out", "actual_size", "fit", "arrange", "save", "select_all"):
        assert not tab.actions_by_name[name].isEnabled()
    change_outside(path, "CREATE TABLE t(a)")
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    assert tab.actions_by_name["zoom_in"].isEnabled()


def columns_of(tab: DiagramTab, name: str) -> list[str]:
    return [row.name for row in box(tab, name).box.rows]


def undo_all(qtbot: QtBot, tab: DiagramTab) -> None:
    while tab.history.undo_stack.canUndo():
        tab.history.undo_stack.undo()
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)


def test_a_change_while_a_new_schema_is_drawn_does_not_lead_back_to_the_old_one(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    tab.loader.began.connect(tab.actions_by_name["detail_names"].trigger)
    change_outside(database, "ALTER TABLE note RENAME TO remark")
    qtbot.waitUntil(lambda: "remark" in names(tab) and is_drawn(tab) and tab.is_settled)
    undo_all(qtbot, tab)
    assert "note" not in names(tab)
    assert "remark" in names(tab)


def test_undo_shows_no_columns_that_are_gone(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    tab.actions_by_name["detail_names"].trigger()
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    with qtbot.waitSignal(tab.loader.drawn):  # names alone show nothing of it
        change_outside(database, "ALTER TABLE note RENAME COLUMN text TO words")
    undo_all(qtbot, tab)
    tab.actions_by_name["detail_columns"].trigger()
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    assert columns_of(tab, "note") == ["words"]


def test_what_nobody_sees_of_a_new_schema_takes_no_undo_away(
    qtbot: QtBot, tab: DiagramTab, database: Path
) -> None:
    before = places(tab)
    tab.focus.select([box(tab, "note").number])
    tab.actions_by_name["nudge_down"].trigger()
    with qtbot.waitSignal(tab.loader.drawn):
        change_outside(database, "CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END")
    qtbot.waitUntil(lambda: tab.is_settled)
    undo_all(qtbot, tab)
    assert places(tab) == before
