"""Qt's models over the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.ui.colours import DARK, LIGHT
from pipeline_browser.ui.migrations.history_columns import COLUMNS
from pipeline_browser.ui.migrations.history_model import HistoryModel, ShownHistory
from pipeline_browser.ui.theme import Scheme
from tests.ui.migrations.facts import entries_of, every_state, migration, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.ui.theme import Theme

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
COLUMN = {column.key: at for at, column in enumerate(COLUMNS)}


@pytest.fixture
def model(theme: Theme) -> Iterator[HistoryModel]:
    model = HistoryModel(theme)
    tester = QAbstractItemModelTester(model, FATAL)
    yield model
    tester.deleteLater()


@pytest.fixture
def shown(model: HistoryModel) -> Iterator[ShownHistory]:
    shown = ShownHistory(model)
    tester = QAbstractItemModelTester(shown, FATAL)
    yield shown
    tester.deleteLater()


def some(*versions: int) -> tuple[HistoryEntry, ...]:
    return entries_of([migration(version, f"step {version}") for version in versions], [])


def cell(model: HistoryModel, row: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.data(model.index(row, COLUMN[key]), role)


def versions(shown: ShownHistory) -> list[int]:
    return [shown.entry_at(row).version for row in range(shown.rowCount())]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), (1, 2)),
        ((1, 2), ()),
        ((1, 2, 3), (7, 8)),
        ((1, 3, 5, 6, 9), (0, 1, 2, 4, 5, 9, 10, 11)),
        ((1, 2, 3), (3,)),
        ((2,), (1, 2, 3)),
    ],
)
def test_other_facts_replace_the_old_ones_by_valid_steps(
    model: HistoryModel, shown: ShownHistory, before: Sequence[int], after: Sequence[int]
) -> None:
    model.set_entries(some(*before))
    model.set_entries(some(*after))
    assert [entry.version for entry in model.entries] == list(after)
    assert versions(shown) == list(after)


def test_a_selected_row_stays_selected_when_others_come_and_go(
    model: HistoryModel, shown: ShownHistory
) -> None:
    model.set_entries(some(1, 3, 5))
    selection = QItemSelectionModel(shown)
    selection.select(shown.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    model.set_entries(some(2, 3, 4, 5))
    (index,) = selection.selectedIndexes()
    assert shown.entry_at(index.row()).version == 3


def test_two_files_of_one_version_are_two_rows(model: HistoryModel) -> None:
    twice = entries_of([migration(1, "one"), migration(1, "other")], [])
    model.set_entries(twice)
    model.set_entries(twice[1:])
    assert [entry.description for entry in model.entries] == ["other"]


def test_versions_are_sorted_as_numbers(model: HistoryModel, shown: ShownHistory) -> None:
    model.set_entries(some(-3, 2, 10, 2**63 - 1))
    shown.sort(COLUMN["version"], Qt.SortOrder.DescendingOrder)
    assert versions(shown) == [2**63 - 1, 10, 2, -3]


def test_times_are_sorted_as_numbers_and_missing_ones_come_last(
    model: HistoryModel, shown: ShownHistory
) -> None:
    files = [migration(at) for at in (1, 2, 3, 4)]
    rows = [row_of(files[0], nanoseconds=90_000_000), row_of(files[1], nanoseconds=-1)]
    rows.append(row_of(files[2], nanoseconds=100_000_000))
    model.set_entries(entries_of(files, rows))
    shown.sort(COLUMN["execution_time"], Qt.SortOrder.AscendingOrder)
    assert versions(shown) == [1, 3, 2, 4]


def test_rows_that_are_equal_keep_the_order_of_their_versions(
    model: HistoryModel, shown: ShownHistory
) -> None:
    model.set_entries(some(5, 6, 7, 8))
    shown.sort(COLUMN["state"], Qt.SortOrder.AscendingOrder)
    assert versions(shown) == [5, 6, 7, 8]


def test_the_filter_wants_every_word_in_whatever_case(model: HistoryModel, shown: ShownHistory) -> None:
    model.set_entries(
        entries_of([migration(1, "add Tags"), migration(2, "add notes"), migration(11, "tags")], [])
    )
    shown.set_filter("TAGS add", None)
    assert versions(shown) == [1]
    assert shown.is_filtered
    shown.set_filter(" ", None)
    assert versions(shown) == [1, 2, 11]
    assert not shown.is_filtered


@pytest.mark.parametrize("state", list(MigrationState))
def test_the_filter_by_status_shows_that_status_alone(
    model: HistoryModel, shown: ShownHistory, state: MigrationState
) -> None:
    model.set_entries(every_state().entries)
    shown.set_filter("", state)
    assert {shown.entry_at(row).state for row in range(shown.rowCount())} == {state}


def test_every_status_has_its_word_its_icon_and_its_colour(model: HistoryModel) -> None:
    model.set_entries(every_state().entries)
    words = [cell(model, row, "state") for row in range(model.rowCount())]
    assert words == ["applied", "modified", "missing", "failed", "out of order", "applied", "pending"]
    for row in range(model.rowCount()):
        icon = cell(model, row, "state", Qt.ItemDataRole.DecorationRole)
        assert icon is not None
    assert _colour(model, 0, "state") == LIGHT.good.text
    assert _colour(model, 1, "state") == LIGHT.warning.text
    assert _colour(model, 2, "state") == LIGHT.bad.text


def test_the_colours_follow_the_theme(model: HistoryModel, theme: Theme) -> None:
    model.set_entries(every_state().entries)
    theme.set_scheme(Scheme.DARK)
    assert _colour(model, 0, "state") == DARK.good.text


def test_a_time_that_nobody_wrote_down_says_so(model: HistoryModel) -> None:
    model.set_entries(every_state().entries)
    assert cell(model, 5, "execution_time") == "not recorded"
    assert cell(model, 6, "execution_time") == ""


def test_the_header_names_the_zone_of_times(model: HistoryModel) -> None:
    at = COLUMN["installed_on"]
    assert model.headerData(at, Qt.Orientation.Horizontal) == "Applied at (local)"
    model.set_utc(True)
    assert model.headerData(at, Qt.Orientation.Horizontal) == "Applied at (UTC)"
    model.set_entries(every_state().entries)
    assert cell(model, 0, "installed_on") == "2026-03-01 12:00:00"


def test_the_tooltip_of_a_checksum_has_all_of_its_digits(model: HistoryModel) -> None:
    model.set_entries(every_state().entries)
    entry = model.entry(1)
    assert entry.row is not None
    assert entry.migration is not None
    text = str(cell(model, 1, "checksum", Qt.ItemDataRole.ToolTipRole))
    assert entry.row.checksum.hex() in text
    assert entry.migration.checksum.hex() in text


def test_markup_in_a_description_is_shown_literally(model: HistoryModel) -> None:
    model.set_entries(some(1) + entries_of([migration(2, "<img src=x>")], []))
    assert cell(model, 1, "description") == "<img src=x>"
    assert "&lt;img" in str(cell(model, 1, "description", Qt.ItemDataRole.ToolTipRole))


def test_characters_that_turn_text_around_are_spelt_out(model: HistoryModel) -> None:
    model.set_entries(entries_of([migration(1, "a\u202eb\nc")], []))
    assert cell(model, 0, "description") == "a\\u202eb\\x0ac"


def test_numbers_and_their_headers_are_aligned_to_the_right(model: HistoryModel) -> None:
    model.set_entries(some(1))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert cell(model, 0, "version", Qt.ItemDataRole.TextAlignmentRole) == right
    header = model.headerData(COLUMN["version"], Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert header == right


def _colour(model: HistoryModel, row: int, key: str) -> str:
    colour = cell(model, row, key, Qt.ItemDataRole.ForegroundRole)
    name: str = colour.name()  # type: ignore[attr-defined]
    return name
