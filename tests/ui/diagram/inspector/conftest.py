"""A window whose Diagram tab shows a schema with something of everything, and its inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.diagram.inspector.looking import Looking
from tests.ui.diagram.showing import is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

SCHEMA = """
CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE, photo BLOB);
CREATE TABLE "order"(
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    placed TEXT DEFAULT (datetime('now')),
    total REAL CHECK (total >= 0),
    cents INTEGER GENERATED ALWAYS AS (total * 100) STORED
);
CREATE INDEX order_placed ON "order"(placed DESC) WHERE total > 0;
CREATE INDEX order_customer ON "order"(customer);
CREATE TRIGGER order_changed AFTER UPDATE OF total ON "order" BEGIN SELECT 1; END;
CREATE TABLE item(id INTEGER PRIMARY KEY, "order" INTEGER REFERENCES "order"(id), gone REFERENCES gone(id));
CREATE TABLE pair(a INTEGER, b INTEGER, PRIMARY KEY(a, b)) WITHOUT ROWID, STRICT;
CREATE TABLE "<b>odd</b>"("<i>x</i>" INTEGER);
CREATE VIEW orders AS SELECT id, customer FROM "order";
INSERT INTO customer VALUES (1, 'Ada', x'00ff'), (2, '', NULL);
INSERT INTO "order"(id, customer, placed, total) VALUES (1, 1, 'now', 1.5);
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file with the schema and a few rows."""
    return make(tmp_path / "orders.db", SCHEMA)


@pytest.fixture
def looking(qtbot: QtBot, parts: Parts, database: Path) -> Looking:
    """The inspector beside the drawn diagram."""
    tab = show(qtbot, parts, database)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    if not tab.beside.shows_inspector:
        tab.actions_by_name["show_inspector"].trigger()
    return Looking(qtbot, tab)
