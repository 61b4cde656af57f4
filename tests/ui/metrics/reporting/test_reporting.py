"""The dashboard is saved as a report: asked for, written beside the window's work, stopped at any time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Filter
from pipeline_browser.ui.background import Worker
from pipeline_browser.ui.metrics.reader import Reader
from pipeline_browser.ui.metrics.reporting.options import Format, Options, as_text, from_text
from pipeline_browser.ui.metrics.reporting.reporting import Reporting
from tests.report.making_reports import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.notice import Notice
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[View]:
    reader = Reader(session)
    with qtbot.waitSignal(session.opened):
        session.open(Location(written(tmp_path)))
    reader.set_filter(Filter(text="zstd"))
    with qtbot.waitSignal(reader.answered):
        reader.show()
    reader.hide()
    assert reader.view is not None
    yield reader.view
    session.worker.cancel_all()
    qtbot.waitUntil(lambda: not session.worker.busy)


@pytest.fixture
def reports(qtbot: QtBot, session: Session, theme: Theme) -> Iterator[Reporting]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    worker = Worker()
    yield Reporting(session, theme, worker, window)
    worker.cancel_all()
    assert worker.shut_down()


def choose(reports: Reporting, format_: Format, target: Path) -> None:
    assert reports.dialog is not None
    reports.dialog.formats[format_].click()
    reports.dialog.save.click()
    assert reports.chooser is not None
    assert reports.chooser.selectedNameFilter().startswith(format_.title)
    reports.chooser.close()
    reports.save(str(target))


def told_by(reports: Reporting) -> list[Notice]:
    told: list[Notice] = []
    reports.told.connect(told.append)
    return told


def test_the_dialog_says_which_runs_and_what_a_format_is_good_for(reports: Reporting, view: View) -> None:
    reports.ask(view)
    dialog = reports.dialog
    assert dialog is not None
    words = [each.text() for each in dialog.findChildren(QWidget) if hasattr(each, "text")]
    assert "The 6 runs that fit the filters, of 7" in words
    assert "all times; with “zstd” in a name, id, checksum or algorithm" in words
    assert dialog.rows.isVisible()
    dialog.formats[Format.PNG].click()
    assert "picture" in dialog.explanation.text()
    assert not dialog.rows.isVisible()


def test_a_web_page_has_the_filters_of_the_window(
    qtbot: QtBot, reports: Reporting, view: View, tmp_path: Path
) -> None:
    told = told_by(reports)
    reports.ask(view)
    assert reports.dialog is not None
    reports.dialog.rows.setValue(1)
    choose(reports, Format.HTML, tmp_path / "report.html")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "Saved the report report.html"
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "6 of 7 runs" in text
    assert "The newest 1 of 6 runs" in text
    assert "with “zstd” in a name" in text
    assert reports.dialog is None


def test_a_picture_is_painted_in_the_wanted_colours(
    qtbot: QtBot, reports: Reporting, view: View, tmp_path: Path
) -> None:
    told = told_by(reports)
    reports.ask(view)
    assert reports.dialog is not None
    reports.dialog.dark.click()
    choose(reports, Format.PNG, tmp_path / "report.png")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    image = QImage(str(tmp_path / "report.png"))
    assert image.width() == 2_800
    assert image.pixelColor(2, 2) == QColor("#16181b")
    some = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert {"#1e2226", "#56b4e9"} <= some  # cards and marks


def test_the_ending_of_the_name_says_the_format(
    qtbot: QtBot, reports: Reporting, view: View, tmp_path: Path
) -> None:
    told = told_by(reports)
    reports.ask(view)
    choose(reports, Format.HTML, tmp_path / "report.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/Count 2" in content or b"/Count 3" in content  # pages


def test_the_database_is_refused_and_the_dialog_stays(
    qtbot: QtBot, reports: Reporting, view: View, tmp_path: Path
) -> None:
    failures: list[PipelineBrowserError] = []
    reports.failed.connect(failures.append)
    before = (tmp_path / "runs.db").stat()
    reports.ask(view)
    choose(reports, Format.HTML, tmp_path / "runs.db")
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].cause == "This is the database itself."
    assert (tmp_path / "runs.db").stat().st_mtime_ns == before.st_mtime_ns
    assert reports.dialog is not None
    assert reports.dialog.save.isEnabled()
    reports.dialog.reject()
    assert reports.dialog is None


def test_what_is_stopped_leaves_no_file_and_can_be_begun_again(
    qtbot: QtBot, reports: Reporting, view: View, tmp_path: Path
) -> None:
    told = told_by(reports)
    reports.ask(view)
    choose(reports, Format.PDF, tmp_path / "report.pdf")
    assert reports.dialog is not None
    assert reports.dialog.close_button.text() == "Stop"
    reports.dialog.close_button.click()
    qtbot.waitUntil(lambda: not reports.is_busy)
    assert not told
    assert not (tmp_path / "report.pdf").exists()
    assert reports.dialog.close_button.text() == "Cancel"
    choose(reports, Format.HTML, tmp_path / "report.html")
    qtbot.waitUntil(lambda: bool(told))


def test_choices_are_remembered_and_nonsense_is_not(reports: Reporting, view: View, session: Session) -> None:
    reports.ask(view)
    assert reports.dialog is not None
    reports.dialog.formats[Format.PDF].click()
    reports.dialog.rows.setValue(70)
    reports.dialog.save.click()
    reports.dialog.reject()
    reports.ask(view)
    assert reports.dialog is not None
    assert reports.dialog.options == Options(Format.PDF, dark=False, rows=70)
    assert from_text(as_text(Options(Format.PNG, dark=True, rows=5))) == Options(
        Format.PNG, dark=True, rows=5
    )
    for text in ("", "[]", '[".doc", false, 5]', '[".pdf", false, -5]', "7"):
        assert from_text(text) == Options()


def test_what_offers_reports_needs_no_numpy_yet() -> None:
    look = f"import sys, {Reporting.__module__}; print({{'numpy', 'pyqtgraph'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_no_more_runs_are_listed_than_a_kind_of_file_has_room_for() -> None:
    assert [Options(each, rows=50_000).listed for each in Format] == [50_000, 10_000, 0]
