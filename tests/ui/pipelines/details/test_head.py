"""The head of the details: name, id, archive, and the problems with their cures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.ui.colours import Meaning
from tests.small_pipelines import another_program
from tests.ui.pipelines.details.conftest import Bench, Key, press, write
from tests.ui.test_accessible_names import nameless, taken_for_markup

if TYPE_CHECKING:
    from pathlib import Path


def states(bench: Bench, sql: str) -> str:
    assert bench.path is not None
    another_program(bench.path, sql)
    bench.read()
    bench.settle()
    return bench.page.problems.state.text()


def test_the_name_is_edited_in_its_place(bench: Bench) -> None:
    field = bench.page.header.name
    field.label.setFocus()
    press(Key.Key_F2)
    write("nightly-logs")
    press(Key.Key_Return)
    assert bench.now("nightly-logs").name == "nightly-logs"
    assert field.label.whole_text == "nightly-logs"
    assert field.label.hasFocus()


def test_a_name_that_the_program_would_write_otherwise_comes_with_a_suggestion(bench: Bench) -> None:
    field = bench.page.header.name
    bench.page.header.rename_button.click()
    write("Nightly Logs")
    note = bench.page.note
    assert note.meaning is Meaning.WARNING
    assert note.button.text() == "Use nightly-logs"
    note.button.click()
    press(Key.Key_Return)
    assert bench.now("nightly-logs").name == "nightly-logs"
    assert not field.is_editing


def test_no_name_at_all_is_refused_and_the_old_one_comes_back(bench: Bench) -> None:
    field = bench.page.header.name
    field.edit()
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert field.is_editing
    assert bench.page.note.meaning is Meaning.BAD
    bench.stages.setFocus()
    assert not field.is_editing
    assert "Not saved" in bench.page.note.text
    assert field.label.whole_text == "alpha"


def test_the_id_is_copied(bench: Bench) -> None:
    bench.page.header.copy_button.click()
    assert QGuiApplication.clipboard().text() == bench.now().id


def test_an_archived_pipeline_says_so_and_is_restored(bench: Bench) -> None:
    state = states(bench, "UPDATE pipelines SET archived = 1; UPDATE pipeline_stages SET archived = 1")
    assert state.startswith("Archived")
    assert bench.page.header.archived.isVisible()
    bench.page.header.restore_button.click()
    pipeline = bench.now()
    assert not pipeline.archived
    assert all(stage.row["archived"] == 0 for stage in pipeline.stages)
    assert not bench.page.header.archived.isVisible()


def test_a_type_of_older_versions_is_cured_by_its_button(bench: Bench) -> None:
    state = states(bench, "UPDATE pipeline_stages SET stage_type = 'Custom' WHERE name = 'zstd'")
    assert "Stops the program's list" in state
    card = bench.page.problems.cards[0]
    assert "Custom" in card.reason.text()
    assert card.cure_button is not None
    assert card.cure_button.text() == "Set type to compression"
    card.cure_button.click()
    assert bench.now().stages[1].stage_type == "compression"
    assert "list" not in bench.page.problems.state.text()


def test_missing_keys_are_generated_from_the_card(bench: Bench) -> None:
    assert bench.page.problems.state.text() == "Would load, but not run: every run fails"
    card = bench.page.problems.cards[0]
    assert card.cure_button is not None
    card.cure_button.click()
    assert bench.now().stages[2].parameter("key") is not None
    assert bench.page.problems.state.text() == "Would load and run"
    assert bench.page.problems.cards == []


def test_the_keys_go_on_to_the_next_problem_and_then_to_the_stages(bench: Bench) -> None:
    states(bench, "UPDATE pipeline_stages SET stage_type = 'Custom' WHERE name = 'zstd'")
    first = bench.page.problems.cards[0].cure_button
    assert first is not None
    first.setFocus()
    press(Key.Key_Space)
    bench.now()
    second = bench.page.problems.cards[0].cure_button
    assert second is not None
    assert second.hasFocus()
    press(Key.Key_Space)
    bench.now()
    assert bench.page.problems.cards == []
    assert bench.stages.hasFocus()


def test_a_missing_path_is_chosen_from_the_card(bench: Bench, file: Path) -> None:
    states(bench, "UPDATE pipeline_stages SET stage_type='transform', algorithm='tee' WHERE name='aes256gcm'")
    card = bench.page.problems.cards[0]
    assert card.cure_button is not None
    card.cure_button.click()
    dialog = bench.window.findChild(QFileDialog, "choose-path")
    assert dialog is not None
    dialog.fileSelected.emit("/data/out.bin")
    dialog.close()
    assert bench.now().stages[2].parameter("output_path") == "/data/out.bin"


def test_a_card_leads_to_the_place_of_its_problem(bench: Bench) -> None:
    states(bench, "UPDATE pipeline_stages SET chunk_size = 12 WHERE name = 'zstd'")
    card = next(each for each in bench.page.problems.cards if each.problem.column == "chunk_size")
    assert card.place_button is not None
    card.place_button.click()
    index = bench.stages.currentIndex()
    assert (index.row(), index.column()) == (1, bench.stages.model_.column_of("chunk_size"))
    face = bench.stages.model_.face_at(index)
    assert face is not None
    assert face.meaning is Meaning.WARNING
    assert bench.page.hint.label.whole_text == face.reason


def test_every_control_has_a_name_and_no_text_is_taken_for_markup(bench: Bench) -> None:
    evil = "<img src=x> <b>&amp;"
    states(
        bench,
        f"UPDATE pipelines SET name = '{evil}' WHERE name = 'alpha'; "
        f"UPDATE pipeline_stages SET name = '{evil}', stage_type = '{evil}'",
    )
    bench.at(bench.stages, 1, "name")
    press(Key.Key_F2)
    assert nameless(bench.pane) == []
    assert taken_for_markup(bench.pane) == []
    press(Key.Key_Escape)
    assert bench.page.header.name.label.whole_text == evil


def test_every_part_is_reached_by_tab(bench: Bench) -> None:
    bench.page.header.name.label.setFocus()
    reached = set()
    for _ in range(40):
        press(Key.Key_Tab)
        widget = bench.window.focusWidget()
        reached.add(widget)
    parts = (bench.stages, bench.parameters, bench.page.header.copy_button, bench.page.entries.tabs)
    assert set(parts) <= reached


@pytest.mark.parametrize(
    ("pipelines", "stages", "words"),
    [(3, 0, "3 pipelines selected"), (0, 2, "2 stages selected"), (1, 2, "1 pipeline and 2 stages selected")],
)
def test_several_are_counted(bench: Bench, pipelines: int, stages: int, words: str) -> None:
    bench.pane.show_many(pipelines, stages)
    assert bench.pane.words.heading.text() == words
    assert bench.pane.pipeline is None
    bench.read()
    bench.settle()
    assert bench.pane.pipeline is not None
