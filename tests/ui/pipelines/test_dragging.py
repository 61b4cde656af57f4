"""Stages are dragged in the list and between list and grid: to another place, into another pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.pipelines.doing.stage_clipboard import stages_to_clipboard
from pipeline_browser.ui.pipelines.dragging.dragged import dragged_within
from tests.small_pipelines import AES, another_program, read_named
from tests.ui.pipelines.at_work import SHIFT, AtWork, Key

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.facts import Pipeline

LEFT = Qt.MouseButton.LeftButton


def stages(pipeline: Pipeline) -> list[object]:
    return [stage.name for stage in pipeline.stages]


def point(work: AtWork, row: int, *, lower: bool = False) -> QPoint:
    """Return a point in the upper or lower half of a row of the list."""
    table = work.listing.table
    return QPoint(60, table.rowViewportPosition(row) + table.rowHeight(row) * (3 if lower else 1) // 4)


def drop(work: AtWork, row: int, *, lower: bool = False, copies: bool = False) -> None:
    """Drop the selected stages on a row of the list."""
    dragging = work.bench.dragging
    data, goal = dragging.data(), dragging.goal_at(point(work, row, lower=lower))
    assert data is not None
    assert goal is not None
    dragging.take(data, goal, is_own=True, copies=copies)
    work.settle()


def test_a_stage_that_is_dropped_between_two_others_stands_there(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=2)
    drop(work, 1)  # the upper half of the first stage
    assert stages(read_named(file, "alpha")) == ["aes256gcm", "input_checksum", "zstd"]
    work.bench.editor.undo()
    work.settle()
    work.listing.table.select_row(1)
    work.settle()
    drop(work, 2, lower=True)
    assert stages(read_named(file, "alpha")) == ["zstd", "input_checksum", "aes256gcm"]


def test_stages_that_are_dropped_on_another_pipeline_go_to_its_end_in_one_step(
    work: AtWork, file: Path
) -> None:
    before = read_named(file, "alpha"), read_named(file, "beta")
    work.go_to("alpha", stage=1)
    work.press(Key.Key_Down, SHIFT)
    drop(work, 4)  # beta, below the three stages of alpha
    assert stages(read_named(file, "alpha")) == ["input_checksum"]
    beta = read_named(file, "beta")
    assert stages(beta)[3:] == ["zstd", "aes256gcm"]
    assert beta.stages[3].parameter("level") == "9"
    assert work.bench.editor.undo_text == "move 2 stages"
    work.bench.editor.undo()
    work.settle()
    assert (read_named(file, "alpha"), read_named(file, "beta")) == before


def test_a_drop_with_control_copies(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    drop(work, 4, copies=True)
    assert stages(read_named(file, "alpha")) == ["input_checksum", "zstd", "aes256gcm"]
    assert stages(read_named(file, "beta")) == ["input_checksum", "zstd", "aes256gcm", "zstd"]


def test_what_comes_from_another_window_is_added(work: AtWork, file: Path) -> None:
    dragging = work.bench.dragging
    goal = dragging.goal_at(point(work, 1))
    assert goal is not None
    dragging.take(stages_to_clipboard([AES]), goal, is_own=False, copies=False)
    work.settle()
    assert stages(read_named(file, "beta"))[3:] == ["aes256gcm"]


def test_a_pipeline_that_is_gone_takes_nothing(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    dragging = work.bench.dragging
    data, goal = dragging.data(), dragging.goal_at(point(work, 4))
    assert data is not None
    assert goal is not None
    another_program(file, "DELETE FROM pipelines WHERE name = 'beta'")
    with work.qtbot.waitSignal(work.bench.editor.failed) as failed:
        dragging.take(data, goal, is_own=True, copies=False)
    assert failed.args is not None
    assert "not there any more" in failed.args[0].cause
    assert stages(read_named(file, "alpha")) == ["input_checksum", "zstd", "aes256gcm"]


def test_a_press_on_one_of_several_selected_stages_may_begin_a_drag_and_a_click_selects_it(
    work: AtWork,
) -> None:
    work.go_to("alpha", stage=1)
    work.press(Key.Key_Down, SHIFT)
    table = work.listing.table
    QTest.mousePress(table.viewport(), LEFT, pos=point(work, 2))
    work.settle()
    assert work.selected == ["zstd", "aes256gcm"]
    data = work.bench.dragging.data()
    assert data is not None
    dragged = dragged_within(data)
    assert dragged is not None
    assert len(dragged.stages) == 2
    QTest.mouseRelease(table.viewport(), LEFT, pos=point(work, 2))
    work.settle()
    assert work.selected == ["zstd"]


def test_pipelines_are_not_dragged(work: AtWork) -> None:
    work.go_to("alpha")
    assert work.bench.dragging.data() is None
