"""Stages are edited in their cells: what is typed is judged at once, and only what loads is written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.colours import Meaning
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write


def test_a_name_is_typed_over_and_saved_by_return(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    press(Key.Key_F2)
    write("squeeze")
    press(Key.Key_Return)
    assert bench.now().stages[1].name == "squeeze"
    assert bench.stages.hasFocus()
    assert bench.text(bench.stages, 1, "name") == "squeeze"


def test_escape_leaves_everything_as_it_was(bench: Bench) -> None:
    before = bench.now()
    bench.at(bench.stages, 1, "name")
    write("other")
    assert bench.stages.is_editing
    press(Key.Key_Escape)
    assert not bench.stages.is_editing
    assert bench.now() == before


def test_what_cannot_be_loaded_is_refused_with_the_reason_under_the_field(bench: Bench) -> None:
    before = bench.now()
    bench.at(bench.stages, 1, "stage_type")
    press(Key.Key_F2)
    write("Custom")
    press(Key.Key_Return)
    assert bench.stages.is_editing
    note = bench.page.note
    assert note.isVisible()
    assert note.meaning is Meaning.BAD
    assert "not “Custom”" in note.text
    bench.configuration.setFocus()  # leaving reverts, and says so
    bench.page.header.copy_button.setFocus()
    assert not bench.stages.is_editing
    assert note.text.startswith("Not saved: “Custom”.")
    assert bench.now() == before
    with bench.qtbot.waitSignal(bench.editor.availability_changed):
        bench.session.refresh()
    assert bench.page.hint.label.whole_text.startswith("Not saved"), "a refresh says nothing new"


def test_an_unknown_algorithm_is_kept_with_a_warning(bench: Bench) -> None:
    bench.at(bench.stages, 1, "algorithm")
    write("snappy")
    assert bench.page.note.meaning is Meaning.WARNING
    press(Key.Key_Return)
    assert bench.now().stages[1].algorithm == "snappy"
    index = bench.stages.model_.index(1, bench.stages.model_.column_of("algorithm"))
    face = bench.stages.model_.face_at(index)
    assert face is not None
    assert face.meaning is Meaning.WARNING


def test_a_choice_is_made_in_the_list_by_keys_alone(bench: Bench) -> None:
    bench.at(bench.stages, 1, "algorithm")
    press(Key.Key_Return)
    editor = bench.stages.delegate.editor
    assert editor is not None
    assert editor.list is not None
    bench.qtbot.waitUntil(lambda: editor.list is not None and editor.list.is_open)
    press(Key.Key_Up)  # from zstd to gzip
    press(Key.Key_Return)
    assert bench.now().stages[1].algorithm == "gzip"


def test_a_better_value_is_offered_and_taken_by_alt_return(bench: Bench) -> None:
    bench.at(bench.stages, 1, "stage_type")
    write("COMPRESSION")
    assert bench.page.note.button.isVisible()
    assert bench.page.note.button.text() == "Use compression"
    press(Key.Key_Return, Mod.AltModifier)
    editor = bench.stages.delegate.editor
    assert editor is not None
    assert editor.typed == "compression"
    press(Key.Key_Escape)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [("64 KiB", 65_536, "64 KiB"), ("2m", 2_097_152, "2 MiB"), ("1000", 1000, "1000 bytes")],
)
def test_a_size_is_typed_with_its_unit(bench: Bench, typed: str, stored: int, shown: str) -> None:
    bench.at(bench.stages, 1, "chunk_size")
    write(typed)
    press(Key.Key_Return)
    assert bench.now().stages[1].row["chunk_size"] == stored
    assert bench.text(bench.stages, 1, "chunk_size") == shown


def test_an_empty_size_leaves_the_choice_to_the_program(bench: Bench) -> None:
    bench.at(bench.stages, 1, "chunk_size")
    write("4 MiB")
    press(Key.Key_Return)
    assert bench.now().stages[1].row["chunk_size"] == 4 * 2**20
    press(Key.Key_F2)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert bench.now().stages[1].row["chunk_size"] is None
    assert bench.text(bench.stages, 1, "chunk_size") == "unset"


def test_what_is_no_size_is_not_saved(bench: Bench) -> None:
    bench.at(bench.stages, 1, "chunk_size")
    write("12 parsec")
    press(Key.Key_Return)
    assert bench.stages.is_editing
    assert "parsec" in bench.page.note.text
    press(Key.Key_Escape)
    assert bench.now().stages[1].row["chunk_size"] is None


def test_space_turns_a_switch_and_a_click_turns_it_back(bench: Bench) -> None:
    bench.at(bench.stages, 1, "enabled")
    press(Key.Key_Space)
    assert bench.now().stages[1].row["enabled"] == 0
    area = bench.stages.visualRect(bench.stages.currentIndex())
    box = QPoint(area.left() + 12, area.center().y())
    QTest.mouseClick(bench.stages.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert bench.now().stages[1].row["enabled"] == 1


def test_a_switch_of_several_selected_stages_is_one_step(bench: Bench) -> None:
    bench.at(bench.stages, 0, "enabled")
    press(Key.Key_Down, Mod.ShiftModifier)
    press(Key.Key_Space)
    assert [stage.row["enabled"] for stage in bench.now().stages] == [0, 0, 1]
    assert bench.editor.undo_text == "set enabled of 2 stages"


def test_tab_saves_and_goes_on_to_the_next_cell(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    write("first")
    press(Key.Key_Tab)
    assert bench.stages.is_editing
    assert bench.stages.currentIndex().column() == bench.stages.model_.column_of("stage_type")
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert bench.now().stages[1].name == "first"


def test_the_number_of_a_place_moves_the_stage_there(bench: Bench) -> None:
    bench.at(bench.stages, 0, "stage_order")
    write("2")
    press(Key.Key_Return)
    assert [stage.name for stage in bench.now().stages] == ["zstd", "aes256gcm", "input_checksum"]
    write("7")
    press(Key.Key_Return)
    assert "places go from 0 to 2" in bench.page.note.text
    press(Key.Key_Escape)


def test_arrows_stay_in_the_field_that_is_open(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    write("mine")
    press(Key.Key_Down)
    press(Key.Key_PageDown)
    press(Key.Key_Up, Mod.AltModifier)
    assert bench.stages.is_editing
    assert bench.stages.currentIndex().row() == 1
    press(Key.Key_Return)
    assert [stage.name for stage in bench.now().stages] == ["input_checksum", "mine", "aes256gcm"]


def test_what_is_typed_is_saved_when_the_cursor_is_moved_elsewhere(bench: Bench) -> None:
    bench.at(bench.stages, 1, "name")
    write("mine")
    bench.stages.go_to(bench.stages.model_.rows[0].key)
    assert not bench.stages.is_editing
    assert bench.now().stages[1].name == "mine"
