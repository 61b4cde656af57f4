"""Writing a new migration from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from pipeline_browser.ui.migrations.new_migration_flow import NewMigrationFlow
from tests.ui.migrations.conftest import Workshop, open_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.migrations.new_migration_dialog import NewMigrationDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def flow(opened: Session, theme: Theme, qtbot: QtBot) -> NewMigrationFlow:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return NewMigrationFlow(opened, theme, window)


def begin(flow: NewMigrationFlow, session: Session, workshop: Workshop, qtbot: QtBot) -> NewMigrationDialog:
    open_in(session, workshop, qtbot)
    flow.begin()
    assert flow.dialog is not None
    flow.dialog.open_file.setChecked(False)
    return flow.dialog


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_name_is_shown_before_the_file_is_written(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("0001_first.sql", "")
    dialog = begin(flow, opened, workshop, qtbot)
    assert not dialog.create_button.isEnabled()
    dialog.description.setText("add tags")
    assert dialog.file_names == ["0002_add_tags.sql"], "numbered as the folder is"
    assert files(workshop.folder) == ["0001_first.sql"]
    with qtbot.waitSignal(flow.written):
        dialog.create_button.click()
    assert files(workshop.folder) == ["0001_first.sql", "0002_add_tags.sql"]
    text = (workshop.folder / "0002_add_tags.sql").read_text(encoding="utf-8")
    assert text.startswith("-- Migration: 0002_add_tags.sql\n-- Description: add tags\n-- Rollback: ")
    qtbot.waitUntil(lambda: flow.dialog is None)


def test_the_new_migration_appears_as_pending(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.description.setText("add tags")
    with qtbot.waitSignals([flow.written, opened.changed]):
        dialog.create_button.click()
    assert opened.state is not None
    assert [entry.description for entry in opened.state.entries] == ["add tags"]


def test_up_and_down_are_two_files(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.sequential.setChecked(True)
    dialog.reversible.setChecked(True)
    dialog.description.setText("add tags")
    assert dialog.create_button.text() == "Create 2 files"
    assert [dialog.preview.tabText(at) for at in range(2)] == dialog.file_names
    with qtbot.waitSignal(flow.written):
        dialog.create_button.click()
    assert files(workshop.folder) == ["0001_add_tags.down.sql", "0001_add_tags.up.sql"]


def test_kind_and_numbering_begin_as_the_folder_is(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("20260101120000_first.up.sql", "")
    workshop.write("20260101120000_first.down.sql", "")
    dialog = begin(flow, opened, workshop, qtbot)
    assert dialog.reversible.isChecked()
    assert dialog.timestamp.isChecked()


def test_a_description_that_no_file_can_have_says_why(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.description.setText("a/b")
    assert dialog.notice.heading == "A migration cannot be called “a/b”"
    assert not dialog.create_button.isEnabled()
    dialog.description.setText("a b")
    assert not dialog.notice.isVisible()
    assert dialog.create_button.isEnabled()


def test_nothing_is_written_beside_the_bundled_migrations(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, tmp_path: Path
) -> None:
    opened.preferences.set_source(str(workshop.path), "")
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.description.setText("add tags")
    assert dialog.notice.heading == "Choose a folder for the new migration"
    assert not dialog.create_button.isEnabled()
    flow.use_folder(str(workshop.folder))
    qtbot.waitUntil(dialog.create_button.isEnabled)
    assert dialog.use_folder.isChecked()
    with qtbot.waitSignals([flow.written, opened.changed]):
        dialog.create_button.click()
    assert opened.state is not None
    assert opened.state.source_folder == workshop.folder, "and it is this database's folder from now on"


def test_a_folder_that_cannot_be_read_is_told_in_the_dialog(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    flow.use_folder(str(tmp_path / "nowhere"))
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "nowhere" in dialog.notice.heading


def test_the_written_file_is_opened_if_that_is_wanted(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    target = "pipeline_browser.ui.migrations.new_migration_flow.QDesktopServices.openUrl"
    monkeypatch.setattr(target, lambda url: shown.append(url.toLocalFile()))
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.sequential.setChecked(True)
    dialog.open_file.setChecked(True)
    dialog.description.setText("x")
    with qtbot.waitSignal(flow.written):
        dialog.create_button.click()
    assert shown == [str(workshop.folder / "0001_x.sql")]


def test_escape_writes_nothing(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.description.setText("x")
    dialog.cancel.click()
    assert flow.dialog is None
    assert files(workshop.folder) == []
