"""What somebody does in the moment before all boxes and lines of a picture are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.diagram.showing import is_drawn, places, select

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab


@pytest.fixture
def building(tab: DiagramTab) -> DiagramTab:
    """The tab with a table selected and a picture whose items are still to be made."""
    select(tab, "order")
    tab.actions_by_name["detail_names"].trigger()
    assert not tab.scene.boxes
    assert not tab.scene.is_built
    return tab


def test_a_table_can_be_moved_and_is_built_where_it_was_moved_to(qtbot: QtBot, building: DiagramTab) -> None:
    building.actions_by_name["nudge_right"].trigger()
    qtbot.waitUntil(lambda: is_drawn(building))
    state = building.history.state
    assert state is not None
    assert tuple(places(building).values()) == state.picture.layout.positions


@pytest.mark.parametrize(
    "name", ["zoom_to_selection", "fit_near", "copy_ddl", "fit", "next_table", "go_left"]
)
def test_every_deed_knows_what_is_not_built_yet(building: DiagramTab, name: str) -> None:
    before = building.view.seen
    building.actions_by_name[name].trigger()
    if name == "copy_ddl":
        assert 'CREATE TABLE "order"' in QGuiApplication.clipboard().text()
    elif name in {"next_table", "go_left"}:
        assert len(building.focus.boxes) == 1
    elif name != "fit":
        assert building.view.seen != before


def test_something_can_be_found(building: DiagramTab) -> None:
    building.find_bar.field.setText("product")
    picture = building.scene.picture
    assert picture is not None
    building.find_bar.field.setText("customer")
    assert building.focus.names == {"customer"}


def test_a_line_that_is_selected_stays_so(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.actions_by_name["detail_keys"].trigger()
    tab.focus.select_line(0)
    tab.focus.hover(1)
    qtbot.waitUntil(lambda: is_drawn(tab))
    assert tab.scene.lines[0].is_raised


def test_an_image_shows_all_of_it(qtbot: QtBot, building: DiagramTab) -> None:
    with qtbot.waitSignal(building.exporting.copier.copied):
        building.actions_by_name["copy_image"].trigger()
    early = QGuiApplication.clipboard().image()
    qtbot.waitUntil(lambda: is_drawn(building) and building.is_settled)
    with qtbot.waitSignal(building.exporting.copier.copied):
        building.actions_by_name["copy_image"].trigger()
    assert early == QGuiApplication.clipboard().image()
