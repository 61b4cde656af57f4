"""Where nothing can be written, everything can be read; a lock is a wait that one can cancel."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.ui.editing.saved_line import SavedLine
from tests.small_pipelines import read_named
from tests.ui.pipelines.at_work import AtWork, Key, open_pipelines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@contextmanager
def locked(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program holds the write lock until its standard input is closed."""
    command = [sys.executable, "-c", _LOCK, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        yield holder
        assert holder.stdin is not None
        holder.stdin.close()


def test_a_read_only_database_can_be_read_and_says_why_it_is_not_edited(
    qtbot: QtBot, parts: Parts, file: Path
) -> None:
    work = open_pipelines(qtbot, parts, file, read_only=True)
    work.go_to("beta", stage=1)
    assert work.selected == ["zstd"]
    names = ("new_pipeline", "rename", "duplicate", "delete", "add_stage", "move_up", "import_pipelines")
    assert not any(work.bench.actions[name].isEnabled() for name in names)
    assert all(work.bench.actions[name].isEnabled() for name in ("copy_stages", "export_pipelines"))
    assert "Read-only: it was opened for reading only" in work.bench.actions["delete"].toolTip()
    QTest.keyClick(work.listing.table, Key.Key_F2)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    (line,) = work.parts.late.pipelines().tab.findChildren(SavedLine)
    assert line.text.whole_text.startswith("Read-only: ")


def test_an_edit_waits_for_another_programs_lock(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    with locked(file) as holder:
        work.bench.actions["switch_enabled"].trigger()
        work.qtbot.waitUntil(lambda: "lock" in work.parts.window.state_line.job.title.text())
        assert read_named(file, "alpha").stages[1].row["enabled"] == 1
        assert holder.stdin is not None
        holder.stdin.write("\n")
        holder.stdin.flush()
        work.settle()
    assert read_named(file, "alpha").stages[1].row["enabled"] == 0


def test_the_wait_for_a_lock_can_be_cancelled_and_nothing_is_written(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    with locked(file):
        work.bench.actions["switch_enabled"].trigger()
        work.qtbot.waitUntil(lambda: "lock" in work.parts.window.state_line.job.title.text())
        work.parts.window.actions_table["cancel"].trigger()
        work.qtbot.waitUntil(lambda: not work.bench.editor.busy)
        assert QApplication.activeModalWidget() is None, "who cancelled need not be told"
    work.settle()
    assert read_named(file, "alpha").stages[1].row["enabled"] == 1
    assert work.bench.editor.undo_text == ""


def test_a_database_without_pipelines_offers_nothing_to_edit(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song(title TEXT)")
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(Location(path))
    parts.window.tabs.bring_forward("pipelines")
    bench = parts.late.pipelines().workbench
    qtbot.waitUntil(lambda: not bench.editor.can_edit)
    assert bench.editor.why_not == "This database has no tables of pipelines that could be edited"
    assert not bench.actions["new_pipeline"].isEnabled()


def test_what_was_said_of_a_database_goes_when_it_is_closed(work: AtWork) -> None:
    told: list[object] = []
    work.bench.news.connect(told.append)
    work.parts.session.close()
    assert told == [None]
