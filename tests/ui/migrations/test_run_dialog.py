"""A plan running under somebody's eyes, on real files with the real engine."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.ui.migrations.outcomes import Ending
from pipeline_browser.ui.migrations.run_dialog import RunDialog
from tests.model.making_files import HOLD_EXCLUSIVE, let_go, other_program
from tests.ui.migrations.conftest import Workshop, open_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

TABLE = "CREATE TABLE t{0} (id INTEGER PRIMARY KEY);\n"
# Counts to 10^12: nobody waits for that, and it can be interrupted anywhere.
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)"
    " SELECT count(*) FROM n"
)


class Stage:
    """Everything that a run needs, set up by one call."""

    def __init__(self, workshop: Workshop, session: Session, theme: Theme, qtbot: QtBot) -> None:
        self.workshop = workshop
        self.session = session
        self._theme = theme
        self._qtbot = qtbot

    def dialog(
        self, *, atomic: bool = True, backup: bool = False, direction: Direction = Direction.RUN
    ) -> RunDialog:
        """Return a dialog that has not started yet."""
        plan = self.workshop.offer(direction).plan(atomic=atomic)
        open_in(self.session, self.workshop, self._qtbot)

        def start(allow_cascade: bool) -> object:
            return self.session.run(plan, backup=backup, allow_cascade=allow_cascade)

        dialog = RunDialog(self._theme, plan, "shop.db", start)  # type: ignore[arg-type]
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    def run(self, **how: object) -> RunDialog:
        """Return the dialog of a run that has ended."""
        dialog = self.dialog(**how)  # type: ignore[arg-type]
        with self._qtbot.waitSignal(dialog.ended, timeout=10_000):
            dialog.run()
        return dialog


@pytest.fixture
def stage(workshop: Workshop, opened: Session, theme: Theme, qtbot: QtBot) -> Stage:
    return Stage(workshop, opened, theme, qtbot)


def words(dialog: RunDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def tables(workshop: Workshop) -> list[object]:
    rows = workshop.query("SELECT name FROM sqlite_master WHERE name GLOB 't[0-9]*' ORDER BY name")
    return [name for (name,) in rows]


def test_a_run_ends_with_the_durations_of_all_migrations(stage: Stage) -> None:
    for version in (1, 2, 3):
        stage.workshop.write(f"{version}_step.sql", TABLE.format(version))
    dialog = stage.run()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.DONE
    assert dialog.result_page.notice.heading.startswith("Applied 3 migrations in ")
    rows = dialog.result_page.durations.model()
    assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["1 step", "2 step", "3 step"]
    assert tables(stage.workshop) == ["t1", "t2", "t3"]
    assert not dialog.cancel.isVisible()
    assert dialog.close_button.isVisible()


def test_the_log_has_a_time_stamped_line_for_every_step(stage: Stage) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    dialog = stage.run()
    lines = dialog.log.toPlainText().split("\n")
    assert [line.split("  ", 1)[1].split(" in ")[0] for line in lines] == [
        "Applying 1 step, 1 statement",
        "Ran 1 step",
        "Committed 1 migration",
    ]
    assert all(line[2] == line[5] == ":" for line in lines)


def test_a_failure_shows_statement_line_column_and_message_and_that_nothing_stays(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    stage.workshop.write("2_bad.sql", TABLE.format(2) + "\n  INSERT INTO nowhere\n    VALUES (1);\n")
    dialog = stage.run()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.FAILED
    page = dialog.result_page
    assert page.notice.heading == "Migration 2 (bad) failed"
    assert "no such table: nowhere" in page.notice.text
    assert "Nothing was applied: the run is all or nothing, and it was rolled back." in page.notice.text
    assert "2_bad.sql, line 3, column 3" in words(dialog)
    assert page.statement.toPlainText().startswith("INSERT INTO nowhere")
    assert page.statement.mark_at(3) is not None
    assert tables(stage.workshop) == []


def test_one_transaction_a_file_keeps_what_was_done_before_the_failure(stage: Stage) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    stage.workshop.write("2_bad.sql", "INSERT INTO nowhere VALUES (1);\n")
    dialog = stage.run(atomic=False)
    assert "Migration 1 stays applied. Migration 2 was rolled back." in dialog.result_page.notice.text
    assert tables(stage.workshop) == ["t1"]


def test_the_details_of_a_failure_can_be_copied_whole(stage: Stage) -> None:
    stage.workshop.write("1_bad.sql", "INSERT INTO nowhere VALUES (1);\n")
    dialog = stage.run()
    dialog.copy_details.click()
    text = QGuiApplication.clipboard().text()
    for part in ("Migration 1 (bad) failed", "no such table: nowhere", "line 1, column 1", "Applying 1 bad"):
        assert part in text


def test_cancel_interrupts_the_statement_and_says_what_was_kept(stage: Stage, qtbot: QtBot) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    stage.workshop.write("2_long.sql", TABLE.format(2) + ENDLESS + ";\n")
    dialog = stage.dialog(atomic=False)
    dialog.run()
    qtbot.waitUntil(lambda: ENDLESS[:30] in dialog.running.statement.whole_text)
    assert dialog.cancel.hasFocus() or dialog.cancel.isEnabled()
    with qtbot.waitSignal(dialog.ended, timeout=2_000):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.CANCELLED
    assert "Migration 1 stays applied. Migration 2 was rolled back." in dialog.result_page.notice.text
    assert tables(stage.workshop) == ["t1"]


def test_closing_the_window_cancels_waits_and_then_closes(stage: Stage, qtbot: QtBot) -> None:
    stage.workshop.write("1_long.sql", ENDLESS + ";\n")
    dialog = stage.dialog()
    dialog.run()
    qtbot.waitUntil(lambda: bool(dialog.running.statement.whole_text))
    with qtbot.waitSignal(dialog.finished, timeout=2_000):
        assert not dialog.close(), "not before the run has ended"
    assert not dialog.is_running


def test_the_statement_now_running_is_shown_with_its_line_and_in_whole_on_hover(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.workshop.write("1_long.sql", f"\n\n{ENDLESS.replace('UNION', chr(10) + 'UNION')};\n")
    dialog = stage.dialog()
    dialog.run()
    qtbot.waitUntil(lambda: bool(dialog.running.statement.whole_text))
    assert "UNION" not in dialog.running.statement.whole_text, "the first line only"
    assert "UNION" in dialog.running.statement.toolTip()
    assert "statement 1 of 1, line 3" in words(dialog)
    with qtbot.waitSignal(dialog.ended):
        dialog.cancel.click()


def test_the_clock_ticks_while_a_statement_runs(stage: Stage, qtbot: QtBot) -> None:
    stage.workshop.write("1_long.sql", ENDLESS + ";\n")
    dialog = stage.dialog()
    dialog.run()
    qtbot.waitUntil(lambda: "0:01" in words(dialog), timeout=3_000)
    with qtbot.waitSignal(dialog.ended):
        dialog.cancel.click()


def test_waiting_for_another_program_is_shown_as_such_and_goes_on_when_it_is_over(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    dialog = stage.dialog()
    with other_program(HOLD_EXCLUSIVE, stage.workshop.path) as holder:
        dialog.run()
        qtbot.waitUntil(lambda: "Waiting for the database" in dialog.running.waiting.heading)
        assert "Another program is writing" in dialog.running.waiting.text
        with qtbot.waitSignal(dialog.ended, timeout=10_000):
            let_go(holder)
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.DONE


def test_a_wait_can_be_cancelled(stage: Stage, qtbot: QtBot) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    dialog = stage.dialog()
    with other_program(HOLD_EXCLUSIVE, stage.workshop.path):
        dialog.run()
        qtbot.waitUntil(dialog.running.waiting.isVisible)
        with qtbot.waitSignal(dialog.ended, timeout=2_000):
            dialog.cancel.click()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.CANCELLED


def test_the_backup_is_named_and_its_path_can_be_copied(stage: Stage) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    dialog = stage.run(backup=True)
    assert dialog.outcome is not None
    assert dialog.outcome.backup is not None
    assert dialog.outcome.backup.path.parent == stage.workshop.path.parent
    dialog.result_page.copy_backup.click()
    assert Path(QGuiApplication.clipboard().text()).is_file()


def test_the_backup_of_a_failed_run_is_named_too(stage: Stage) -> None:
    stage.workshop.write("1_bad.sql", "nonsense;\n")
    dialog = stage.run(backup=True)
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.FAILED
    assert dialog.outcome.backup is not None
    assert dialog.result_page.show_backup.isVisible()


def test_a_backup_that_fails_starts_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    full = shutil.disk_usage(stage.workshop.folder)._replace(free=0)
    monkeypatch.setattr("pipeline_browser.model.backup.shutil.disk_usage", lambda _folder: full)
    dialog = stage.run(backup=True)
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.FAILED
    assert "not enough space" in dialog.result_page.notice.heading
    assert dialog.outcome.backup is None
    assert tables(stage.workshop) == []


def rebuild(workshop: Workshop) -> None:
    """Prepare the trap: a parent table that is rebuilt, with children that refer to it."""
    workshop.write("1_parent.sql", "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n")
    workshop.write(
        "2_child.sql", "CREATE TABLE child (id INTEGER PRIMARY KEY, p REFERENCES parent ON DELETE CASCADE);\n"
    )
    workshop.migrate()
    workshop.execute("INSERT INTO parent VALUES (1)", "INSERT INTO child VALUES (1, 1), (2, 1)")
    workshop.write(
        "3_rebuild.sql",
        "PRAGMA foreign_keys = OFF;\nCREATE TABLE new (id INTEGER PRIMARY KEY, a);\n"
        "INSERT INTO new (id) SELECT id FROM parent;\nDROP TABLE parent;\n"
        "ALTER TABLE new RENAME TO parent;\n",
    )


def test_rows_lost_by_cascade_stop_the_run_and_are_listed(stage: Stage) -> None:
    rebuild(stage.workshop)
    dialog = stage.run()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.FAILED
    assert "child: 2 of 2 rows would be deleted with parent" in dialog.result_page.notice.text
    assert dialog.allow_loss.isVisible()
    assert dialog.allow_loss.text() == "Run again and delete 2 rows"
    assert not dialog.allow_loss.isDefault()
    assert stage.workshop.query("SELECT count(*) FROM child") == [(2,)]


def test_the_loss_can_be_allowed_in_a_second_step(stage: Stage, qtbot: QtBot) -> None:
    rebuild(stage.workshop)
    dialog = stage.run()
    with qtbot.waitSignal(dialog.ended, timeout=10_000):
        dialog.allow_loss.click()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.DONE
    assert not dialog.allow_loss.isVisible()
    assert stage.workshop.query("SELECT count(*) FROM child") == [(0,)]


def test_a_revert_tells_what_it_reverted(stage: Stage) -> None:
    stage.workshop.write("1_step.up.sql", TABLE.format(1))
    stage.workshop.write("1_step.down.sql", "DROP TABLE t1;\n")
    stage.workshop.migrate()
    dialog = stage.run(direction=Direction.REVERT)
    assert dialog.result_page.notice.heading.startswith("Reverted 1 migration in ")
    assert tables(stage.workshop) == []


def test_a_migration_that_another_program_applied_meanwhile_is_told(stage: Stage, qtbot: QtBot) -> None:
    stage.workshop.write("1_step.sql", TABLE.format(1))
    dialog = stage.dialog()
    stage.workshop.migrate()
    with qtbot.waitSignal(dialog.ended, timeout=10_000):
        dialog.run()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.DONE
    assert dialog.result_page.notice.heading == "Nothing was left to do"
    assert "Another program did 1 migration in the meantime." in dialog.result_page.notice.text


def test_the_window_stays_alive_while_a_thousand_migrations_run(stage: Stage, qtbot: QtBot) -> None:
    for version in range(1, 1_001):
        stage.workshop.write(f"{version:04}_step.sql", TABLE.format(version))
    dialog = stage.run()
    assert dialog.outcome is not None
    assert dialog.outcome.ending is Ending.DONE
    assert dialog.running.overall.value() == dialog.running.overall.maximum()
    assert dialog.log.blockCount() == 2_001
