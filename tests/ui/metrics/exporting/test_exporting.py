"""Runs are exported from the table: what is shown or selected, by the file's ending, stopped at any time."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.exporting import exporting
from pipeline_browser.model.metrics.exporting.formats import Format
from pipeline_browser.ui.metrics.exporting.exporting import Exporting
from pipeline_browser.ui.metrics.reader import Reader
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.notice import Notice
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

COLUMNS = (BY_NAME["pipeline"], BY_NAME["duration"])


@pytest.fixture
def view(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[View]:
    reader = Reader(session)
    days = ((f"run-{day}", f"2025-01-0{day}T00:00:00Z") for day in (1, 2, 3))
    runs = [{"name": name, "start_time_rfc3339": start} for name, start in days]
    with qtbot.waitSignal(session.opened):
        session.open(Location(write_runs(tmp_path / "x.db", *runs)))
    with qtbot.waitSignal(reader.answered):
        reader.show()
    reader.hide()
    assert reader.view is not None
    yield reader.view
    session.worker.cancel_all()
    qtbot.waitUntil(lambda: not session.worker.busy)


@pytest.fixture
def exports(qtbot: QtBot, session: Session, theme: Theme) -> Exporting:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Exporting(session, theme, window)


def choose(exports: Exporting, target: Path) -> None:
    assert exports.dialog is not None
    exports.dialog.save.click()
    assert exports.chooser is not None
    exports.chooser.close()
    exports.save(str(target))


def test_what_is_shown_is_exported_in_its_order(
    qtbot: QtBot, exports: Exporting, view: View, tmp_path: Path
) -> None:
    exports.ask(view, array("q"), COLUMNS)
    dialog = exports.dialog
    assert dialog is not None
    assert dialog.shown.text() == "All 3 runs"
    assert not dialog.selected.isEnabled()
    assert dialog.save.text() == "Export 3 runs…"
    told: list[Notice] = []
    exports.told.connect(told.append)
    choose(exports, tmp_path / "runs.csv")
    qtbot.waitUntil(lambda: bool(told))
    text = (tmp_path / "runs.csv").read_bytes()
    assert text == b"pipeline,duration_ms\r\nrun-3,1000\r\nrun-2,1000\r\nrun-1,1000\r\n"
    assert told[0].text == "Exported 3 runs to runs.csv"
    assert exports.dialog is None


def test_the_selection_is_exported_with_all_columns_in_the_format_of_the_ending(
    qtbot: QtBot, exports: Exporting, view: View, tmp_path: Path
) -> None:
    exports.ask(view, view.keys[1:], COLUMNS)
    dialog = exports.dialog
    assert dialog is not None
    assert dialog.selected.isChecked()
    assert dialog.save.text() == "Export 2 runs…"
    dialog.every.setChecked(True)
    with qtbot.waitSignal(exports.told):
        choose(exports, tmp_path / "runs.json")
    runs = json.loads((tmp_path / "runs.json").read_text())
    assert [run["pipeline"] for run in runs] == ["run-2", "run-1"]
    assert runs[0]["errors"] == 0


def test_the_format_is_remembered(qtbot: QtBot, exports: Exporting, view: View, tmp_path: Path) -> None:
    exports.ask(view, array("q"), COLUMNS)
    assert exports.dialog is not None
    exports.dialog.format.setCurrentIndex(list(Format).index(Format.OPENMETRICS))
    assert exports.dialog.timestamps.isVisible()
    with qtbot.waitSignal(exports.told):
        choose(exports, tmp_path / "runs.prom")
    assert (tmp_path / "runs.prom").read_text().endswith("# EOF\n")
    exports.ask(view, array("q"), COLUMNS)
    assert exports.dialog.wanted.format is Format.OPENMETRICS
    exports.dialog.close()


def test_stopping_leaves_the_older_file_as_it_was(
    qtbot: QtBot, exports: Exporting, view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    target = tmp_path / "runs.csv"
    target.write_text("older")
    failures: list[PipelineBrowserError] = []
    exports.failed.connect(failures.append)
    exports.ask(view, array("q"), COLUMNS)
    dialog = exports.dialog
    assert dialog is not None
    choose(exports, target)
    assert dialog.close_button.text() == "Stop"
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not exports.is_busy)
    assert target.read_text() == "older"
    assert not failures
    assert dialog.isVisible()
    assert dialog.save.isEnabled()
    assert sorted(each.name for each in tmp_path.glob(".*csv*")) == []
    dialog.close()


def test_a_file_that_cannot_be_written_is_said_and_another_can_be_chosen(
    qtbot: QtBot, exports: Exporting, view: View, tmp_path: Path
) -> None:
    exports.ask(view, array("q"), COLUMNS)
    dialog = exports.dialog
    assert dialog is not None
    with qtbot.waitSignal(exports.failed) as failure:
        choose(exports, tmp_path / "nowhere" / "runs.csv")
    assert failure.args is not None
    assert "Make the folder first" in failure.args[0].remedy
    assert dialog.isVisible()
    with qtbot.waitSignal(exports.told):
        choose(exports, tmp_path / "runs.csv")
