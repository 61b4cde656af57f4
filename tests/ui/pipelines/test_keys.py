"""Everything in the list of pipelines by keyboard."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pipeline_browser.model.engine import sqlite3
from tests.small_pipelines import read_named
from tests.ui.pipelines.at_work import ALT, CTRL, SHIFT, Key, open_pipelines

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from tests.ui.pipelines.at_work import AtWork


def test_a_stage_is_moved_by_keys_as_fast_as_one_can_press_them(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=0)
    work.press(Key.Key_Down, ALT, times=2)
    assert work.stages == ["zstd", "aes256gcm", "input_checksum"]
    assert work.selected == ["input_checksum"], "the cursor goes with the stage"
    assert [stage.order for stage in read_named(file, "alpha").stages] == [0, 1, 2]
    work.press(Key.Key_Up, ALT)
    assert work.stages == ["zstd", "input_checksum", "aes256gcm"]


def test_moving_beyond_the_end_is_no_edit(work: AtWork) -> None:
    work.go_to("alpha", stage=2)
    work.press(Key.Key_Down, ALT)
    assert work.bench.editor.undo_text == ""


def test_a_pipeline_is_duplicated_and_the_copy_selected(work: AtWork, file: Path) -> None:
    work.go_to("beta")
    work.press(Key.Key_D, CTRL)
    assert work.pipeline.name == "beta-copy"
    assert work.names == ["alpha", "beta", "beta-copy", "gamma"]
    assert read_named(file, "beta-copy").stages[1].parameter("level") == "9"
    work.press(Key.Key_D, CTRL)
    assert work.pipeline.name == "beta-copy-copy"


def test_undo_and_redo_go_where_the_change_was(work: AtWork) -> None:
    work.go_to("alpha", stage=1)
    work.press(Key.Key_D, CTRL)
    assert work.stages == ["input_checksum", "zstd", "zstd", "aes256gcm"]
    work.press(Key.Key_Left)
    work.press(Key.Key_Left)
    work.go_to("gamma")
    work.press(Key.Key_Z, CTRL)
    assert (work.pipeline.name, work.stages) == ("alpha", ["input_checksum", "zstd", "aes256gcm"])
    work.press(Key.Key_Z, CTRL | SHIFT)
    assert work.stages == ["input_checksum", "zstd", "zstd", "aes256gcm"]


def test_deleting_says_what_goes_and_undo_brings_it_back(work: AtWork, file: Path) -> None:
    before = read_named(file, "beta")
    work.go_to("beta")
    QTest.keyClick(work.listing.table, Key.Key_Delete)
    dialog = work.delete_dialog()
    assert dialog.delete.text() == "Delete 1 pipeline and 7 rows"
    assert QApplication.focusWidget() is dialog.cancel, "the safe choice has the focus"
    dialog.delete.click()
    work.settle()
    assert work.names == ["alpha", "gamma"]
    assert work.pipeline.name == "gamma", "the cursor stays where it was"
    work.press(Key.Key_Z, CTRL)
    assert read_named(file, "beta") == before
    assert work.pipeline.name == "beta"


def test_escape_deletes_nothing(work: AtWork, file: Path) -> None:
    work.go_to("beta")
    QTest.keyClick(work.listing.table, Key.Key_Delete)
    QTest.keyClick(work.delete_dialog(), Key.Key_Escape)
    work.settle()
    assert read_named(file, "beta").name == "beta"


def test_a_stage_with_parameters_says_what_goes(work: AtWork) -> None:
    work.go_to("alpha", stage=1)
    QTest.keyClick(work.listing.table, Key.Key_Delete)
    dialog = work.delete_dialog()
    assert dialog.delete.text() == "Delete 1 stage and 2 rows"
    dialog.delete.click()
    work.settle()
    assert work.stages == ["input_checksum", "aes256gcm"]


def test_stages_are_copied_into_another_pipeline_with_their_parameters(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    work.bench.actions["copy_stages"].trigger()
    work.press(Key.Key_Left)
    work.press(Key.Key_Left)
    work.go_to("gamma", stage=0)
    work.press(Key.Key_V, CTRL)
    assert work.stages == ["input_checksum", "zstd", "zstd", "aes256gcm"]
    assert read_named(file, "gamma").stages[1].parameter("level") == "9"


def test_what_ctrl_c_copies_is_text_for_others_and_a_stage_for_ctrl_v(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    work.press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "zstd"
    work.press(Key.Key_V, CTRL)
    assert work.stages == ["input_checksum", "zstd", "zstd", "aes256gcm"]
    assert read_named(file, "alpha").stages[2].parameter("level") == "9"


def test_cut_stages_can_be_pasted_elsewhere(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    work.press(Key.Key_X, CTRL)
    assert work.stages == ["input_checksum", "aes256gcm"]
    work.press(Key.Key_V, CTRL)
    assert read_named(file, "alpha").stages[-1].parameter("level") == "9"


def test_a_pipeline_is_renamed_in_its_place(work: AtWork, file: Path) -> None:
    work.go_to("beta")
    QTest.keyClick(work.listing.table, Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "delta")
    QTest.keyClick(field, Key.Key_Return)
    work.qtbot.waitUntil(lambda: bool(work.bench.editor.undo_text))
    work.settle()
    assert read_named(file, "delta").name == "delta"
    assert work.pipeline.name == "delta", "and stays selected where it stands now"
    assert work.bench.editor.undo_text == "rename pipeline beta"


def test_archiving_hides_and_restoring_shows_with_everything_below(work: AtWork, file: Path) -> None:
    work.go_to("beta")
    work.bench.actions["archive"].trigger()
    work.settle()
    assert work.names == ["alpha", "gamma"]
    archived = read_named(file, "beta")
    assert all(stage.row["archived"] == 1 for stage in archived.stages)
    work.press(Key.Key_Z, CTRL)
    assert not read_named(file, "beta").archived
    assert work.names == ["alpha", "beta", "gamma"]


def test_stages_without_a_pipeline_can_be_deleted_and_brought_back(
    qtbot: QtBot, parts: Parts, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as connection:  # foreign keys are off unless asked for
        connection.execute("DELETE FROM pipelines WHERE name = 'alpha'")
        connection.commit()
    work = open_pipelines(qtbot, parts, file)
    qtbot.waitUntil(lambda: len(work.names) == 3)
    table = work.listing.table
    table.select_row(2)
    work.press(Key.Key_Right)
    work.press(Key.Key_Down)
    work.press(Key.Key_Down, SHIFT)
    assert not work.bench.actions["move_down"].isEnabled()
    QTest.keyClick(table, Key.Key_Delete)
    dialog = work.delete_dialog()
    assert dialog.delete.text() == "Delete 2 stages and 2 rows"
    dialog.delete.click()
    work.settle()
    assert work.bench.editor.undo_text == "delete 2 stages"
    work.press(Key.Key_Z, CTRL)
    with closing(sqlite3.connect(file)) as connection:
        sql = "SELECT count(*) FROM pipeline_stages WHERE pipeline_id NOT IN (SELECT id FROM pipelines)"
        assert connection.execute(sql).fetchone() == (3,)
