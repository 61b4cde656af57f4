"""The list of pipelines: what it shows, how one goes through it, what stays when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from pipeline_browser.model.pipelines.loadability.problem import Severity
from tests.model.making_files import run
from tests.ui.finding import child

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
    from tests.ui.pipelines.listing.listing_robot import ListingRobot

Key, Hold = Qt.Key, Qt.KeyboardModifier


def change_outside(path: Path, sql: str) -> None:
    run("sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2])", path, sql)


def test_pipelines_are_listed_by_name_whatever_their_case_and_archived_ones_on_demand(
    robot: ListingRobot,
) -> None:
    assert robot.rows() == ["Alpha", "beta", "gamma"]
    assert robot.panel.bar.count.text() == "3 pipelines"
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
    assert robot.panel.bar.count.text() == "1 of 3 pipelines"
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
    assert robot.table.copy_text() == "Alpha"
    robot.press(Key.Key_A, Hold.ControlModifier)
    first = robot.table.copy_text().splitlines()[:2]
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
