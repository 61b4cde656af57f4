"""Whole stories of migrating in the window, on real files, with the keys and buttons that a person uses."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.ui.messages import Message
from pipeline_browser.ui.migrations.outcomes import Ending, Outcome
from tests.model.making_files import HOLD_EXCLUSIVE, let_go, other_program
from tests.ui.finding import child
from tests.ui.migrations.conftest import Workshop, workshop

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.migrations.history_tab import MigrationsTab
    from pipeline_browser.ui.migrations.plan_dialog import PlanDialog
    from pipeline_browser.ui.migrations.run_dialog import RunDialog

__all__ = ["workshop"]

CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = "CREATE TABLE t{0} (id INTEGER PRIMARY KEY, a TEXT);\n"
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
MANY = f"INSERT INTO t1 (a) {NUMBERS} SELECT i FROM n"
# Minutes of work for one statement: each row's key is computed from two megabytes.
LONG_INDEX = "CREATE INDEX long_way ON t1 (length(hex(zeroblob(1000000)) || a));\n"


class Story:
    """A window and a folder of migrations, and what a person does with them."""

    def __init__(self, parts: Parts, workshop: Workshop, qtbot: QtBot) -> None:
        self.parts = parts
        self.workshop = workshop
        self._qtbot = qtbot
        parts.session.preferences.set_source(str(workshop.path), str(workshop.folder))

    def open(self) -> None:
        with self._qtbot.waitSignal(self.parts.session.opened):
            self.parts.window.opener.open_path(str(self.workshop.path))

    def plan(self) -> PlanDialog:
        flow = self.parts.migrations.flow
        self._qtbot.waitUntil(lambda: flow.plan_dialog is not None)
        assert flow.plan_dialog is not None
        return flow.plan_dialog

    def begin(self) -> RunDialog:
        """Press the button that does what the plan says."""
        self.plan().options.apply.click()
        run = self.parts.migrations.flow.run_dialog
        assert run is not None
        return run

    def run(self) -> Outcome:
        """Carry the plan out, close the dialog and return how it ended."""
        with self._qtbot.waitSignal(self.parts.migrations.migrated, timeout=20_000) as migrated:
            dialog = self.begin()
        dialog.close_button.click()
        self.settle()
        assert migrated.args is not None
        outcome: Outcome = migrated.args[0]
        return outcome

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.parts.session.worker.busy)

    @property
    def tab(self) -> MigrationsTab:
        """The tab, which is built soon after the database is open."""
        self._qtbot.waitUntil(lambda: self.parts.migrations.tab is not None)
        assert self.parts.migrations.tab is not None
        return self.parts.migrations.tab

    def states(self) -> dict[int, MigrationState]:
        state = self.parts.session.state
        assert state is not None
        return {entry.version: entry.state for entry in state.entries}

    def state_line(self) -> str:
        return self.parts.window.state_line.schema.text()


@pytest.fixture
def story(parts: Parts, workshop: Workshop, qtbot: QtBot) -> Story:
    return Story(parts, workshop, qtbot)


def test_what_is_pending_on_opening_is_applied_with_return_and_read_in_the_history(
    story: Story, qtbot: QtBot
) -> None:
    for version in (1, 2, 3):
        story.workshop.write(f"{version}_step.sql", TABLE.format(version))
    story.open()
    plan = story.plan()
    plan.activateWindow()  # as a window manager does with a new dialog
    qtbot.waitUntil(plan.options.apply.hasFocus)
    with qtbot.waitSignal(story.parts.migrations.migrated, timeout=10_000):
        QTest.keyClick(plan, Qt.Key.Key_Return)
    run = story.parts.migrations.flow.run_dialog
    assert run is not None
    assert run.result_page.notice.heading.startswith("Applied 3 migrations in ")
    QTest.keyClick(run, Qt.Key.Key_Escape)
    story.settle()
    assert set(story.states().values()) == {MigrationState.APPLIED}
    assert story.state_line() == "up to date"
    assert story.tab.page.source.texts()[2] == "3 applied"


def test_browsing_only_leaves_the_bar_and_ctrl_m_as_the_way_back(story: Story, qtbot: QtBot) -> None:
    story.workshop.write("1_step.sql", TABLE.format(1))
    story.open()
    QTest.keyClick(story.plan(), Qt.Key.Key_Escape)
    window = story.parts.window
    assert "1 migration is pending" in window.notice_bar.texts
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    assert story.run().ending is Ending.DONE
    assert window.notice_bar.texts == []


def test_cancelling_in_the_middle_of_a_long_index_leaves_the_schema_as_it_was(
    story: Story, qtbot: QtBot
) -> None:
    story.workshop.write("1_step.sql", TABLE.format(1))
    story.workshop.migrate()
    story.workshop.execute(MANY)
    before = story.workshop.query("SELECT sql FROM sqlite_master ORDER BY name")
    story.workshop.write("2_step.sql", TABLE.format(2) + LONG_INDEX)
    story.open()
    run = story.begin()
    qtbot.waitUntil(lambda: "CREATE INDEX long_way" in run.running.statement.whole_text, timeout=10_000)
    with qtbot.waitSignal(run.ended, timeout=2_000):
        QTest.keyClick(run, Qt.Key.Key_Escape)
    assert run.outcome is not None
    assert run.outcome.ending is Ending.CANCELLED
    assert "it was rolled back" in run.result_page.notice.text
    run.close_button.click()
    story.settle()
    assert story.workshop.query("SELECT sql FROM sqlite_master ORDER BY name") == before
    assert story.states()[2] is MigrationState.PENDING


def test_a_failure_in_the_third_migration_is_explained_mended_and_applied(story: Story, qtbot: QtBot) -> None:
    for version in (1, 2, 4, 5):
        story.workshop.write(f"{version}_step.sql", TABLE.format(version))
    story.workshop.write("3_bad.sql", TABLE.format(3) + "INSERT INTO t33 VALUES (1);\n")
    story.open()
    story.plan().options.atomic.setChecked(False)
    outcome = story.run()
    assert outcome.ending is Ending.FAILED
    assert outcome.place == "3_bad.sql, line 2, column 1"
    assert outcome.happened == "no such table: t33"
    assert "Migrations 1 and 2 stay applied. Migration 3 was rolled back." in outcome.kept
    states = story.states()
    assert [version for version, state in states.items() if state is MigrationState.APPLIED] == [1, 2]
    story.workshop.write("3_bad.sql", TABLE.format(3) + "INSERT INTO t3 VALUES (1, 'a');\n")
    story.parts.session.refresh()
    story.settle()
    story.parts.migrations.migrate()
    assert story.run().ending is Ending.DONE
    assert set(story.states().values()) == {MigrationState.APPLIED}


def test_a_modified_file_is_told_found_and_blocks_until_it_is_put_back(story: Story, qtbot: QtBot) -> None:
    file = story.workshop.write("1_step.sql", TABLE.format(1))
    story.workshop.migrate()
    file.write_text(TABLE.format(1) + "-- a harmless remark\n", encoding="utf-8")
    story.workshop.write("2_step.sql", TABLE.format(2))
    story.open()
    plan = story.plan()
    assert not plan.options.apply.isEnabled()
    assert plan.options.why_not() == "Migration 1 (step) was changed after it was applied"
    plan.options.leave.click()
    window = story.parts.window
    assert any("1 migration modified after being applied" in text for text in window.notice_bar.texts)
    window.tabs.bring_forward("diagram")
    window.notice_bar.asked.emit("show-problem")
    assert window.tabs.currentWidget() is story.tab
    entry = story.tab.page.table.current_entry
    assert entry is not None
    assert entry.state is MigrationState.MODIFIED
    words = " ".join(label.text() for label in story.tab.page.detail.findChildren(QLabel))
    assert "The file is not the text that was applied" in words
    file.write_text(TABLE.format(1), encoding="utf-8")
    story.parts.session.refresh()
    story.settle()
    story.parts.migrations.migrate()
    assert story.run().ending is Ending.DONE


def test_reverting_from_the_history_shows_the_loss_and_does_it(story: Story, qtbot: QtBot) -> None:
    for version in (1, 2, 3):
        story.workshop.write(f"{version}_step.up.sql", TABLE.format(version))
        story.workshop.write(f"{version}_step.down.sql", f"DROP TABLE t{version};\n")
    story.workshop.migrate()
    story.workshop.execute("INSERT INTO t3 VALUES (1, 'a'), (2, 'b')")
    story.open()
    story.settle()
    story.tab.go_to(1)
    story.tab.page.detail.buttons["revert_to_here"].click()
    plan = story.plan()
    assert plan.options.apply.text() == "Revert 2 migrations"
    assert plan.step.warnings.item(0).text() == "Danger, line 1: Drops table t3 with 2 rows."
    assert plan.options.leave.isDefault()
    outcome = story.run()
    assert outcome.ending is Ending.DONE
    assert outcome.backup is not None, "there were rows to lose"
    assert story.states() == {
        1: MigrationState.APPLIED,
        2: MigrationState.PENDING,
        3: MigrationState.PENDING,
    }


def test_a_locked_database_is_waited_for_during_the_run(story: Story, qtbot: QtBot) -> None:
    story.workshop.write("1_step.sql", TABLE.format(1))
    story.open()
    story.plan()
    with other_program(HOLD_EXCLUSIVE, story.workshop.path) as holder:
        run = story.begin()
        qtbot.waitUntil(lambda: "Waiting for the database" in run.running.waiting.heading, timeout=5_000)
        with qtbot.waitSignal(run.ended, timeout=10_000):
            let_go(holder)
    assert run.outcome is not None
    assert run.outcome.ending is Ending.DONE
    assert "Waiting: another program holds the lock" in run.log.toPlainText()


def test_a_migration_applied_outside_shows_up_by_itself(story: Story, qtbot: QtBot) -> None:
    story.workshop.write("1_step.sql", TABLE.format(1))
    story.open()
    story.plan().options.leave.click()
    story.tab.go_to(1)
    story.workshop.migrate()
    qtbot.waitUntil(lambda: story.states() == {1: MigrationState.APPLIED}, timeout=2_000)
    entry = story.tab.page.table.current_entry
    assert entry is not None
    assert entry.state is MigrationState.APPLIED
    assert [each.version for each in story.tab.page.table.selected_entries] == [1]


def test_the_real_database_of_the_rust_program_is_up_to_date(
    parts: Parts, shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "real.db"
    shutil.copy(shared / "data" / "real-created.db", path)
    path.chmod(0o644)
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    parts.window.tabs.bring_forward("migrations")
    assert parts.migrations.tab is not None
    assert parts.migrations.tab.page.source.texts() == (
        "Bundled migrations",
        "Ledger _sqlx_migrations, 1 row",
        "1 applied",
    )
    assert not parts.migrations.flow.busy


def test_the_real_database_without_a_ledger_says_what_would_be_missing(
    parts: Parts, shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "real.db"
    shutil.copy(shared / "data" / "real-unversioned.db", path)
    path.chmod(0o644)
    before = path.read_bytes()
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    qtbot.waitUntil(lambda: not parts.session.worker.busy)
    words = "real.db has tables but no record of migrations"

    def said() -> list[str]:
        return [label.text() for label in parts.window.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: words in said())  # a row of the bar shows with the next turn of the event loop
    assert said().count(words) == 1, "once, in the window's bar"
    child(parts.window.notice_bar, QPushButton, "offer-explain-problem").click()
    details = child(parts.window, Message)
    assert "pipeline_stages lacks column archived" in " ".join(
        label.text() for label in details.findChildren(QLabel)
    )
    details.reject()
    parts.migrations.migrate()
    flow = parts.migrations.flow
    qtbot.waitUntil(lambda: flow.plan_dialog is not None)
    assert flow.plan_dialog is not None
    assert not flow.plan_dialog.options.apply.isEnabled()
    assert "pipeline_stages lacks column archived" in flow.plan_dialog.notice.text
    assert flow.plan_dialog.height() <= 640, "its buttons stay on a small screen"
    flow.plan_dialog.options.leave.click()
    assert path.read_bytes() == before


def test_times_switch_between_local_and_utc_for_the_whole_window(story: Story, qtbot: QtBot) -> None:
    story.workshop.write("1_step.sql", TABLE.format(1))
    story.workshop.migrate()
    story.open()
    header = story.tab.page.table.history
    titles = [header.headerData(at, Qt.Orientation.Horizontal) for at in range(header.columnCount())]
    assert "Applied at (local)" in titles
    story.parts.window.actions_table["utc"].trigger()
    titles = [header.headerData(at, Qt.Orientation.Horizontal) for at in range(header.columnCount())]
    assert "Applied at (UTC)" in titles


def test_a_table_named_like_markup_keeps_its_name_from_the_plan_to_the_result(
    story: Story, qtbot: QtBot
) -> None:
    story.workshop.write(
        "1_<img src=x>.sql", 'CREATE TABLE "<img src=x>" (a);\nINSERT INTO "<b>" VALUES (1);\n'
    )
    story.open()
    assert story.plan().step.sql.toPlainText().startswith('CREATE TABLE "<img src=x>"')
    with qtbot.waitSignal(story.parts.migrations.migrated, timeout=10_000):
        run = story.begin()
    assert run.result_page.notice.heading == "Migration 1 (<img src=x>) failed"
    run.copy_details.click()
    assert "no such table: <b>" in QGuiApplication.clipboard().text()
    formats = {label.textFormat() for label in run.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_a_file_that_is_put_right_in_an_editor_is_what_the_next_plan_runs(story: Story) -> None:
    file = story.workshop.write("1_step.sql", "CREATE TABLE wrong (a,);")
    story.open()
    assert story.run().ending is Ending.FAILED
    file.write_text(TABLE.format(1), encoding="utf-8")
    story.parts.migrations.migrate()
    assert story.run().ending is Ending.DONE


def test_files_that_come_and_change_in_the_folder_show_by_themselves(story: Story, qtbot: QtBot) -> None:
    file = story.workshop.write("1_step.sql", TABLE.format(1))
    story.workshop.migrate()
    story.open()
    assert story.state_line() == "up to date"
    story.workshop.write("2_step.sql", TABLE.format(2))
    qtbot.waitUntil(lambda: story.state_line() == "1 pending")
    file.write_text(TABLE.format(1) + "-- edited\n", encoding="utf-8")
    qtbot.waitUntil(lambda: story.states()[1] is MigrationState.MODIFIED)
