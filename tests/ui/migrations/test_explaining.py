"""Why a migration is modified, asked and answered in the window, and accepted there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.migrations.detective.texts.difference import difference_of
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.migrations.explaining import explain_jobs
from pipeline_browser.ui.migrations.explaining.difference_view import DifferenceView
from pipeline_browser.ui.migrations.explaining.explain_flow import ExplainFlow
from tests.ui.migrations.conftest import Workshop, open_in
from tests.ui.test_accessible_names import nameless, taken_for_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.migrations.explaining.explain_dialog import ExplainDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

TABLE = "CREATE TABLE a(\n    x TEXT\n);\n"


@pytest.fixture
def flow(opened: Session, workshop: Workshop, theme: Theme, qtbot: QtBot) -> Iterator[ExplainFlow]:
    """Two applied migrations, and the flow over a window of its own."""
    workshop.write("1_a.sql", TABLE)
    workshop.write("2_b.sql", "CREATE TABLE b(x);\n")
    workshop.migrate()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show()
    made = ExplainFlow(opened, theme, window)
    yield made
    assert made.shut_down()


def asked(flow: ExplainFlow, session: Session, workshop: Workshop, qtbot: QtBot) -> ExplainDialog:
    """Open the database, ask about everything, and wait for the answer."""
    open_in(session, workshop, qtbot)
    flow.begin(None)
    dialog = flow.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.answer is not None)
    return dialog


def test_a_change_of_comments_is_shown_with_its_lines_and_accepted(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE.replace("x TEXT", "x text -- what it is"))
    workshop.write("2_b.sql", "\ufeffCREATE TABLE b(x);\n")
    dialog = asked(flow, opened, workshop, qtbot)
    assert (nameless(dialog), taken_for_markup(dialog)) == ([], [])
    assert dialog.heading.text() == "2 migrations differ between ledger and source"
    assert [dialog.list.item(at).text() for at in range(2)] == [
        "1 a\nEdited after it was applied\nRepair: accept the text of today",
        "2 b\nByte-order mark only\nRepair: accept the text of today",
    ]
    assert dialog.story.cause.heading == "Edited after it was applied"
    dialog.list.setCurrentRow(1)
    assert dialog.story.cause.heading == "Byte-order mark only"
    assert dialog.story.difference.toPlainText() == "CREATE·TABLE·b(x);[LF]\n[BOM]CREATE·TABLE·b(x);[LF]"
    assert "makes exactly the schema" in dialog.verdict.text
    assert dialog.foot.accept.text() == "Accept today's text of 2 migrations"
    assert dialog.foot.leave.isDefault()
    assert dialog.foot.insist.isHidden()
    dialog.foot.copy.click()
    assert "2 b: modified\nByte-order mark only\n" in QGuiApplication.clipboard().text()

    with qtbot.waitSignal(flow.repaired) as repaired, qtbot.waitSignal(opened.changed):
        dialog.foot.accept.click()
    report = repaired.args[0]
    assert dialog.heading.text() == "The ledger agrees with the source"
    assert str(report.backup.path) in dialog.ways_back.text()
    assert str(report.note) in dialog.ways_back.text()
    dialog.foot.copy_note.click()
    assert QGuiApplication.clipboard().text() == report.note.read_text()
    assert opened.state is not None
    assert opened.state.up_to_date
    dialog.reject()
    assert flow.dialog is None


def test_what_is_not_proven_is_accepted_only_by_somebody_who_insists(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE.replace("x TEXT", "x TEXT, y"))
    dialog = asked(flow, opened, workshop, qtbot)
    assert dialog.heading.text() == "1 a is modified"
    assert dialog.list.isHidden()
    assert dialog.verdict.text.endswith("differs.\na lacks column y")
    assert not dialog.foot.accept.isEnabled()
    assert dialog.foot.why_not.text() == "The schema is not proven to be the same"
    dialog.foot.insist.click()
    qtbot.waitUntil(dialog.foot.accept.isEnabled)
    with qtbot.waitSignal(flow.repaired):
        dialog.foot.accept.click()
    assert "Unproven" in dialog.notice.text


def test_what_differs_can_be_seen_on_the_diagram(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE.replace("x TEXT", "x TEXT, y"))
    dialog = asked(flow, opened, workshop, qtbot)
    with qtbot.waitSignal(flow.comparison_wanted) as wanted:
        dialog.verdict.compare.click()
    promised = next(table for table in wanted.args[0].before.user_tables if table.name == "a")
    assert [column.name for column in promised.columns] == ["x", "y"]
    assert flow.dialog is None


def test_a_missing_migration_s_row_is_removed_on_demand(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    (workshop.folder / "2_b.sql").unlink()
    workshop.execute("DROP TABLE b")
    dialog = asked(flow, opened, workshop, qtbot)
    assert dialog.story.cause.heading == "The file is not in the source"
    assert dialog.foot.accept.isHidden()
    dialog.foot.forget.click()
    qtbot.waitUntil(lambda: dialog.foot.accept.text() == "Remove 1 row of the ledger")
    assert dialog.foot.accept.isEnabled()


def test_a_file_that_the_history_has_is_brought_back(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(workshop.folder), *words], check=True)
    (workshop.folder / "2_b.sql").unlink()
    dialog = asked(flow, opened, workshop, qtbot)
    assert dialog.story.difference.toPlainText() == "CREATE TABLE b(x);"
    assert dialog.foot.restore.text() == "Bring back 1 file"
    dialog.foot.restore.click()
    qtbot.waitUntil(lambda: dialog.heading.text() == "There is nothing to explain")
    assert (workshop.folder / "2_b.sql").read_text() == "CREATE TABLE b(x);\n"


def test_nothing_is_accepted_in_a_database_that_is_read_only(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE + "\n")
    with qtbot.waitSignal(opened.opened):
        opened.open(workshop.location, read_only=True)
    flow.begin(1)
    dialog = flow.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.answer is not None)
    assert not dialog.foot.accept.isEnabled()
    assert dialog.foot.why_not.text() == "The database is open for reading only"


def test_what_changed_since_is_told_and_the_ledger_stays(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE + "\n")
    dialog = asked(flow, opened, workshop, qtbot)
    workshop.write("1_a.sql", TABLE + "\n\n")
    dialog.foot.accept.click()
    qtbot.waitUntil(lambda: bool(dialog.notice.heading))
    assert dialog.notice.heading == "What was found out is not true any more"


def test_a_file_that_is_edited_meanwhile_is_explained_anew(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE + "\n")
    dialog = asked(flow, opened, workshop, qtbot)
    assert dialog.story.cause.heading == "Blanks or newlines at the end only"
    workshop.write("1_a.sql", TABLE)
    opened.refresh()
    qtbot.waitUntil(lambda: dialog.heading.text() == "There is nothing to explain")
    assert dialog.foot.accept.isHidden()


def test_a_lock_that_another_program_holds_is_told_while_it_is_waited_for(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE + "\n")
    dialog = asked(flow, opened, workshop, qtbot)
    other = workshop.open()
    with other.transaction():
        dialog.foot.accept.click()
        qtbot.waitUntil(lambda: dialog.notice.heading == "Waiting for the database")
    qtbot.waitUntil(lambda: dialog.notice.heading == "What was done")


def test_a_repair_that_waits_can_be_stopped_and_leaves_the_ledger(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", TABLE + "\n")
    dialog = asked(flow, opened, workshop, qtbot)
    other = workshop.open()
    with other.transaction():
        dialog.foot.accept.click()
        qtbot.waitUntil(lambda: dialog.notice.heading == "Waiting for the database")
        dialog.foot.leave.click()
        qtbot.waitUntil(lambda: dialog.notice.heading == "Stopped")
    assert dialog.foot.accept.isEnabled()


def test_a_slow_look_is_stopped_by_the_way_out(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*arguments: object) -> None:
        cancellation = arguments[-1]
        while not cancellation.wait(0.01):  # type: ignore[attr-defined]
            pass
        cancellation.check()  # type: ignore[attr-defined]

    monkeypatch.setattr(explain_jobs, "find_out", endless)
    open_in(opened, workshop, qtbot)
    flow.begin(None)
    dialog = flow.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.bar.isVisible)
    assert dialog.foot.leave.text() == "Stop"
    opened.refresh()  # the database is not held up meanwhile
    with qtbot.waitSignal(opened.changed):
        pass
    dialog.foot.leave.click()
    assert flow.dialog is None
    qtbot.waitUntil(lambda: not flow._worker.busy)


def test_a_closed_database_takes_its_dialog_along(
    flow: ExplainFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    asked(flow, opened, workshop, qtbot)
    opened.close()
    assert flow.dialog is None


def test_a_difference_shows_signs_in_both_schemes_and_cuts_what_is_endless(
    theme: Theme, qtbot: QtBot
) -> None:
    view = DifferenceView(theme)
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.show_difference(difference_of("a\nb\x1b\n", f"a\n{'c' * 5000}\n"))
    lines = view.toPlainText().split("\n")
    assert lines[:2] == ["a", "b\\x1b"]
    assert len(lines[2]) < 2100
    backgrounds = [each.format.background().color().name() for each in view.extraSelections()]
    assert backgrounds == [theme.tone(Meaning.BAD).soft, theme.tone(Meaning.GOOD).soft]
    view.grab()
