"""The list of pipelines: what it shows, how one goes through it, what stays when it changes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
from tests.model.making_files import run
from tests.ui.finding import child

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme
    from tests.ui.pipelines.listing.listing_robot import ListingRobot

Key, Hold = Qt.Key, Qt.KeyboardModifier


def change_outside(path: Path, sql: str) -> None:
    run("sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2])", path, sql)


def test_pipelines_are_listed_by_name_whatever_their_case_and_archived_ones_on_demand(
    robot: ListingRobot,
) -> None:
    assert robot.rows() == ["Alpha", "beta", "gamma"]
    assert robot.panel.bar.count.whole_text == "3 pipelines"
    QTest.mouseClick(robot.panel.bar.archived, Qt.MouseButton.LeftButton)
    robot.settle()
    assert robot.rows() == ["Alpha", "beta", "gamma", "old"]
    assert robot.cell("old", "archived") == "archived"


def test_keys_open_and_close_a_pipeline_as_in_a_tree(robot: ListingRobot) -> None:
    tester = QAbstractItemModelTester(robot.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    robot.press(Key.Key_Right)
    assert robot.rows() == ["Alpha", "  sha256-Alpha", "  brotli-Alpha", "  zstd-Alpha", "beta", "gamma"]
    robot.press(Key.Key_Right)
    assert robot.current() == "sha256-Alpha"
    robot.press(Key.Key_Left)
    assert robot.current() == "Alpha"
    robot.press(Key.Key_Left)
    assert robot.rows() == ["Alpha", "beta", "gamma"]
    robot.press(Key.Key_A, Hold.ControlModifier)
    robot.press(Key.Key_Asterisk)
    assert robot.model.rowCount() == 12
    robot.press(Key.Key_End)
    robot.press(Key.Key_Minus)
    assert robot.current() == "gamma"
    assert robot.model.rowCount() == 9
    tester.deleteLater()


def test_the_arrow_and_a_double_click_open_a_pipeline(robot: ListingRobot) -> None:
    robot.click("beta", x=10)
    assert robot.model.rowCount() == 6
    assert robot.selected() == ["Alpha"], "the arrow selects nothing"
    viewport = robot.table.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=robot.place(robot.row("beta")))
    robot.settle()
    assert robot.model.rowCount() == 3


def test_a_selection_is_told_as_handles_with_the_owners_of_stages(robot: ListingRobot) -> None:
    robot.click("beta", x=10)
    robot.click("Alpha")
    robot.click("brotli-beta", Hold.ControlModifier)
    robot.click("gamma", Hold.ControlModifier)
    selection = robot.panel.selection
    assert list(selection.pipelines) == [2, 1]
    assert [(stage.pipeline, stage.id) for stage in selection.stages] == [(3, "S21")]
    assert selection.owners == (1, 2, 3)
    assert selection.current == (1, None)


def test_selection_cursor_and_open_pipelines_outlive_a_change_by_another_program(
    robot: ListingRobot, file: Path
) -> None:
    robot.click("gamma", x=10)
    robot.click("brotli-gamma")
    change_outside(file, "UPDATE pipelines SET name = 'zeta' WHERE name = 'Alpha'")
    robot.qtbot.waitUntil(lambda: "zeta" in robot.rows())
    robot.settle()
    assert robot.rows() == ["beta", "gamma", "  sha256-gamma", "  brotli-gamma", "  zstd-gamma", "zeta"]
    assert robot.selected() == ["brotli-gamma"]
    assert robot.current() == "brotli-gamma"


def test_words_are_found_in_everything_that_a_pipeline_holds(robot: ListingRobot) -> None:
    robot.type("level=2")
    assert robot.rows() == ["beta"]
    assert robot.panel.bar.count.whole_text == "1 of 3 pipelines"
    assert robot.selected() == ["beta"]
    QTest.keyClick(robot.panel.bar.field, Key.Key_Escape)
    robot.settle()
    robot.type("ZSTD a-g")
    assert robot.rows() == []
    QTest.keyClick(robot.panel.bar.field, Key.Key_Escape)
    robot.type("ZSTD -gamm")
    assert robot.rows() == ["gamma"]


def test_where_nothing_matches_the_filter_can_be_cleared(qtbot: QtBot, robot: ListingRobot) -> None:
    robot.type("nowhere")
    assert robot.panel.empty.heading == "Nothing matches"
    steps = robot.panel.steps
    QTest.mouseClick(steps["Clear filter"], Qt.MouseButton.LeftButton)
    robot.settle()
    assert robot.rows() == ["Alpha", "beta", "gamma"]


def test_letters_typed_in_the_list_begin_to_filter(robot: ListingRobot) -> None:
    robot.press(Key.Key_B)
    assert robot.panel.bar.field.text() == "b"
    robot.type("eta")
    assert robot.rows() == ["beta"]


def test_a_click_on_a_title_sorts_and_another_one_the_other_way(robot: ListingRobot) -> None:
    robot.sort("updated")
    assert robot.rows() == ["gamma", "Alpha", "beta"]
    robot.sort("updated")
    assert robot.rows() == ["beta", "Alpha", "gamma"]


def test_levels_show_as_marks_with_a_word(robot: ListingRobot) -> None:
    assert not robot.panel.bar.problems.isEnabled()
    robot.panel.set_levels({3: Severity.CANNOT_RUN})
    assert robot.cell("beta", "state") == "cannot run"
    QTest.mouseClick(robot.panel.bar.problems, Qt.MouseButton.LeftButton)
    robot.settle()
    assert robot.rows() == ["beta"]


def test_a_copied_row_and_cell_are_what_is_stored(robot: ListingRobot) -> None:
    robot.click("Alpha")
    assert robot.table.copying.copy_text() == "Alpha"
    robot.press(Key.Key_A, Hold.ControlModifier)
    first = robot.table.copying.copy_text().splitlines()[:2]
    assert first[0].split("\t")[:3] == ["State", "Name", "Type"]
    assert first[1].split("\t")[1] == "Alpha"


def test_a_name_typed_in_the_list_is_asked_for_and_shown_until_the_answer(
    qtbot: QtBot, robot: ListingRobot
) -> None:
    robot.panel.set_can_rename(can=True)
    robot.click("beta")
    robot.panel.rename()
    editor = child(robot.table.viewport(), QLineEdit)
    with qtbot.waitSignal(robot.panel.rename_asked) as asked:
        QTest.keyClicks(editor, "delta")
        QTest.keyClick(editor, Key.Key_Return)
    assert asked.args == [(3, None), "delta"]
    assert robot.rows() == ["Alpha", "delta", "gamma"]


def test_a_pipeline_that_the_filter_hides_can_be_revealed(panel: ListingPanel, robot: ListingRobot) -> None:
    robot.type("gamma")
    panel.reveal(4)
    robot.settle()
    assert robot.selected() == ["old"]


def test_stages_without_a_pipeline_stand_in_a_group_at_the_end(robot: ListingRobot, file: Path) -> None:
    change_outside(file, "UPDATE pipeline_stages SET pipeline_id = 'gone' WHERE id = 'S00'")
    robot.qtbot.waitUntil(lambda: robot.model.orphans == 1)
    robot.settle()
    assert robot.rows() == ["Alpha", "beta", "gamma", "Stages without a pipeline"]
    assert robot.panel.bar.count.whole_text == "3 pipelines, 1 stage without one"
    robot.press(Key.Key_End)
    robot.press(Key.Key_Right)
    robot.press(Key.Key_Right)
    assert robot.current() == "sha256-gamma"
    selection = robot.panel.selection
    assert [(stage.pipeline, stage.id) for stage in selection.stages] == [(None, "S00")]


def test_an_edited_pipeline_stays_in_its_place_until_somebody_sorts_again(
    robot: ListingRobot, file: Path
) -> None:
    robot.sort("updated")
    robot.click("Alpha")
    with Database.open(Location(file)) as database:
        database.execute("UPDATE pipelines SET updated_at = '2030-01-01T00:00:00Z' WHERE id = 'P1'")
    robot.panel.refresh([2])
    robot.settle()
    robot.qtbot.waitUntil(lambda: robot.cell("Alpha", "updated").startswith("2030"))
    assert robot.rows() == ["gamma", "Alpha", "beta"]


def test_a_renamed_pipeline_goes_to_its_place_and_keeps_the_cursor(robot: ListingRobot, file: Path) -> None:
    robot.click("Alpha")
    change_outside(file, "UPDATE pipelines SET name = 'zeta' WHERE id = 'P1'")
    robot.panel.refresh([2])
    robot.qtbot.waitUntil(lambda: robot.rows() == ["beta", "gamma", "zeta"])
    robot.settle()
    assert robot.selected() == ["zeta"]


def test_a_filter_that_hid_everything_gives_the_cursor_back_once_it_is_cleared(robot: ListingRobot) -> None:
    robot.click("gamma")
    robot.type("nowhere")
    assert robot.rows() == []
    QTest.keyClick(robot.panel.bar.field, Key.Key_Escape)
    robot.settle()
    assert robot.selected() == ["gamma"]


def test_words_are_found_in_memory_once_the_index_is_there_and_follow_edits(
    robot: ListingRobot, file: Path
) -> None:
    robot.qtbot.waitUntil(lambda: robot.panel.lister.reader.index is not None)
    robot.type("level=2")
    assert robot.rows() == ["beta"]
    change_outside(file, "UPDATE stage_parameters SET value = '7' WHERE stage_id = 'S21'")
    robot.panel.refresh([3])
    robot.settle()
    assert robot.rows() == ["beta"], "it stays until the next query"
    robot.type(" ")
    robot.type("x")
    for _ in range(2):
        QTest.keyClick(robot.panel.bar.field, Key.Key_Backspace)
    robot.settle()
    robot.qtbot.waitUntil(lambda: robot.rows() == [])


def test_what_is_arranged_is_remembered(
    qtbot: QtBot, robot: ListingRobot, session: Session, theme: Theme
) -> None:
    robot.sort("updated")
    robot.table.header.resizeSection(2, 222)
    QTest.mouseClick(robot.panel.bar.archived, Qt.MouseButton.LeftButton)
    robot.settle()
    other = ListingPanel(session, theme)
    qtbot.addWidget(other)
    assert other.query == robot.panel.query
    assert other.query.archived
    assert other.table.header.sectionSize(2) == 222


def test_nothing_open_and_missing_tables_are_said(qtbot: QtBot, robot: ListingRobot, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    change_outside(empty, "CREATE TABLE other (a)")
    robot.panel._session.open(Location(empty))
    qtbot.waitUntil(lambda: robot.panel.empty.heading == "No pipelines can be listed")
    robot.panel._session.close()
    qtbot.waitUntil(lambda: robot.panel.empty.heading == "No database is open")
    assert robot.rows() == []


def test_a_thousand_pipelines_are_read_where_they_are_seen(robot: ListingRobot, file: Path) -> None:
    many = "WITH n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) INSERT INTO pipelines"
    change_outside(file, f"{many} SELECT 'N' || i, 'many-' || i, 0, '2024-01-01', '2024-01-01' FROM n")
    robot.qtbot.waitUntil(lambda: robot.model.rowCount() == 1003)
    robot.settle()
    assert len(robot.model.cache) < 200
    assert robot.model.index(900, 1).data() == "\N{EN DASH}"
    bar = robot.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    robot.settle()
    assert robot.model.index(1002, 1).data() == "many-1999"
    assert robot.model.index(robot.table.rowAt(0), 1).data().startswith("many-")
    robot.press(Key.Key_A, Hold.ControlModifier)
    assert len(robot.panel.selection.pipelines) == 1003


def test_nobody_waits_for_what_is_read_ahead_in_a_locked_database(
    qtbot: QtBot, session: Session, theme: Theme, file: Path
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        with qtbot.waitSignal(session.opened):
            session.open(Location(file))
        qtbot.waitUntil(lambda: not session.worker.busy)
        other.execute("BEGIN EXCLUSIVE")
        panel = ListingPanel(session, theme)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.lister.reader.postponed):
            pass
        assert not session.worker.occupied
        other.execute("ROLLBACK")
    panel.show()
    qtbot.waitUntil(lambda: panel.is_settled and panel.table.list.rowCount() == 3)
    session.close()
