"""The selected run beside the table: what it says, literally, and a file compared with it."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.ui.metrics import formats
from pipeline_browser.ui.metrics.details.detail_facts import MOST_STAGES
from pipeline_browser.ui.metrics.details.panel import RunDetails
from pipeline_browser.ui.metrics.details.verifying import Checksums
from pipeline_browser.ui.side_by_side.lines import MASK
from tests.model.metrics.importing.making import write
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

CONTENT = b"what the run wrote" * 999
DIGEST = hashlib.sha256(CONTENT).hexdigest()
HOSTILE = "<b>bold</b>\x1b[31m"


class Bench:
    """A panel on a database with four runs."""

    def __init__(self, qtbot: QtBot, session: Session, theme: Theme, file: Path) -> None:
        self.qtbot = qtbot
        self.session = session
        self.file = file
        session.open(Location(file))
        qtbot.waitUntil(lambda: session.state is not None)
        session.preferences.set_utc(utc=True)
        self.panel = RunDetails(session, theme)
        qtbot.addWidget(self.panel)
        self.panel.show()

    def show(self, key: int) -> RunDetails:
        self.panel.show_run(key)
        self.settle()
        return self.panel

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.panel.busy)

    def figures(self) -> dict[str, str]:
        detail = self.panel.detail
        assert detail is not None
        return {each.title: each.words for each in detail.figures}

    def other(self, sql: str) -> None:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.execute(sql)


@pytest.fixture
def bench(qtbot: QtBot, session: Session, theme: Theme, tmp_path: Path) -> Iterator[Bench]:
    file = write_runs(
        tmp_path / "runs.db",
        {"output_file_checksum": DIGEST, "input_file_checksum": "c" * 64},
        {"name": HOSTILE, "bytes_processed": 2_500_000, "error_count": 3, "throughput_bytes_per_second": 0.0},
        {
            "start_time_rfc3339": "whenever",
            "end_time_rfc3339": None,
            "processing_duration_ms": None,
            "input_file_checksum": None,
            "output_file_checksum": "crc:12",
        },
        {"throughput_bytes_per_second": 58_900_000.0},
    )
    bench = Bench(qtbot, session, theme, file)
    yield bench
    assert bench.panel.shut_down()


def test_a_run_is_shown_with_units_and_its_pipelines_stages(bench: Bench) -> None:
    panel = bench.show(1)
    assert panel.detail is not None
    assert (panel.name.whole_text, panel.status.text) == ("run-0", "completed")
    assert bench.figures() == {
        "Started": "2025-12-31 12:00:00 UTC",
        "Ended": "2025-12-31 12:00:01 UTC",
        "Duration": "1.00 s",
        "Throughput": "10.0 MB/s",
        "Bytes / duration": "10.0 MB/s",
        "Input": "9.5 MiB",
        "Output": "2.4 MiB",
        "Ratio": "0.250",
        "Output / input": "0.250",
        "Errors": "0",
        "Warnings": "0",
    }
    assert [bar.words for bar in panel.detail.bars] == ["9.5 MiB of 9.5 MiB (100 %)", "10 of 10 (100 %)"]
    assert panel.stages.title.text() == "2 stages"
    assert [line.title for line in panel.detail.stages] == [
        "1. input_checksum (checksum, sha256)",
        "2. zstd (compression)",
    ]
    assert panel.detail.stages[1].below == "level = 9"


def test_text_of_the_database_is_literal_and_what_is_not_known_is_a_dash(bench: Bench) -> None:
    panel = bench.show(2)
    assert (panel.name.whole_text, panel.status.text) == ("<b>bold</b>\\x1b[31m", "failed")
    assert bench.figures()["Throughput"] == formats.UNKNOWN
    assert panel.bars.findChildren(type(panel.verify_line.bar))[0].value() == 250
    assert "&lt;b&gt;" in panel.name.toolTip()


def test_a_time_that_cannot_be_read_is_shown_as_it_is(bench: Bench) -> None:
    bench.show(3)
    assert (bench.figures()["Started"], bench.figures()["Ended"]) == (
        "whenever (cannot be read)",
        formats.UNKNOWN,
    )
    assert not bench.panel.checksums[0].copy.isEnabled()


def test_what_contradicts_itself_is_said(bench: Bench) -> None:
    panel = bench.show(4)
    assert panel.detail is not None
    assert any("58.9 MB/s" in words for words in panel.detail.findings)
    assert panel.findings.isVisible()
    bench.show(1)
    assert not panel.findings.isVisible()


def test_checksums_are_copied_whole(bench: Bench) -> None:
    panel = bench.show(1)
    panel.checksums[1].copy.click()
    assert QApplication.clipboard().text() == DIGEST


def test_another_program_changes_the_run_and_the_place_scrolled_to_stays(bench: Bench) -> None:
    panel = bench.show(1)
    panel.resize(300, 200)
    bar = panel.area.verticalScrollBar()
    bench.qtbot.waitUntil(lambda: bar.maximum() > 50)
    bar.setValue(50)
    labels = panel.figures.children()
    bench.other("UPDATE processing_metrics SET error_count = 7 WHERE rowid = 1")
    bench.show(1)
    assert (bench.figures()["Errors"], panel.status.text, bar.value()) == ("7", "failed", 50)
    assert panel.figures.children() == labels
    bench.other("DELETE FROM processing_metrics")
    bench.show(1)
    assert panel.hint.text() == "The run is not there any more."
    assert panel.hint.isVisible()


def test_times_follow_the_zone_of_the_window(bench: Bench) -> None:
    bench.show(1)
    bench.session.preferences.set_utc(utc=False)
    assert bench.panel.run is not None
    started = bench.panel.run.number("started")
    assert started is not None
    assert bench.figures()["Started"] == formats.when(started, None)
    bench.session.preferences.set_utc(utc=True)
    assert bench.figures()["Started"] == formats.when(started, UTC)


def test_none_or_several_selected_runs_are_a_sentence(bench: Bench) -> None:
    bench.show(1)
    bench.panel.show_many(2)
    assert "2 runs are selected." in bench.panel.hint.text()
    bench.panel.show_run(None)
    assert bench.panel.hint.text().startswith("Select a run")
    assert bench.panel.run is None
    bench.show(1)
    bench.session.close()
    assert bench.panel.run is None


def test_secrets_are_masked_and_thousands_of_stages_are_counted(bench: Bench) -> None:
    bench.other(
        "UPDATE stage_parameters SET key = 'key', value = 'c2VjcmV0' WHERE key = 'level' AND stage_id IN "
        "(SELECT id FROM pipeline_stages WHERE pipeline_id = (SELECT pipeline_id FROM processing_metrics "
        "WHERE rowid = 1))"
    )
    panel = bench.show(1)
    assert panel.detail is not None
    assert panel.detail.stages[1].below == f"key = {MASK}"
    bench.other(
        "WITH RECURSIVE n (i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
        "INSERT INTO pipeline_stages SELECT 's' || i, pipeline_id, 'n', 'transform', "
        "1, i, 'debug', 0, 2048, 0, 'x', 'x' "
        "FROM n, processing_metrics m WHERE m.rowid = 1"
    )
    detail = bench.show(1).detail
    assert detail is not None
    assert detail.stages_title == "1,994 stages"
    assert len(detail.stages) == MOST_STAGES + 1
    assert detail.stages[-1].title == f"and {1994 - MOST_STAGES:,} more"
    assert detail.stages[2].below == "chunks of 2.0 KiB"


def test_the_pipeline_can_be_gone_to_unless_it_is_not_there(bench: Bench) -> None:
    wanted: list[object] = []
    bench.panel.pipeline_wanted.connect(wanted.append)
    panel = bench.show(1)
    panel.go.click()
    assert panel.run is not None
    assert wanted == [panel.run.handle]
    bench.other("PRAGMA foreign_keys = OFF")
    bench.other("DELETE FROM pipelines WHERE name = 'run-0'")
    bench.show(1)
    assert not panel.go.isEnabled()
    assert panel.name.whole_text == "(no such pipeline)"
    assert panel.stages.title.text() == "Its pipeline is not there any more"


def choose(bench: Bench, path: Path) -> str:
    bench.panel.verify.click()
    dialog = bench.panel.verifying.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    bench.settle()
    return bench.panel.verify_line.outcome.text


def test_a_file_is_compared_with_both_checksums(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "out<i>.adapipe"
    path.write_bytes(CONTENT)
    bench.show(1)
    assert choose(bench, path) == "out<i>.adapipe is the run's output: its SHA-256 matches."
    bench.panel.verify_line.copy.click()
    assert f"SHA-256: {DIGEST}" in QApplication.clipboard().text()
    bench.show(2)
    assert not bench.panel.verify_line.isVisible()
    assert "is neither the run's input nor its output" in choose(bench, path)
    bench.show(3)
    assert choose(bench, path) == (
        "out<i>.adapipe cannot be compared. "
        "The checksum of the output is of no kind that is known by its length."
    )
    assert "It is not there." in choose(bench, tmp_path / "missing")


def test_an_output_file_of_another_run_says_whose_it_is(bench: Bench, tmp_path: Path) -> None:
    panel = bench.show(1)
    assert panel.run is not None
    own = write(tmp_path / "own.adapipe", pipeline_id=panel.run.text("pipeline_id"))
    assert choose(bench, own).endswith(
        "It says of itself that a run of this pipeline wrote it, which ended 2026-01-01 00:00:00 UTC."
    )
    assert "a run of another pipeline wrote it" in choose(bench, write(tmp_path / "other.adapipe"))


def test_a_name_that_is_no_text_is_no_obstacle(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.adapipe")
    path.write_bytes(CONTENT)
    panel = bench.show(1)
    panel.verifying.verify(path, Checksums(None, DIGEST))
    bench.settle()
    assert panel.verify_line.outcome.text == "\\udcff.adapipe is the run's output: its SHA-256 matches."
    panel.verify_line.copy.click()


def test_reading_a_large_file_holds_up_nothing_and_can_be_stopped(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(20 << 30)
    panel = bench.show(1)
    panel.verifying.verify(path, Checksums(None, None))
    bench.qtbot.waitUntil(lambda: panel.verify_line.stop.isVisible() and panel.verify_line.bar.value() >= 0)
    assert "of 20.0 GiB" in panel.verify_line.words.whole_text
    assert not bench.session.worker.busy
    panel.verify_line.stop.click()
    bench.settle()
    assert not panel.verify_line.isVisible()
