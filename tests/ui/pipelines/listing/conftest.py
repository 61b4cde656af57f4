"""A list of pipelines on the screen, of a small database."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
from tests.model.pipelines.databases import BUNDLED
from tests.ui.pipelines.listing.listing_robot import ListingRobot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

NAMES = ("gamma", "Alpha", "beta")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with ``Alpha``, ``beta`` and ``gamma``, with three stages each, and an archived ``old``."""
    path = tmp_path / "small.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(BUNDLED)
        for number, name in enumerate((*NAMES, "old")):
            add(connection, number, name)
    return path


def add(connection: sqlite3.Connection, number: int, name: str) -> None:
    """Write a pipeline with three stages and a parameter."""
    day = f"2024-01-0{number + 1}T08:00:00Z"
    insert(connection, "pipelines", f"P{number}", name, name == "old", day, day)
    for order, algorithm in enumerate(("sha256", "brotli", "zstd")):
        of_program = ("compression", 1, order, algorithm, 0, None, 0, day, day)
        name_of_stage = f"{algorithm}-{name}"
        insert(connection, "pipeline_stages", f"S{number}{order}", f"P{number}", name_of_stage, *of_program)
    insert(connection, "stage_parameters", f"S{number}1", "level", str(number), 0, day, day)


def insert(connection: sqlite3.Connection, table: str, *values: object) -> None:
    """Write one row."""
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, theme: Theme, file: Path) -> Iterator[ListingPanel]:
    """The list, shown, with everything read."""
    panel = ListingPanel(session, theme)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    with qtbot.waitSignal(session.opened):
        session.open(Location(file))
    panel.show()
    qtbot.waitUntil(lambda: panel.is_settled and panel.listing is not None)
    yield panel
    session.close()


@pytest.fixture
def robot(qtbot: QtBot, panel: ListingPanel) -> ListingRobot:
    """Somebody who uses the list."""
    panel.table.setFocus()
    return ListingRobot(qtbot, panel)
