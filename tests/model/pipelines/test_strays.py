"""Stages without a pipeline can be deleted, and come back to where they belonged to nothing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.operations.strays import plan_stray_deletion
from tests.small_pipelines import write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = write_small(tmp_path / "small.db")
    with closing(sqlite3.connect(path)) as connection:  # foreign keys are off unless asked for
        connection.execute("DELETE FROM pipelines WHERE name = 'alpha'")
        connection.commit()
    with Database.open(Location(path)) as database:
        yield database


def content(database: Database) -> list[object]:
    tables = ("pipeline_stages", "stage_parameters")
    return [database.query(f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in tables]


def strays(database: Database) -> list[int]:
    sql = "SELECT rowid FROM pipeline_stages WHERE pipeline_id NOT IN (SELECT id FROM pipelines)"
    return [row[0] for row in database.query(sql)]


def test_stray_stages_go_with_their_parameters_and_come_back(database: Database) -> None:
    before = content(database)
    edit = apply_edit(database, plan_stray_deletion(database, strays(database)))
    assert edit.deleted() == {"pipeline_stages": 3, "stage_parameters": 3}
    assert strays(database) == []
    apply_edit(database, edit.inverse())
    assert content(database) == before
    assert database.query("PRAGMA foreign_keys") == [(1,)], "everything else is checked again"


def test_stages_that_have_a_pipeline_are_left_alone(database: Database) -> None:
    everything = [row[0] for row in database.query("SELECT rowid FROM pipeline_stages")]
    assert plan_stray_deletion(database, everything).deleted()["pipeline_stages"] == 3
