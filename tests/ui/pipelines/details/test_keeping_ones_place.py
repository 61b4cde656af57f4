"""What is open, selected and scrolled survives whatever comes from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QAbstractItemModelTester

from pipeline_browser.ui.pipelines.details.pane import DetailsPane
from tests.small_pipelines import another_program
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.ui.editing.editor import Clash
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

Mode = QAbstractItemModelTester.FailureReportingMode


def refresh(bench: Bench) -> None:
    bench.read()
    bench.settle()


def test_what_is_typed_stays_when_another_program_changes_the_cell_and_is_a_conflict_then(
    bench: Bench, file: Path
) -> None:
    bench.at(bench.stages, 1, "name")
    write("mine")
    another_program(file, "UPDATE pipeline_stages SET name = 'theirs' WHERE name = 'zstd'")
    refresh(bench)
    editor = bench.stages.delegate.editor
    assert editor is not None
    assert editor.typed == "mine"
    clashes: list[Clash] = []
    bench.editor.clashed.connect(clashes.append)
    press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(clashes))
    row = clashes[0].conflict.conflicts[0]
    assert row.base is not None
    assert row.mine is not None
    assert row.theirs is not None
    assert (row.base["name"], row.mine["name"], row.theirs["name"]) == ("zstd", "mine", "theirs")
    bench.settle()
    assert bench.text(bench.stages, 1, "name") == "theirs"  # not what was typed


def test_what_is_typed_for_a_stage_stays_when_another_program_deletes_it(bench: Bench, file: Path) -> None:
    bench.at(bench.stages, 1, "name")
    write("mine")
    another_program(file, "DELETE FROM pipeline_stages WHERE name = 'zstd'")
    refresh(bench)
    editor = bench.stages.delegate.editor
    assert editor is not None
    assert editor.typed == "mine"
    clashes: list[Clash] = []
    bench.editor.clashed.connect(clashes.append)
    press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(clashes))
    refresh(bench)
    assert bench.text(bench.stages, 1, "name") == "aes256gcm"


def test_what_is_typed_for_a_parameter_stays_when_its_stage_is_deleted(bench: Bench, file: Path) -> None:
    bench.of_stage(1)
    bench.at(bench.parameters, "level", "value")
    write("3")
    another_program(file, "DELETE FROM pipeline_stages WHERE name = 'zstd'")
    refresh(bench)
    editor = bench.parameters.delegate.editor
    assert editor is not None
    assert editor.typed == "3"
    with bench.qtbot.waitSignal(bench.editor.clashed):
        press(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.page.entries.stage == bench.stages.current_stage)


def test_what_is_typed_for_a_parameter_stays_when_its_pipeline_is_deleted(bench: Bench, file: Path) -> None:
    bench.of_stage(1)
    bench.at(bench.parameters, "level", "value")
    write("3")
    another_program(file, "DELETE FROM pipelines WHERE name = 'alpha'")
    refresh(bench)
    editor = bench.parameters.delegate.editor
    assert editor is not None
    assert editor.typed == "3"
    assert bench.pane.currentWidget() is bench.page
    press(Key.Key_Escape)
    bench.qtbot.waitUntil(lambda: bench.pane.pipeline is None)
    assert bench.pane.words.heading.text() == "Nothing is selected"


def test_cursor_and_selection_follow_their_stage(bench: Bench, file: Path) -> None:
    QAbstractItemModelTester(bench.stages.model_, Mode.Fatal, bench)
    bench.at(bench.stages, 1, "algorithm")
    another_program(
        file,
        "UPDATE pipeline_stages SET stage_order = 9 WHERE name = 'zstd';"
        "DELETE FROM pipeline_stages WHERE name = 'input_checksum'",
    )
    refresh(bench)
    assert [bench.text(bench.stages, row, "name") for row in range(2)] == ["aes256gcm", "zstd"]
    index = bench.stages.currentIndex()
    assert (index.row(), index.column()) == (1, bench.stages.model_.column_of("algorithm"))
    assert [stage.name for stage in bench.stages.selected_stages] == ["zstd"]
    assert bench.page.entries.stage == bench.stages.current_stage


def test_a_long_list_stays_where_it_was_scrolled_to(bench: Bench, file: Path) -> None:
    many = "; ".join(
        f"INSERT INTO stage_parameters (stage_id, key, value, archived, created_at, updated_at) "
        f"SELECT id, 'k{number:02}', 'v', 0, '', '' FROM pipeline_stages WHERE name = 'zstd'"
        for number in range(60)
    )
    another_program(file, many)
    refresh(bench)
    QAbstractItemModelTester(bench.parameters.model_, Mode.Fatal, bench)
    bench.of_stage(1)
    bench.at(bench.parameters, "k50", "value")
    bar = bench.parameters.verticalScrollBar()
    place = bar.value()
    assert place > 0
    another_program(file, "UPDATE stage_parameters SET value = 'w' WHERE key = 'k50'")
    refresh(bench)
    assert bar.value() == place
    assert bench.text(bench.parameters, "k50", "value") == "w"
    row = bench.parameters.current_row
    assert row is not None
    assert row.key == ("entry", "k50")


def test_what_was_entered_shows_until_the_answer_and_falls_back_when_it_is_refused(
    bench: Bench, file: Path
) -> None:
    bench.at(bench.stages, 1, "name")
    another_program(file, "UPDATE pipeline_stages SET name = 'theirs' WHERE name = 'zstd'")
    write("mine")
    with bench.qtbot.waitSignal(bench.editor.clashed):
        press(Key.Key_Return)
        assert bench.text(bench.stages, 1, "name") == "mine"
    assert bench.text(bench.stages, 1, "name") == "zstd"


def test_parameters_belong_to_the_stage_that_is_selected_now(bench: Bench) -> None:
    chosen: list[object] = []
    bench.pane.stages_chosen.connect(chosen.append)
    bench.of_stage(1)
    assert bench.page.entries.tabs.tabText(0) == "Parameters of zstd (2)"
    bench.of_stage(2)
    assert bench.page.entries.tabs.tabText(0) == "Parameters of aes256gcm (1)"
    handle = bench.now().stages[2].row.rowid
    assert chosen[-1] == (handle,)
    pipeline = bench.pane.pipeline
    bench.pane.show_pipeline(pipeline, (handle,))  # type: ignore[arg-type]
    assert bench.stages.hasFocus()
    bench.pane.show_pipeline(pipeline, ())
    assert bench.page.entries.tabs.currentIndex() == 1
    assert bench.page.entries.stage is None


def test_a_secret_is_hidden_again_when_another_file_shows_a_row_in_its_place(
    bench: Bench,
) -> None:
    bench.of_stage(2)
    bench.page.entries.bar_button("generate_keys").click()
    secret = str(bench.now().stages[2].parameter("key"))
    bench.at(bench.parameters, "key", "value")
    press(Key.Key_R, Mod.ControlModifier)
    assert bench.text(bench.parameters, "key", "value") == secret
    pipeline = bench.pane.pipeline
    bench.pane.show_pipeline(None)
    assert bench.parameters.model_.rowCount() == 0
    bench.pane.show_pipeline(pipeline)
    bench.of_stage(2)
    assert bench.text(bench.parameters, "key", "value") == "••••••••"


def test_the_widths_that_somebody_gave_the_columns_come_back(
    bench: Bench, theme: Theme, preferences: Preferences
) -> None:
    bench.stages.header.resizeSection(2, 171)
    again = DetailsPane(theme, preferences, bench.editor, bench.deleting, bench.window)
    assert again.page.stages.grid.header.sectionSize(2) == 171
