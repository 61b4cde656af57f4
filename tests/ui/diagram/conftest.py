"""A window whose Diagram tab shows a small schema with keys, a view, and two tables that nothing joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.diagram.showing import is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

SCHEMA = """
CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE "order"(
    id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE
);
CREATE TABLE item(id INTEGER PRIMARY KEY, "order" INTEGER REFERENCES "order"(id), product INTEGER);
CREATE TABLE note(text TEXT);
CREATE TABLE "<b>odd</b>"("<i>x</i>" INTEGER);
CREATE VIEW orders AS SELECT id, customer FROM "order";
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file with the schema."""
    return make(tmp_path / "orders.db", SCHEMA)


@pytest.fixture
def tab(qtbot: QtBot, parts: Parts, database: Path) -> DiagramTab:
    """The tab, drawn, with all rows counted."""
    tab = show(qtbot, parts, database)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    return tab
