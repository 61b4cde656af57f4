"""The table of runs as a person uses it: pages, sorting, filters, what is selected, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, HasLint, OneOf
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import UNKNOWN
from pipeline_browser.ui.metrics.reader import Reader
from pipeline_browser.ui.metrics.table import runs_view
from pipeline_browser.ui.metrics.table.filtering.wish import Presence
from pipeline_browser.ui.metrics.table.run_columns import PLACES, RUN_COLUMNS
from pipeline_browser.ui.metrics.table.runs_table import RunsTable
from tests.small_runs import add_run, write_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.metrics.filters import Condition
    from pipeline_browser.ui.metrics.table.filtering.popup import FilterPopup
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

RUNS: list[dict[str, Any]] = [
    {
        "name": "alpha",
        "start_time_rfc3339": "2025-12-31T10:00:00Z",
        "end_time_rfc3339": "2025-12-31T10:00:01Z",
    },
    {
        "name": "beta",
        "start_time_rfc3339": "2025-12-31T11:00:00Z",
        "end_time_rfc3339": "2025-12-31T11:00:02Z",
        "processing_duration_ms": 2_000,
        "throughput_bytes_per_second": 5_000_000.0,
        "error_count": 3,
    },
    {"name": "=gamma|", "start_time_rfc3339": "at noon", "end_time_rfc3339": None, "compression_ratio": None},
    {
        "name": "delta",
        "start_time_rfc3339": "2025-12-31T09:00:00Z",
        "end_time_rfc3339": None,
        "processing_duration_ms": None,
        "bytes_processed": 2_500_000,
    },
]
THOUSAND = 300


class Robot:
    """Uses a table, whose wishes a Reader fulfils."""

    def __init__(self, qtbot: QtBot, session: Session, theme: Theme) -> None:
        self.qtbot = qtbot
        self.session = session
        self.table = RunsTable(session, theme)
        self.reader = Reader(session, self.table)
        self.reader.answered.connect(self.table.show_view)
        self.reader.left.connect(self.table.forget)
        self.table.order_asked.connect(self.reader.set_order)
        self.table.condition_asked.connect(self._add)
        self.table.condition_removed.connect(self._remove)
        qtbot.addWidget(self.table)
        self.table.resize(1100, 420)
        self.table.show()

    def _add(self, condition: Condition) -> None:
        self.reader.set_filter(self.reader.filter.with_condition(condition))

    def _remove(self, condition: Condition) -> None:
        self.reader.set_filter(self.reader.filter.without(condition))

    def open(self, path: Path) -> None:
        self.session.open(Location(path))
        self.qtbot.waitUntil(lambda: self.session.state is not None)
        self.reader.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self._is_settled)

    def _is_settled(self) -> bool:
        shown = self.table.shown
        if shown is None or self.reader.is_busy or shown is not self.reader.view:
            return False
        return self.table.is_settled and shown.question.filter == self.reader.filter

    @property
    def names(self) -> list[str]:
        return [self.text(row, "pipeline") for row in range(self.table.view.runs.rowCount())]

    def text(self, row: int, column: str) -> str:
        return self.table.view.runs.cell(row, PLACES[column]).text

    def click(self, row: int, column: str = "pipeline", *, shift: bool = False) -> None:
        view = self.table.view
        at = view.visualRect(view.runs.index(row, PLACES[column])).center()
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, at)

    def click_header(self, column: str) -> None:
        header = self.table.view.header
        at = header.sectionViewportPosition(PLACES[column]) + header.sectionSize(PLACES[column]) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
        self.settle()

    def open_filter(self, column: str) -> FilterPopup:
        header = self.table.view.header
        place = header.funnel_of(PLACES[column]).center()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        popup = self.table.filters.popup
        assert popup is not None
        self.qtbot.waitUntil(lambda: popup.isVisible() and not self.table.reader.is_busy)
        return popup

    def copied(self, deed: Callable[[], None]) -> str:
        QGuiApplication.clipboard().setText("")
        deed()
        self.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
        return QGuiApplication.clipboard().text()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.table.view, key, held)


@pytest.fixture
def robot(qtbot: QtBot, session: Session, theme: Theme) -> Iterator[Robot]:
    robot = Robot(qtbot, session, theme)
    yield robot
    robot.reader.hide()
    robot.table.forget()
    session.worker.cancel_all()
    qtbot.waitUntil(lambda: not session.worker.busy)


@pytest.fixture
def small(robot: Robot, tmp_path: Path) -> Robot:
    """Four runs: the newest first, the one without a readable time last."""
    robot.open(write_runs(tmp_path / "runs.db", *RUNS))
    return robot


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred runs, a second apart."""
    path = write_runs(tmp_path_factory.mktemp("many") / "many.db", {"name": "first"})
    with Database.open(Location(path)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(
            "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO processing_metrics (pipeline_id, bytes_processed, bytes_total, start_time_rfc3339,"
            " processing_duration_ms) "
            "SELECT 'p' || i, i, i, strftime('%Y-%m-%dT%H:%M:%SZ', 1700000000 + i, 'unixepoch'), i FROM n",
            (THOUSAND - 1,),
        )
    return path


def test_cells_have_units_words_and_marks(small: Robot) -> None:
    assert small.names == ["beta", "alpha", "delta", "=gamma|"]
    assert small.text(0, "duration") == "2.00 s"
    assert small.text(0, "throughput") == "5.00 MB/s"
    assert small.text(0, "ratio") == "0.250"
    assert small.text(0, "bytes_processed") == "9.5 MiB"
    assert [small.text(row, "status") for row in (0, 1, 2)] == ["failed", "completed", "stalled"]
    assert small.text(2, "progress") == "25.0 %"
    assert small.text(2, "duration") == small.text(3, "ratio") == "NULL"
    cell = small.table.view.runs.cell(3, PLACES["started"])
    assert cell.text == "at noon"
    assert cell.mark is not None
    lint = small.table.view.runs.cell(3, PLACES["lint"])
    assert lint.text == "A time or duration that cannot be read"
    assert lint.tip == "Cannot be read: the start “at noon”"


def test_times_follow_the_windows_switch(small: Robot) -> None:
    small.session.preferences.set_utc(utc=True)
    assert small.text(1, "started") == "2025-12-31 10:00:00"
    header = small.table.view.runs.headerData(PLACES["started"], Qt.Orientation.Horizontal)
    assert header == "Started (UTC)"
    tip = small.table.view.runs.cell(1, PLACES["started"]).tip
    assert "ago" in tip
    assert "Stored as 2025-12-31T10:00:00Z" in tip


def test_the_model_keeps_qts_rules(small: Robot) -> None:
    tester = QAbstractItemModelTester(small.table.view.runs)
    small.click_header("duration")
    small.reader.set_filter(Filter(text="alpha"))
    small.settle()
    small.table.forget()
    assert tester.model() is small.table.view.runs


def test_a_click_on_a_title_sorts_and_a_second_one_turns_the_order(small: Robot) -> None:
    small.click_header("duration")
    assert small.reader.order == Order("duration", descending=True)
    assert small.names[0] == "beta"
    small.click_header("duration")
    assert small.reader.order == Order("duration", descending=False)
    assert small.names[-2:] == ["beta", "delta"]  # what is not said comes last
    header = small.table.view.header
    assert header.sortIndicatorSection() == PLACES["duration"]
    small.click_header("pipeline")
    assert small.names == ["=gamma|", "alpha", "beta", "delta"]


def test_what_is_selected_stays_selected_in_another_order_and_filter(small: Robot) -> None:
    small.click(2)
    small.settle()
    delta = small.table.selected[0]
    told: list[list[int]] = []
    small.table.selection_changed.connect(lambda keys: told.append(list(keys)))
    small.click_header("pipeline")
    assert list(small.table.selected) == [delta]
    assert small.table.view.currentIndex().row() == 3
    small.reader.set_filter(Filter(text="delta"))
    small.settle()
    assert list(small.table.selected) == [delta]
    assert told == []
    small.reader.set_filter(Filter(text="alpha"))
    small.settle()
    assert told == [[]]


def test_a_run_that_is_selected_from_outside_is_scrolled_to(robot: Robot, many: Path) -> None:
    robot.open(many)
    key = robot.table.view.runs.keys[250]
    assert robot.table.select([key])
    robot.settle()
    assert list(robot.table.selected) == [key]
    assert robot.table.view.visualRect(robot.table.view.currentIndex()).top() >= 0
    assert robot.text(250, "pipeline") != UNKNOWN
    assert not robot.table.select([10**9])


def test_a_run_that_comes_later_is_selected_when_it_does(small: Robot) -> None:
    with Database.open(Location(small.session.state.location.path)) as database:  # type: ignore[union-attr]
        add_run(database, 9, {"name": "late"})
        key = database.query("SELECT max(rowid) FROM processing_metrics")[0][0]
    assert not small.table.select([key])
    small.qtbot.waitUntil(lambda: list(small.table.selected) == [key])


def test_rows_are_read_when_they_are_seen(robot: Robot, many: Path) -> None:
    robot.open(many)
    assert robot.table.view.runs.row_at(THOUSAND - 1) is None
    robot.key(Qt.Key.Key_End)
    robot.settle()
    assert robot.table.view.runs.row_at(THOUSAND - 1) is not None
    assert robot.text(THOUSAND - 1, "duration") == "1 ms"


def test_scroll_and_selection_stay_while_another_program_writes(
    robot: Robot, many: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(many.read_bytes())
    robot.open(copy)
    view = robot.table.view
    view.scrollTo(view.runs.index(150, 0))
    robot.click(view.rowAt(40))
    robot.settle()
    selected, row, above = (
        view.current_key,
        view.currentIndex().row(),
        view.rowViewportPosition(view.currentIndex().row()),
    )
    with Database.open(Location(copy)) as database:
        add_run(database, 9, {"name": "newest"})
    robot.qtbot.waitUntil(lambda: view.runs.rowCount() == THOUSAND + 1)
    robot.settle()
    assert view.current_key == selected
    assert view.currentIndex().row() == row + 1
    assert view.rowViewportPosition(row + 1) == above


# Filters of columns.


def test_a_range_is_typed_with_its_unit(small: Robot) -> None:
    popup = small.open_filter("duration")
    header = small.table.view.header
    assert popup.y() >= header.mapToGlobal(QPoint(0, 0)).y() + header.height()
    small.qtbot.waitUntil(lambda: popup.hint.text() == "1.00 s to 2.00 s, not said by 1 run")
    QTest.keyClicks(popup.low, "1.5 s")
    QTest.keyClick(popup.low, Qt.Key.Key_Return)
    small.settle()
    assert small.reader.filter.conditions == (Between("duration", 1_500, None),)
    assert small.names == ["beta"]
    again = small.open_filter("duration")
    assert again.low.text() == "1.50 s"
    again.clear.click()
    small.settle()
    assert small.reader.filter.is_empty


def test_what_is_not_understood_is_said_and_nothing_is_filtered(small: Robot) -> None:
    popup = small.open_filter("throughput")
    QTest.keyClicks(popup.high, "quick")
    popup.apply.click()
    assert popup.isVisible()
    assert popup.complaint.text() == "“quick” is not understood. Write it like 10 MB/s."
    assert small.reader.filter.is_empty
    popup.close()


def test_a_filter_shows_above_its_column_where_the_screen_ends(small: Robot) -> None:
    header = small.table.view.header
    low = QPoint(0, small.table.screen().availableGeometry().bottom() - 100)
    small.table.move(low)
    small.qtbot.waitUntil(lambda: small.table.pos() == low)
    small.table.filters.open(PLACES["status"])
    popup = small.table.filters.popup
    assert popup is not None
    assert popup.y() + popup.height() <= header.mapToGlobal(QPoint(0, 0)).y()
    popup.close()


def test_a_day_is_a_range_of_its_moments(small: Robot) -> None:
    small.session.preferences.set_utc(utc=True)
    popup = small.open_filter("when")
    QTest.keyClicks(popup.low, "2025-12-31 10:00")
    QTest.keyClicks(popup.high, "2025-12-31 10:00")
    popup.apply.click()
    small.settle()
    assert small.names == ["alpha"]
    again = small.open_filter("when")
    assert (again.low.text(), again.high.text()) == ("2025-12-31 10:00", "2025-12-31 10:00")
    again.close()


def test_values_are_ticked_and_counted(small: Robot) -> None:
    popup = small.open_filter("status")
    small.qtbot.waitUntil(lambda: popup.values.count() == 3)
    texts = [popup.values.item(row).text() for row in range(3)]
    assert sorted(texts) == ["completed  (2)", "failed  (1)", "stalled  (1)"]
    item = popup.values.item(texts.index("failed  (1)"))
    item.setCheckState(Qt.CheckState.Checked)
    popup.apply.click()
    small.settle()
    assert small.reader.filter.conditions == (OneOf("status", (Status.FAILED,)),)
    assert small.names == ["beta"]
    again = small.open_filter("status")
    small.qtbot.waitUntil(lambda: again.values.count() == 3)
    assert [again.values.item(row).checkState() is Qt.CheckState.Checked for row in range(3)].count(True) == 1
    again.close()


def test_the_lint_is_filtered_by_rule_or_as_a_whole(small: Robot) -> None:
    popup = small.open_filter("lint")
    small.qtbot.waitUntil(lambda: popup.values.count() == 1)
    popup.values.item(0).setCheckState(Qt.CheckState.Checked)
    popup.apply.click()
    small.settle()
    assert small.reader.filter.conditions == (HasLint(("unreadable",)),)
    assert small.names == ["=gamma|"]
    again = small.open_filter("lint")
    small.qtbot.waitUntil(lambda: again.values.count() == 1)
    again.presence.setCurrentIndex(again.presence.findData(Presence.MISSING))
    again.apply.click()
    small.settle()
    clean: list[object] = [OneOf("lint", (None,))]
    assert [*small.reader.filter.conditions] == clean
    assert len(small.names) == 3


def test_what_is_not_said_is_a_filter_too(small: Robot) -> None:
    popup = small.open_filter("ratio")
    popup.presence.setCurrentIndex(popup.presence.findData(Presence.MISSING))
    popup.apply.click()
    small.settle()
    assert small.names == ["=gamma|"]
    again = small.open_filter("ratio")
    again.presence.setCurrentIndex(again.presence.findData(Presence.THERE))
    again.apply.click()
    small.settle()
    assert small.reader.filter.conditions == (Between("ratio", None, None),)
    assert len(small.names) == 3


def test_a_text_is_looked_for_from_the_keyboard(small: Robot) -> None:
    small.click(0)
    small.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = small.table.filters.popup
    assert popup is not None
    QTest.keyClicks(popup.text, "ELT")
    QTest.keyClick(popup.text, Qt.Key.Key_Return)
    small.settle()
    assert small.reader.filter.conditions == (Contains("pipeline", "ELT"),)
    assert small.names == ["delta"]


def test_a_cells_value_is_a_filter_at_once(small: Robot) -> None:
    small.click(0, "status")
    small.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    small.settle()
    assert small.names == ["beta"]
    small.click(0, "errors")
    small.table.filters.to_value()
    small.settle()
    assert set(small.reader.filter.conditions) == {OneOf("status", (Status.FAILED,)), OneOf("errors", (3,))}


def test_what_the_lint_says_of_a_run_is_a_filter_too(small: Robot) -> None:
    small.click(3, "lint")
    small.table.filters.to_value()
    small.settle()
    assert small.reader.filter.conditions == (HasLint(("unreadable",)),)


def test_the_menu_and_keys_sort_and_choose_columns_too(small: Robot) -> None:
    small.click(0, "errors")
    small.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    small.settle()
    assert small.reader.order == Order("errors", descending=True)
    menu = small.table.menu()
    columns = menu.findChild(QMenu)
    assert columns is not None
    hide = next(each for each in columns.actions() if each.text() == "Ratio")
    hide.trigger()
    assert small.table.view.header.isSectionHidden(PLACES["ratio"])
    assert BY_NAME["ratio"] not in small.table.shown_columns


def test_a_selection_of_too_many_stretches_shrinks_to_the_cursor(robot: Robot, many: Path) -> None:
    robot.open(many)
    keys = robot.table.view.runs.keys
    assert robot.table.view.runs.ranges_of(keys[3:7]) == [(3, 6)]
    assert robot.table.view.runs.ranges_of([keys[1], keys[3], keys[4], keys[9], keys[10], 0]) == [
        (1, 1),
        (3, 4),
        (9, 10),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_view, "MOST_RANGES", 10)
        assert robot.table.view.select_keys(keys[::2], keys[8])
        assert list(robot.table.selected) == [keys[8]]


def test_a_filter_that_nothing_fits_says_so_and_offers_to_clear_it(small: Robot) -> None:
    small.reader.set_filter(Filter(text="nothing like this"))
    small.settle()
    assert small.table.empty.isVisible()
    assert small.table.empty.heading == "No run fits the filters"
    with small.qtbot.waitSignal(small.table.clear_asked):
        QTest.mouseClick(small.table.clear, Qt.MouseButton.LeftButton)


# The line below, copying, columns.


def test_the_line_sums_up_what_is_selected(small: Robot) -> None:
    assert small.table.foot.line.whole_text == "4 runs"
    small.click(0)
    small.click(1, shift=True)
    small.qtbot.waitUntil(lambda: "Duration" in small.table.foot.line.whole_text)
    text = small.table.foot.line.whole_text
    assert "2 selected" in text
    assert "Duration median 1.50 s, mean 1.50 s" in text
    assert "Throughput median 7.50 MB/s, mean 7.50 MB/s" in text
    assert "Processed 19.1 MiB" in text
    assert "Errors 3" in text
    assert "total 3.00 s" in small.table.foot.line.toolTip()
    small.reader.set_filter(Filter(text="beta"))
    small.settle()
    assert small.table.foot.line.whole_text == "1 of 4 runs   1 selected"


def test_the_line_says_how_many_runs_contradict_themselves_and_leads_to_them(small: Robot) -> None:
    small.qtbot.waitUntil(small.table.foot.lint.isVisible)
    assert small.table.foot.lint.text() == "1 contradicts itself"
    small.reader.set_filter(Filter(text="beta"))
    small.settle()
    assert not small.table.foot.lint.isVisible()
    small.reader.set_filter(Filter(text="gamma"))
    small.settle()
    assert small.table.foot.lint.text() == "1 contradicts itself"
    QTest.mouseClick(small.table.foot.lint, Qt.MouseButton.LeftButton)
    small.settle()
    assert small.reader.filter.conditions == (HasLint(),)
    assert not small.table.foot.lint.isVisible()


def test_everything_can_be_selected(robot: Robot, many: Path) -> None:
    robot.open(many)
    robot.table.view.setFocus()
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    robot.qtbot.waitUntil(lambda: f"{THOUSAND} selected  ·" in robot.table.foot.line.whole_text)
    assert len(robot.table.selected) == THOUSAND
    text = robot.copied(robot.table.copying.copy_rows)
    assert len(text.splitlines()) == THOUSAND + 1


def test_a_cell_is_copied_raw_and_rows_with_their_headers(small: Robot) -> None:
    small.click(0, "duration")
    small.table.view.setFocus()
    held = Qt.KeyboardModifier.ControlModifier
    assert small.copied(lambda: small.key(Qt.Key.Key_C, held)) == "2000"
    literal = small.copied(lambda: small.key(Qt.Key.Key_C, held | Qt.KeyboardModifier.ShiftModifier))
    assert literal == "2000"
    small.click(3, "pipeline")
    assert small.copied(small.table.copying.copy_literal) == "'=gamma|'"
    small.click(0)
    small.click(1, shift=True)
    rows = small.copied(lambda: small.key(Qt.Key.Key_C, held)).splitlines()
    assert rows[0].split("\t")[:5] == ["pipeline", "status", "lint", "when", "duration_ms"]
    assert rows[1].split("\t")[:5] == ["beta", "failed", "", "2025-12-31T11:00:00.000Z", "2000"]
    assert len(rows) == 3


def test_rows_are_copied_as_csv_markdown_and_statements(small: Robot, tmp_path: Path) -> None:
    header = small.table.view.header
    header.setSectionHidden(PLACES["when"], True)
    header.setSectionHidden(PLACES["started"], False)
    header.moveSection(header.visualIndex(PLACES["started"]), header.visualIndex(PLACES["duration"]))
    small.click(3)
    csv = small.copied(small.table.copying.copy_csv)
    assert "\r\n'=gamma|,completed,unreadable,at noon," in csv
    markdown = small.copied(small.table.copying.copy_markdown).splitlines()
    assert markdown[1].startswith("| --- | --- | --- | ---: |")
    assert markdown[2].startswith("| =gamma\\| | completed | unreadable | at noon |")
    statement = small.copied(small.table.copying.copy_inserts)
    with Database.open(Location(write_runs(tmp_path / "other.db"))) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute(statement)
        copied = other.query("SELECT * FROM processing_metrics")
    with Database.open(small.session.state.location, read_only=True) as database:  # type: ignore[union-attr]
        assert copied == database.query("SELECT * FROM processing_metrics WHERE rowid = 3")


def test_columns_widths_and_order_are_remembered(small: Robot, theme: Theme) -> None:
    header = small.table.view.header
    assert header.isSectionHidden(PLACES["pipeline_id"])
    header.setSectionHidden(PLACES["pipeline_id"], False)
    header.moveSection(header.visualIndex(PLACES["duration"]), 1)
    header.resizeSection(PLACES["ratio"], 123)
    again = RunsTable(small.session, theme)
    small.qtbot.addWidget(again)
    assert not again.view.header.isSectionHidden(PLACES["pipeline_id"])
    assert again.view.header.visualIndex(PLACES["duration"]) == 1
    assert again.view.header.sectionSize(PLACES["ratio"]) == 123


def test_the_columns_menu_leads_to_filter_sorting_and_columns(small: Robot) -> None:
    menu = small.table.view.header.menu(PLACES["errors"])
    names = [action.objectName() or action.text() for action in menu.actions() if not action.isSeparator()]
    assert names == ["filter_column", "unfilter_column", "sort_column", "Columns"]
    next(each for each in menu.actions() if each.objectName() == "sort_column").trigger()
    small.settle()
    assert small.reader.order == Order("errors", descending=True)
    columns = menu.findChild(QMenu)
    assert columns is not None
    assert [each.text() for each in columns.actions()] == [each.title for each in RUN_COLUMNS]


def test_what_is_there_can_be_heard(small: Robot) -> None:
    runs = small.table.view.runs
    said = runs.data(runs.index(0, PLACES["duration"]), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Duration: 2.00 s"
    assert small.table.view.accessibleName() == "Runs"
    assert small.table.view.header.accessibleName() == "Columns of the runs"


def test_another_database_brings_its_own_runs(small: Robot, tmp_path: Path) -> None:
    small.click(0)
    small.open(write_runs(tmp_path / "second.db", {"name": "other"}))
    small.qtbot.waitUntil(lambda: small.names == ["other"])
    assert not small.table.selected


def test_a_column_that_is_chosen_is_summed_up_too(small: Robot) -> None:
    small.click(0)
    small.click(1, shift=True)
    small.qtbot.waitUntil(lambda: "Duration" in small.table.foot.line.whole_text)
    assert "Output " not in small.table.foot.line.whole_text
    columns = small.table.view.header.choices()
    next(each for each in columns.actions() if each.text() == "Output").trigger()
    small.qtbot.waitUntil(lambda: "Output 4.8 MiB" in small.table.foot.line.whole_text)
