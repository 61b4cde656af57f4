"""What would be done, before anything is done; every plan is made from real files and a real database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.migrations.plan_dialog import Decision, PlanDialog
from pipeline_browser.ui.migrations.plan_offer import PlanRequest
from pipeline_browser.ui.migrations.plan_steps import MIGRATION, STATEMENTS, WARNINGS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.migrations.plan_offer import PlanOffer
    from pipeline_browser.ui.theme import Theme
    from tests.ui.migrations.conftest import Workshop

Show = Callable[["PlanOffer"], PlanDialog]

PARENT = "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n"
CHILD = (
    "CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE);\n"
    "CREATE INDEX child_parent ON child (parent);\n"
)


@pytest.fixture
def show(theme: Theme, qtbot: QtBot) -> Show:
    def make(offer: PlanOffer) -> PlanDialog:
        dialog = PlanDialog(theme, offer)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        return dialog

    return make


def cells(dialog: PlanDialog, column: int) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def label_texts(dialog: PlanDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_plan_lists_what_would_run_in_order_with_its_extent(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT)
    workshop.write("2_child.sql", CHILD)
    dialog = show(workshop.offer())
    assert cells(dialog, MIGRATION) == ["1 parent", "2 child"]
    assert cells(dialog, STATEMENTS) == ["1", "2"]
    assert "2 migrations would be applied to shop.db" in label_texts(dialog)
    assert "3 statements, a file of 4.0 KiB with no rows" in label_texts(dialog)
    assert dialog.options.apply.text() == "Apply 2 migrations"
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.deleteLater()


def test_the_sql_of_the_selected_migration_stands_beside_it(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT)
    workshop.write("2_child.sql", CHILD)
    dialog = show(workshop.offer())
    assert dialog.step.sql.toPlainText() == PARENT.rstrip("\n")
    dialog.steps.selectRow(1)
    assert dialog.step.sql.toPlainText() == CHILD.rstrip("\n")


def test_a_warning_is_marked_in_the_line_that_it_is_about(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT + "PRAGMA foreign_keys = OFF;\n")
    dialog = show(workshop.offer())
    mark = dialog.step.sql.mark_at(2)
    assert mark is not None
    assert mark.meaning is Meaning.BAD
    assert cells(dialog, WARNINGS) == ["1"]
    item = dialog.step.warnings.item(0)
    assert item.text().startswith("Danger, line 2: PRAGMA foreign_keys does nothing inside a transaction")
    dialog.step.warnings.itemActivated.emit(item)
    assert dialog.step.sql.textCursor().blockNumber() == 1


def test_a_file_with_rows_is_backed_up_and_an_empty_one_is_not(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT)
    assert not show(workshop.offer()).options.backup.isChecked()
    workshop.migrate()
    workshop.write("2_child.sql", CHILD)
    assert not show(workshop.offer()).options.backup.isChecked(), "the ledger's rows can be made again"
    workshop.execute("INSERT INTO parent VALUES (1), (2)")
    dialog = show(workshop.offer())
    assert dialog.options.backup.isChecked()
    assert "with 2 rows" in label_texts(dialog)
    assert "shop.db.backup-" in label_texts(dialog)


def test_return_applies_and_escape_changes_nothing(workshop: Workshop, show: Show, qtbot: QtBot) -> None:
    workshop.write("1_parent.sql", PARENT)
    dialog = show(workshop.offer())
    assert dialog.options.apply.isDefault()
    with qtbot.waitSignal(dialog.decided) as decided:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert decided.args == [Decision(dialog.offer.together, backup=False)]
    again = show(workshop.offer())
    with qtbot.waitSignal(again.rejected), qtbot.assertNotEmitted(again.decided):
        QTest.keyClick(again, Qt.Key.Key_Escape)


def test_switching_all_or_nothing_off_runs_one_transaction_a_file(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    workshop.write("1_parent.sql", PARENT)
    dialog = show(workshop.offer())
    assert dialog.options.atomic.isChecked()
    dialog.options.atomic.setChecked(False)
    dialog.options.always.setChecked(True)
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.options.apply.click()
    assert decided.args == [Decision(dialog.offer.separate, backup=False, always_apply=True)]


def test_a_file_that_cannot_be_all_or_nothing_is_named_with_the_reason(
    workshop: Workshop, show: Show
) -> None:
    workshop.write("1_parent.sql", PARENT)
    workshop.write("2_vacuum.sql", "-- no-transaction\nVACUUM;\n")
    dialog = show(workshop.offer())
    assert not dialog.options.apply.isEnabled()
    words = "Migration 2 cannot be part of an all-or-nothing run"
    assert dialog.options.why_not() == words
    assert f"{words}: it asks to run without a transaction." in label_texts(dialog)
    dialog.options.atomic.setChecked(False)
    assert dialog.options.apply.isEnabled()
    assert dialog.options.why_not() == ""


def test_a_modified_migration_stops_the_plan_and_says_what_to_do(workshop: Workshop, show: Show) -> None:
    workshop.write("2_parent.sql", PARENT)
    workshop.migrate()
    workshop.write("2_parent.sql", PARENT + "-- changed\n")
    workshop.write("1_early.sql", "CREATE TABLE early (a);\n")
    workshop.write("3_child.sql", CHILD)
    dialog = show(workshop.offer())
    assert dialog.notice.heading == "Migration 2 (parent) was changed after it was applied"
    assert "Bring the file back to the text that was applied" in dialog.notice.text
    assert not dialog.options.apply.isEnabled()
    dialog.options.atomic.setChecked(False)
    assert dialog.options.apply.text() == "Apply 1 migration", "what comes before the changed one"
    assert dialog.options.apply.isEnabled()
    assert "then stop" in dialog.notice.text


def test_a_missing_migration_can_be_ignored_deliberately(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    gone = workshop.write("1_gone.sql", PARENT)
    workshop.migrate()
    gone.unlink()
    workshop.write("2_child.sql", CHILD)
    dialog = show(workshop.offer())
    assert not dialog.options.apply.isEnabled()
    qtbot.waitUntil(dialog.options.leave.hasFocus)
    with qtbot.waitSignal(dialog.concession_made) as asked:
        dialog.ignore_missing.click()
    assert asked.args == [PlanRequest(workshop.source, ignore_missing=True)]
    dialog.show_offer(workshop.offer(ignore_missing=True))
    assert dialog.options.apply.isEnabled()
    assert dialog.ignore_missing.isVisible(), "so that it can be taken back"


def test_a_dirty_row_refuses_everything(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT)
    workshop.migrate()
    workshop.execute("UPDATE _sqlx_migrations SET success = 0")
    workshop.write("2_child.sql", CHILD)
    dialog = show(workshop.offer())
    assert dialog.notice.heading == "Migration 1 is marked as failed"
    assert "shop.db cannot be migrated as it is" in label_texts(dialog)
    assert not dialog.options.apply.isEnabled()
    dialog.options.atomic.setChecked(False)
    assert not dialog.options.apply.isEnabled()


def test_tables_without_a_ledger_are_refused_until_somebody_insists(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    workshop.execute("CREATE TABLE parent (other)")
    workshop.write("1_parent.sql", PARENT.replace("TABLE", "TABLE IF NOT EXISTS"))
    dialog = show(workshop.offer())
    assert dialog.notice.heading == "shop.db has tables but no record of migrations"
    assert "parent" in dialog.notice.text
    assert not dialog.options.apply.isEnabled()
    assert not dialog.options.said_at_the_button, "the notice has said it"
    with qtbot.waitSignal(dialog.concession_made) as asked:
        dialog.allow_unversioned.click()
    assert asked.args == [PlanRequest(workshop.source, allow_unversioned=True)]


def test_a_read_only_database_says_why_nothing_can_be_applied(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT)
    dialog = show(workshop.offer(read_only=True))
    assert not dialog.options.apply.isEnabled()
    assert dialog.options.why_not().startswith("The database is read-only")


def test_a_revert_shows_what_it_would_drop_and_puts_the_focus_on_cancel(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    workshop.write("1_parent.up.sql", PARENT)
    workshop.write("1_parent.down.sql", "DROP TABLE parent;\n")
    workshop.migrate()
    workshop.execute("INSERT INTO parent VALUES (1), (2), (3)")
    dialog = show(workshop.offer(Direction.REVERT))
    assert dialog.options.apply.text() == "Revert 1 migration"
    assert dialog.step.sql.toPlainText() == "DROP TABLE parent;"
    assert dialog.step.warnings.item(0).text() == "Danger, line 1: Drops table parent with 3 rows."
    assert dialog.options.leave.isDefault()
    qtbot.waitUntil(dialog.options.leave.hasFocus)
    assert not dialog.options.always.isVisible()


def test_what_would_drop_rows_is_rehearsed_before_it_is_applied(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    workshop.write("1_parent.sql", PARENT)
    workshop.migrate()
    workshop.execute("INSERT INTO parent VALUES (1)")
    workshop.write("2_drop.sql", "DROP TABLE parent;\n")
    dialog = show(workshop.offer())
    assert dialog.options.apply.isEnabled()
    assert dialog.options.rehearse.isDefault()
    qtbot.waitUntil(dialog.options.rehearse.hasFocus)


def test_nothing_to_do_is_said_as_such(workshop: Workshop, show: Show) -> None:
    dialog = show(workshop.offer())
    assert "Nothing to apply in shop.db" in label_texts(dialog)
    assert not dialog.options.apply.isEnabled()


def test_names_with_markup_are_shown_literally(workshop: Workshop, show: Show) -> None:
    workshop.write("1_<img src=x>.sql", 'CREATE TABLE "<b>" (a);\n')
    dialog = show(workshop.offer())
    assert cells(dialog, MIGRATION) == ["1 <img src=x>"]
    tip = dialog.model.index(0, MIGRATION).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;" in tip


def test_a_thousand_migrations_are_shown_at_once(workshop: Workshop, show: Show, tmp_path: Path) -> None:
    for version in range(1, 1_001):
        workshop.write(f"{version:04}_step.sql", f"CREATE TABLE t{version} (a);\n")
    dialog = show(workshop.offer())
    assert dialog.model.rowCount() == 1_000
    assert dialog.options.apply.text() == "Apply 1,000 migrations"


def test_tab_walks_from_the_list_over_warnings_and_sql_to_the_switches_and_buttons(
    workshop: Workshop, show: Show, qtbot: QtBot
) -> None:
    workshop.write("1_parent.sql", PARENT + "PRAGMA foreign_keys = OFF;\n")
    dialog = show(workshop.offer())
    dialog.steps.setFocus()
    qtbot.waitUntil(dialog.steps.hasFocus)
    options = dialog.options
    eye = [dialog.step.warnings, dialog.step.sql, options.atomic, options.backup, options.always]
    for expected in (*eye, options.rehearse, options.leave, options.apply):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is expected


def test_a_plan_that_is_refused_cannot_be_rehearsed(workshop: Workshop, show: Show) -> None:
    workshop.write("1_parent.sql", PARENT + "COMMIT;\n")
    dialog = show(workshop.offer())
    assert not dialog.options.rehearse.isEnabled()
