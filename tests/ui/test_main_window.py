"""The window as a whole: keys, names, focus, settings, what is enabled when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from pipeline_browser.model.location import Location
from pipeline_browser.settings import Settings, SettingsFile
from pipeline_browser.ui.actions import ACTIONS, Need
from pipeline_browser.ui.colours import DARK, LIGHT
from pipeline_browser.ui.command_palette import CommandPalette, entries_of, matching
from pipeline_browser.ui.help_dialogs import AboutDialog, ShortcutsDialog
from pipeline_browser.ui.migrations.plan_dialog import PlanDialog
from pipeline_browser.ui.settings_dialog import SettingsDialog
from pipeline_browser.ui.theme import Scheme
from tests.model.making_files import make
from tests.ui.finding import button, child
from tests.windows import shown_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.main_window import MainWindow


def open_in_memory(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.opened):
        window.session.open(Location(None, mode="memory"))
    qtbot.waitUntil(lambda: window.findChild(PlanDialog) is not None)
    child(window, PlanDialog).reject()
    qtbot.waitUntil(lambda: not window.session.worker.busy)


def enabled(window: MainWindow) -> set[str]:
    return {row.name for row in ACTIONS if window.actions_table[row.name].isEnabled()}


def test_the_icons_of_the_tabs_follow_the_colours(qtbot: QtBot, parts: Parts) -> None:
    open_in_memory(qtbot, parts.window)
    parts.theme.set_scheme(Scheme.LIGHT)
    in_light = parts.window.tabs.tabIcon(0).pixmap(16).toImage()

    parts.theme.set_scheme(Scheme.DARK)

    assert parts.window.tabs.tabIcon(0).pixmap(16).toImage() != in_light


def test_no_key_means_two_things(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        keys = Counter(
            key.toString()
            for action in window.findChildren(QAction)
            for key in action.shortcuts()
            if key.toString() and is_heard(action)
        )
        assert {key: times for key, times in keys.items() if times > 1} == {}


def is_heard(action: QAction) -> bool:
    """Whether the action's keys are heard: those of a tab that does not show are not."""
    return any(isinstance(each, QWidget) and each.isVisible() for each in action.associatedObjects())


def test_the_keys_are_those_that_people_know(window: MainWindow) -> None:
    keys = {row.name: window.actions_table[row.name].shortcut().toString() for row in ACTIONS}
    expected = {
        "new": "Ctrl+N",
        "open": "Ctrl+O",
        "close": "Ctrl+W",
        "refresh": "F5",
        "migrate": "Ctrl+M",
        "palette": "Ctrl+Shift+P",
        "shortcuts": "F1",
    }
    assert {name: keys[name] for name in expected} == expected


def test_only_what_makes_sense_is_enabled(qtbot: QtBot, window: MainWindow) -> None:
    assert enabled(window) == {row.name for row in ACTIONS if row.need is Need.NOTHING}
    open_in_memory(qtbot, window)
    assert enabled(window) >= {"save-copy", "close", "refresh", "migrate"}
    assert not enabled(window) & {"copy-path", "choose-source", "cancel"}
    window.session.close()
    assert enabled(window) == {row.name for row in ACTIONS if row.need is Need.NOTHING}


def test_every_control_has_an_accessible_name(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    for name in ("settings", "shortcuts", "palette", "about"):
        window.actions_table[name].trigger()
    controls: list[QWidget] = []
    for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView):
        controls += window.findChildren(kind)
    nameless = [
        f"{type(each).__name__} {each.objectName()} in {type(each.parent()).__name__}"
        for each in controls
        if not _name(each) and not _is_qts_own(each) and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert nameless == []


def _is_qts_own(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    in_list = parent is not None and parent.metaObject().className() == "QComboBoxPrivateContainer"
    return in_list or widget.objectName().startswith("qt_")


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_the_focus_goes_where_the_eye_goes(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    window.chip.setFocus()
    places: list[QPoint] = []
    for _ in range(5):
        widget = window.focusWidget()
        assert widget is not None
        places.append(widget.mapTo(window, QPoint(0, 0)))
        window.focusNextChild()
    toolbar = [place.x() for place in places]
    assert toolbar == sorted(toolbar)


def test_the_toolbar_says_how_many_migrations_are_pending(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    assert window.actions_table["migrate"].iconText() == "Migrate (1)"
    window.session.close()
    assert window.actions_table["migrate"].iconText() == "Migrate"


def test_the_chip_has_the_facts_in_its_tooltip(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = make(tmp_path / "<b>bold</b> & [*].db".replace("/", "|"), "PRAGMA journal_mode = WAL")
    with qtbot.waitSignal(window.session.opened):
        window.session.open(Location(path), read_only=True)
    tip = window.chip.toolTip()
    for fact in ("KiB", "Journal mode wal", "Read-only: ", "&lt;b&gt;"):
        assert fact in tip
    assert window.chip.text() == path.name.replace("&", "&&")
    assert window.windowTitle().startswith(path.name.replace("[*]", "[*][*]"))
    assert window.state_line.access.text() == "read-only"


def test_the_palette_runs_an_action_by_part_of_its_name(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    window.actions_table["palette"].trigger()
    palette = child(window, CommandPalette)
    QTest.keyClicks(palette.line, "close data")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.session.state is None


def test_the_palette_moves_by_arrows_and_leaves_alone_what_makes_no_sense(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_table["palette"].trigger()
    palette = child(window, CommandPalette)
    QTest.keyClicks(palette.line, "light")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.actions_table["scheme-light"].isChecked()
    entries = entries_of(window.actions_table, ())
    assert [each.action.objectName() for each in matching(entries, "cop")][:1] == ["copy-path"]


def test_the_palette_knows_what_the_tab_that_shows_can_do(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    window.tabs.setCurrentIndex(0)
    window.actions_table["palette"].trigger()
    palette = child(window, CommandPalette)
    QTest.keyClicks(palette.line, "legend")
    (legend,) = [palette.list.topLevelItem(row) for row in range(palette.list.topLevelItemCount())]
    assert legend is not None
    assert (legend.text(0), legend.text(1)) == ("Diagram: Legend", "Ctrl+Shift+L")
    action = window.findChild(QAction, "show_legend")
    assert action is not None
    before = action.isChecked()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert action.isChecked() is not before


def test_f1_shows_every_action_and_what_the_tabs_add(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = child(window, ShortcutsDialog)
    texts = _column(dialog, 1)
    assert {row.text.replace("…", "") for row in ACTIONS} <= texts
    assert "Go to Migrations" in texts
    dialog.filter.setText("palette nonsense")
    assert dialog.table.rowCount() == 0
    dialog.filter.setText("ctrl+m")
    assert _column(dialog, 1) == {"Migrate"}


def _column(dialog: ShortcutsDialog, column: int) -> set[object]:
    model = dialog.table.model()
    return {model.index(row, column).data() for row in range(model.rowCount())}


def test_settings_take_effect_at_once_and_are_written(
    qtbot: QtBot, parts: Parts, qapp: QApplication, tmp_path: Path
) -> None:
    window = parts.window
    window.actions_table["settings"].trigger()
    dialog = child(window, SettingsDialog)
    dialog.scheme.setCurrentIndex(dialog.scheme.findData("dark"))
    assert parts.theme.colours is DARK
    dialog.scheme.setCurrentIndex(dialog.scheme.findData("light"))
    assert parts.theme.colours is LIGHT
    dialog.zone.setCurrentIndex(1)
    assert window.actions_table["utc"].isChecked()
    dialog.timeout.setValue(7)
    saved = SettingsFile(tmp_path / "settings")
    qtbot.waitUntil(lambda: saved.path.exists() and saved.load().busy_timeout == 7)
    assert saved.load().scheme == "light"
    assert saved.load().utc


def test_damaged_settings_are_told_in_a_row_that_can_be_dismissed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    file = SettingsFile(tmp_path / "damaged")
    file.path.parent.mkdir()
    file.path.write_text("{")
    with shown_window(qtbot, qapp, file.path.parent, tmp_path / "sample.db") as parts:
        (text,) = parts.window.notice_bar.texts
        assert "settings could not be read" in text
        assert (tmp_path / "damaged" / "settings.json.bad").exists()


def test_about_names_the_versions_that_a_report_needs(
    qtbot: QtBot, window: MainWindow, qapp: QApplication
) -> None:
    window.actions_table["about"].trigger()
    dialog = child(window, AboutDialog)
    button(dialog, "Copy").click()
    copied = qapp.clipboard().text()
    for fact in ("Version: ", "Qt: 6.", "SQLite: 3.", "Settings: "):
        assert fact in copied


@pytest.mark.parametrize(
    ("urls", "accepted"),
    [
        (["file:///a.db"], True),
        (["file:///a.db", "file:///b.db"], False),
        (["https://example.org/a.db"], False),
        ([], False),
    ],
)
def test_one_file_can_be_dropped(window: MainWindow, urls: list[str], accepted: bool) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.dragEnterEvent(event)
    assert event.isAccepted() is accepted


def test_what_was_dismissed_for_one_database_is_told_for_the_next(qtbot: QtBot, window: MainWindow) -> None:
    open_in_memory(qtbot, window)
    assert window.notice_bar.texts == ["1 migration is pending"]
    child(window.notice_bar, QToolButton).click()
    assert window.notice_bar.texts == []
    with qtbot.waitSignal(window.session.opened):
        window.session.open(Location(None, mode="memory"))
    assert window.notice_bar.texts == ["1 migration is pending"]


def test_a_damaged_place_in_the_recent_settings_never_keeps_the_window_from_showing(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    file = SettingsFile(tmp_path / "odd")
    file.save(
        Settings(
            views=(("window", "no base64"), ("tab", "none"), ("migrations/splitter", "%%%"))
        ).with_recent("\udcff/\x00odd\n", "no time")
    )
    with shown_window(qtbot, qapp, file.path.parent, tmp_path / "sample.db") as parts:
        open_in_memory(qtbot, parts.window)


def test_every_menu_and_every_action_in_it_has_a_letter_of_its_own(window: MainWindow) -> None:
    bar = window.menuBar()
    menus = [each for each in bar.findChildren(QMenu) if each.menuAction() in bar.actions()]
    assert [menu.title() for menu in menus] == ["&File", "&View", "&Migrations", "&Help"]
    for menu in menus:
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        letters = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(set(letters)) == len(letters), texts
