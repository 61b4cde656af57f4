"""From the first start to an open database, and what may stand in the way."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from pipeline_browser.app import Parts, start
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.settings import SettingsFile
from pipeline_browser.ui.messages import Message
from pipeline_browser.ui.migrations.plan_dialog import PlanDialog
from pipeline_browser.ui.migrations.run_dialog import RunDialog
from tests.model.making_files import HOLD_EXCLUSIVE, let_go, make, other_program, run
from tests.ui.finding import child

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.main_window import MainWindow

INSERT = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO pipelines VALUES ('1', 'theirs', 0, '', '')")
"""


@pytest.fixture
def created(tmp_path: Path, shared: Path) -> Path:
    """A database that the Rust program made, up to date."""
    path = tmp_path / "real-created.db"
    shutil.copy(shared / "data" / "real-created.db", path)
    path.chmod(0o644)
    return path


def open_in(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.session.opened):
        window.opener.open_path(str(path))


def message(qtbot: QtBot, window: MainWindow) -> Message:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(Message)))
    return next(each for each in window.findChildren(Message) if each.isVisible())


def test_the_first_start_welcomes_and_opens_a_database_that_was_chosen(
    qtbot: QtBot, window: MainWindow, created: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.pages.currentWidget() is window.welcome
    assert window.welcome.recent.isHidden()
    assert window.focusWidget() is window.welcome.open_button
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(created)))
    with qtbot.waitSignal(window.session.opened):
        QTest.mouseClick(window.welcome.open_button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.tabs
    assert [window.tabs.tabText(at) for at in range(2)] == ["Diagram", "Migrations"]
    assert window.chip.text() == "real-created.db"
    assert window.state_line.schema.text() == "up to date"
    assert window.windowTitle() == "real-created.db \N{EM DASH} Pipeline Browser"
    assert window.notice_bar.texts == []


def test_a_file_opened_once_is_listed_and_opens_with_one_click(
    qtbot: QtBot, window: MainWindow, created: Path
) -> None:
    open_in(qtbot, window, created)
    window.actions_table["close"].trigger()
    assert window.pages.currentWidget() is window.welcome
    recent = window.welcome.recent
    assert recent.model().rowCount() == 1
    place = recent.visualRect(recent.model().index(0, 0)).center()
    with qtbot.waitSignal(window.session.opened):
        QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_new_database_gets_its_tables_without_being_asked_twice(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "new.db"
    window.opener.create_path(str(path))
    qtbot.waitUntil(lambda: window.session.state is not None and window.session.state.up_to_date)
    dialog = child(window, RunDialog)
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    dialog.close()
    assert window.state_line.schema.text() == "up to date"
    assert window.state_line.journal.text() == "journal wal"


def test_the_sample_is_made_once_and_opened_afterwards(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.actions_table["sample"].trigger()
    qtbot.waitUntil(lambda: window.findChild(PlanDialog) is not None)
    child(window, PlanDialog).options.apply.click()
    sample = tmp_path / "sample" / "sample.db"
    qtbot.waitUntil(lambda: window.session.state is not None and window.session.state.up_to_date)
    qtbot.waitUntil(lambda: not window.session.worker.busy)
    window.session.close()
    with qtbot.waitSignal(window.session.opened):
        window.actions_table["sample"].trigger()
    assert window.session.state is not None
    assert window.session.state.location.path == sample


def test_a_dropped_file_opens_whatever_its_name(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = make(tmp_path / "50% of <img src=x>#1?.db")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.session.opened):
        window.dropEvent(event)
    assert window.session.state is not None
    assert window.session.state.location.path == path
    assert window.chip.text() == path.name
    assert "<img" not in window.chip.toolTip()


def test_browsing_what_is_pending_never_writes(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "pending.db"
    Database.create(parse_location(path)).close()
    before = path.read_bytes()
    open_in(qtbot, window, path)
    qtbot.waitUntil(lambda: window.findChild(PlanDialog) is not None)
    child(window, PlanDialog).options.leave.click()
    qtbot.waitUntil(lambda: not window.session.worker.busy)
    assert path.read_bytes() == before


def test_a_corrupt_file_gets_one_message_and_keeps_its_bytes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "<img src=x>.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 200)
    window.opener.open_path(str(path))
    shown = message(qtbot, window)
    assert str(path) in shown.text
    assert shown.error.cause
    assert shown.error.remedy
    assert path.read_bytes().startswith(b"\x89PNG")
    assert window.pages.currentWidget() is window.welcome
    shown.reject()


def test_a_strange_journal_can_be_used_once_both_files_were_copied_aside(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "work.db")
    (tmp_path / "work.db-journal").write_bytes(b"notes of mine" * 100)
    window.opener.open_path(str(path))
    ways_out = message(qtbot, window)
    assert child(ways_out, QPushButton, "offer-snapshot").isDefault()
    with qtbot.waitSignal(window.session.opened):
        child(ways_out, QPushButton, "offer-trust-journal").click()
    kept = [each for each in tmp_path.glob("*.before-recovery-*") if each.name.endswith("-journal")]
    assert [each.read_bytes() for each in kept] == [b"notes of mine" * 100]


def test_a_missing_file_can_be_created_from_the_message(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "missing.db"
    window.opener.open_path(str(path))
    child(message(qtbot, window), QPushButton, "offer-create").click()
    qtbot.waitUntil(lambda: window.session.state is not None and window.session.state.up_to_date)
    assert path.exists()


def test_a_missing_folder_can_be_created_with_the_database(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "no" / "such" / "folder" / "new.db"
    window.opener.create_path(str(path))
    child(message(qtbot, window), QPushButton, "offer-create-with-folder").click()
    qtbot.waitUntil(lambda: window.session.state is not None and window.session.state.up_to_date)
    assert path.exists()


def test_an_empty_file_is_an_empty_database_whose_schema_is_offered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    open_in(qtbot, window, path)
    assert window.notice_bar.texts == ["1 migration is pending"]
    qtbot.waitUntil(lambda: window.findChild(PlanDialog) is not None)
    assert path.read_bytes() == b""


def test_new_never_overwrites_and_offers_to_open_instead(
    qtbot: QtBot, window: MainWindow, created: Path
) -> None:
    before = created.read_bytes()
    window.opener.create_path(str(created))
    button = child(message(qtbot, window), QPushButton, "offer-open")
    assert created.read_bytes() == before
    with qtbot.waitSignal(window.session.opened):
        button.click()


def test_a_locked_database_is_a_wait_that_says_why_and_can_be_cancelled(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "locked.db")
    with other_program(HOLD_EXCLUSIVE, path):
        window.opener.open_path(str(path))
        qtbot.waitUntil(lambda: window.pages.currentWidget() is window.opening_page)
        qtbot.waitUntil(lambda: "holds a lock" in window.opening_page.reason.text())
        with qtbot.waitSignal(window.session.refused, timeout=500):
            QTest.mouseClick(window.opening_page.cancel, Qt.MouseButton.LeftButton)
        assert window.pages.currentWidget() is window.welcome
        assert not [each for each in window.findChildren(Message) if each.isVisible()]


def test_a_lock_that_ends_in_time_lets_the_database_open(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "locked.db")
    with other_program(HOLD_EXCLUSIVE, path) as program:
        window.opener.open_path(str(path))
        qtbot.waitUntil(lambda: window.pages.currentWidget() is window.opening_page)
        with qtbot.waitSignal(window.session.opened):
            let_go(program)
    assert window.pages.currentWidget() is window.tabs


def test_rows_committed_outside_are_noticed_within_a_second_and_told(
    qtbot: QtBot, window: MainWindow, created: Path
) -> None:
    open_in(qtbot, window, created)
    qtbot.waitUntil(lambda: not window.session.worker.busy)
    run(INSERT, created)
    with qtbot.waitSignal(window.session.changed, timeout=1_000):
        pass
    (text,) = window.notice_bar.texts
    assert text.startswith("Changed outside, refreshed ")


def test_a_replaced_file_is_told_and_the_new_one_can_be_opened(
    qtbot: QtBot, window: MainWindow, created: Path, tmp_path: Path
) -> None:
    open_in(qtbot, window, created)
    make(tmp_path / "other.db").replace(created)
    with qtbot.waitSignal(window.session.changed, timeout=1_000):
        pass
    assert "was replaced" in window.notice_bar.texts[0]
    with qtbot.waitSignal(window.session.opened):
        child(window.notice_bar, QPushButton, "offer-reopen").click()
    assert window.state_line.schema.text() == "1 pending"


def test_a_copy_of_what_the_program_left_behind_is_complete(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, shared: Path
) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh")
    for file in (tmp_path / "fresh").iterdir():
        file.chmod(0o644)
    open_in(qtbot, window, tmp_path / "fresh" / "pipeline.db")
    copy = tmp_path / "copy & paste.db"
    with qtbot.waitSignal(window.opener.copied):
        window.opener.save_copy(str(copy))
    (text,) = window.notice_bar.texts
    assert text.startswith("Saved copy & paste.db, ")
    database = Database.open(parse_location(copy), read_only=True)
    assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]
    database.close()


def test_a_start_without_a_name_looks_where_the_rust_program_looks(
    qtbot: QtBot, parts: Parts, created: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ADAPIPE_SQLITE_PATH", raising=False)
    start(parts, None)
    assert not parts.session.is_opening
    created.rename(tmp_path / "pipeline.db")
    with qtbot.waitSignal(parts.session.opened):
        start(parts, None)
    other = make(tmp_path / "elsewhere.db")
    monkeypatch.setenv("ADAPIPE_SQLITE_PATH", str(other))
    with qtbot.waitSignal(parts.session.opened):
        start(parts, None)
    assert parts.session.state is not None
    assert parts.session.state.location.path == other


def test_a_url_that_names_no_database_is_told(qtbot: QtBot, parts: Parts) -> None:
    start(parts, "postgres://localhost/db")
    assert "postgres" in message(qtbot, parts.window).text


def test_what_was_arranged_is_there_again_at_the_next_start(
    qtbot: QtBot, window: MainWindow, created: Path, tmp_path: Path
) -> None:
    open_in(qtbot, window, created)
    window.resize(900, 600)
    window.actions_table["utc"].trigger()
    window.actions_table["scheme-dark"].trigger()
    qtbot.waitUntil(lambda: not window.session.worker.busy)
    before = datetime.now(UTC).isoformat()
    window.close()
    settings = SettingsFile(tmp_path / "settings").load()
    assert settings.utc
    assert settings.scheme == "dark"
    assert settings.view("window")
    assert settings.recent[0].path == str(created)
    assert settings.recent[0].opened < before


def test_closing_the_window_cancels_what_runs_and_waits_for_it(
    qtbot: QtBot, window: MainWindow, created: Path
) -> None:
    open_in(qtbot, window, created)
    job = window.session.submit(lambda database, p, cancellation: cancellation.wait(60), "Waiting")
    with qtbot.waitSignal(window.closed):
        window.close()
    assert job.is_over
