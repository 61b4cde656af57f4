"""A window on a database with three applied migrations and a pending one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from tests.ui.diagram.showing import is_drawn, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

FILES = {
    "20250101000000_start.sql": "CREATE TABLE pipelines (id INTEGER PRIMARY KEY, old TEXT);\n"
    "CREATE TABLE stages (id INTEGER PRIMARY KEY, pipeline INTEGER REFERENCES pipelines(id));",
    "20250204120000_add_tags.sql": "CREATE TABLE tags (pipeline INTEGER REFERENCES pipelines(id), label);\n"
    "CREATE INDEX tags_by_label ON tags(label);",
    "20250301000000_drop_old.sql": "ALTER TABLE pipelines DROP COLUMN old;\nDROP TABLE stages;",
    "20250401000000_notes.sql": "CREATE TABLE notes (text TEXT);",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def migrated(tmp_path: Path, folder: Path) -> Path:
    """A database to which the last of them is not applied yet."""
    path, source = tmp_path / "history.db", read_source(folder)
    with closing(Database.create(Location(path))) as database:
        run_plan(database, plan_run(database, source, target=20250301000000))
    return path


@pytest.fixture
def tab(qtbot: QtBot, parts: Parts, migrated: Path, folder: Path) -> DiagramTab:
    """The tab, drawn."""
    parts.session.preferences.set_source(str(migrated), str(folder))
    tab = show(qtbot, parts, migrated)
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled, timeout=20_000)
    return tab
