"""Bringing a database's diagram onto the screen, and finding what is on it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from pipeline_browser.model.engine import sqlite3
from tests.model.making_files import run

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
    from pipeline_browser.ui.diagram.tab import DiagramTab


def make(path: Path, sql: str) -> Path:
    """Write a database with what the statements make."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path


def change_outside(path: Path, sql: str) -> None:
    """Let another program run a statement."""
    run("sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2])", path, sql)


def show(qtbot: QtBot, parts: Parts, path: Path) -> DiagramTab:
    """Open a database and go to its diagram, which may not be drawn yet."""
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    parts.window.tabs.setCurrentIndex(0)
    return parts.late.diagram().tab


def is_drawn(tab: DiagramTab) -> bool:
    """Whether the tab shows a whole picture."""
    return tab.pages.currentWidget() is tab.view and tab.scene.is_built


def box(tab: DiagramTab, name: str) -> BoxItem:
    """Return the box of a table."""
    return next(each for each in tab.scene.boxes if each.box.name == name)


def on_screen(tab: DiagramTab, place: QPointF) -> QPoint:
    """Return where a place of the scene is in the viewport."""
    return tab.view.mapFromScene(place)


def press(
    qtbot: QtBot,
    tab: DiagramTab,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key while the diagram has the focus, and wait for what it does."""
    tab.window().activateWindow()
    tab.view.setFocus()
    qtbot.waitUntil(tab.view.hasFocus)
    QTest.keyClick(tab.view, key, modifiers)
    qtbot.waitUntil(lambda: is_drawn(tab) and not tab.redrawer.is_busy)


def select(tab: DiagramTab, *names: str) -> None:
    """Select tables by name."""
    tab.focus.select([box(tab, name).number for name in names])


def names(tab: DiagramTab) -> set[str]:
    """Return what is shown."""
    picture = tab.scene.picture
    return {each.name for each in picture.graph.boxes} if picture else set()


def places(tab: DiagramTab) -> dict[str, tuple[float, float]]:
    """Return where everything stands."""
    return {item.box.name: item.place for item in tab.scene.boxes}


def header(tab: DiagramTab, name: str) -> QPoint:
    """Return where a table's name is in the viewport."""
    item = box(tab, name)
    return on_screen(tab, item.pos() + QPointF(item.size.width / 2, 10))
