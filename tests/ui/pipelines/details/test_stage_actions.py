"""Stages are added, moved, copied and deleted from their grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QPushButton

from pipeline_browser.ui.pipelines.deleting.dialog import DeleteDialog
from pipeline_browser.ui.pipelines.doing.stage_clipboard import stages_to_clipboard
from tests.small_pipelines import ZSTD
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline


def names(pipeline: Pipeline) -> list[object]:
    return [stage.name for stage in pipeline.stages]


def test_insert_asks_for_a_word_and_adds_that_stage_below_the_current_one(bench: Bench) -> None:
    bench.at(bench.stages, 0, "name")
    press(Key.Key_Insert)
    write("tee")
    press(Key.Key_Return)
    pipeline = bench.now()
    assert names(pipeline) == ["input_checksum", "tee", "zstd", "aes256gcm"]
    assert [stage.order for stage in pipeline.stages] == [0, 1, 2, 3]
    assert pipeline.stages[1].parameter("algorithm") == "tee"
    bench.qtbot.waitUntil(lambda: bench.stages.current_stage is not None)
    assert [stage.name for stage in bench.stages.selected_stages] == ["tee"]


def test_the_last_row_adds_a_stage_at_the_end_and_escape_adds_none(bench: Bench) -> None:
    bench.at(bench.stages, 3, "name")
    write("gzip")
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert len(bench.now().stages) == 3
    bench.at(bench.stages, 3, "name")
    write("gzip,")
    press(Key.Key_Return)
    assert "One stage at a time" in bench.page.note.text
    press(Key.Key_Backspace)
    press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: len(bench.now().stages) == 4)
    assert bench.now().stages[3].algorithm == "gzip"


def test_alt_and_an_arrow_move_the_selected_stages(bench: Bench) -> None:
    bench.at(bench.stages, 0, "name")
    press(Key.Key_Down, Mod.AltModifier)
    assert names(bench.now()) == ["zstd", "input_checksum", "aes256gcm"]
    bench.qtbot.waitUntil(lambda: bench.stages.currentIndex().row() == 1)
    press(Key.Key_Down, Mod.AltModifier)
    assert names(bench.now()) == ["zstd", "aes256gcm", "input_checksum"]
    press(Key.Key_Up, Mod.AltModifier)
    assert names(bench.now()) == ["zstd", "input_checksum", "aes256gcm"]


def test_control_d_copies_a_stage_with_its_parameters(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    press(Key.Key_D, Mod.ControlModifier)
    pipeline = bench.now()
    assert names(pipeline) == ["input_checksum", "zstd", "zstd", "aes256gcm"]
    assert pipeline.stages[2].parameter("level") == "9"


def test_delete_asks_where_parameters_go_along(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    press(Key.Key_Delete)
    dialog = bench.window.findChild(DeleteDialog)
    assert dialog is not None
    button = dialog.findChild(QPushButton, "delete-for-good")
    assert button is not None
    button.click()
    assert names(bench.now()) == ["input_checksum", "aes256gcm"]
    bench.editor.undo()
    assert names(bench.now()) == ["input_checksum", "zstd", "aes256gcm"]


def test_copied_stages_are_pasted_behind_the_current_one(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    press(Key.Key_C, Mod.ControlModifier)
    bench.at(bench.stages, 2, "name")
    press(Key.Key_V, Mod.ControlModifier)
    pipeline = bench.now()
    assert names(pipeline) == ["input_checksum", "zstd", "aes256gcm", "zstd"]
    assert pipeline.stages[3].parameter("level") == "9"


def drop(bench: Bench, data: QMimeData, row: int) -> None:
    """Drop something onto the upper half of a row."""
    grid = bench.stages
    area = grid.visualRect(grid.model_.index(row, 1))
    event = QDropEvent(
        QPointF(area.center().x(), area.top() + 2),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    grid.dropEvent(event)


def test_stages_that_are_dropped_from_elsewhere_are_copied_there(bench: Bench) -> None:
    drop(bench, stages_to_clipboard([ZSTD]), 1)
    assert names(bench.now()) == ["input_checksum", "zstd", "zstd", "aes256gcm"]


def test_a_stage_that_is_dragged_to_another_place_stands_there(bench: Bench) -> None:
    bench.at(bench.stages, 2, "name")
    assert bench.stages.place_at(QPoint(40, bench.stages.rowViewportPosition(0) + 2)) == 0
    assert bench.stages.place_at(QPoint(40, bench.stages.rowViewportPosition(0) + 20)) == 1
    bench.stages.moved.emit(bench.stages.selected_stages, 0)
    assert names(bench.now()) == ["aes256gcm", "input_checksum", "zstd"]


def test_what_cannot_be_done_with_the_selection_is_disabled(bench: Bench) -> None:
    actions = bench.page.stages.actions_
    assert not actions["move_up"].isEnabled()
    bench.at(bench.stages, 0, "name")
    assert not actions["move_up"].isEnabled()
    assert actions["move_down"].isEnabled()
    bench.at(bench.stages, 2, "name")
    assert actions["move_up"].isEnabled()
    assert not actions["move_down"].isEnabled()
    assert actions["add_stage"].isEnabled()


def test_the_menu_of_stages_adds_behind_the_current_one(bench: Bench) -> None:
    bench.at(bench.stages, 0, "name")
    offered = bench.page.stages.menu.findChildren(QAction)
    next(each for each in offered if each.text() == "base64").trigger()
    assert names(bench.now())[1] == "base64"
