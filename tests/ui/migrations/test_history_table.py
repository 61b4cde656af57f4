"""The table of all migrations: columns, keys, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pipeline_browser.ui.migrations.history_columns import COLUMNS
from pipeline_browser.ui.migrations.history_table import HistoryTable
from tests.ui.migrations.facts import entries_of, every_state, migration

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

COLUMN = {column.key: at for at, column in enumerate(COLUMNS)}
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(theme: Theme, preferences: Preferences, qtbot: QtBot) -> HistoryTable:
    return make(theme, preferences, qtbot)


def make(theme: Theme, preferences: Preferences, qtbot: QtBot) -> HistoryTable:
    table = HistoryTable(theme, preferences)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    table.show_entries(every_state().entries)
    return table


def put_cursor(table: HistoryTable, version: int, key: str) -> None:
    assert table.go_to(version)
    index = table.currentIndex().siblingAtColumn(COLUMN[key])
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(index, flags)
    table.setFocus()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_copy_gives_the_raw_value_of_the_cell(table: HistoryTable, qtbot: QtBot) -> None:
    put_cursor(table, 1, "checksum")
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    entry = table.current_entry
    assert entry is not None
    assert entry.row is not None
    assert clipboard() == entry.row.checksum.hex()


def test_copy_of_several_rows_gives_them_with_headers(table: HistoryTable, qtbot: QtBot) -> None:
    put_cursor(table, 1, "version")
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    lines = clipboard().split("\n")
    assert lines[0] == "Version\tDescription\tStatus\tLint\tApplied at\tTime (ms)\tChecksum\tReversible"
    assert [line.split("\t")[:3] for line in lines[1:]] == [
        ["1", "step 1", "applied"],
        ["2", "step 2", "modified"],
    ]


def test_copy_as_sql_gives_the_literal(table: HistoryTable, qtbot: QtBot) -> None:
    put_cursor(table, 2, "checksum")
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL | SHIFT)
    assert clipboard() == f"x'{'01' * 48}'"


def test_a_click_on_a_header_sorts_and_a_second_one_turns_it_around(
    table: HistoryTable, qtbot: QtBot
) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionPosition(COLUMN["version"]) + 10, 10)
    assert [table.shown.entry_at(row).version for row in range(3)] == [1, 2, 3]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [table.shown.entry_at(row).version for row in range(3)] == [10, 6, 5]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [table.shown.entry_at(row).version for row in range(3)] == [1, 2, 3]


def test_columns_can_be_chosen_and_the_choice_is_remembered(
    table: HistoryTable, theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    action = next(each for each in table.header.choices().actions() if each.text() == "Reversible")
    assert action.isChecked()
    action.trigger()
    assert table.isColumnHidden(COLUMN["reversible"])
    assert make(theme, preferences, qtbot).isColumnHidden(COLUMN["reversible"])


def test_the_last_column_cannot_be_hidden(table: HistoryTable) -> None:
    for at in range(1, len(COLUMNS)):
        table.setColumnHidden(at, True)
    (version, *_) = table.header.choices().actions()
    assert not version.isEnabled()


def test_widths_order_and_sorting_are_remembered(
    table: HistoryTable, theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    header = table.horizontalHeader()
    header.resizeSection(COLUMN["checksum"], 333)
    header.moveSection(header.visualIndex(COLUMN["state"]), 0)
    table.sortByColumn(COLUMN["description"], Qt.SortOrder.DescendingOrder)
    again = make(theme, preferences, qtbot)
    assert again.columnWidth(COLUMN["checksum"]) == 333
    assert again.horizontalHeader().visualIndex(COLUMN["state"]) == 0
    assert again.shown.entry_at(0).description == "ten"


def test_the_description_fills_the_width_until_somebody_arranges_the_columns(
    table: HistoryTable, qtbot: QtBot
) -> None:
    table.resize(1500, 400)
    assert table.horizontalHeader().length() == table.viewport().width()
    table.horizontalHeader().resizeSection(COLUMN["description"], 200)
    table.resize(1700, 400)
    assert table.columnWidth(COLUMN["description"]) == 200


def test_new_facts_keep_selection_and_scroll_position(table: HistoryTable, qtbot: QtBot) -> None:
    files = [migration(at, f"step {at}") for at in range(1, 200)]
    table.show_entries(entries_of(files, []))
    table.go_to(150)
    place = table.verticalScrollBar().value()
    assert place > 0
    table.show_entries(entries_of([*files, migration(200, "new")], []))
    assert table.verticalScrollBar().value() == place
    assert [entry.version for entry in table.selected_entries] == [150]


def test_going_to_a_version_that_the_filter_hides_says_so(table: HistoryTable) -> None:
    table.set_filter("ten", None)
    assert not table.go_to(1)
    assert table.go_to(10)


def test_times_follow_the_window_s_switch(table: HistoryTable, preferences: Preferences) -> None:
    preferences.set_utc(utc=True)
    header = table.history.headerData(COLUMN["installed_on"], Qt.Orientation.Horizontal)
    assert header == "Applied at (UTC)"


def test_every_cell_has_words_for_a_screen_reader(table: HistoryTable) -> None:
    index = table.shown.index(0, COLUMN["state"])
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Status: applied"
    assert table.accessibleName() == "Migrations"
