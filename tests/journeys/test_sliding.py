"""Through the history of a schema: opened, gone through by keys, played, compared, saved, closed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pipeline_browser.diagram.graph import State
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.ui.comparison import Comparison
from tests.ui.diagram.output.asking import save
from tests.ui.diagram.showing import is_drawn, places, press, select, show
from tests.ui.diagram.time.conftest import FILES
from tests.ui.diagram.time.sliding import arrive, key, marks

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

KEYS = Qt.Key


def test_somebody_looks_how_a_schema_came_about_and_what_became_of_it(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = tmp_path / "migrations", tmp_path / "history.db"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    source = read_source(folder)
    with closing(Database.create(Location(path))) as database:
        run_plan(database, plan_run(database, source))
        database.execute("ALTER TABLE tags ADD COLUMN by_hand")
        drift = find_drift(database, source)
    parts.session.preferences.set_source(str(path), str(folder))
    tab = show(qtbot, parts, path)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled, timeout=20_000)
    select(tab, "notes")
    press(qtbot, tab, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    before, undo = places(tab), tab.actions_by_name["undo"].text()

    # By keys, from the beginning to what the second migration did.
    press(qtbot, tab, KEYS.Key_T)
    arrive(qtbot, tab)
    assert tab.time_bar.chips.texts == ("+ 1 column", "~ 1 table")
    key(qtbot, tab, KEYS.Key_Home)
    key(qtbot, tab, KEYS.Key_Right)
    assert tab.time_bar.title.whole_text == "20250204120000 add tags"
    assert marks(tab) == {"tags": State.ADDED}
    stood = places(tab)["tags"]

    # Saved as it is shown, with its marks and a name that says the version.
    for suffix, said in (("svg", "added"), ("dbml", "note: 'added'"), ("png", "")):
        target = tmp_path / f"history.{suffix}"
        save(qtbot, tab, target, monkeypatch)
        if said:
            text = target.read_text()
            assert "history.db: 20250204120000 add tags: adds 1 table, 2 columns" in text
            assert said in text

    # Played to the end.
    tab.time.deeds.player.beat.setInterval(1)
    QTest.keyClick(tab.time_bar.track, KEYS.Key_Space)
    qtbot.waitUntil(lambda: not tab.time.deeds.player.plays)
    assert tab.time_bar.title.whole_text == "Now"
    assert places(tab)["tags"] == stood
    QTest.keyClick(tab.time_bar.track, KEYS.Key_Escape)
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert (places(tab), tab.actions_by_name["undo"].text()) == (before, undo)

    # Drift, asked for from another tab.
    parts.window.tabs.setCurrentIndex(1)
    assert drift.promised is not None
    parts.migrations.comparison_wanted.emit(
        Comparison("Drift", drift.promised, drift.found, "promised", "found")
    )
    arrive(qtbot, tab)
    assert parts.window.tabs.currentWidget() is tab
    assert (tab.time_bar.title.whole_text, tab.time_bar.when.whole_text) == ("Drift", "promised → found")
    assert marks(tab) == {"tags": State.CHANGED}
    assert tab.time_bar.track.isHidden()
    target = tmp_path / "drift.mmd"
    save(qtbot, tab, target, monkeypatch)
    assert "%% history.db: Drift: found against promised: adds 1 column" in target.read_text()
    tab.time_bar.close_button.click()
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert (places(tab), marks(tab)) == (before, {})
    assert tab.actions_by_name["undo"].text() == undo
