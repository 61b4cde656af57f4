"""Bringing into view what is larger than the view, or far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.diagram.showing import box, is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

_COLUMNS = ", ".join(f"c{number} TEXT" for number in range(300))


@pytest.fixture
def tall(qtbot: QtBot, parts: Parts, tmp_path: Path) -> DiagramTab:
    """The diagram of a table that is higher than any window, and of a child of it."""
    path = make(
        tmp_path / "tall.db",
        f"CREATE TABLE tall({_COLUMNS}, last INTEGER REFERENCES child(id));"
        "CREATE TABLE child(id INTEGER PRIMARY KEY, tall TEXT REFERENCES tall(c299))",
    )
    tab = show(qtbot, parts, path)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    return tab


def test_of_a_table_that_is_higher_than_the_view_one_sees_the_name(tall: DiagramTab) -> None:
    tall.view.zoom_to(1.0)
    tall.find_bar.field.setText("tall")
    item = box(tall, "tall")
    assert tall.view.scale_now == 1.0
    assert tall.view.seen.contains(item.pos())
    tall.find_bar.field.setText("c150")
    assert tall.view.seen.contains(tall.scene.area_of([item.number], 150))


def test_of_a_foreign_key_one_sees_both_ends(qtbot: QtBot, tall: DiagramTab) -> None:
    tall.view.zoom_to(4.0)
    subject = tall.inspecting.names
    assert subject is not None
    tall.focus.select_line(0)
    looked_at = tall.inspecting.subject
    tall.focus.clear()
    assert tall.inspecting.select(looked_at)
    line = tall.scene.lines[0].line
    assert tall.view.seen.contains(tall.scene.area_of([line.child, line.parent]))
