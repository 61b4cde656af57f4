"""Writing a new migration from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.schema import Column, Schema, Table
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.migrations.writing.flow import NewMigrationFlow
from tests.ui.migrations.conftest import Workshop, open_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.migrations.writing.dialog import NewMigrationDialog
    from pipeline_browser.ui.migrations.writing.one_migration import OneMigration
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


def current(flow: NewMigrationFlow) -> OneMigration:
    assert flow.current is not None
    return flow.current


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def applied(session: Session) -> int:
    return session.state.count(MigrationState.APPLIED) if session.state else 0


def test_the_name_is_shown_before_the_file_is_written(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("0001_first.sql", "")
    dialog = begin(flow, opened, workshop, qtbot)
    assert not dialog.write.isEnabled()
    dialog.naming.description.setText("add tags")
    assert dialog.file_names == ["0002_add_tags.sql"], "numbered as the folder is"
    assert files(workshop.folder) == ["0001_first.sql"]
    with qtbot.waitSignal(flow.written):
        dialog.write.click()
    assert files(workshop.folder) == ["0001_first.sql", "0002_add_tags.sql"]
    text = (workshop.folder / "0002_add_tags.sql").read_text(encoding="utf-8")
    assert text.startswith("-- Migration: 0002_add_tags.sql\n-- Description: add tags\n-- Rollback: ")
    qtbot.waitUntil(lambda: flow.dialog is None)


def test_the_new_migration_appears_as_pending(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.description.setText("add tags")
    with qtbot.waitSignals([flow.written, opened.changed]):
        dialog.write.click()
    assert opened.state is not None
    assert [entry.description for entry in opened.state.entries] == ["add tags"]


def test_up_and_down_are_two_files(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.sequential.setChecked(True)
    dialog.naming.reversible.setChecked(True)
    dialog.naming.description.setText("add tags")
    assert dialog.write.text() == "Write 0001_add_tags.up.sql and .down.sql"
    assert [dialog.draft.tabText(at) for at in range(2)] == dialog.file_names
    with qtbot.waitSignal(flow.written):
        dialog.write.click()
    assert files(workshop.folder) == ["0001_add_tags.down.sql", "0001_add_tags.up.sql"]


def test_kind_and_numbering_begin_as_the_folder_is(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("20260101120000_first.up.sql", "")
    workshop.write("20260101120000_first.down.sql", "")
    dialog = begin(flow, opened, workshop, qtbot)
    assert dialog.naming.reversible.isChecked()
    assert dialog.naming.timestamp.isChecked()


def test_a_description_that_no_file_can_have_says_why(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.description.setText("a/b")
    assert dialog.notice.heading == "A migration cannot be called “a/b”"
    assert not dialog.write.isEnabled()
    dialog.naming.description.setText("a b")
    assert not dialog.notice.isVisible()
    assert dialog.write.isEnabled()


def test_nothing_is_written_beside_the_bundled_migrations(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, tmp_path: Path
) -> None:
    opened.preferences.set_source(str(workshop.path), "")
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.description.setText("add tags")
    assert dialog.notice.heading == "Choose a folder for the new migration"
    assert not dialog.write.isEnabled()
    current(flow).use_folder(str(workshop.folder))
    qtbot.waitUntil(dialog.write.isEnabled)
    assert dialog.use_folder.isChecked()
    with qtbot.waitSignals([flow.written, opened.changed]):
        dialog.write.click()
    assert opened.state is not None
    assert opened.state.source_folder == workshop.folder, "and it is this database's folder from now on"


def test_a_folder_that_cannot_be_read_is_told_in_the_dialog(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    current(flow).use_folder(str(tmp_path / "nowhere"))
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "nowhere" in dialog.notice.heading


def test_the_written_file_is_opened_if_that_is_wanted(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    target = "pipeline_browser.ui.migrations.writing.one_migration.QDesktopServices.openUrl"
    monkeypatch.setattr(target, lambda url: shown.append(url.toLocalFile()))
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.sequential.setChecked(True)
    dialog.open_file.setChecked(True)
    dialog.naming.description.setText("x")
    with qtbot.waitSignal(flow.written):
        dialog.write.click()
    assert shown == [str(workshop.folder / "0001_x.sql")]


def test_escape_writes_nothing(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = begin(flow, opened, workshop, qtbot)
    dialog.naming.description.setText("x")
    dialog.cancel.click()
    assert flow.dialog is None
    assert files(workshop.folder) == []


def test_a_change_made_by_hand_is_written_for_the_others_and_recorded_here(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("0001_first.sql", "CREATE TABLE a (x TEXT);")
    workshop.migrate()
    workshop.execute("ALTER TABLE a ADD COLUMN y INT")
    dialog = begin(flow, opened, workshop, qtbot)
    qtbot.waitUntil(lambda: dialog.start.table.count() == 1)
    dialog.naming.reversible.setChecked(True)
    dialog.start.choose("by-hand")
    qtbot.waitUntil(lambda: "ADD COLUMN y INT;" in dialog.draft.up.sql)
    assert dialog.naming.words == "add column y to a"
    assert "DROP COLUMN y;" in dialog.draft.down.sql
    assert dialog.trial.texts[1] == "The rollback gives back exactly the old schema"
    assert dialog.write.text() == "Write 0002_add_column_y_to_a.up.sql and .down.sql, record it"
    dialog.record.setChecked(False)
    assert dialog.notice.heading == "Not to be run here"
    dialog.record.setChecked(True)
    with qtbot.waitSignal(flow.written):
        dialog.write.click()
    assert opened.state is not None
    assert opened.state.up_to_date
    assert files(workshop.folder)[1:] == ["0002_add_column_y_to_a.down.sql", "0002_add_column_y_to_a.up.sql"]


def test_an_edited_text_is_tried_kept_and_written(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("0001_first.sql", "CREATE TABLE a (x TEXT);")
    dialog = begin(flow, opened, workshop, qtbot)
    qtbot.waitUntil(lambda: dialog.start.table.count() == 1)
    dialog.start.choose("column")
    qtbot.waitUntil(lambda: len(dialog.trial.texts) == 2)
    assert dialog.trial.texts[0] == "The migration changes the schema: adds column new_column to a"
    dialog.draft.up.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(dialog.draft.up, " DROP TABLE b;")
    assert dialog.trial.texts == ["Not tried since the last edit"]
    dialog.trial.button.click()
    qtbot.waitUntil(lambda: "no such table: b" in dialog.trial.texts[0])
    assert dialog.draft.up.mark_at(7) is not None
    dialog.naming.description.setText("other words")
    assert dialog.draft.up.sql.startswith("-- Migration: 0002_other_words.sql")
    dialog.start.choose("index")
    qtbot.waitUntil(lambda: "CREATE INDEX" in dialog.draft.up.sql)
    dialog.draft.up.undo()
    assert dialog.draft.up.sql.endswith("DROP TABLE b;"), "what was typed is not lost"
    dialog.cancel.click()
    assert dialog.cancel.text() == "Discard the edited text", "and the dialog is still there"
    with qtbot.waitSignal(flow.written):
        dialog.write.click()
    text = (workshop.folder / "0002_other_words.sql").read_text(encoding="utf-8")
    assert "DROP TABLE b;\n\n-- Rollback:\n-- " in text


def test_another_database_is_compared_and_a_broken_one_is_told(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, tmp_path: Path
) -> None:
    broken, other = tmp_path / "broken.db", tmp_path / "other.db"
    broken.write_bytes(b"no database, but long enough to be one" * 10)
    Database.create(Location(other)).close()
    with Database.open(Location(other)) as database:
        database.execute("CREATE TABLE wanted (x)")
    dialog = begin(flow, opened, workshop, qtbot)
    qtbot.waitUntil(lambda: dialog.start.start.isEnabled() and current(flow)._ground is not None)
    current(flow).use_other(str(workshop.path))
    assert dialog.notice.heading == "shop.db is the database that is open"
    current(flow).use_other(str(broken))
    qtbot.waitUntil(lambda: "broken.db" in dialog.notice.heading)
    current(flow).use_other(str(other))
    qtbot.waitUntil(lambda: dialog.start.other.text() == "other.db")
    dialog.start.choose("like-other")
    qtbot.waitUntil(lambda: "CREATE TABLE IF NOT EXISTS wanted" in dialog.draft.up.sql)
    dialog.start.choose("other-like-this")
    qtbot.waitUntil(lambda: "DROP TABLE IF EXISTS wanted" in dialog.draft.up.sql)
    lines = dialog.draft.up.sql.split("\n")
    assert dialog.draft.up.mark_at(lines.index("-- Loses: drops table wanted with all its rows.") + 1)
    assert dialog.notice.text == "Drops table wanted with all its rows."


def test_two_schemas_that_are_handed_over_fill_it(
    flow: NewMigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    open_in(opened, workshop, qtbot)
    table = Table("t", columns=(Column("x"),), ddl="CREATE TABLE t (x)")
    flow.begin_with(Comparison("Drift", Schema(), Schema((table,)), "found", "promised"))
    assert flow.dialog is not None
    dialog = flow.dialog
    assert dialog.start.start.currentText() == "Drift"
    qtbot.waitUntil(lambda: "CREATE TABLE IF NOT EXISTS t (x);" in dialog.draft.up.sql)
    assert dialog.naming.words == "create table t"
