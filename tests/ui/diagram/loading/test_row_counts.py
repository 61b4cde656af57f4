"""The numbers of rows in the boxes: there when counted, kept up to date, never in the way."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.model import table_counts
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.table_counts import TableRows
from tests.ui.diagram.showing import box, change_outside, is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"


def test_each_table_tells_its_rows_and_views_do_not(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    change_outside(database, f"INSERT INTO note {NUMBERS.format(12_345)}")
    qtbot.waitUntil(lambda: tab.counter.counts.get("note") == TableRows(12_345))
    assert box(tab, "note").count.replace("\u00a0", " ") == "12.3 k"
    assert box(tab, "customer").count == "0"
    assert box(tab, "orders").count == ""


def test_the_selected_table_tells_its_rows_exactly(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    tab.focus.select([box(tab, "note").number])
    change_outside(database, f"INSERT INTO note {NUMBERS.format(12_345)}")
    qtbot.waitUntil(lambda: "12,345 rows" in tab.strip.text())


def test_counts_that_come_or_change_move_nothing(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    picture, sizes = tab.scene.picture, [item.size for item in tab.scene.boxes]
    change_outside(database, f"INSERT INTO note {NUMBERS.format(50_000)}")
    qtbot.waitUntil(lambda: box(tab, "note").count != "0")
    assert tab.scene.picture is picture
    assert [item.size for item in tab.scene.boxes] == sizes


def test_counts_stay_when_the_schema_changes(qtbot: QtBot, tab: DiagramTab, database: Path) -> None:
    change_outside(database, "INSERT INTO note VALUES ('one')")
    qtbot.waitUntil(lambda: box(tab, "note").count == "1")
    change_outside(database, "CREATE TABLE later(x)")
    qtbot.waitUntil(lambda: is_drawn(tab) and any(item.box.name == "later" for item in tab.scene.boxes))
    assert box(tab, "note").count == "1"
    qtbot.waitUntil(lambda: box(tab, "later").count == "0")


def test_another_database_begins_without_counts(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, tmp_path: Path, database: Path
) -> None:
    change_outside(database, "INSERT INTO note VALUES ('one')")
    qtbot.waitUntil(lambda: box(tab, "note").count == "1")
    other = make(tmp_path / "other.db", "CREATE TABLE note(x); CREATE TABLE more(x)")
    show(qtbot, parts, other)
    assert tab.counter.counts.get("note") in {None, TableRows(0)}
    qtbot.waitUntil(lambda: is_drawn(tab) and box(tab, "note").count == "0")


def test_a_table_that_takes_too_long_is_told_as_an_estimate(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_counts, "SLICE", 0.0)
    path = tmp_path / "large.db"
    make(path, f"CREATE TABLE large(id INTEGER PRIMARY KEY); INSERT INTO large {NUMBERS.format(20_000)}")
    tab = show(qtbot, parts, path)
    qtbot.waitUntil(lambda: is_drawn(tab) and box(tab, "large").count.replace("\u00a0", " ") == "~20.0 k")
    tab.focus.select([box(tab, "large").number])
    assert "about 20.0\u00a0k rows" in tab.strip.text()


def test_a_locked_database_is_counted_once_it_is_free(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, database: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO note VALUES (1)")
        other.execute("BEGIN EXCLUSIVE")
        assert tab.loader.schema is not None
        tab.counter.rest()
        tab.counter.count(tab.loader.schema)
        qtbot.waitUntil(lambda: not parts.session.worker.busy)
        assert tab.counter.is_busy
        assert box(tab, "note").count == "0"
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: box(tab, "note").count == "1")


def test_hiding_the_tab_ends_the_counting(tab: DiagramTab, parts: Parts) -> None:
    assert tab.loader.schema is not None
    tab.counter.count(tab.loader.schema)
    parts.window.tabs.setCurrentIndex(1)
    assert not tab.counter.is_busy
