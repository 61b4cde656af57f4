"""The slider shows each version over the diagram of the database, and leaves no trace in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from pipeline_browser.diagram.graph import State
from tests.ui.diagram.showing import box, change_outside, is_drawn, names, places, press, select, show
from tests.ui.diagram.time.sliding import arrive, key, marks, open_history

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

KEYS = Qt.Key


def test_it_opens_at_the_database_and_goes_through_the_versions(qtbot: QtBot, tab: DiagramTab) -> None:
    open_history(qtbot, tab)
    bar, scale = tab.time_bar, tab.view.scale_now
    assert (bar.title.whole_text, marks(tab)) == ("Now", {})
    assert tab.window().focusWidget() is bar.track
    key(qtbot, tab, KEYS.Key_Left)
    assert bar.title.whole_text == "20250301000000 drop old"
    assert bar.when.whole_text.startswith("applied ")
    assert marks(tab) == {"pipelines": State.CHANGED, "stages": State.REMOVED}
    assert bar.chips.texts == ("~ 1 table", "\N{MINUS SIGN} 1 table, 3 columns, 1 foreign key")
    assert bar.chips.accessibleName() == "removes 1 table, 3 columns, 1 foreign key"
    tab.view.tell_box("pipelines", QPoint())
    assert "column old removed" in QToolTip.text()
    key(qtbot, tab, KEYS.Key_Home)
    assert marks(tab) == {"pipelines": State.ADDED, "stages": State.ADDED}
    assert "20250101000000 start" in bar.track.accessibleDescription()
    key(qtbot, tab, KEYS.Key_End)
    assert (bar.when.whole_text, marks(tab)) == ("pending, written 2025-04-01", {"notes": State.ADDED})
    press(qtbot, tab, KEYS.Key_Comma)
    arrive(qtbot, tab)
    assert bar.title.whole_text == "Now"

    # No table has moved, and nobody has to look elsewhere.
    known: dict[str, tuple[float, float]] = {}
    for at in (0, 1, 2, 3, 4, 2):
        tab.time.sliding.go(at)
        arrive(qtbot, tab)
        for name, place in places(tab).items():
            assert known.setdefault(name, place) == place
    assert tab.view.scale_now == scale

    # From change to change, and changes alone.
    seen = set()
    for _ in range(2):
        tab.actions_by_name["next_change"].trigger()
        seen |= set(tab.focus.names)
    assert seen == {"pipelines", "stages"}
    tab.actions_by_name["changes_only"].trigger()
    arrive(qtbot, tab)
    assert names(tab) == {"pipelines", "stages"}
    tab.choice_controls.chip.everything.click()
    arrive(qtbot, tab)
    assert {"tags", "_sqlx_migrations"} <= names(tab)
    assert not tab.actions_by_name["changes_only"].isChecked()


def test_closing_brings_the_diagram_back_as_it_was(qtbot: QtBot, tab: DiagramTab) -> None:
    select(tab, "tags")
    press(qtbot, tab, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    before, outlook, undo = places(tab), tab.view.outlook, tab.actions_by_name["undo"].text()
    open_history(qtbot, tab)
    assert not tab.actions_by_name["undo"].isEnabled()
    key(qtbot, tab, KEYS.Key_Home)
    tab.focus.select([box(tab, "stages").number])
    stood = places(tab)["stages"]
    press(qtbot, tab, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    tab.time.deeds.next_version()
    arrive(qtbot, tab)
    assert places(tab)["stages"] == (stood[0], stood[1] + 16)  # at every version
    press(qtbot, tab, KEYS.Key_K)
    arrive(qtbot, tab)
    assert tab.actions_by_name["undo"].text() == "Undo show keys only"
    tab.time_bar.track.setFocus()
    QTest.keyClick(tab.time_bar.track, KEYS.Key_Escape)
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert tab.time_bar.isHidden()
    assert not tab.actions_by_name["show_history"].isChecked()
    assert places(tab) == before
    assert tab.view.outlook.scale == pytest.approx(outlook.scale)
    assert tab.actions_by_name["undo"].text() == undo
    tab.focus.clear()
    open_history(qtbot, tab)
    press(qtbot, tab, KEYS.Key_Escape)  # in the diagram, where nothing is selected
    assert tab.time_bar.isHidden()
    assert places(tab) == before


def test_detail_choice_search_and_inspector_go_on_working(qtbot: QtBot, tab: DiagramTab) -> None:
    open_history(qtbot, tab)
    tab.time.sliding.go(2)
    arrive(qtbot, tab)
    tab.actions_by_name["show_inspector"].setChecked(True)
    tab.deeds.show_inspector(True)
    tab.actions_by_name["find_something"].trigger()
    QTest.keyClicks(tab.find_bar.field, "old")
    assert tab.focus.boxes == {box(tab, "pipelines").number}
    qtbot.waitUntil(lambda: tab.inspecting.is_settled)
    changed = tab.inspector.facts.facts.sections[0]
    assert (changed.title, [fact.text for fact in changed.facts]) == ("What changes", ["column old removed"])
    assert "column old removed" in tab.strip.text()
    QTest.keyClick(tab.find_bar.field, KEYS.Key_Escape)
    select(tab, "stages")  # which the database does not have any more
    qtbot.waitUntil(lambda: tab.inspecting.is_settled)
    assert not tab.inspector.pages.isTabVisible(tab.inspector.pages.indexOf(tab.inspector.rows))
    press(qtbot, tab, KEYS.Key_H)
    arrive(qtbot, tab)
    assert "stages" not in names(tab)
    tab.time.deeds.previous_version()
    arrive(qtbot, tab)
    assert "stages" not in names(tab)
    QTest.keyClicks(tab.find_bar.field, "stages")  # hidden: it is shown, as soon as it is drawn
    QTest.keyClick(tab.find_bar.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: tab.focus.names == {"stages"})
    arrive(qtbot, tab)
    assert tab.focus.names == {"stages"}
    QTest.keyClick(tab.find_bar.field, KEYS.Key_Escape)
    select(tab, "tags")
    press(qtbot, tab, KEYS.Key_1)
    arrive(qtbot, tab)
    assert names(tab) == {"tags", "pipelines"}


def test_it_follows_the_database_and_the_files_and_stays_at_its_version(
    qtbot: QtBot, tab: DiagramTab, migrated: Path, folder: Path
) -> None:
    open_history(qtbot, tab)
    key(qtbot, tab, KEYS.Key_Home)
    (folder / "20250501000000_last.sql").write_text("CREATE TABLE last (a);")
    qtbot.waitUntil(lambda: len(tab.time.sliding.timeline.stops) == 6, timeout=10_000)
    arrive(qtbot, tab)
    assert tab.time_bar.title.whole_text == "20250101000000 start"
    change_outside(migrated, "ALTER TABLE tags ADD COLUMN drifted")
    tab.time.sliding.go(3)
    qtbot.waitUntil(lambda: "drifted" in str(tab.time.sliding.stop), timeout=10_000)
    arrive(qtbot, tab)
    assert marks(tab) == {"tags": State.CHANGED}
    assert tab.time_bar.chips.texts == ("+ 1 column", "~ 1 table")
    assert tab.time_bar.chips.accessibleName() == "has besides 1 column"


def test_where_there_is_no_history_it_says_why_and_offers_a_folder(
    qtbot: QtBot, parts: Parts, tmp_path: Path, database: Path
) -> None:
    tab = show(qtbot, parts, database)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    tab.actions_by_name["show_history"].trigger()
    assert "No migrations are known for this database." in tab.time_bar.message.text()
    assert tab.window().focusWidget() is tab.time_bar.folder
    (tmp_path / "empty").mkdir()
    parts.session.set_source(tmp_path / "empty")
    qtbot.waitUntil(lambda: "holds no migrations." in tab.time_bar.message.text())
    with qtbot.waitSignal(parts.late.diagram().folder_wanted):
        tab.time_bar.folder.click()
    tab.time_bar.close_button.click()
    assert tab.time_bar.isHidden()
