"""Pipelines as files: what is exported can be imported, with a choice wherever a name is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.pipelines.exchange.planning import Choice
from pipeline_browser.model.pipelines.operations.new_rows import as_new_pipeline
from tests.small_pipelines import read_named

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.pipelines.at_work import AtWork


@pytest.fixture
def exported(work: AtWork, tmp_path: Path) -> Path:
    """A file of the pipeline alpha, saved by the dialogs."""
    work.go_to("alpha")
    work.bench.actions["export_pipelines"].trigger()
    exporting = work.bench.files.exporting
    work.qtbot.waitUntil(lambda: exporting.dialog is not None and exporting.dialog.isVisible())
    assert exporting.dialog is not None
    exporting.dialog.save.click()
    assert exporting.chooser is not None
    exporting.chooser.reject()
    target = tmp_path / "alpha.toml"
    with work.qtbot.waitSignal(exporting.told):
        exporting.save(str(target))
    return target


def begin_import(work: AtWork, path: Path) -> None:
    work.bench.files.importing.read(str(path))
    work.qtbot.waitUntil(lambda: work.bench.files.importing.dialog is not None)


def test_nothing_is_imported_over_a_pipeline_unless_somebody_says_so(
    work: AtWork, file: Path, exported: Path
) -> None:
    begin_import(work, exported)
    dialog = work.bench.files.importing.dialog
    assert dialog is not None
    assert [each.choice for each in dialog.decisions] == [Choice.SKIP]
    assert (dialog.go.text(), dialog.go.isEnabled()) == ("Nothing to import", False)
    dialog.cancel.click()


def test_a_pipeline_is_imported_under_another_name_as_one_step(
    work: AtWork, file: Path, exported: Path
) -> None:
    begin_import(work, exported)
    dialog = work.bench.files.importing.dialog
    assert dialog is not None
    box = dialog.choices[0]
    box.setCurrentIndex(box.findData(Choice.RENAME.value))
    assert dialog.go.text() == "Create 1 pipeline"
    dialog.go.click()
    work.qtbot.waitUntil(lambda: bool(work.bench.editor.undo_text))
    work.settle()
    assert work.pipeline.name == "alpha-imported"
    alpha = read_named(file, "alpha")
    assert as_new_pipeline(read_named(file, "alpha-imported"), "") == as_new_pipeline(alpha, "")
    work.bench.actions["undo"].trigger()
    work.settle()
    assert work.names == ["alpha", "beta", "gamma"]


def test_a_file_that_is_none_of_ours_is_refused_with_the_place(work: AtWork, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('format = "pipeline-browser-pipelines"\nversion = 1\n[[pipelines]]\nname = 1 2\n')
    with work.qtbot.waitSignal(work.bench.failed) as failed:
        work.bench.files.importing.read(str(wrong))
    assert (failed.args[0].path, failed.args[0].line) == (wrong, 4)


def test_the_open_database_is_not_read_as_a_file_of_pipelines(work: AtWork, file: Path) -> None:
    with work.qtbot.waitSignal(work.bench.failed) as failed:
        work.bench.files.importing.read(str(file))
    assert failed.args[0].cause == "It is an open database."
