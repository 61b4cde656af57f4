"""Importing runs in the window: chosen or dropped, shown file by file, written as one step, taken back."""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.files import digests
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.importing.plan import Standing
from pipeline_browser.paths import migrations_folder
from pipeline_browser.ui.editing.editor import Editor
from pipeline_browser.ui.metrics.importing import dropping
from pipeline_browser.ui.metrics.importing.file_columns import FILE, STATE
from pipeline_browser.ui.metrics.importing.importing import Importing
from tests.model.metrics.importing.making import EARLY, LATE, output, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.metrics.importing.import_dialog import ImportDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for migration in sorted(migrations_folder().glob("*.sql")):
            connection.executescript(migration.read_text())
        for number in (1, 2, 3):
            connection.execute(f"INSERT INTO pipelines VALUES ('P{number}', 'pipe {number}', 0, 'x', 'x')")
    return path


class Bench:
    """An import over a bare window, and what it wrote."""

    def __init__(self, qtbot: QtBot, session: Session, theme: Theme, file: Path) -> None:
        self.qtbot = qtbot
        self.file = file
        self.session = session
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.editor = Editor(session, self.window)
        self.importing = Importing(session, self.editor, theme, self.window)
        self.errors: list[object] = []
        self.importing.failed.connect(self.errors.append)
        session.open(Location(file))
        self.settle()

    @property
    def dialog(self) -> ImportDialog:
        dialog = self.importing.dialog
        assert dialog is not None
        return dialog

    def settle(self) -> None:
        self.qtbot.waitUntil(
            lambda: not (self.session.worker.occupied or self.importing.busy or self.editor.busy)
        )

    def take(self, *paths: Path) -> None:
        self.importing.take(paths)
        self.settle()

    def click_import(self) -> None:
        self.dialog.go.click()
        self.settle()

    def rows(self) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file)) as connection:
            sql = "SELECT pipeline_id, end_time_rfc3339, output_file_checksum FROM processing_metrics"
            return list(connection.execute(f"{sql} ORDER BY 1"))

    def other(self, sql: str) -> None:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.execute(sql)


@pytest.fixture
def bench(qtbot: QtBot, session: Session, theme: Theme, file: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, session, theme, file)
    yield bench
    if bench.importing.dialog is not None:
        bench.dialog.show_doing(None)
        bench.dialog.reject()
    assert bench.importing.shut_down()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "runs"
    found.mkdir()
    write(found / "one.adapipe")
    write(found / "two.adapipe", pipeline_id="P2", processed_at=EARLY)
    write(found / "two-later.adapipe", pipeline_id="P2", processed_at=LATE)
    write(found / "failed.adapipe", b"")
    write(found / "<b>bold.adapipe", b"no output file")
    return found


def texts(dialog: ImportDialog, column: int) -> list[str]:
    model = dialog.table.files
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_folder_is_shown_file_by_file_and_written_as_one_step(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    assert dict(zip(texts(bench.dialog, FILE), texts(bench.dialog, STATE), strict=True)) == {
        "one.adapipe": "new",
        "two.adapipe": "older file",
        "two-later.adapipe": "new",
        "failed.adapipe": "failed run",
        "<b>bold.adapipe": "not an output file",
    }
    assert bench.dialog.go.text() == "Import 2 runs"
    assert bench.dialog.counts.text() == "2 new, 1 older file, 1 failed run, 1 damaged"
    made: list[object] = []
    bench.importing.done.connect(made.append)
    bench.click_import()
    assert [(row[0], row[1]) for row in bench.rows()] == [("P1", EARLY), ("P2", LATE)]
    assert all(row[2] for row in bench.rows())
    assert bench.importing.dialog is None
    assert len(made) == 1
    assert bench.editor.undo_text == "import 2 runs"


def test_one_undo_takes_it_back(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    bench.click_import()
    bench.editor.undo()
    bench.settle()
    assert bench.rows() == []


def test_without_checksums_no_file_is_read_and_the_choice_is_remembered(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take(folder)
    bench.dialog.hashing.setChecked(False)
    monkeypatch.setattr(digests, "plain_file", None)  # whoever reads now fails
    bench.click_import()
    assert [row[2] for row in bench.rows()] == [None, None]
    bench.importing.ask()
    assert not bench.dialog.hashing.isChecked()


def test_from_nothing_the_two_ways_to_choose_are_offered_and_more_can_be_added(
    bench: Bench, folder: Path
) -> None:
    bench.importing.ask()
    assert not bench.dialog.go.isVisible()
    bench.dialog.files_wanted.emit()
    assert bench.importing.choosing.dialog is not None
    bench.importing.choosing.dialog.filesSelected.emit([str(folder / "one.adapipe")])
    bench.importing.choosing.dialog.reject()
    bench.settle()
    assert bench.dialog.go.text() == "Import 1 run"
    bench.dialog.folder_wanted.emit()
    assert bench.importing.choosing.dialog is not None
    assert bench.importing.choosing.dialog.directory().absolutePath() == str(folder)
    bench.importing.choosing.dialog.filesSelected.emit([str(folder)])
    bench.importing.choosing.dialog.reject()
    bench.settle()
    assert bench.dialog.go.text() == "Import 2 runs"
    assert bench.dialog.heading.text() == "5 files, 1 further name of the same"


def test_only_some_files_can_be_shown_and_sorted(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    dialog = bench.dialog
    dialog.only.setCurrentIndex(dialog.only.findData("written"))
    assert sorted(texts(dialog, FILE)) == ["one.adapipe", "two-later.adapipe"]
    dialog.only.setCurrentIndex(dialog.only.findData(Standing.DAMAGED.value))
    assert texts(dialog, FILE) == ["<b>bold.adapipe"]
    dialog.only.setCurrentIndex(0)
    given = texts(dialog, FILE)
    dialog.table.sortByColumn(FILE, Qt.SortOrder.DescendingOrder)
    assert texts(dialog, FILE) == sorted(given, reverse=True)
    dialog.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert texts(dialog, FILE) == given


def test_the_model_keeps_qts_rules(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    QAbstractItemModelTester(bench.dialog.table.files, QAbstractItemModelTester.FailureReportingMode.Fatal)
    bench.dialog.table.selectRow(2)
    bench.dialog.table.sortByColumn(STATE, Qt.SortOrder.AscendingOrder)
    bench.dialog.only.setCurrentIndex(1)


def test_names_of_files_are_shown_and_copied_literally(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    table = bench.dialog.table
    row = texts(bench.dialog, FILE).index("<b>bold.adapipe")
    table.setCurrentIndex(table.files.index(row, FILE))
    tip = str(table.files.index(row, FILE).data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;bold" in tip
    table.copy()
    assert QApplication.clipboard().text() == str(folder / "<b>bold.adapipe")
    table.copy_rows()
    assert QApplication.clipboard().text().startswith("File\tState\tPipeline")


def test_a_name_that_is_no_text_is_no_obstacle(bench: Bench, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff\x1b.adapipe")
    write(odd)
    bench.take(odd)
    assert texts(bench.dialog, FILE) == ["\\udcff\\x1b.adapipe"]
    bench.dialog.table.setCurrentIndex(bench.dialog.table.files.index(0, FILE))
    bench.dialog.table.copy()
    bench.dialog.table.copy_literal()
    bench.click_import()
    assert len(bench.rows()) == 1


def test_rows_without_a_readable_time_are_replaced_when_that_is_switched_on(
    bench: Bench, folder: Path
) -> None:
    bench.other("INSERT INTO processing_metrics (pipeline_id, bytes_total) VALUES ('P1', 5)")
    bench.take(folder / "one.adapipe")
    dialog = bench.dialog
    assert (dialog.go.text(), dialog.go.isEnabled()) == ("Nothing to import", False)
    assert dialog.undated.text() == "Also replace 1 row without a readable time"
    dialog.undated.setChecked(True)
    bench.click_import()
    assert bench.rows()[0][1] == EARLY


def test_what_another_program_wrote_meanwhile_is_shown_before_anything_is_written(
    bench: Bench, folder: Path
) -> None:
    bench.take(folder)
    sql = "INSERT INTO processing_metrics (pipeline_id, end_time_rfc3339) VALUES ('P1', '2030-01-01T00:00Z')"
    bench.other(sql)
    bench.click_import()
    assert [row[0] for row in bench.rows()] == ["P1"]
    assert bench.dialog.go.text() == "Import 1 run"
    assert "The metrics of 1 pipeline changed meanwhile." in bench.dialog.note.whole_text
    bench.click_import()
    assert [row[0] for row in bench.rows()] == ["P1", "P2"]


def test_a_file_that_changed_after_the_preview_is_looked_at_again(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    write(folder / "one.adapipe", output(b"longer" * 99))
    bench.click_import()
    assert bench.rows() == []
    assert "1 file changed or cannot be read (one.adapipe)" in bench.dialog.note.whole_text
    bench.click_import()
    assert len(bench.rows()) == 2


def test_hashing_can_be_stopped_and_nothing_is_written(bench: Bench, tmp_path: Path) -> None:
    with write(tmp_path / "big.adapipe").open("r+b") as opened:
        content = opened.read()
        opened.truncate(0)
        opened.seek(20 << 30)
        opened.write(content)
    bench.take(tmp_path / "big.adapipe")
    bench.dialog.go.click()
    bench.qtbot.waitUntil(lambda: "Reading file 1 of 1: big.adapipe" in bench.dialog.note.whole_text)
    assert bench.session.worker.occupied is False
    assert bench.dialog.focusWidget() is bench.dialog.cancel
    bench.dialog.cancel.click()
    bench.settle()
    assert bench.dialog.note.whole_text == "Stopped. Nothing was written."
    assert bench.dialog.go.isEnabled()
    assert bench.dialog.go.isDefault()
    assert bench.dialog.focusWidget() is bench.dialog.go
    assert bench.rows() == []


def test_a_read_only_database_shows_the_preview_and_says_why_nothing_can_be_written(
    bench: Bench, folder: Path
) -> None:
    bench.session.open(Location(bench.file), read_only=True)
    bench.settle()
    bench.take(folder)
    assert not bench.dialog.go.isEnabled()
    assert bench.dialog.note.whole_text.startswith("Read-only")


def test_a_database_without_the_table_says_so_and_closes_the_dialog(bench: Bench, folder: Path) -> None:
    bench.other("DROP TABLE processing_metrics")
    bench.take(folder)
    assert bench.importing.dialog is None
    assert "no table processing_metrics" in str(getattr(bench.errors[0], "cause", ""))


def test_the_dialog_goes_with_its_database(bench: Bench, folder: Path) -> None:
    bench.take(folder)
    bench.session.close()
    assert bench.importing.dialog is None
    bench.session.open(Location(bench.file))
    bench.settle()
    bench.take(folder)
    bench.dialog.hashing.setChecked(False)
    bench.dialog.go.click()
    bench.session.close()  # while it is being written
    bench.settle()
    bench.session.open(Location(bench.file))
    bench.settle()
    bench.take(folder)
    assert bench.dialog.go.isVisible()


def drop(widget: QWidget, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(1, 1), Qt.DropAction.CopyAction, data, *nothing)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, *nothing))
    return enter.isAccepted()


def test_output_files_and_folders_can_be_dropped_and_databases_are_left_to_the_window(
    bench: Bench, folder: Path
) -> None:
    dropped: list[list[Path]] = []
    dropping.Drops(bench.window).dropped.connect(dropped.append)
    assert not drop(bench.window, bench.file)
    assert drop(bench.window, folder)
    assert drop(bench.window, folder / "one.adapipe", bench.file)
    assert dropped == [[folder], [folder / "one.adapipe", bench.file]]


def test_thousands_of_files_are_looked_at_with_progress_and_the_window_stays_alive(
    bench: Bench, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(3000):
        write(many / f"{number:05d}.adapipe", b"")
    told: set[str] = set()
    bench.importing.take([many])
    while bench.importing.busy:
        QApplication.processEvents()  # noqa: TID251 - as fast as can be, to see what shows meanwhile
        told.add(bench.dialog.note.whole_text.split()[0] if bench.dialog.note.whole_text else "")
    assert {"Looking"} <= told
    assert bench.dialog.heading.text() == "3,000 files"
    assert json.dumps(bench.dialog.counts.text()) == '"3,000 failed runs"'
