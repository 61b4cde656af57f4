"""An analyst with runs: what failed and when; from nothing to a dashboard; while another program writes."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from pipeline_browser.model.metrics.filters import Filter, Span
from tests.small_runs import write_runs
from tests.ui.metrics.at_work import MetricsAtWork, open_metrics

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

_DAYS = 12
_WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=30)
(key,) = database.execute("SELECT pipeline_id FROM processing_metrics ORDER BY rowid LIMIT 1").fetchone()
for line in sys.stdin:
    with database:
        database.execute(
            "UPDATE processing_metrics SET bytes_processed = ? WHERE pipeline_id = ?", (int(line), key)
        )
    print(flush=True)
"""


def _run(number: int) -> dict[str, object]:
    day = f"2025-12-{number + 1:02d}"
    return {
        "name": f"log-{number:02d}" if number % 2 else f"image-{number:02d}",
        "algorithm": "zstd" if number % 2 else "brotli",
        "start_time_rfc3339": f"{day}T12:00:00.000000000+00:00",
        "end_time_rfc3339": f"{day}T12:00:01.000000000+00:00",
        "throughput_bytes_per_second": 10_000_000.0,
        "error_count": 1 if number % 4 == 3 else 0,
        "input_file_checksum": f"{number:064x}",
        "output_file_checksum": f"{number + 100:064x}",
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_runs(tmp_path / "runs.db", *map(_run, range(_DAYS)))


@pytest.fixture
def work(qtbot: QtBot, parts: Parts, path: Path) -> MetricsAtWork:
    return open_metrics(qtbot, parts, path)


def test_an_analyst_goes_from_all_runs_to_the_failed_ones_of_some_days(
    work: MetricsAtWork, tmp_path: Path
) -> None:
    assert "3" in work.bench.tiles.tiles["failed"].text_shown
    work.bench.tiles.tiles["failed"].click()
    work.settle()
    assert work.names == ["log-11", "log-07", "log-03"]
    work.brush("throughput", 0.2, 0.8)
    assert isinstance(work.view.question.filter.period, Span)
    assert work.names == ["log-07"]
    assert len(work.bench.bar.parts) == 2, "the status and the span, each with its own way out"
    while work.bench.bar.parts:
        work.bench.bar.parts[0].button.click()
        work.settle()
    assert len(work.names) == _DAYS
    _export_failed(work, tmp_path / "runs.csv")


def _export_failed(work: MetricsAtWork, target: Path) -> None:
    """Filter by words, select two runs, export what is selected."""
    QTest.keyClicks(work.bench.bar.field, "zstd")
    work.qtbot.waitUntil(lambda: work.bench.reader.filter.text == "zstd")
    work.settle()
    work.bench.table.select(list(work.view.keys[:2]))
    work.settle()
    work.bench.actions["export_runs"].trigger()
    exporting = work.bench.deeds.exporting
    assert exporting.dialog is not None
    exporting.dialog.save.click()
    assert exporting.chooser is not None
    exporting.chooser.close()
    with work.qtbot.waitSignal(exporting.told):
        exporting.save(str(target))
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["pipeline"] for row in rows] == ["log-11", "log-09"]


def test_a_click_on_a_dot_selects_its_run_everywhere(work: MetricsAtWork) -> None:
    work.click_mark("throughput", 4)  # dots come in the order of time
    assert [work.names[index.row()] for index in work.bench.table.view.selectionModel().selectedRows()] == [
        "image-04"
    ]
    assert work.bench.details.name.text() == "image-04"
    assert work.bench.actions["verify_file"].isEnabled()


def test_the_filter_is_there_again_when_the_database_is_opened_again(
    qtbot: QtBot, work: MetricsAtWork, path: Path, tmp_path: Path
) -> None:
    work.bench.set_filter(Filter(text="log"))
    work.settle()
    other = write_runs(tmp_path / "other.db", {"name": "other"})
    for file, names in ((other, ["other"]), (path, [f"log-{each:02d}" for each in (11, 9, 7, 5, 3, 1)])):
        open_metrics(qtbot, work.parts, file)
        assert work.names == names


def test_what_another_program_writes_shows_and_leaves_selection_and_scroll_alone(
    work: MetricsAtWork, path: Path
) -> None:
    table = work.bench.table
    work.parts.window.resize(1024, 640)
    work.settle()
    table.select([work.view.keys[8]])
    work.settle()
    scrolled, chosen = table.view.verticalScrollBar().value(), list(table.selected)
    command = [sys.executable, "-c", _WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for size in range(1_000, 1_010):
            writer.stdin.write(f"{size}\n")
            writer.stdin.flush()
            writer.stdout.readline()
        work.qtbot.waitUntil(lambda: 1_009 in work.view.runs.processed)
        writer.stdin.close()
    work.settle()
    assert list(table.selected) == chosen
    assert table.view.verticalScrollBar().value() == scrolled


def test_an_empty_dashboard_is_filled_from_output_files_and_emptied_by_one_undo(
    qtbot: QtBot, parts: Parts, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "created.db"
    shutil.copy(shared / "data" / "real-created.db", path)
    path.chmod(0o644)
    work = open_metrics(qtbot, parts, path)
    empty = parts.late.metrics().tab.empty
    assert empty.heading == "No runs yet"
    button = next(each for each in empty.findChildren(QPushButton) if each.isVisible())
    button.click()
    work.bench.importing.take([shared / "data" / "runs"])
    work.settle()
    dialog = work.bench.importing.dialog
    assert dialog is not None
    dialog.go.click()
    work.qtbot.waitUntil(lambda: len(work.view.every) > 0)
    work.settle()
    assert sorted(map(str, work.names)) == ["debug-run", "image-processing", "log-archive", "pii-clean"]
    assert not empty.isVisible()
    work.parts.window.activateWindow()
    work.bench.actions["undo"].trigger()
    work.qtbot.waitUntil(lambda: len(work.view.every) == 0)
    work.settle()
    assert empty.isVisible()
