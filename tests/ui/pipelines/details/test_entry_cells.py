"""Parameters and configuration are edited in their cells: offered, typed, pasted, masked, generated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.pipelines.details.doing.key_dialog import KeyDialog
from tests.small_pipelines import another_program
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.facts import Stage

CHECKSUM, ZSTD, AES = 0, 1, 2
SECRETS = ("key", "nonce", "salt")


def parameters(stage: Stage) -> dict[object, object]:
    return {entry.key: entry.value for entry in stage.parameters}


def tooltip(bench: Bench, key: str) -> str:
    grid = bench.parameters
    return str(grid.model_.index(grid.model_.place_of(("entry", key)), 1).data(Qt.ItemDataRole.ToolTipRole))


def test_what_the_catalogue_knows_is_offered_with_its_default_and_set_by_typing(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    assert bench.text(bench.parameters, "parallel_processing", "value") == "unset (default false)"
    bench.at(bench.parameters, "level", "value")
    press(Key.Key_Delete)
    bench.settle()
    assert bench.text(bench.parameters, "level", "value") == "unset (default 9)"
    write("12")
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["level"] == "12"
    assert bench.editor.undo_text == "set parameter level"


def test_return_over_what_is_unset_sets_nothing(bench: Bench) -> None:
    before = bench.now()
    bench.of_stage(AES)
    bench.at(bench.parameters, "iterations", "value")
    press(Key.Key_F2)
    press(Key.Key_Return)
    assert not bench.parameters.is_editing
    assert bench.now() == before


def test_up_and_down_step_a_number_within_its_range(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "level", "value")
    press(Key.Key_F2)
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["level"] == "10"


def test_a_number_out_of_range_is_saved_with_a_warning_mark(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "level", "value")
    write("44")
    assert bench.page.note.meaning is Meaning.WARNING
    assert "1 to 22" in bench.page.note.text
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["level"] == "44"
    face = bench.parameters.model_.face_at(bench.parameters.currentIndex())
    assert face is not None
    assert face.meaning is not None


def test_space_sets_a_switch_that_is_unset_to_the_opposite_of_its_default(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "parallel_processing", "value")
    press(Key.Key_Space)
    assert parameters(bench.now().stages[ZSTD])["parallel_processing"] == "true"


def test_what_is_required_and_unset_says_so(bench: Bench) -> None:
    bench.of_stage(AES)
    grid = bench.parameters
    for key in SECRETS:
        assert bench.text(grid, key, "value") == "required"
        face = grid.model_.face_at(grid.model_.index(grid.model_.place_of(("entry", key)), 1))
        assert face is not None
        assert face.meaning is Meaning.WARNING


def test_key_material_is_generated_masked_revealed_and_copied(bench: Bench) -> None:
    bench.of_stage(AES)
    bench.page.entries.bar_button("generate_keys").click()
    stored = parameters(bench.now().stages[AES])
    assert set(SECRETS) <= stored.keys()
    assert "in clear text" in bench.page.note.text
    secret = str(stored["key"])
    bench.at(bench.parameters, "key", "value")
    index = bench.parameters.currentIndex()
    shown = [str(index.data(role)) for role in range(32)]
    assert not any(secret in text for text in shown)
    press(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == secret
    press(Key.Key_R, Mod.ControlModifier)
    assert bench.text(bench.parameters, "key", "value") == secret
    eye = bench.parameters.delegate.eye_area(bench.parameters.visualRect(index)).center()
    QTest.mouseClick(bench.parameters.viewport(), Qt.MouseButton.LeftButton, pos=eye)
    assert secret not in bench.text(bench.parameters, "key", "value")


def test_a_secret_is_not_readable_while_it_is_typed(bench: Bench) -> None:
    bench.of_stage(AES)
    bench.at(bench.parameters, "key", "value")
    write("AAAA")
    editor = bench.parameters.delegate.editor
    assert editor is not None
    assert "A" not in editor.line.displayText()
    assert "32 bytes long" in bench.page.note.text
    press(Key.Key_Escape)


def test_a_key_that_works_is_replaced_only_after_a_question_that_begins_with_keeping_it(
    bench: Bench,
) -> None:
    bench.of_stage(AES)
    generate = bench.page.entries.bar_button("generate_keys")
    generate.click()
    first = parameters(bench.now().stages[AES])
    generate.click()
    dialog = bench.page.findChild(KeyDialog)
    assert dialog is not None
    bench.qtbot.waitUntil(dialog.keep.hasFocus)
    press(Key.Key_Return)
    assert parameters(bench.now().stages[AES]) == first
    bench.qtbot.waitUntil(lambda: bench.page.findChild(KeyDialog) is None)
    generate.click()
    dialog = bench.page.findChild(KeyDialog)
    assert dialog is not None
    dialog.replace.click()
    second = parameters(bench.now().stages[AES])
    assert all(first[key] != second[key] for key in SECRETS)
    bench.editor.undo()
    assert parameters(bench.now().stages[AES]) == first


def test_patterns_are_ticked_in_a_list(bench: Bench, file: Path) -> None:
    another_program(file, "UPDATE pipeline_stages SET stage_type='transform', algorithm='pii_masking'")
    bench.read()
    bench.settle()
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "patterns", "value")
    press(Key.Key_F2)
    press(Key.Key_F4)
    for _ in range(2):  # email and ssn in place of all
        press(Key.Key_Down)
        press(Key.Key_Space)
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["patterns"] == "email,ssn"


def test_a_path_is_chosen_in_a_dialog(bench: Bench, file: Path) -> None:
    another_program(file, "UPDATE pipeline_stages SET stage_type='transform', algorithm='tee'")
    bench.read()
    bench.settle()
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "output_path", "value")
    press(Key.Key_F2)
    editor = bench.parameters.delegate.editor
    assert editor is not None
    assert editor.button is not None
    editor.button.click()
    dialog = bench.window.findChild(QFileDialog, "choose-path")
    assert dialog is not None
    assert bench.parameters.is_editing  # the dialog has the focus for a while
    dialog.fileSelected.emit(str(file.parent / "out.bin"))
    dialog.close()
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["output_path"] == str(file.parent / "out.bin")


def test_a_new_key_is_typed_in_the_last_row_and_then_its_value(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.parameters.setFocus()
    press(Key.Key_Insert)
    write("colour")
    press(Key.Key_Return)
    assert "colour" not in parameters(bench.now().stages[ZSTD])  # nothing is written yet
    assert bench.parameters.is_editing
    write("blue")
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["colour"] == "blue"
    assert "ignores" in bench.text(bench.parameters, "colour", "meaning")


def test_a_key_that_is_there_already_is_refused(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.parameters.setFocus()
    press(Key.Key_Insert)
    write("level")
    press(Key.Key_Return)
    assert bench.parameters.is_editing
    assert bench.page.note.meaning is Meaning.BAD
    press(Key.Key_Escape)


def test_a_key_is_renamed_and_its_value_stays(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "level", "key")
    write("levels")
    press(Key.Key_Return)
    stored = parameters(bench.now().stages[ZSTD])
    assert stored["levels"] == "9"
    assert "level" not in stored


def test_rows_of_text_are_pasted_in_one_step(bench: Bench) -> None:
    before = bench.now()
    bench.of_stage(ZSTD)
    bench.parameters.setFocus()
    QGuiApplication.clipboard().setText("Key\tValue\r\nlevel\t3\r\nowner\tlog team\r\n\r\n")
    press(Key.Key_V, Mod.ControlModifier)
    stored = parameters(bench.now().stages[ZSTD])
    assert (stored["level"], stored["owner"]) == ("3", "log team")
    assert bench.editor.undo_text == "paste 2 parameters"
    bench.editor.undo()
    assert bench.now() == before


def test_rows_that_cannot_be_used_are_named_and_nothing_is_pasted(bench: Bench) -> None:
    before = bench.now()
    bench.of_stage(ZSTD)
    bench.parameters.setFocus()
    QGuiApplication.clipboard().setText("level\t3\n\tno key\na\tb\tc\td")
    press(Key.Key_V, Mod.ControlModifier)
    words = bench.page.note.text
    assert "Row 2" in words
    assert "Row 3" in words
    assert "Row 1" not in words
    assert bench.now() == before


def test_rows_that_were_copied_in_one_stage_are_pasted_in_another(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "algorithm", "key")
    press(Key.Key_Down, Mod.ShiftModifier)
    press(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Key\tValue\nalgorithm\tzstd\nlevel\t9"
    bench.of_stage(CHECKSUM)
    bench.parameters.setFocus()
    press(Key.Key_V, Mod.ControlModifier)
    assert parameters(bench.now().stages[CHECKSUM]) == {"algorithm": "zstd", "level": "9"}


def test_a_text_without_rows_goes_into_the_field_to_be_looked_at(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "level", "value")
    QGuiApplication.clipboard().setText("7\n")
    press(Key.Key_V, Mod.ControlModifier)
    assert bench.parameters.is_editing
    press(Key.Key_Return)
    assert parameters(bench.now().stages[ZSTD])["level"] == "7"


def test_rows_are_removed_and_brought_back(bench: Bench) -> None:
    before = bench.now()
    bench.configuration.window().activateWindow()
    bench.page.entries.turn_to(1)
    bench.at(bench.configuration, "max_workers", "value")
    press(Key.Key_Delete)
    assert bench.now().configuration == ()
    assert bench.text(bench.configuration, "max_workers", "value") == "unset (default 4)"
    bench.editor.undo()
    assert bench.now() == before


def test_a_size_of_the_configuration_is_stored_in_bytes_and_read_with_its_unit(bench: Bench) -> None:
    bench.page.entries.turn_to(1)
    bench.at(bench.configuration, "buffer_size", "value")
    write("64 KiB")
    press(Key.Key_Return)
    assert [entry.value for entry in bench.now().configuration if entry.key == "buffer_size"] == ["65536"]
    assert bench.text(bench.configuration, "buffer_size", "value") == "65536 = 64 KiB"


def test_the_menu_of_a_cell_offers_what_can_be_done(bench: Bench) -> None:
    bench.of_stage(ZSTD)
    bench.at(bench.parameters, "level", "value")
    bench.parameters.customContextMenuRequested.emit(QPoint(5, 5))
    menu = bench.parameters.findChild(type(bench.page.stages.menu).__mro__[1])
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert {"Remove parameters", "Paste rows", "Copy as TSV with headers"} <= set(texts)
    menu.close()
