"""From opening a database to a diagram as somebody wants it, on paper and the next day."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from pipeline_browser.model.location import parse_location
from pipeline_browser.ui.diagram.canvas.look import Emphasis
from tests.ui.diagram.output.asking import save
from tests.ui.diagram.showing import box, header, is_drawn, names, places, press, select
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chinook(tmp_path: Path, shared: Path) -> Path:
    """A well-known schema: eleven tables, eleven foreign keys, one of them to its own table."""
    path = tmp_path / "chinook.db"
    shutil.copy(shared / "data" / "chinook.db", path)
    path.chmod(0o644)
    return path


def open_and_wait(qtbot: QtBot, parts: Parts, path: Path) -> DiagramTab:
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    tab = parts.late.diagram().tab
    qtbot.waitUntil(lambda: is_drawn(tab))
    return tab


def test_a_table_is_found_moved_and_put_back_and_the_diagram_is_saved(
    qtbot: QtBot, parts: Parts, chinook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = open_and_wait(qtbot, parts, chinook)
    assert parts.window.tabs.currentWidget() is tab
    assert tab.strip.text() == "11 tables, 11 foreign keys"

    tab.actions_by_name["find_something"].trigger()
    QTest.keyClicks(tab.find_bar.field, "playlisttrack")
    found = box(tab, "PlaylistTrack")
    assert tab.focus.boxes == {found.number}
    near = {item.box.name for item in tab.scene.boxes if item.emphasis is not Emphasis.DIMMED}
    assert near == {"PlaylistTrack", "Playlist", "Track"}

    before, view = found.place, tab.view.viewport()
    start = header(tab, "PlaylistTrack")
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(60, 60))
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(60, 60))
    assert found.place != before
    tab.actions_by_name["undo"].trigger()
    assert found.place == before

    target = tmp_path / "chinook.png"
    save(qtbot, tab, target, monkeypatch)
    assert QImage(str(target)).width() > 1000
    assert tab.strip.text() == f"Saved {target}"


def test_a_person_looks_at_a_part_hides_what_is_of_no_use_and_finds_it_so_the_next_day(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, chinook: Path
) -> None:
    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = open_and_wait(qtbot, parts, chinook)
        chip = tab.choice_controls.chip
        whole = places(tab)
        select(tab, "Track")
        press(qtbot, tab, Qt.Key.Key_1)
        assert chip.label.text() == "Track and 1 step around: 6 of 11 tables"
        assert names(tab) == {"Track", "Album", "Genre", "MediaType", "InvoiceLine", "PlaylistTrack"}
        press(qtbot, tab, Qt.Key.Key_A, CTRL | SHIFT)
        assert places(tab) == whole

        select(tab, "Employee", "Customer")
        press(qtbot, tab, Qt.Key.Key_H)
        assert chip.label.text() == "9 of 11 tables"
        assert places(tab).items() <= whole.items()
        tab.actions_by_name["find_something"].trigger()
        QTest.keyClicks(tab.find_bar.field, "supportrep")
        assert tab.find_bar.count.text() == "1 hit in hidden tables"
        QTest.keyClick(tab.find_bar.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: is_drawn(tab) and "Customer" in names(tab))
        assert places(tab)["Customer"] == whole["Customer"]
        QTest.keyClick(tab.find_bar.field, Qt.Key.Key_Escape)
        press(qtbot, tab, Qt.Key.Key_K)
        keys = places(tab)
        assert chip.label.text() == "10 of 11 tables"

    with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
        tab = open_and_wait(qtbot, parts, chinook)
        assert places(tab) == keys
        assert tab.choice_controls.chip.label.text() == "10 of 11 tables"
        press(qtbot, tab, Qt.Key.Key_A)
        press(qtbot, tab, Qt.Key.Key_C)
        assert places(tab) == whole
        for deed in ("show all columns", "show everything"):
            assert tab.actions_by_name["undo"].text() == f"Undo {deed}"
            press(qtbot, tab, Qt.Key.Key_Z, CTRL)
        assert places(tab) == keys


def test_the_diagram_grows_when_a_migration_adds_tables(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    with qtbot.waitSignal(parts.session.created):
        parts.session.create(parse_location(tmp_path / "new.db"))
    tab = parts.late.diagram().tab
    qtbot.waitUntil(lambda: tab.pages.currentWidget() is tab.notice)
    assert tab.notice.heading == "No tables yet"

    with qtbot.waitSignal(parts.session.plan_run().finished) as planned:
        pass
    parts.session.run(planned.args[0], backup=False)

    qtbot.waitUntil(lambda: is_drawn(tab) and len(tab.scene.boxes) > 4)
    assert box(tab, "pipelines").box.rows[0].name == "id"
