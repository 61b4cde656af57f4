"""The minimap and the legend over the corners of the diagram."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import is_drawn, press, show
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab


def test_the_minimap_shows_only_where_the_diagram_does_not_fit(qtbot: QtBot, tab: DiagramTab) -> None:
    qtbot.waitUntil(lambda: tab.is_settled)
    assert tab.overlays.minimap.isHidden()
    tab.view.zoom_to(4.0)
    qtbot.waitUntil(tab.overlays.minimap.isVisible)
    tab.actions_by_name["show_minimap"].trigger()
    assert tab.overlays.minimap.isHidden()
    tab.actions_by_name["show_minimap"].trigger()
    assert tab.overlays.minimap.isVisible()


def test_a_press_on_the_minimap_goes_there(qtbot: QtBot, tab: DiagramTab) -> None:
    qtbot.waitUntil(lambda: tab.is_settled)
    tab.view.zoom_to(4.0)
    qtbot.waitUntil(tab.overlays.minimap.isVisible)
    minimap, content = tab.overlays.minimap, tab.scene.content()
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert tab.view.seen.contains(content.topLeft())
    end = QPoint(minimap.width() - 8, minimap.height() - 8)
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    QTest.mouseMove(minimap, end)
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=end)
    assert tab.view.seen.contains(content.bottomRight())


def test_the_legend_explains_what_is_shown_and_is_remembered(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, database: Path
) -> None:
    for is_shown in (False, True):
        with shown_window(qtbot, qapp, tmp_path / "settings", tmp_path / "s.db") as parts:
            tab = show(qtbot, parts, database)
            qtbot.waitUntil(partial(is_drawn, tab))
            assert tab.overlays.legend.isVisible() is is_shown
            assert "primary key; foreign key" in tab.overlays.legend.accessibleName()
            assert tab.actions_by_name["show_legend"].isChecked() is is_shown
            if not is_shown:
                tab.actions_by_name["show_legend"].trigger()
                assert tab.overlays.legend.isVisible()


@pytest.mark.parametrize("size", [(760, 520), (760, 900), (1300, 560), (1000, 700)])
def test_what_is_fitted_is_not_covered_by_the_legend(
    qtbot: QtBot, tab: DiagramTab, size: tuple[int, int]
) -> None:
    tab.window().resize(*size)
    tab.overlays.show_legend(True)
    qtbot.waitUntil(lambda: tab.is_settled)
    tab.actions_by_name["fit"].trigger()
    legend = tab.overlays.legend.geometry()
    areas = (tab.view.mapFromScene(item.sceneBoundingRect()).boundingRect() for item in tab.scene.boxes)
    assert not any(area.intersects(legend) for area in areas)
    assert tab.view.seen.contains(tab.scene.content())


def test_there_is_no_minimap_of_nothing(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.view.zoom_to(4.0)
    qtbot.waitUntil(tab.overlays.minimap.isVisible)
    tab.actions_by_name["select_all"].trigger()
    press(qtbot, tab, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: tab.is_settled)
    assert not tab.scene.boxes
    assert tab.overlays.minimap.isHidden()
