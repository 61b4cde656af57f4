"""The first page and its recent files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pipeline_browser.ui.formats import ago, clock_time, counted, file_size, moment
from pipeline_browser.ui.opener import dropped_path
from pipeline_browser.ui.recent import RecentList, RecentModel
from pipeline_browser.ui.recent_menu import RecentMenu

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.preferences import Preferences

NOW = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def recent(preferences: Preferences, tmp_path: Path) -> Preferences:
    there = tmp_path / "there & <b>here<|b>.db"
    there.touch()
    for path in (tmp_path / "gone.db", there):
        preferences.use(preferences.current.with_recent(str(path), NOW.isoformat()))
    return preferences


def test_recent_files_come_newest_first_and_missing_ones_are_marked(
    qtbot: QtBot, recent: Preferences, worker: Worker, qtmodeltester: ModelTester
) -> None:
    model = RecentModel(worker)
    model.show_files(recent.current.recent)
    qtbot.waitUntil(lambda: model.missing(model.index(1, 0)))
    assert not model.missing(model.index(0, 0))
    assert model.index(0, 0).data() == "there & <b>here<|b>.db"
    assert "&lt;b&gt;" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("gone.db, missing")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_recent_file_opens_by_enter_and_leaves_the_list_by_delete(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    preferences = window.session.preferences
    preferences.use(preferences.current.with_recent(str(tmp_path / "one.db"), NOW.isoformat()))
    recent = window.welcome.recent
    assert isinstance(recent, RecentList)
    recent.setCurrentIndex(recent.model().index(0, 0))
    with qtbot.waitSignal(recent.chosen) as chosen:
        QTest.keyClick(recent, Qt.Key.Key_Return)
    assert chosen.args == [str(tmp_path / "one.db")]
    QTest.keyClick(recent, Qt.Key.Key_Delete)
    assert preferences.current.recent == ()
    assert recent.isHidden()


def test_the_recent_menu_lists_names_literally_and_can_be_cleared(qtbot: QtBot, recent: Preferences) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = RecentMenu(recent, parent)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text().startswith("there && <b>here<|b>.db")
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args is not None
    assert chosen.args[0].endswith("gone.db")
    menu.actions()[-1].trigger()
    assert recent.current.recent == ()


def test_a_dropped_name_that_is_not_utf8_stays_what_it_is() -> None:
    class Url:
        def toEncoded(self) -> object:
            class Encoded:
                def data(self) -> bytes:
                    return b"file:///data/caf%E9%20%25.db"

            return Encoded()

    assert dropped_path(Url()) == Path("/data/caf\udce9 %.db")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KiB"),
        (48 * 1024, "48.0 KiB"),
        (500_000_000, "476.8 MiB"),
        (2**40, "1.0 TiB"),
        (2**50, "1,024.0 TiB"),
    ],
)
def test_sizes_have_units(size: int, text: str) -> None:
    assert file_size(size) == text


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(seconds=-9), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_ages_are_in_words(before: timedelta, text: str) -> None:
    assert ago(NOW - before, NOW) == text


def test_times_name_their_zone() -> None:
    assert moment(NOW, utc=True) == "2026-03-04 12:00:00 UTC"
    assert clock_time(NOW, utc=True) == "12:00:00 UTC"
    assert counted(1204, "row") == "1,204 rows"
