"""Read-only, older and odd databases: everything shows, and what cannot be done says why."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pipeline_browser.ui.colours import Meaning
from tests.small_pipelines import another_program
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write


def test_what_is_opened_read_only_says_why_and_can_be_copied(empty_bench: Bench, file: Path) -> None:
    bench = empty_bench
    bench.open(file, read_only=True)
    bench.at(bench.stages, 1, "name")
    press(Key.Key_F2)
    assert not bench.stages.is_editing
    assert "Read-only" in bench.page.note.text
    write("x")
    assert not bench.stages.is_editing
    bench.at(bench.stages, 1, "enabled")
    press(Key.Key_Space)
    assert bench.now().stages[1].row["enabled"] == 1
    bench.at(bench.stages, 1, "name")
    press(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == "zstd"
    assert bench.stages.model_.rowCount() == 3  # no row to add one
    assert not bench.page.stages.actions_["add_stage"].isEnabled()
    card = bench.page.problems.cards[0]
    assert card.cure_button is not None
    assert not card.cure_button.isEnabled()
    assert "Read-only" in card.cure_button.toolTip()


def test_values_of_odd_types_are_shown_literally_marked_and_replaced(bench: Bench, file: Path) -> None:
    another_program(
        file,
        "UPDATE pipeline_stages SET name = x'00ff41', chunk_size = 'many', enabled = 2 WHERE name = 'zstd';"
        "UPDATE pipeline_stages SET name = CAST(x'61ff' AS TEXT) WHERE name = 'input_checksum'",
    )
    bench.read()
    bench.settle()
    assert bench.text(bench.stages, 1, "name") == "x'00ff41' 3 bytes"
    assert bench.text(bench.stages, 0, "name") == "a\\xff"
    assert bench.text(bench.stages, 1, "chunk_size") == "many"
    assert bench.text(bench.stages, 1, "enabled") == "2"
    for row, column in ((0, "name"), (1, "name"), (1, "chunk_size")):
        index = bench.stages.model_.index(row, bench.stages.model_.column_of(column))
        face = bench.stages.model_.face_at(index)
        assert face is not None
        assert face.meaning is Meaning.BAD
    bench.at(bench.stages, 1, "name")
    press(Key.Key_F2)
    editor = bench.stages.delegate.editor
    assert editor is not None
    assert editor.line.placeholderText() == "replaces x'00ff41' 3 bytes"
    press(Key.Key_Return)  # nothing was typed
    assert bench.now().stages[1].name == b"\x00\xffA"
    write("zstd")
    press(Key.Key_Return)
    assert bench.now().stages[1].name == "zstd"


def test_null_and_empty_text_look_different(bench: Bench, file: Path) -> None:
    another_program(file, "UPDATE stage_parameters SET value = '' WHERE key = 'level'")
    bench.read()
    bench.settle()
    bench.of_stage(1)
    assert bench.text(bench.parameters, "level", "value") == "empty"
    face = bench.parameters.model_.face_at(
        bench.parameters.model_.index(bench.parameters.model_.place_of(("entry", "level")), 1)
    )
    assert face is not None
    assert face.dim
    bench.at(bench.parameters, "level", "value")
    press(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == ""


def test_an_older_database_is_edited_as_far_as_it_goes(
    empty_bench: Bench, shared: Path, tmp_path: Path
) -> None:
    bench = empty_bench
    file = Path(shutil.copy(shared / "data" / "real-unversioned.db", tmp_path / "old.db"))
    bench.open(file)
    quiet = bench.page.quiet
    assert "An older database: " in quiet.whole_text
    assert "stages without archived" in quiet.whole_text
    assert "Stops the program's list" in bench.page.problems.state.text()
    name = str(bench.page.pipeline.name) if bench.page.pipeline else ""
    card = bench.page.problems.cards[0]
    assert card.cure_button is not None
    cured = card.problem
    card.cure_button.click()
    stages = {stage.row.rowid: stage for stage in bench.now(name).stages}
    assert cured.cure is not None
    assert stages[cured.place.rowid].stage_type == cured.cure.value


def test_long_and_dangerous_texts_stay_in_their_cells(bench: Bench, file: Path) -> None:
    evil = "<b>x</b>\u202e" + "y" * 5000
    another_program(file, f"UPDATE stage_parameters SET value = '{evil}' WHERE key = 'level'")
    bench.read()
    bench.settle()
    bench.of_stage(1)
    text = bench.text(bench.parameters, "level", "value")
    assert text.startswith("<b>x</b>\\u202ey")
    assert len(text) < 500
    grid = bench.parameters
    tip = str(
        grid.model_.index(grid.model_.place_of(("entry", "level")), 1).data(Qt.ItemDataRole.ToolTipRole)
    )
    assert "<b>" not in tip
    assert "&lt;b&gt;" in tip
    bench.at(bench.parameters, "level", "value")
    press(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == evil


def test_a_long_text_is_not_cut_off_by_being_edited(bench: Bench, file: Path) -> None:
    another_program(
        file, "UPDATE stage_parameters SET value = printf('%.*c', 40000, 'x') WHERE key = 'level'"
    )
    bench.read()
    bench.settle()
    bench.of_stage(1)
    bench.at(bench.parameters, "level", "value")
    press(Key.Key_F2)
    press(Key.Key_End)
    write("y")
    press(Key.Key_Return)
    assert bench.now().stages[1].parameter("level") == "x" * 40_000 + "y"
    another_program(
        file, "UPDATE stage_parameters SET value = printf('%.*c', 200000, 'x') WHERE key = 'level'"
    )
    bench.read()
    bench.settle()
    press(Key.Key_F2)
    editor = bench.parameters.delegate.editor
    assert editor is not None
    assert editor.line.placeholderText() == "replaces a text of 200,000 characters"
    press(Key.Key_Return)
    assert bench.now().stages[1].parameter("level") == "x" * 200_000


def test_every_row_of_a_key_that_comes_twice_is_shown_and_edited_for_itself(
    empty_bench: Bench, file: Path
) -> None:
    another_program(
        file,
        "CREATE TABLE loose AS SELECT * FROM stage_parameters; DROP TABLE stage_parameters;"
        "ALTER TABLE loose RENAME TO stage_parameters;"
        "INSERT INTO stage_parameters SELECT stage_id, key, '5', 0, created_at, updated_at "
        "FROM stage_parameters WHERE key = 'level'",
    )
    bench = empty_bench
    bench.open(file)
    bench.of_stage(1)
    keys = [bench.text(bench.parameters, row, "key") for row in range(bench.parameters.model_.rowCount())]
    assert keys.count("level") == 2
    bench.at(bench.parameters, keys.index("level") + 1, "value")
    write("7")
    press(Key.Key_Return)
    values = [entry.value for entry in bench.now().stages[1].parameters if entry.key == "level"]
    assert sorted(map(str, values)) == ["7", "9"]


def test_a_row_without_an_id_explains_why_nothing_is_below_it(bench: Bench, file: Path) -> None:
    another_program(
        file, "INSERT INTO pipelines (id, name, archived, created_at, updated_at) VALUES (NULL, 'x', 0, 1, 2)"
    )
    bench.rowid = 4
    bench.read()
    bench.settle()
    assert bench.page.quiet.whole_text == "This row has no id (NULL)."
    assert not bench.page.stages.actions_["add_stage"].isEnabled()
    assert not bench.page.entries.bar_button("add").isEnabled()
    reasons = [card.reason.text() for card in bench.page.problems.cards]
    assert any(reason.startswith("created: ") for reason in reasons)
    assert any(reason.startswith("updated: ") for reason in reasons)
    bench.page.entries.turn_to(1)
    bench.at(bench.configuration, "max_workers", "value")
    press(Key.Key_F2)
    assert not bench.configuration.is_editing
