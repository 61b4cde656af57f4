"""The Migrations tab: what it says about a database, and what it offers to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.source import MigrationKind
from pipeline_browser.ui.migrations.history_page import STACKED_BELOW
from pipeline_browser.ui.migrations.history_tab import MigrationsTab
from tests.ui.migrations.facts import FOLDER, every_state, migration, row_of, state_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def tab(session: Session, theme: Theme, qtbot: QtBot) -> MigrationsTab:
    tab = MigrationsTab(session, theme)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    return tab


def words(tab: MigrationsTab, name: str) -> str:
    return tab.actions_by_name[name].text()


def enabled(tab: MigrationsTab, name: str) -> bool:
    return tab.actions_by_name[name].isEnabled()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# What it says.


def test_the_head_tells_source_ledger_and_how_many_are_in_which_state(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    folder, facts, summary = tab.page.source.texts()
    assert folder == str(FOLDER)
    assert facts == "Ledger _sqlx_migrations, 5 rows"
    assert summary == "2 applied, 1 pending, 1 out of order, 1 modified, 1 missing, 1 failed"


def test_a_database_without_a_ledger_says_that_the_first_migration_makes_one(tab: MigrationsTab) -> None:
    tab.show_state(state_of([migration(1)], None))
    assert tab.page.source.texts()[1] == "No ledger yet: the first migration creates _sqlx_migrations"


def test_a_folder_without_migrations_offers_to_write_one(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(state_of([], None))
    assert tab.page.empty.heading == "No migrations yet"
    assert tab.page.empty_new.isVisible()
    with qtbot.waitSignal(tab.new_wanted):
        tab.page.empty_new.click()


def test_a_folder_that_cannot_be_read_offers_to_choose_another(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(replace(state_of([], None), source=None, entries=()))
    assert tab.page.empty.heading == "The migrations could not be read"
    assert tab.page.source.texts()[1] == "No ledger yet: the first migration creates _sqlx_migrations"
    with qtbot.waitSignal(tab.folder_wanted):
        tab.page.empty_choose.click()


@pytest.mark.parametrize("width", [1024, 1180, 1280, 1920])
def test_all_columns_fit_at_first_with_the_sql_beside_or_below_them(
    tab: MigrationsTab, qtbot: QtBot, width: int
) -> None:
    tab.show_state(every_state())
    tab.go_to(2)
    tab.resize(width, 600)
    table, detail = tab.page.table, tab.page.detail
    qtbot.waitUntil(lambda: table.header.length() == table.viewport().width())
    beside = table.mapTo(tab, table.rect().topRight()).x() < detail.mapTo(tab, detail.rect().topLeft()).x()
    assert beside == (width >= STACKED_BELOW)


def test_what_is_wrong_with_one_migration_is_told_beside_it(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.go_to(2)
    text = " ".join(label.text() for label in tab.page.detail.findChildren(QLabel) if label.isVisible())
    assert "The file is not the text that was applied" in text
    assert "0101010101…" not in text
    assert "010101…010101" in text, "the ledger's checksum"
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.migration is not None
    assert entry.migration.checksum.hex()[:6] in text, "the folder's checksum"


def test_a_missing_migration_says_that_there_is_no_file_to_show(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.go_to(3)
    text = " ".join(label.text() for label in tab.page.detail.findChildren(QLabel) if label.isVisible())
    assert "The folder has no file of this version." in text
    assert "the folder has no such file" in text


def test_the_down_file_has_a_page_of_its_own(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.go_to(6)
    pages = tab.page.detail.sql
    assert [pages.tabText(at) for at in range(pages.count())] == ["0006_tags.up.sql", "0006_tags.down.sql"]
    tab.go_to(10)
    assert pages.count() == 1


def test_the_cursor_stays_on_its_migration_when_facts_change(tab: MigrationsTab) -> None:
    state = every_state()
    tab.show_state(state)
    tab.go_to(6)
    tab.show_state(replace(state, entries=state.entries[2:]))
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.version == 6


def test_closing_the_database_empties_the_tab(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.show_state(None)
    assert tab.page.table.shown.rowCount() == 0
    assert not enabled(tab, "apply_all")
    assert not enabled(tab, "new_migration")


# Finding.


def test_ctrl_f_puts_the_focus_into_the_filter_and_return_back_into_the_table(
    tab: MigrationsTab, qtbot: QtBot
) -> None:
    tab.show_state(every_state())
    tab.activateWindow()
    tab.page.table.setFocus()
    qtbot.waitUntil(tab.page.table.hasFocus)
    QTest.keyClick(tab.page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.page.filter.hasFocus()
    QTest.keyClick(tab.page.filter, Qt.Key.Key_Return)
    assert tab.page.table.hasFocus()


def test_typing_filters_and_clearing_shows_everything_again(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(every_state())
    QTest.keyClicks(tab.page.filter, "ten")
    qtbot.waitUntil(lambda: tab.page.table.shown.rowCount() == 1)
    QTest.keyClicks(tab.page.filter, "zzz")
    qtbot.waitUntil(tab.page.empty.isVisible)
    assert tab.page.empty.text == "None of the 7 migrations fits the filter."
    tab.page.empty_clear.click()
    assert tab.page.table.shown.rowCount() == 7


def test_a_status_can_be_chosen(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.page.state_filter.setCurrentIndex(tab.page.state_filter.findData(MigrationState.MISSING))
    assert tab.page.table.shown.rowCount() == 1
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.state is MigrationState.MISSING


def test_going_to_the_problem_finds_it_behind_a_filter(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(every_state())
    QTest.keyClicks(tab.page.filter, "ten")
    qtbot.waitUntil(lambda: tab.page.table.shown.rowCount() == 1)
    tab.go_to_problem()
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.state is MigrationState.MODIFIED


# Doing.


def test_buttons_name_their_extent(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    assert words(tab, "apply_all") == "Apply 2 migrations…"
    assert words(tab, "revert_newest") == "Revert migration 6…"
    assert tab.page.buttons["apply_all"].text() == "Apply 2 migrations…"


def test_up_to_here_counts_what_is_pending_up_to_the_cursor(tab: MigrationsTab, qtbot: QtBot) -> None:
    files = [migration(at) for at in (1, 2, 3, 4)]
    tab.show_state(state_of(files, [row_of(files[0])]))
    tab.go_to(3)
    assert words(tab, "apply_to_here") == "Apply 2 migrations up to this…"
    assert tab.page.detail.buttons["apply_to_here"].isVisible()
    with qtbot.waitSignal(tab.apply_wanted) as asked:
        tab.page.detail.buttons["apply_to_here"].click()
    assert asked.args == [3]


def test_up_to_here_is_not_offered_below_the_newest_applied_migration(tab: MigrationsTab) -> None:
    files = [migration(at) for at in (1, 2, 3)]
    tab.show_state(state_of(files, [row_of(files[2])]))
    tab.go_to(1)
    assert not enabled(tab, "apply_to_here"), "sqlx refuses such a target"
    assert not tab.page.detail.buttons["apply_to_here"].isVisible()


def test_revert_to_here_counts_the_down_files_above_the_cursor(tab: MigrationsTab, qtbot: QtBot) -> None:
    ups = [migration(at, kind=MigrationKind.UP) for at in (1, 2, 3)]
    downs = [migration(at, kind=MigrationKind.DOWN) for at in (1, 2, 3)]
    tab.show_state(state_of([*ups, *downs], [row_of(up) for up in ups]))
    tab.go_to(1)
    assert words(tab, "revert_to_here") == "Revert 2 newer migrations…"
    with qtbot.waitSignal(tab.revert_wanted) as asked:
        tab.actions_by_name["revert_to_here"].trigger()
    assert asked.args == [1]
    tab.go_to(3)
    assert not enabled(tab, "revert_to_here")


def test_a_read_only_database_offers_neither_apply_nor_revert(tab: MigrationsTab) -> None:
    up, down = migration(1, kind=MigrationKind.UP), migration(1, kind=MigrationKind.DOWN)
    tab.show_state(state_of([up, down, migration(2)], [row_of(up)], read_only=True))
    assert not enabled(tab, "apply_all")
    assert not enabled(tab, "revert_newest")


def test_the_context_menu_copies_version_checksum_and_sql(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.go_to(10)
    menu = {action.objectName(): action for action in tab.row_menu().actions()}
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.migration is not None
    expected = {
        "copy_version": "10",
        "copy_checksum": entry.migration.checksum.hex(),
        "copy_sql": entry.migration.sql,
    }
    for name, text in expected.items():
        menu[name].trigger()
        assert clipboard() == text
    menu["copy_rows"].trigger()
    assert clipboard().startswith("Version\t")
    assert menu["copy"].shortcut().toString() == "Ctrl+C"
    assert menu["copy_literal"].shortcut().toString() == "Ctrl+Shift+C"


def test_a_missing_migration_has_no_sql_to_copy(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    tab.go_to(3)
    assert not enabled(tab, "copy_sql")
    tab.actions_by_name["copy_checksum"].trigger()
    entry = tab.page.table.current_entry
    assert entry is not None
    assert entry.row is not None
    assert clipboard() == entry.row.checksum.hex()


def test_open_folder_opens_the_folder_of_the_file(
    tab: MigrationsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    target = "pipeline_browser.ui.migrations.history_tab.QDesktopServices.openUrl"
    monkeypatch.setattr(target, lambda url: opened.append(url.toLocalFile()))
    tab.show_state(every_state())
    tab.go_to(10)
    tab.actions_by_name["open_folder"].trigger()
    assert [Path(path) for path in opened] == [FOLDER]


def test_every_control_has_words_for_a_screen_reader(tab: MigrationsTab) -> None:
    tab.show_state(every_state())
    page = tab.page
    assert all(widget.accessibleName() for widget in (page.table, page.filter, page.state_filter))
    assert page.detail.sql.up.accessibleName() != page.detail.sql.down.accessibleName()
    for action in tab.actions_by_name.values():
        assert action.toolTip()


def test_what_ledger_and_source_disagree_about_can_be_asked_about(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(every_state())
    questions = {}
    for version in (1, 2, 3, 4, 10):
        tab.go_to(version)
        questions[version] = words(tab, "explain_migration") if enabled(tab, "explain_migration") else ""
    assert questions == {
        1: "",
        2: "Why is this modified?",
        3: "Why is this missing?",
        4: "Why did this fail?",
        10: "",
    }
    tab.go_to(2)
    with qtbot.waitSignal(tab.explain_wanted) as asked:
        tab.page.detail.buttons["explain_migration"].click()
    assert asked.args == [2]


def test_a_database_without_a_ledger_can_be_marked(tab: MigrationsTab, qtbot: QtBot) -> None:
    tab.show_state(every_state())
    assert not tab.page.buttons["mark_migrated"].isVisible()
    tab.show_state(state_of([migration(1)], None))
    with qtbot.waitSignal(tab.baseline_wanted):
        tab.page.buttons["mark_migrated"].click()
    tab.show_state(state_of([], None))
    assert not tab.page.buttons["mark_migrated"].isVisible()


def test_where_there_is_little_room_what_is_said_scrolls_and_nothing_overlaps(
    tab: MigrationsTab, qtbot: QtBot
) -> None:
    tab.resize(700, 600)
    tab.show()
    tab.show_state(every_state())
    assert tab.go_to(2)  # modified
    detail, ask = tab.page.detail, tab.page.detail.buttons["explain_migration"]
    inside = ask.parentWidget()
    assert inside is not None

    def stands_alone() -> bool:
        labels = [
            each for each in inside.findChildren(QLabel) if each.isVisible() and each.parent() is inside
        ]
        whole = all(each.height() >= each.heightForWidth(each.width()) for each in labels)
        return whole and not any(each.geometry().intersects(ask.geometry()) for each in labels)

    detail.setFixedHeight(160)
    qtbot.waitUntil(lambda: detail.height() == 160 and ask.isVisible())
    QApplication.sendPostedEvents()
    qtbot.wait(1)
    assert detail.sql.height() >= 60
    assert stands_alone()
